import type { Payback } from '../core/report.ts';
import { DAYS_PER_QUARTER, type Hours, type Weeks } from '../core/units.ts';

/** A quarter of the model has 90 days: hours a quarter become hours a week with the weeks its capacity was counted in. */
export const WEEKS_PER_QUARTER: Weeks = DAYS_PER_QUARTER / 7;
/** Beyond two years nobody plans: the answer is "never". */
export const NEVER_AFTER_WEEKS = 104;
/** Quarters over which a fix is judged. */
export const NPV_QUARTERS = 8;
/** Yearly discount of money and hours that come later. */
export const YEARLY_DISCOUNT = 0.1;

/**
 * Weeks until a clean-up has paid for itself: principal ÷ interest saved a week. Simple payback, no discounting.
 * Both are expected values (ratio of means), so that payback and expected net present value cannot disagree.
 * @param principal one-off hours (or money), >= 0
 * @param savedPerWeek the same unit a week, may be 0 or below
 * @returns `never` when nothing is saved or it takes more than two years
 * @throws {RangeError} negative principal: a mistake in our code, not in the user's input
 * @example payback(9_000, 1_500) // { kind: 'weeks', weeks: 6 }
 */
export function payback(principal: number, savedPerWeek: number): Payback {
  if (!(principal >= 0)) throw new RangeError(`principal below 0: ${principal}`);
  if (principal === 0) return { kind: 'weeks', weeks: 0 };
  if (!(savedPerWeek > 0)) return { kind: 'never' };
  const weeks: Weeks = principal / savedPerWeek;
  return weeks > NEVER_AFTER_WEEKS ? { kind: 'never' } : { kind: 'weeks', weeks };
}

/** Value today of one unit at the end of quarter q (1 = the next one). */
export function discountFactor(q: number, yearly: number = YEARLY_DISCOUNT): number {
  return Math.exp((-q / 4) * Math.log1p(yearly));
}

/** Value today of one unit at the end of each of the next quarters. */
export function annuity(quarters: number = NPV_QUARTERS, yearly: number = YEARLY_DISCOUNT): number {
  let sum = 0;
  for (let q = 1; q <= quarters; q++) sum += discountFactor(q, yearly);
  return sum;
}

/**
 * Net present value of a clean-up: what it saves over the coming quarters, discounted, less what it costs now.
 * @returns hours, signed
 */
export function netPresentValue(
  principal: Hours,
  savedPerQuarter: Hours,
  quarters: number = NPV_QUARTERS,
): Hours {
  return savedPerQuarter * annuity(quarters) - principal;
}
