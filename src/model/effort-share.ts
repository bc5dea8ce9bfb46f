import type { ModelInput } from '../core/model-input.ts';
import { QUARTERS, recentMean } from './activity.ts';
import type { Coefficients } from './coefficients.ts';
import { decayedSum, decayWeights } from './decay.ts';

/** Part of next quarter's effort that goes where, as far as history knows. All shares are in 0..1. */
export interface EffortShares {
  /** By file, in input order; with `otherWork` they add up to 1 (to 0 when there was no effort at all). */
  readonly files: Float64Array;
  readonly otherWork: number;
  /**
   * By file, for a row of its own: pulled towards the mean, because the files at the top of a list were picked for
   * having been busy (unshrunk, they came out 39 % too high). Rows never add up to the headline.
   */
  readonly listed: Float64Array;
}

/**
 * Shares of effort. A quarter's effort is all that was spent in it: on files of today, on files that are gone since,
 * and on work without source files. What is gone takes no effort next quarter: the shares are rescaled to 1 over what
 * is present. Effort is engineer-days by author time; see history.
 */
export function effortShares(
  input: Pick<ModelInput, 'files' | 'otherWork' | 'goneEffort'>,
  c: Coefficients,
): EffortShares {
  const scale = quarterTotals(input).map(total => (total > 0 ? 1 / total : 0));
  const shareOf = (effort: readonly number[]): number[] =>
    scale.map((s, quarter) => (effort[quarter] ?? 0) * s);

  const streamWeights = decayWeights(c.streamDecay, QUARTERS);
  const byFile = input.files.map(file => shareOf(file.effort));
  const files = Float64Array.from(byFile, share => decayedSum(share, streamWeights));
  const other = decayedSum(shareOf(input.otherWork), streamWeights);
  let present = other;
  for (const share of files) present += share;
  const rescale = present > 0 ? 1 / present : 0;

  const fileWeights = decayWeights(c.fileDecay, QUARTERS);
  let mean = 0;
  for (const share of byFile) mean += recentMean(share) / byFile.length;
  return {
    files: files.map(share => share * rescale),
    otherWork: other * rescale,
    listed: Float64Array.from(byFile, share => listedShare(share, mean, fileWeights, c)),
  };
}

/**
 * Share of effort of one listed file.
 * @param byQuarter its share of each of the last eight quarters, latest first
 * @param mean mean of the files' recent shares
 */
export function listedShare(
  byQuarter: readonly number[],
  mean: number,
  weights: readonly number[],
  c: Pick<Coefficients, 'filePrior'>,
): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (c.filePrior * mean + decayedSum(byQuarter, weights)) / (c.filePrior + total);
}

/** Engineer-days of each quarter, everything included. */
function quarterTotals({
  files,
  otherWork,
  goneEffort,
}: Pick<ModelInput, 'files' | 'otherWork' | 'goneEffort'>): number[] {
  return Array.from({ length: QUARTERS }, (_, quarter) => {
    let total = (otherWork[quarter] ?? 0) + (goneEffort?.[quarter] ?? 0);
    for (const { effort } of files) total += effort[quarter] ?? 0;
    return total;
  });
}
