import type { Range } from '../core/range.ts';
import { selectQuantile } from './order-statistics.ts';

/**
 * Quantile by linear interpolation between order statistics (type 7, the default of R and NumPy).
 * @param sorted ascending, at least one value
 * @param p 0-1
 * @throws {RangeError} empty list or p outside 0-1: a mistake in our code
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0 || !(p >= 0 && p <= 1))
    throw new RangeError(`no quantile ${p} of ${sorted.length} values`);
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}

/** Arithmetic mean; NaN for an empty list. */
export function meanOf(draws: ArrayLike<number>): number {
  let sum = 0;
  for (let world = 0; world < draws.length; world++) sum += draws[world]!;
  return sum / draws.length;
}

/** The 80 % range, median and mean of one value for each world. */
export function rangeOf(draws: Float64Array): Range {
  const mean = meanOf(draws);
  // NaN has no place in an order, and would make selection run past the end.
  if (Number.isNaN(mean)) return { p10: mean, p50: mean, p90: mean, mean };
  const work = draws.slice();
  return {
    p10: selectQuantile(work, 0.1),
    p50: selectQuantile(work, 0.5),
    p90: selectQuantile(work, 0.9),
    mean,
  };
}

/** The same range in another unit: hours x rate, say. `factor` >= 0, so that the order of the bounds stays. */
export function scaleRange(range: Range, factor: number): Range {
  return {
    p10: range.p10 * factor,
    p50: range.p50 * factor,
    p90: range.p90 * factor,
    mean: range.mean * factor,
  };
}

/** Share of worlds in which `holds` is true, 0-1. */
export function probability(draws: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (const value of draws) if (holds(value)) count++;
  return count / draws.length;
}

/** Sum of several quantities within each world: quantiles may be taken only after this, never before. */
export function sumWithinWorlds(lists: readonly Float64Array[], worlds: number): Float64Array {
  const sum = new Float64Array(worlds);
  for (const list of lists) for (let world = 0; world < worlds; world++) sum[world]! += list[world]!;
  return sum;
}
