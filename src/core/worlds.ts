/**
 * Seeded draws, one value for each simulated world. Every call with the same (seed, quantity, key) gives the same
 * list, whatever else was drawn before: adding a file, a worker or a row changes no other file's draws.
 * Lists are stratified (one draw in each of `count` equal slices, in a keyed order).
 */
export interface Worlds {
  readonly count: number;
  readonly seed: string;
  /** Uniform in (0, 1); or another distribution, through the inverse of its distribution function. */
  uniform(quantity: string, key: string, inverse?: (level: number) => number): Float64Array;
  /** Standard normal. */
  normal(quantity: string, key: string): Float64Array;
  /** Gamma with the given shape and mean 1. */
  gamma(shape: number, quantity: string, key: string): Float64Array;
}
