import type { Range } from '../../src/core/range.ts';
import type {
  DebtItem,
  Economics,
  FunctionEvidence,
  ReportData,
  Slowdown,
  ValueStreamReport,
} from '../../src/core/report.ts';

/** A range from its four figures, in the order in which people read them. */
export const range = (p10: number, p50: number, p90: number, mean = p50): Range => ({ p10, p50, p90, mean });

export const slowdown = (p10: number, p50: number, p90: number, probabilityOfNone = 0.12): Slowdown => ({
  ...range(p10, p50, p90),
  scenario: 'evidence',
  probabilityOfNone,
});

/** Euros at 85 an hour: what `hours` costs. */
const priced = (hours: Range): Range =>
  range(hours.p10 * 85, hours.p50 * 85, hours.p90 * 85, hours.mean * 85);

export const fn = (name: string, cognitive: number, nesting: number, parameters = 2): FunctionEvidence => ({
  name,
  line: 40,
  endLine: 219,
  cognitive,
  nesting,
  parameters,
  statements: 90,
});

export function economics(fixHours: number, change: Partial<Economics> = {}): Economics {
  const hours = range(fixHours / 4.3, fixHours / 1.44, fixHours * 2, fixHours);
  return {
    fix: { hours, money: priced(hours), basis: 'estimated' },
    saving: range(-2, 11, 40, 14),
    payback: { kind: 'weeks', weeks: 25.7 },
    npv: range(-60, 12, 200, 55),
    probabilityWorthIt: 0.58,
    verdict: 'not-yet',
    reason: { kind: 'odds-below-even', probability: 0.41, npvHours: 55 },
    cd3: 4.2,
    wsjf: { value: 13, size: 3, score: 4.33 },
    ...change,
  };
}

export function item(rank: number, path: string, change: Partial<DebtItem> = {}): DebtItem {
  const hours = range(-3.1, 31, 95.4, 45.8);
  return {
    rank,
    kind: 'file',
    path,
    valueStreams: ['Checkout'],
    health: 4.2,
    deficit: 5.8,
    cognitive: 212,
    statements: 410,
    loc: 980,
    size: 980,
    syntaxErrors: 0,
    activity: { kind: 'estimated', value: range(9, 17, 31, 18.6) },
    effortShare: 0.041,
    slowdown: slowdown(-0.02, 0.27, 0.61),
    hours,
    money: priced(hours),
    burden: {
      kind: 'estimated',
      value: {
        burden: 0.021,
        rate: 0.1,
        healthyRate: 0.07,
        changes: 41,
        followUps: 4,
        basis: 'estimated from complexity',
      },
    },
    hotspot: {
      score: 88.4,
      rank: 1,
      decayedChanges: 6.2,
      decayedFixes: 3.1,
      changes: 41,
      fixes: 12,
      cognitive: 212,
      loc: 980,
    },
    functions: [fn('calculateTotals', 64, 9)],
    economics: economics(28),
    why: '',
    ...change,
  };
}

export function stream(name: string, change: Partial<ValueStreamReport> = {}): ValueStreamReport {
  const hours = range(-4, 60, 150, 66);
  return {
    name,
    paths: [`src/${name.toLowerCase()}/**`],
    files: 320,
    health: 7.4,
    effortShare: 0.3,
    unmeasuredShare: 0.02,
    activity: { kind: 'estimated', value: range(40, 88, 190, 96.2) },
    slowdown: slowdown(-0.01, 0.09, 0.22),
    hours,
    money: priced(hours),
    burden: { kind: 'absent', why: 'no follow-up fix in this repository' },
    ...change,
  };
}

/** A believable report of a shop, with every kind of row: worth fixing, left alone, decided, expired, too young. */
export function reportData(change: Partial<ReportData> = {}): ReportData {
  const hours = range(-12, 182, 424, 190);
  return {
    formatVersion: 1,
    tool: { name: 'debtcast', version: '0.1.0' },
    command: 'report',
    repository: {
      name: 'acme/shop',
      revision: '4f2c1e97d0a3b5c6e8f90123456789abcdef0123',
      asOf: '2026-11-22T16:40:12Z',
      branch: 'main',
      shallow: false,
      sourceFiles: 2184,
      commits: 6120,
      authors: 11,
    },
    window: {
      since: '2024-12-02T16:40:12Z',
      until: '2026-11-22T16:40:12Z',
      days: 720,
      commits: 4210,
      changes: 12430,
      fixes: 2890,
    },
    horizon: { days: 90, until: '2027-02-20T16:40:12Z' },
    scenario: 'evidence',
    currency: 'EUR',
    worlds: 4000,
    seed: '4f2c1e97d0a3b5c6e8f90123456789abcdef0123',
    assumptions: [
      { name: 'team.engineers', value: 8, source: 'configured', detail: 'debt.config.yaml:4' },
      { name: 'team.hoursPerWeek', value: 32, unit: 'h', source: 'configured', detail: 'debt.config.yaml:4' },
      {
        name: 'team.costPerHour',
        value: 85,
        unit: 'EUR',
        source: 'configured',
        detail: 'debt.config.yaml:4',
      },
      { name: 'team.codingShare', value: 1, source: 'default', detail: 'nothing configured' },
      {
        name: 'minutesPerLine',
        value: 15,
        unit: 'minutes per line',
        source: 'default',
        detail: 'our estimate',
      },
      {
        name: 'model.fixRateGamma',
        value: 0.104,
        source: 'default',
        detail: 'association in 24 repositories',
      },
    ],
    headline: {
      scenario: 'evidence',
      slowdown: slowdown(-0.004, 0.071, 0.171),
      hours,
      money: priced(hours),
      capacityHours: 3300,
      codeHours: 2928,
      shareOfCapacity: range(-0.004, 0.055, 0.128, 0.058),
      draws: [-12, 182, 424],
      scenarios: [
        { scenario: 'evidence', slowdown: range(-0.004, 0.071, 0.171), hours, money: priced(hours) },
        { scenario: 'git-only', slowdown: range(-0.003, 0.018, 0.041), hours: range(-9, 52, 115) },
        { scenario: 'code-red-adjusted', slowdown: range(0.09, 0.149, 0.21), hours: range(240, 380, 510) },
        { scenario: 'code-red-2022', slowdown: range(0.31, 0.342, 0.37), hours: range(690, 746, 790) },
      ],
      worthFixing: { count: 2, of: 10, hours: 60.4, paybackWeeks: 31.2 },
      doNotRefactor: 3,
      sensitivity: [
        {
          assumption: 'coding share',
          low: { value: 0.5, hours: 95 },
          high: { value: 1, hours: 190 },
          flipsTopFive: false,
          flipsPayback: false,
        },
        {
          assumption: 'minutes per rewritten line',
          low: { value: 8.6, hours: 190 },
          high: { value: 30, hours: 190 },
          flipsTopFive: false,
          flipsPayback: true,
        },
      ],
    },
    valueStreams: [
      stream('Checkout', {
        owner: 'Payments team',
        health: 5.9,
        slowdown: slowdown(0.012, 0.14, 0.32, 0.08),
      }),
      stream('Catalog', {
        owner: 'Storefront team',
        hours: range(-6, 21, 62, 24),
        money: priced(range(-6, 21, 62, 24)),
      }),
      stream('Shipping', {
        unmeasuredShare: 0.38,
        activity: { kind: 'absent', why: 'too young to forecast' },
      }),
    ],
    items: [
      item(1, 'src/billing/invoice.ts', {
        economics: economics(28, {
          verdict: 'worth-it',
          payback: { kind: 'weeks', weeks: 26 },
          reason: { kind: 'repays', probability: 0.58, npvHours: 55, payback: { kind: 'weeks', weeks: 26 } },
        }),
      }),
      item(2, 'src/checkout/payment/providers/stripe/webhook-handler.ts', {
        hours: range(-1.2, 16, 61, 24.2),
        money: priced(range(-1.2, 16, 61, 24.2)),
        slowdown: slowdown(0.004, 0.19, 0.44),
        functions: [fn('StripeWebhook.handle › retry callback', 41, 5, 7)],
        hotspot: {
          score: 61,
          rank: 2,
          decayedChanges: 4,
          decayedFixes: 2,
          changes: 30,
          fixes: 1,
          cognitive: 150,
          loc: 610,
        },
        decision: {
          decision: 'fix',
          reason: 'goes with the refund rewrite',
          on: '2026-11-03',
          by: 'Ada',
          expired: false,
        },
      }),
      item(3, 'src/catalog/search/facets.ts', {
        valueStreams: ['Catalog', 'Storefront search'],
        activity: { kind: 'absent', why: 'too young to forecast' },
        hours: range(-8, -0.5, 4, -1),
        money: priced(range(-8, -0.5, 4, -1)),
        slowdown: slowdown(-0.12, -0.01, 0.06, 0.55),
        functions: [],
        hotspot: {
          score: 12,
          rank: 40,
          decayedChanges: 0,
          decayedFixes: 0,
          changes: 0,
          fixes: 0,
          cognitive: 90,
          loc: 1240,
        },
        economics: economics(84, {
          verdict: 'do-not-refactor',
          payback: { kind: 'never' },
          reason: { kind: 'do-not-refactor', probability: 0.08, npvHours: -80, among: 'least-healthy' },
        }),
        decision: {
          decision: 'accept',
          reason: 'replaced by the new search in spring',
          on: '2026-02-01',
          until: '2026-09-30',
          expired: true,
        },
      }),
    ],
    itemsTotal: 148,
    sort: 'cost',
    tests: { files: 640, changes: 5210 },
    unmeasured: [{ language: 'Go', files: 41, effortShare: 0.12 }],
    trackRecord: { activity: { kind: 'scored', held: 43, of: 50, quarters: 4, nominal: 0.8 } },
    excluded: [
      { reason: 'test', count: 640 },
      { reason: 'generated', count: 12 },
      { reason: 'declaration', count: 30 },
    ],
    excludedCommits: [
      { reason: 'merge', count: 1210 },
      { reason: 'bot', count: 312 },
    ],
    warnings: [],
    ...change,
  };
}
