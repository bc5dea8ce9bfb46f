import type { Weeks } from '../core/units.ts';
import type { Worlds } from '../core/worlds.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * "6..10 weeks" as the 10-90 % range of a log-normal: work runs over by more than it runs short.
 * @param estimate 0 < low <= high; equal ends are a point
 */
export function logNormalOf({ low, high }: { readonly low: Weeks; readonly high: Weeks }): {
  mu: number;
  sigma: number;
} {
  return {
    mu: (Math.log(low) + Math.log(high)) / 2,
    sigma: (Math.log(high) - Math.log(low)) / (2 * normalQuantile(0.9)),
  };
}

/** Elapsed weeks of a roadmap item in each world. */
export function drawEstimate(
  estimate: { readonly low: Weeks; readonly high: Weeks },
  worlds: Worlds,
  id: string,
): Float64Array {
  const { mu, sigma } = logNormalOf(estimate);
  if (sigma === 0) return new Float64Array(worlds.count).fill(estimate.low);
  return worlds.normal('roadmap estimate', id).map(z => Math.exp(mu + sigma * z));
}
