import { type CalendarUnit, daysInUnit, NUMBER, unitOf, unitPattern } from './duration.ts';
import { good, type Reading, shown, unexpected } from './reading.ts';

const calendarUnits = Object.keys(daysInUnit) as CalendarUnit[];

/** Accepted text form of {@link readMoneyPerWeek}. */
export const MONEY_PER_TIME_PATTERN = `^${NUMBER} */ *${unitPattern(calendarUnits)}$`;
/** Accepted text form of {@link readMoneyPerHour}; a bare number is fine too. */
export const MONEY_PER_HOUR_PATTERN = `^${NUMBER}(?: */ *${unitPattern(['hour'])})?$`;
/** Accepted text form of {@link readMoneyPerQuarter}; a bare number is fine too. */
export const MONEY_PER_QUARTER_PATTERN = `^${NUMBER}(?: */ *${unitPattern(['quarter'])})?$`;

const AMOUNT_PER_UNIT = new RegExp(`^(${NUMBER})(?: */ *([a-z]+))?$`);

function amountPerUnit(
  raw: unknown,
): { readonly amount: number; readonly unit: string | undefined } | undefined {
  if (typeof raw === 'number')
    return Number.isFinite(raw) && raw < 1e9 ? { amount: raw, unit: undefined } : undefined;
  const match = typeof raw === 'string' ? AMOUNT_PER_UNIT.exec(raw) : null;
  return match ? { amount: Number(match[1]), unit: match[2] } : undefined;
}

/** Money lost or earned for each week: "12000 / week", "50000 / month". A bare number is refused: per what? */
export function readMoneyPerWeek(raw: unknown): Reading<number> {
  const read = amountPerUnit(raw);
  const unit = unitOf(read?.unit ?? '');
  if (read && read.unit === undefined && read.amount >= 0)
    return unexpected('an amount per week', raw, `say per what: "${read.amount} / week"`);
  if (!read || !unit || unit === 'hour' || read.amount < 0)
    return unexpected('an amount per week', raw, moneyHint(raw, ' / week', '12000 / week'));
  // Seven times first: 12000 / week stays exactly 12000.
  return good((read.amount * daysInUnit.week) / daysInUnit[unit]);
}

/** What one engineer-hour costs: 85, "85", "85 / h". Above 0. */
export function readMoneyPerHour(raw: unknown): Reading<number> {
  const expected = 'an amount per hour above 0';
  const read = amountPerUnit(raw);
  if (read?.unit !== undefined && unitOf(read.unit) !== 'hour')
    return unexpected(expected, raw, 'write what one hour costs, for example 85');
  if (!read || !(read.amount > 0)) return unexpected(expected, raw, moneyHint(raw, '', '85'));
  return good(read.amount);
}

/** A limit in money for a quarter: 500, "500 / quarter". 0 or more. */
export function readMoneyPerQuarter(raw: unknown): Reading<number> {
  const expected = 'an amount per quarter, 0 or more';
  const read = amountPerUnit(raw);
  if (read?.unit !== undefined && unitOf(read.unit) !== 'quarter')
    return unexpected(expected, raw, 'write the amount for a quarter, for example 500');
  if (!read || !(read.amount >= 0)) return unexpected(expected, raw, moneyHint(raw, '', '500'));
  return good(read.amount);
}

/** An amount in the form that {@link readMoneyPerWeek} reads back. */
export function printMoneyPerWeek(amount: number): string {
  return `${plain(amount)} / week`;
}

/** At most six decimals, no exponent, as {@link NUMBER} wants it. */
function plain(amount: number): string {
  return amount.toFixed(6).replace(/\.?0+$/, '');
}

const CURRENCY = /^\s*(?:\p{Sc}|[A-Za-z]{3}\b)\s*|\s*(?:\p{Sc}|\b[A-Za-z]{3})(?=\s*(?:\/|$))/gu;
const THOUSANDS = /^\d{1,3}(?:[.,' \u{a0}_]\d{3})+(?![\d])/u;

/** What to write instead, from the mistakes people make with amounts. */
function moneyHint(raw: unknown, suffix: string, example: string): string {
  if (typeof raw !== 'string' || raw.length > 60)
    return `write for example ${suffix ? `"${example}"` : example}`;
  const tail = /\/\s*([a-z]+)\s*$/.exec(raw);
  const unit = unitOf(tail?.[1] ?? '');
  const per = suffix && unit && unit !== 'hour' ? ` / ${tail?.[1]}` : suffix;
  const written = (amount: string) => (per ? `"${amount}${per}"` : amount);
  const withoutUnit = raw.replace(/\s*\/.*$/, '');
  const withoutCurrency = withoutUnit.replace(CURRENCY, '').trim();
  if (withoutCurrency !== withoutUnit.trim() && new RegExp(`^${NUMBER}$`).test(withoutCurrency)) {
    return `write the amount alone: ${written(withoutCurrency)}; the currency goes in \`currency:\``;
  }
  const thousands = THOUSANDS.exec(withoutCurrency)?.[0];
  if (thousands === withoutCurrency)
    return `write it without separators: ${written(withoutCurrency.replace(/\D/g, ''))}`;
  const kilo = /^(\d+(?:\.\d+)?)\s*([kKmM])$/.exec(withoutCurrency);
  if (kilo)
    return `write it out: ${written(plain(Number(kilo[1]) * (kilo[2]!.toLowerCase() === 'k' ? 1_000 : 1_000_000)))}`;
  if (/^\d+,\d{1,2}$/.test(withoutCurrency))
    return `write it with a point: ${written(withoutCurrency.replace(',', '.'))}`;
  return `write for example ${suffix ? shown(example) : example}`;
}
