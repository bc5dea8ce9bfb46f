import type { ModelFile, ModelInput, ModelStream } from '../core/model-input.ts';
import type { Activity } from '../core/report.ts';
import type { Coefficients } from './coefficients.ts';
import { decayedSum, decayWeights } from './decay.ts';
import { negativeBinomialQuantiles } from './negative-binomial.ts';
import { quantile } from './range-of.ts';

/** Quarters that a forecast looks back over. */
export const QUARTERS = 8;
/** Below this many whole quarters of history there is no range. */
export const YOUNGEST = 2;
/** Past quarters whose forecasts tell how far off forecasts are here. */
const PAST_CUTS = 4;

const tooYoung = (wholeQuarters: number): Activity => ({
  kind: 'absent',
  why: `too young to forecast: ${wholeQuarters} whole ${wholeQuarters === 1 ? 'quarter' : 'quarters'} of history, ${YOUNGEST} needed`,
});

/** What a forecast may know about the age of the repository. Cut 0 is T, cut k is T - 90k days. */
export interface HistoryLength {
  /** Whole quarters between the first landed commit and T. */
  readonly wholeQuarters: number;
  /** Quarters that hold any landed history; a started one counts. */
  readonly startedQuarters: number;
}

/** ln((actual + 1) / (expected + 1)) at 10, 50 and 90 %. */
export interface LogErrors {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/**
 * Expected number of changes (distinct commits) of a value stream in the 90 days after a cut: the mean of up to eight
 * quarters before it, each weighing 0.7 of the next. Quarters before the first landed commit are not there, rather
 * than zero.
 * @returns changes, >= 0; 0 when no quarter is known
 */
export function expectedChanges(
  commits: readonly number[],
  length: HistoryLength,
  c: Coefficients,
  cut = 0,
): number {
  const quarters = Math.min(QUARTERS, length.startedQuarters - cut);
  const weights = decayWeights(c.streamDecay, Math.max(0, quarters));
  return quarters > 0 ? decayedSum(commits, weights, cut) / decayedSum(ONES, weights) : 0;
}

const ONES: readonly number[] = Array<number>(QUARTERS).fill(1);

/**
 * Distribution of the log errors of this repository's forecasts, as it was known at a cut: the published one, blended
 * with the errors of the four forecasts before the cut (all streams together) once there are at least 20 of them.
 * A stream is forecast from its first commit on: before that nobody could have known of it.
 */
export function logErrors(
  streams: readonly ModelStream[],
  length: HistoryLength,
  c: Coefficients,
  cut = 0,
): LogErrors {
  const own = pastErrors(streams, length, c, cut);
  const published = { low: c.streamLow, mid: c.streamMid, high: c.streamHigh };
  if (own.length < c.ownResidualsFrom) return published;
  return blend(
    { low: quantile(own, 0.1), mid: quantile(own, 0.5), high: quantile(own, 0.9) },
    published,
    own.length / (own.length + c.ownResidualsHalf),
  );
}

/** `weight` of the first and the rest of the second. */
export function blend(own: LogErrors, published: LogErrors, weight: number): LogErrors {
  const mix = (a: number, b: number): number => weight * a + (1 - weight) * b;
  return {
    low: mix(own.low, published.low),
    mid: mix(own.mid, published.mid),
    high: mix(own.high, published.high),
  };
}

function pastErrors(
  streams: readonly ModelStream[],
  length: HistoryLength,
  c: Coefficients,
  cut: number,
): number[] {
  const errors: number[] = [];
  for (let past = cut + 1; past <= cut + PAST_CUTS && length.wholeQuarters - past >= YOUNGEST; past++) {
    for (const { commits } of streams) {
      if (!isKnown(commits, past)) continue;
      errors.push(Math.log((commits[past - 1]! + 1) / (expectedChanges(commits, length, c, past) + 1)));
    }
  }
  return errors.sort((a, b) => a - b);
}

/** Whether any commit had landed in the stream by the cut. */
export function isKnown(commits: readonly number[], cut: number): boolean {
  for (let quarter = cut; quarter < commits.length; quarter++) if (commits[quarter]! > 0) return true;
  return false;
}

/** 10/50/90 % of the changes around an expected count, before rounding; may be below 0. */
export function streamQuantiles(
  expected: number,
  errors: LogErrors,
): { readonly p10: number; readonly p50: number; readonly p90: number } {
  const at = (error: number): number => (expected + 1) * Math.exp(error) - 1;
  return { p10: at(errors.low), p50: at(errors.mid), p90: at(errors.high) };
}

/**
 * Changes of a value stream in the 90 days after the cut. Bounds are whole numbers, rounded outwards; the mean is the
 * expected count, which is above the median.
 */
export function streamActivity(
  commits: readonly number[],
  errors: LogErrors,
  length: HistoryLength,
  c: Coefficients,
  cut = 0,
): Activity {
  if (length.wholeQuarters - cut < YOUNGEST) return tooYoung(Math.max(0, length.wholeQuarters - cut));
  const expected = expectedChanges(commits, length, c, cut);
  const { p10, p50, p90 } = streamQuantiles(expected, errors);
  return {
    kind: 'estimated',
    value: {
      p10: Math.max(0, Math.floor(p10)),
      p50: Math.max(0, Math.round(p50)),
      p90: Math.max(0, Math.ceil(p90)),
      mean: expected,
    },
  };
}

/** Activity of every value stream, in the order of the input. */
export function streamActivities(input: ModelInput, c: Coefficients): Activity[] {
  const errors = logErrors(input.streams, input, c);
  return input.streams.map(({ commits }) => streamActivity(commits, errors, input, c));
}

/** m: changes a file of this repository has in a quarter, mean over all source files, recent quarters first. */
export function meanFileChanges(files: readonly ModelFile[]): number {
  if (files.length === 0) return 0;
  let sum = 0;
  for (const { changes } of files) sum += recentMean(changes);
  return sum / files.length;
}

/** Half of the latest quarter, three tenths of the one before, two of the third: level of the last nine months. */
export const recentMean = (byQuarter: readonly number[]): number =>
  0.5 * (byQuarter[0] ?? 0) + 0.3 * (byQuarter[1] ?? 0) + 0.2 * (byQuarter[2] ?? 0);

export interface FileForecast {
  /** Weighted changes and weighted quarters, the repository's mean included. */
  readonly a: number;
  readonly b: number;
  readonly mean: number;
  /** Size of the negative binomial. */
  readonly size: number;
}

/**
 * Forecast of one file: its own past, pulled towards the repository's mean as far as its past is short.
 * @param quarters quarters the file existed, a started one counts, 1 to 8
 */
export function fileForecast(
  changes: readonly number[],
  quarters: number,
  m: number,
  c: Coefficients,
): FileForecast {
  const weights = decayWeights(c.fileDecay, Math.min(QUARTERS, Math.max(1, quarters)));
  const a = c.filePrior * m + decayedSum(changes, weights);
  const b = c.filePrior + decayedSum(ONES, weights);
  return { a, b, mean: (c.fileMeanFactor * a) / b, size: Math.min(c.fileSizeFactor * a, c.fileSizeCap) };
}

/** Changes of one file in the next 90 days: exact quantiles of the negative binomial. */
export function fileActivity(file: ModelFile, m: number, length: HistoryLength, c: Coefficients): Activity {
  if (length.wholeQuarters < YOUNGEST) return tooYoung(length.wholeQuarters);
  const { mean, size } = fileForecast(file.changes, file.quarters, m, c);
  if (mean === 0) return { kind: 'estimated', value: { p10: 0, p50: 0, p90: 0, mean: 0 } };
  const [p10, p50, p90] = negativeBinomialQuantiles(mean, size, [0.1, 0.5, 0.9]) as [number, number, number];
  return { kind: 'estimated', value: { p10, p50, p90, mean } };
}
