import { bad, good, type Reading, unexpected } from './reading.ts';

/**
 * Calendar days in each unit of elapsed time. A quarter is the 90-day block the model counts in; month and year follow
 * from it (3 months are a quarter, 4 quarters a year), so that "18 months", "6 quarters" and "540 days" are the same.
 */
export const daysInUnit = { day: 1, week: 7, month: 30, quarter: 90, year: 360 } as const;
export type CalendarUnit = keyof typeof daysInUnit;

/** Every spelling that is understood. `m` is left out: it may mean months or minutes. */
export const unitSpellings = {
  hour: ['h', 'hr', 'hrs', 'hour', 'hours'],
  day: ['d', 'day', 'days'],
  week: ['w', 'wk', 'wks', 'week', 'weeks'],
  month: ['mo', 'month', 'months'],
  quarter: ['q', 'quarter', 'quarters'],
  year: ['y', 'yr', 'yrs', 'year', 'years'],
} as const satisfies Record<CalendarUnit | 'hour', readonly string[]>;
export type TimeUnit = keyof typeof unitSpellings;

/** A decimal number as it may be written: no sign, no exponent, no thousands separator. */
export const NUMBER = String.raw`\d{1,9}(?:\.\d{1,6})?`;

/** The spellings of some units as one regular expression. */
export function unitPattern(units: readonly TimeUnit[]): string {
  return `(?:${units.flatMap(unit => unitSpellings[unit]).join('|')})`;
}

export function unitOf(spelling: string): TimeUnit | undefined {
  return (Object.keys(unitSpellings) as TimeUnit[]).find(unit =>
    (unitSpellings[unit] as readonly string[]).includes(spelling),
  );
}

const calendarUnits = Object.keys(daysInUnit) as CalendarUnit[];

/** Accepted form of {@link readDuration}. */
export const DURATION_PATTERN = `^${NUMBER} *${unitPattern(calendarUnits)}$`;

const AMOUNT_AND_UNIT = new RegExp(`^(${NUMBER}) *([a-z]+)$`);

/** A number with a unit, not yet judged. */
function amountAndUnit(raw: unknown): { readonly amount: number; readonly unit: TimeUnit } | undefined {
  const match = typeof raw === 'string' ? AMOUNT_AND_UNIT.exec(raw) : null;
  const unit = unitOf(match?.[2] ?? '');
  return match && unit ? { amount: Number(match[1]), unit } : undefined;
}

/** One hundred years; the history of no repository is longer. */
const LONGEST_DAYS = 36_000;

/**
 * Elapsed time, "1 quarter", "18 months", "6 weeks", "45 d", as calendar days.
 * @returns whole days, 1 to 36,000
 */
export function readDuration(raw: unknown): Reading<number> {
  const expected = 'a duration';
  if (typeof raw === 'number')
    return unexpected(expected, raw, `say in which unit: "${raw} days", "${raw} weeks"`);
  const read = amountAndUnit(raw);
  if (!read) return unexpected(expected, raw, durationHint(raw));
  if (read.unit === 'hour')
    return unexpected('a duration of a day or more', raw, 'write it in days, weeks, months or quarters');
  const days = read.amount * daysInUnit[read.unit];
  if (!Number.isInteger(days))
    return unexpected('a duration of whole days', raw, `write "${Math.max(1, Math.round(days))} days"`);
  if (days < 1 || days > LONGEST_DAYS)
    return unexpected('a duration between 1 day and 100 years', raw, 'for example "1 quarter"');
  return good(days);
}

function durationHint(raw: unknown): string {
  const text = typeof raw === 'string' ? raw.trim() : '';
  if (amountAndUnit(text.toLowerCase().replaceAll(',', '.')))
    return `write "${text.toLowerCase().replaceAll(',', '.')}"`;
  if (/^[\d.]+ *m$/.test(text)) return 'write "months" in full: "m" may also mean minutes';
  return 'write a number and a unit: days, weeks, months, quarters or years, for example "6 weeks"';
}

/** Days in the largest unit that divides them: 180 is "2 quarters". Reads back to the same number. */
export function printDuration(days: number): string {
  const unit =
    (['year', 'quarter', 'month', 'week', 'day'] as const).find(each => days % daysInUnit[each] === 0) ??
    'day';
  const amount = days / daysInUnit[unit];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** Work, not elapsed time: a day and a week of it last as long as the team works in them. */
export interface Effort {
  readonly amount: number;
  readonly unit: 'hour' | 'day' | 'week';
}

const WORKING_DAYS_PER_WEEK = 5;

/** Accepted text form of {@link readEffort}; a bare number is hours. */
export const EFFORT_PATTERN = `^${NUMBER} *${unitPattern(['hour', 'day', 'week'])}$`;

/** Work: "32 h", "4 d", "2 weeks", or a bare number of hours. Above 0. */
export function readEffort(raw: unknown): Reading<Effort> {
  const hours = typeof raw === 'number' ? raw : undefined;
  const read = hours !== undefined ? ({ amount: hours, unit: 'hour' } as const) : amountAndUnit(raw);
  if (!read || read.unit === 'month' || read.unit === 'quarter' || read.unit === 'year') {
    return unexpected(
      'hours, days or weeks of work',
      raw,
      'write for example "32 h", "4 d" (working days) or "2 weeks"',
    );
  }
  if (!(read.amount > 0 && read.amount < 1e9))
    return unexpected('work above 0 hours', raw, 'write for example "32 h"');
  return good({ amount: read.amount, unit: read.unit });
}

/** Hours of an effort for somebody who works `hoursPerWeek`; a day is a fifth of a week. */
export function effortHours(effort: Effort, hoursPerWeek: number): number {
  const hours = { hour: 1, day: hoursPerWeek / WORKING_DAYS_PER_WEEK, week: hoursPerWeek };
  return effort.amount * hours[effort.unit];
}

/** What `plan --capacity` may be given: work, or a part of what the team has over the horizon. */
export type Capacity =
  | { readonly kind: 'effort'; readonly effort: Effort }
  | { readonly kind: 'share'; readonly share: number };

/** "80 h", "10 d", "2 weeks" or "15%". */
export function readCapacity(text: string): Reading<Capacity> {
  const percent = new RegExp(`^(${NUMBER}) *%$`).exec(text);
  if (percent) {
    const share = Number(percent[1]) / 100;
    if (share > 0 && share <= 1) return good({ kind: 'share', share });
    return unexpected('a percentage above 0 and up to 100', text, 'write for example "15%"');
  }
  const bare = new RegExp(`^${NUMBER}$`).test(text);
  if (bare)
    return bad(
      `expected a capacity with its unit, got "${text}"`,
      `write "${text} h", "${text} d" (working days) or "${text}%"`,
    );
  const effort = readEffort(text);
  return effort.ok
    ? good({ kind: 'effort', effort: effort.value })
    : unexpected('a capacity', text, 'write for example "80 h", "10 d" (working days) or "15%"');
}
