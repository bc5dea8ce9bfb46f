import type { Instant } from '../core/units.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?)?`;
const ZONE = String.raw`\s*(?:(z|utc|gmt)?\s*([+-]\d{2}:?\d{2})?)?(?:\s*\([^)]*\))?`;

/** Field order of each shape: day, month and year before the time. */
const shapes: readonly { readonly pattern: RegExp; readonly order: 'ymd' | 'dmy' | 'mdy' }[] = [
  // 2026-03-12T09:14:00.000Z, 2026-03-12 09:14:00 UTC, 2026/03/12
  { pattern: new RegExp(String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})${TIME}${ZONE}$`, 'i'), order: 'ymd' },
  // 12/Mar/26 9:14 AM, 12 March 2026 09:14
  {
    pattern: new RegExp(
      String.raw`^(\d{1,2})[-/ .]+([a-z]{3})[a-z]*[-/ .,]+(\d{4}|\d{2})${TIME}${ZONE}$`,
      'i',
    ),
    order: 'dmy',
  },
  // Mar 12, 2026, 9:14 AM and Thu Mar 12 2026 10:00:00 GMT+0000 (GMT)
  {
    pattern: new RegExp(
      String.raw`^(?:[a-z]{3,9},? )?([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})${TIME}${ZONE}$`,
      'i',
    ),
    order: 'mdy',
  },
];

/**
 * A date as Jira, Linear, GitHub, GitLab or a spreadsheet writes it; without a zone it is read as UTC. Purely numeric
 * dates that do not start with the year (03/04/26) are refused: nobody can tell which number is the month.
 * @returns seconds since 1970, or `undefined` for anything else
 */
export function parseTrackerDate(text: string): Instant | undefined {
  const trimmed = text.trim();
  for (const { pattern, order } of shapes) {
    const match = pattern.exec(trimmed);
    if (match !== null) return instantOf(match, order);
  }
  return undefined;
}

function instantOf(match: RegExpExecArray, order: 'ymd' | 'dmy' | 'mdy'): Instant | undefined {
  const [, first, second, third, hour = '0', minute = '0', seconds = '0', half, , offset] =
    match as unknown as string[];
  const [year, month, day] = {
    ymd: [first, second, third],
    dmy: [third, second, first],
    mdy: [third, first, second],
  }[order] as [string, string, string];
  const y = Number(year) + (year.length === 2 ? 2000 : 0);
  const m = /^\d/.test(month) ? Number(month) - 1 : MONTHS.indexOf(month.toLowerCase());
  const d = Number(day);
  const h = hourOf(Number(hour), half?.toLowerCase());
  const date = Date.UTC(y, m, d);
  const exists =
    m >= 0 &&
    m < 12 &&
    new Date(date).getUTCDate() === d &&
    h < 24 &&
    Number(minute) < 60 &&
    Number(seconds) < 61;
  if (!exists) return undefined;
  return date / 1000 + h * 3600 + Number(minute) * 60 + Number(seconds) - offsetSeconds(offset);
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function offsetSeconds(offset: string | undefined): number {
  if (offset === undefined) return 0;
  const digits = offset.replace(':', '').slice(1);
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return offset.startsWith('-') ? -seconds : seconds;
}
