/**
 * A forecast is a range, never a single figure. `p10`..`p90` is the 80 % range, `p50` the median, `mean` the
 * expected value (the one that may be multiplied and planned with). Signed: formats print a bound at or
 * below zero as "none", data keeps the sign.
 */
export interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
}
