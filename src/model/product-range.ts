import type { Range } from '../core/range.ts';
import { sortedCopy } from './order-statistics.ts';
import { meanOf } from './range-of.ts';

/** Slices that each list is summed up in: the error of a quantile falls with their square. */
const SLICES = 256;
const STEPS = 100;

/**
 * Range of the product of two independent unknowns, such as hours spent and the part of them that is drag. One value
 * of each per world would leave bounds uncertain by several per cent: the luck of a file's effort alone is wide. As
 * the two are independent, each value of one may be paired with each value of the other, and the range is that of all
 * pairs. The mean is the product of the means.
 * @param positive one value per world, >= 0
 * @param signed one value per world
 */
export function rangeOfProduct(positive: Float64Array, signed: Float64Array): Range {
  return rangeOfSlices(slicesOf(positive), slicesOf(signed));
}

/** A list summed up: the mean of each of its equally likely slices, ascending. */
export interface Slices {
  readonly means: Float64Array;
  readonly mean: number;
}

export function slicesOf(values: Float64Array): Slices {
  const sorted = sortedCopy(values);
  const count = Math.min(SLICES, sorted.length);
  const size = sorted.length / count;
  const means = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const from = Math.round(i * size);
    const to = Math.round((i + 1) * size);
    let sum = 0;
    for (let k = from; k < to; k++) sum += sorted[k]!;
    means[i] = sum / (to - from);
  }
  return { means, mean: meanOf(values) };
}

/** The same list times a factor >= 0. */
export const scaleSlices = ({ means, mean }: Slices, factor: number): Slices => ({
  means: means.map(value => value * factor),
  mean: mean * factor,
});

/** As `rangeOfProduct`, for lists that are summed up already. */
export function rangeOfSlices({ means: a, mean: meanA }: Slices, { means: b, mean: meanB }: Slices): Range {
  const most = 2 * a.at(-1)!;
  const low = Math.min(0, most * b[0]!);
  const high = Math.max(0, most * b.at(-1)!);
  // Each bound is looked for above the last one: rounding cannot put them out of order.
  const at = (level: number, from: number): number => solve(x => portionUpTo(x, a, b) - level, from, high);
  const p10 = at(0.1, low);
  const p50 = at(0.5, p10);
  // Adding 0 turns -0 into 0.
  return { p10: p10 + 0, p50: p50 + 0, p90: at(0.9, p50) + 0, mean: meanA * meanB + 0 };
}

/** P(a·b <= x), a's distribution function being a straight line from slice to slice. */
function portionUpTo(x: number, a: Float64Array, b: Float64Array): number {
  const n = a.length;
  let sum = 0;
  // For b in ascending order the a that reaches x moves one way only, on each side of zero.
  let up = 0;
  let down = n;
  for (let j = 0; j < b.length; j++) {
    const factor = b[j]!;
    if (factor > 0) {
      if (x <= 0) break;
      const limit = x / factor;
      while (down > 0 && a[down - 1]! > limit) down -= 1;
      sum += belowPart(limit, a, down);
    } else if (x >= 0) sum += 1;
    else if (factor < 0) {
      const limit = x / factor;
      while (up < n && a[up]! <= limit) up += 1;
      sum += 1 - belowPart(limit, a, up);
    }
  }
  return sum / b.length;
}

/** P(a <= limit), given how many of the slices lie at or below it. */
function belowPart(limit: number, a: Float64Array, below: number): number {
  const n = a.length;
  if (below === 0) return a[0]! > 0 ? (0.5 / n) * (limit / a[0]!) : 0;
  if (below === n) {
    const last = a[n - 1]!;
    const width = n > 1 ? last - a[n - 2]! : last;
    return Math.min(1, 1 - 0.5 / n + (width > 0 ? (0.5 / n) * ((limit - last) / width) : 0.5 / n));
  }
  const left = a[below - 1]!;
  return (below - 0.5 + (limit - left) / (a[below]! - left)) / n;
}

/** Where a rising function crosses zero, by false position with halving (Illinois), bracketed throughout. */
function solve(rising: (x: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  let atLow = rising(low);
  let atHigh = rising(high);
  if (atLow >= 0) return low;
  if (atHigh <= 0) return high;
  const enough = (to - from) * 1e-12;
  let side = 0;
  for (let step = 0; step < STEPS && high - low > enough; step++) {
    const guess = (low * atHigh - high * atLow) / (atHigh - atLow);
    const x = guess > low && guess < high ? guess : low + (high - low) / 2;
    const value = rising(x);
    if (Math.abs(value) < 1e-12) return x;
    if (value < 0) {
      low = x;
      atLow = value;
      if (side === -1) atHigh /= 2;
      side = -1;
    } else {
      high = x;
      atHigh = value;
      if (side === 1) atLow /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}
