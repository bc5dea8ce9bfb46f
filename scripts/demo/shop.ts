import type { Manner, Words } from './code.ts';

const messy: Manner = { deepest: 7, branchiness: 0.72, stay: 0.14, pile: 0.6, fresh: 0.06 };
const usual: Manner = { deepest: 3, branchiness: 0.35, stay: 0.35, pile: 0.2, fresh: 0.3 };
const tidy: Manner = { deepest: 1, branchiness: 0.22, stay: 0.5, pile: 0, fresh: 0.5 };

export type Stream = 'checkout' | 'catalog' | 'accounts' | 'shipping';

export interface Planned {
  readonly path: string;
  readonly stream: Stream;
  readonly words: Words;
  readonly manner: Manner;
  /** Steps of growth on the first day. */
  readonly start: number;
  /** How often people come here, relative to the other files. */
  readonly busy: number;
  /** Share of the changes here that are fixes. */
  readonly fixes: number;
  readonly names: readonly string[];
  readonly component?: boolean;
  /** Before the rename wave. */
  readonly oldPath?: string;
}

const order: Words = {
  subject: 'cart',
  type: 'Cart',
  list: 'lines',
  item: 'line',
  itemType: 'CartLine',
  numbers: ['price', 'quantity', 'weight', 'credit'],
  flags: ['gift', 'taxable', 'reserved'],
  states: ['open', 'held', 'paid'],
  sums: ['total', 'discount'],
};
const invoice: Words = {
  subject: 'invoice',
  type: 'Invoice',
  list: 'positions',
  item: 'position',
  itemType: 'InvoicePosition',
  numbers: ['net', 'gross', 'taxRate', 'paidAmount', 'dueDays'],
  flags: ['reverseCharge', 'disputed', 'exported', 'partial'],
  states: ['draft', 'sent', 'overdue', 'settled'],
  sums: ['total', 'credit'],
};
const payment: Words = {
  subject: 'payment',
  type: 'Payment',
  list: 'attempts',
  item: 'attempt',
  itemType: 'PaymentAttempt',
  numbers: ['amount', 'fee', 'retries', 'ageMinutes'],
  flags: ['captured', 'challenged', 'recurring', 'refundable'],
  states: ['pending', 'authorized', 'failed', 'settled'],
  sums: ['captured', 'fees'],
};
const product: Words = {
  subject: 'product',
  type: 'Product',
  list: 'variants',
  item: 'variant',
  itemType: 'ProductVariant',
  numbers: ['price', 'stock', 'rating', 'margin'],
  flags: ['visible', 'discontinued', 'bundled'],
  states: ['draft', 'live', 'retired'],
  sums: ['score', 'penalty'],
};
const feed: Words = {
  subject: 'feed',
  type: 'SupplierFeed',
  list: 'rows',
  item: 'row',
  itemType: 'FeedRow',
  numbers: ['price', 'stock', 'packSize', 'leadDays', 'version'],
  flags: ['delta', 'blocked', 'translated', 'replaced'],
  states: ['received', 'parsed', 'rejected'],
  sums: ['imported', 'skipped'],
};
const search: Words = {
  subject: 'query',
  type: 'SearchQuery',
  list: 'terms',
  item: 'term',
  itemType: 'SearchTerm',
  numbers: ['boost', 'distance', 'hits', 'position'],
  flags: ['exact', 'synonym', 'negated'],
  states: ['typed', 'corrected', 'empty'],
  sums: ['relevance', 'cutoff'],
};
const account: Words = {
  subject: 'account',
  type: 'Account',
  list: 'sessions',
  item: 'session',
  itemType: 'AccountSession',
  numbers: ['ageDays', 'logins', 'failures', 'trust'],
  flags: ['verified', 'locked', 'remembered'],
  states: ['new', 'active', 'suspended'],
  sums: ['risk', 'relief'],
};
const role: Words = {
  subject: 'member',
  type: 'Member',
  list: 'grants',
  item: 'grant',
  itemType: 'Grant',
  numbers: ['level', 'expiresInDays', 'inherited', 'priority'],
  flags: ['denied', 'delegated', 'temporary', 'owner'],
  states: ['invited', 'active', 'left'],
  sums: ['allowed', 'denied'],
};
const parcel: Words = {
  subject: 'shipment',
  type: 'Shipment',
  list: 'parcels',
  item: 'parcel',
  itemType: 'Parcel',
  numbers: ['weight', 'girth', 'zone', 'insuredValue'],
  flags: ['fragile', 'oversize', 'express', 'customs'],
  states: ['packed', 'handed', 'delivered', 'returned'],
  sums: ['cost', 'rebate'],
};
const tariff: Words = {
  subject: 'tariff',
  type: 'Tariff',
  list: 'bands',
  item: 'band',
  itemType: 'TariffBand',
  numbers: ['upTo', 'rate', 'surcharge', 'fuel'],
  flags: ['island', 'weekend', 'business'],
  states: ['current', 'planned', 'expired'],
  sums: ['rate', 'deduction'],
};

type Row = readonly [
  path: string,
  words: Words,
  manner: Manner,
  start: number,
  busy: number,
  fixes: number,
  names: string,
  oldPath?: string,
];

const rows: Readonly<Record<Stream, readonly Row[]>> = {
  checkout: [
    [
      'src/billing/invoice.ts',
      invoice,
      messy,
      45,
      8,
      0.36,
      'calculateTotals applyCreditNotes splitByTaxRate roundPositions settle',
    ],
    [
      'src/checkout/payment.ts',
      payment,
      messy,
      30,
      7.5,
      0.34,
      'authorize capture retryFailed challengeCustomer',
      'src/basket/pay.ts',
    ],
    [
      'src/checkout/cart.ts',
      order,
      tidy,
      14,
      8,
      0.12,
      'subtotal addLine removeLine mergeCarts countItems isEmpty reserveLines expire giftLines',
      'src/basket/basket.ts',
    ],
    [
      'src/checkout/totals.ts',
      order,
      usual,
      16,
      5,
      0.2,
      'totals taxOf shippingOf roundTotals',
      'src/basket/sums.ts',
    ],
    [
      'src/checkout/vouchers.ts',
      order,
      messy,
      30,
      5,
      0.25,
      'redeem checkLimits stackVouchers',
      'src/basket/coupons.ts',
    ],
    [
      'src/checkout/session.ts',
      order,
      tidy,
      10,
      4,
      0.1,
      'open resume close touch handover',
      'src/basket/session.ts',
    ],
    [
      'src/checkout/receipt.ts',
      order,
      usual,
      10,
      2,
      0.12,
      'receiptLines footer legalNotes',
      'src/basket/receipt.ts',
    ],
    ['src/billing/refunds.ts', payment, usual, 18, 3.5, 0.25, 'refund partialRefund refundFees reverse'],
    ['src/billing/ledger.ts', invoice, usual, 14, 2.5, 0.15, 'post balance reconcile closePeriod'],
    ['src/billing/dunning.ts', invoice, messy, 34, 0.8, 0.2, 'nextReminder escalate waive'],
    ['src/billing/tax-export.ts', invoice, messy, 70, 0.15, 0.2, 'exportPeriod mapCodes writeSummary'],
    ['src/web/CartPage.tsx', order, tidy, 8, 4, 0.12, 'visibleLines savings highlight'],
    ['src/web/PaymentForm.tsx', payment, usual, 16, 4.5, 0.22, 'methodOrder surcharge validateCard remember'],
  ],
  catalog: [
    [
      'src/catalog/product.ts',
      product,
      tidy,
      14,
      7,
      0.1,
      'priceOf available variantsOf badges bestVariant compare labelOf',
    ],
    ['src/catalog/import-feed.ts', feed, messy, 80, 5, 0.32, 'importFeed matchRows repairRows publish'],
    ['src/catalog/search.ts', search, usual, 22, 5, 0.2, 'rank expand correct filterTerms'],
    ['src/catalog/facets.ts', search, usual, 12, 3, 0.15, 'facets countFacets sortFacets'],
    [
      'src/catalog/pricing.ts',
      product,
      usual,
      20,
      4,
      0.22,
      'listPrice campaignPrice floorPrice priceHistory',
    ],
    ['src/catalog/availability.ts', product, tidy, 10, 3, 0.12, 'stockOf inStore nextDelivery reserve'],
    ['src/catalog/category-tree.ts', product, tidy, 10, 1.5, 0.08, 'childrenOf pathOf flatten moveNode'],
    ['src/catalog/rank-formula.ts', search, messy, 85, 0.12, 0.2, 'score normalise weigh'],
    ['src/catalog/images.ts', product, tidy, 8, 1.5, 0.08, 'mainImage thumbnails order'],
    ['src/catalog/recommend.ts', product, usual, 14, 2, 0.15, 'related boughtTogether trending'],
    ['src/web/ProductPage.tsx', product, tidy, 10, 5, 0.1, 'shownVariants strikePrice headline'],
    ['src/web/SearchResults.tsx', search, tidy, 8, 3.5, 0.12, 'visibleHits emptyState grouping'],
  ],
  accounts: [
    ['src/accounts/permissions.ts', role, messy, 50, 4.5, 0.3, 'can effectiveGrants mergeRoles audit'],
    ['src/accounts/login.ts', account, usual, 18, 4, 0.2, 'login secondFactor throttle lockOut'],
    ['src/accounts/account.ts', account, tidy, 12, 4, 0.1, 'rename close verify merge contactOf'],
    ['src/accounts/session-store.ts', account, tidy, 10, 2, 0.12, 'create renew revoke prune'],
    ['src/accounts/address-book.ts', account, tidy, 8, 2, 0.1, 'addAddress defaultAddress normalise'],
    [
      'src/accounts/password-reset.ts',
      account,
      usual,
      10,
      1.5,
      0.18,
      'requestReset confirmReset expireTokens',
    ],
    ['src/accounts/preferences.ts', account, tidy, 8, 2, 0.06, 'preferences optIn optOut'],
    ['src/accounts/legacy-import.ts', account, messy, 75, 0.15, 0.15, 'importAccounts mapFields dedupe'],
    ['src/accounts/loyalty.ts', account, usual, 16, 2.5, 0.2, 'points tierOf expirePoints'],
    ['src/web/AccountPage.tsx', account, tidy, 8, 2.5, 0.1, 'openSessions warnings memberSince'],
  ],
  shipping: [
    ['src/shipping/rates.ts', tariff, messy, 60, 5, 0.3, 'rateFor surcharges zoneOf compareCarriers'],
    ['src/shipping/label.ts', parcel, usual, 12, 2.5, 0.15, 'label barcode returnLabel'],
    ['src/shipping/tracking.ts', parcel, usual, 14, 3, 0.18, 'progress delayed nextScan notify'],
    ['src/shipping/parcels.ts', parcel, tidy, 10, 2.5, 0.1, 'pack split volume heaviest'],
    ['src/shipping/carrier-north.ts', parcel, usual, 18, 1.5, 0.2, 'book cancel quote pickup'],
    ['src/shipping/carrier-express.ts', parcel, usual, 18, 1.5, 0.2, 'book cancel quote cutOff'],
    ['src/shipping/returns.ts', parcel, usual, 14, 2.5, 0.22, 'openReturn inspect restock'],
    ['src/shipping/customs.ts', parcel, messy, 48, 0.5, 0.25, 'declare tariffCode dutiesOf'],
    ['src/shipping/edi-export.ts', parcel, messy, 90, 0.1, 0.15, 'exportMessages segment checksum'],
    ['src/shipping/delivery-dates.ts', parcel, tidy, 10, 2, 0.12, 'earliest promise holidays'],
    ['src/web/TrackingPage.tsx', parcel, tidy, 8, 2, 0.1, 'steps lastScan lateNotice'],
  ],
};

export const planned: readonly Planned[] = (Object.keys(rows) as Stream[]).flatMap(stream =>
  rows[stream].map(([path, words, manner, start, busy, fixes, names, oldPath]) => ({
    path,
    stream,
    words,
    manner,
    start,
    busy,
    fixes,
    names: names.split(' '),
    component: path.endsWith('.tsx'),
    ...(oldPath === undefined ? {} : { oldPath }),
  })),
);

export interface Colleague {
  readonly name: string;
  readonly email: string;
  /** Address used before `.mailmap` brought the two together. */
  readonly earlier?: { readonly email: string; readonly untilDay: number };
  readonly home: Stream;
  /** Days since the start of the demo. */
  readonly from: number;
  readonly until: number;
  /** Writes `fix(scope): …`; the others write plain sentences. */
  readonly conventional: boolean;
  readonly pace: number;
}

export const colleagues: readonly Colleague[] = [
  {
    name: 'Amara Okafor',
    email: 'amara@shop.example',
    home: 'checkout',
    from: 0,
    until: 2000,
    conventional: true,
    pace: 1.3,
  },
  {
    name: 'Bram de Vries',
    email: 'bram@shop.example',
    home: 'checkout',
    from: 0,
    until: 760,
    conventional: false,
    pace: 1,
  },
  {
    name: 'Chiara Rossi',
    email: 'chiara@shop.example',
    earlier: { email: 'chiara.rossi@home.example', untilDay: 340 },
    home: 'catalog',
    from: 0,
    until: 2000,
    conventional: true,
    pace: 1.2,
  },
  {
    name: 'Dmitri Volkov',
    email: 'dmitri@shop.example',
    home: 'shipping',
    from: 0,
    until: 2000,
    conventional: false,
    pace: 0.9,
  },
  {
    name: 'Eleni Papadaki',
    email: 'eleni@shop.example',
    home: 'accounts',
    from: 60,
    until: 2000,
    conventional: true,
    pace: 1,
  },
  {
    name: 'Farid Haddad',
    email: 'farid@shop.example',
    home: 'catalog',
    from: 210,
    until: 2000,
    conventional: true,
    pace: 0.9,
  },
  {
    name: 'Greta Lindqvist',
    email: 'greta@shop.example',
    home: 'checkout',
    from: 400,
    until: 2000,
    conventional: true,
    pace: 1.1,
  },
  {
    name: 'Hiro Tanaka',
    email: 'hiro@shop.example',
    home: 'shipping',
    from: 560,
    until: 2000,
    conventional: true,
    pace: 0.9,
  },
];

/** How much of the team's attention each stream gets, `years` after the start: checkout grows. */
export const attention: Readonly<Record<Stream, (years: number) => number>> = {
  checkout: years => 1 + 0.25 * years,
  catalog: () => 1,
  accounts: years => 0.8 - 0.08 * years,
  shipping: () => 0.75,
};
