import { bad, good, type Reading, unexpected } from './reading.ts';

const DATE = '(?:19|20|21)\\d\\d-\\d\\d-\\d\\d';
/** Accepted form of {@link readDate}. */
export const DATE_PATTERN = `^${DATE}$`;
/** Accepted form of {@link readDays}. */
export const DAYS_PATTERN = `^${DATE}(?: *\\.\\. *${DATE})?$`;

const WRITTEN_DATE = new RegExp(DATE_PATTERN);

const MILLISECONDS_PER_DAY = 86_400_000;

/** A day that is in the calendar, as `YYYY-MM-DD`, 1900 to 2199. */
export function readDate(raw: unknown): Reading<string> {
  if (typeof raw !== 'string' || !WRITTEN_DATE.test(raw)) return unexpected('a date', raw, hint(raw));
  const [year = 0, month = 0, day = 0] = raw.split('-').map(Number);
  const last = month >= 1 && month <= 12 ? daysInMonth(year, month) : 0;
  if (last === 0)
    return bad(`there is no month ${month} in "${raw}"`, 'write year-month-day, for example 2027-01-31');
  if (day < 1 || day > last)
    return bad(
      `there is no day ${day} in month ${month} of ${year}`,
      `that month ends on ${raw.slice(0, 8)}${last}`,
    );
  return good(raw);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function hint(raw: unknown): string {
  const numbers = typeof raw === 'string' ? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(raw) : null;
  const [, year = '', month = '', day = ''] = numbers ?? [];
  if (numbers) return `write ${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return 'write year-month-day, for example 2027-01-31';
}

/** Longest run of days off, so that a slip of the year does not make a list of thousands. */
const LONGEST_RUN_DAYS = 366;

/** One day, or the days from one to another, both included: "2026-12-24..2027-01-01". */
export function readDays(raw: unknown): Reading<readonly string[]> {
  const [from, to, ...rest] = typeof raw === 'string' ? raw.split(/ *\.\. */) : [raw];
  if (rest.length > 0)
    return unexpected('a date or two dates', raw, 'write for example 2026-12-24..2027-01-01');
  const first = readDate(from);
  if (!first.ok) return first;
  if (to === undefined) return good([first.value]);
  const last = readDate(to);
  if (!last.ok) return last;
  const days = (Date.parse(last.value) - Date.parse(first.value)) / MILLISECONDS_PER_DAY + 1;
  if (days < 1) return bad(`"${raw}" ends before it starts`, `write ${last.value}..${first.value}`);
  if (days > LONGEST_RUN_DAYS) return bad(`"${raw}" is longer than a year`, 'check the years');
  return good(
    Array.from({ length: days }, (_, i) =>
      new Date(Date.parse(first.value) + i * MILLISECONDS_PER_DAY).toISOString().slice(0, 10),
    ),
  );
}
