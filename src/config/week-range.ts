import { daysInUnit, NUMBER, unitOf, unitPattern } from './duration.ts';
import { bad, good, type Reading, unexpected } from './reading.ts';

/** Elapsed weeks, 10-90 % range; equal ends mean a point estimate. */
export interface WeekRange {
  readonly low: number;
  readonly high: number;
}

const estimateUnits = ['week', 'month', 'quarter'] as const;

/** Accepted form of {@link readWeekRange}. */
export const WEEK_RANGE_PATTERN = `^${NUMBER}(?: *\\.\\. *${NUMBER})? *${unitPattern(estimateUnits)}$`;

const RANGE = new RegExp(`^(${NUMBER})(?: *\\.\\. *(${NUMBER}))? *([a-z]+)$`);
/** How people write a range elsewhere: "6-10 weeks", "6 – 10 weeks", "6 to 10 weeks". */
const OTHER_RANGE = new RegExp(`^(${NUMBER}) *(?:-|–|—|to|\\.{3}|…) *(${NUMBER}) *([a-z]+)$`, 'i');

/**
 * An estimate of elapsed time: "6..10 weeks", "2 months". Days and hours are refused: with them people mean working
 * time, which is something else.
 * @returns weeks, above 0, low ≤ high, at most 10 years
 */
export function readWeekRange(raw: unknown): Reading<WeekRange> {
  const expected = 'an estimate in weeks';
  const match = typeof raw === 'string' ? RANGE.exec(raw) : null;
  const unit = unitOf(match?.[3] ?? '');
  if (!match || !unit) return unexpected(expected, raw, hint(raw));
  if (unit !== 'week' && unit !== 'month' && unit !== 'quarter') {
    return unexpected(
      expected,
      raw,
      'elapsed time is meant: write weeks, months or quarters, for example "6..10 weeks"',
    );
  }
  const weeks = (amount: string) => (Number(amount) * daysInUnit[unit]) / daysInUnit.week;
  const low = weeks(match[1]!);
  const high = weeks(match[2] ?? match[1]!);
  if (low > high)
    return bad(
      `the low end of "${raw}" is above its high end`,
      `write "${match[2]}..${match[1]} ${match[3]}"`,
    );
  if (low <= 0 || high > 520)
    return unexpected('an estimate above 0 and up to 10 years', raw, 'for example "6..10 weeks"');
  return good({ low, high });
}

function hint(raw: unknown): string {
  if (typeof raw === 'number') return `say in which unit: "${raw} weeks"`;
  const other = typeof raw === 'string' ? OTHER_RANGE.exec(raw) : null;
  if (other) return `write a range with two dots: "${other[1]}..${other[2]} ${other[3]?.toLowerCase()}"`;
  const bare = typeof raw === 'string' ? new RegExp(`^${NUMBER} *\\.\\. *${NUMBER}$`).exec(raw) : null;
  if (bare) return `say in which unit: "${bare[0]} weeks"`;
  return 'write for example "6..10 weeks" (80 % sure) or "6 weeks"';
}

/** A range in the form that {@link readWeekRange} reads back. */
export function printWeekRange(range: WeekRange): string {
  const low = plain(range.low);
  const high = plain(range.high);
  return low === high ? `${low} weeks` : `${low}..${high} weeks`;
}

function plain(weeks: number): string {
  return weeks.toFixed(6).replace(/\.?0+$/, '');
}
