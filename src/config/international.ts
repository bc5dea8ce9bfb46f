import { good, type Reading, unexpected } from './reading.ts';
import { nearest } from './suggestion.ts';

const symbols: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
};

export const CURRENCY_PATTERN = '^[A-Z]{3}$';

/** An ISO 4217 code that this Node knows. */
export function readCurrency(raw: unknown): Reading<string> {
  const known = Intl.supportedValuesOf('currency');
  if (typeof raw === 'string' && known.includes(raw)) return good(raw);
  const text = typeof raw === 'string' ? raw.trim() : '';
  const meant =
    (Object.hasOwn(symbols, text) ? symbols[text] : undefined) ??
    (known.includes(text.toUpperCase())
      ? text.toUpperCase()
      : text.length === 3
        ? nearest(text, known)
        : undefined);
  return unexpected(
    'a currency code of three letters',
    raw,
    meant ? `write ${meant}` : 'write the ISO 4217 code, for example EUR, USD or GBP',
  );
}

export const LOCALE_PATTERN = '^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$';

/** A BCP 47 language tag that this Node can format numbers for. */
export function readLocale(raw: unknown): Reading<string> {
  const canonical = typeof raw === 'string' ? canonicalLocale(raw) : undefined;
  if (canonical !== undefined) return good(canonical);
  const dashed =
    typeof raw === 'string' ? canonicalLocale(raw.replace(/\..*$/, '').replaceAll('_', '-')) : undefined;
  return unexpected(
    'a language tag',
    raw,
    dashed ? `write ${dashed}` : 'write for example en-IE, de or pt-BR',
  );
}

function canonicalLocale(text: string): string | undefined {
  if (!new RegExp(LOCALE_PATTERN).test(text)) return undefined;
  try {
    const [canonical] = Intl.getCanonicalLocales(text);
    return canonical !== undefined && Intl.NumberFormat.supportedLocalesOf(canonical).length > 0
      ? canonical
      : undefined;
  } catch {
    return undefined; // not well formed: the caller says so
  }
}
