import type { CommandResult } from './command-result.ts';

/** The orders that compete for "where will the next fixes be". */
export const rankingNames = ['cost', 'hotspot', 'commits-x-loc', 'churn', 'loc', 'best-possible'] as const;
export type RankingName = (typeof rankingNames)[number];

/** A range that was given at a cut, and what then came. */
export interface RangeOutcome {
  /** Path or stream name. */
  readonly key: string;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** What came within the 90 days after the cut. */
  readonly actual: number;
  /** What the last quarter before the cut had: the simple forecast. */
  readonly lastQuarter: number;
}

/** Follow-up fixes that were expected of a file's changes, and those that came. */
export interface BurdenOutcome {
  readonly path: string;
  readonly changes: number;
  readonly followUps: number;
  /** Follow-up fixes for each change: this model, and the repository's mean for every file. */
  readonly predictedRate: number;
  readonly meanRate: number;
}

/** What one cut is scored on. Everything but the outcomes is known at the cut. */
export interface CutOutcome {
  readonly revision: string;
  readonly asOf: string;
  /** Source files alive at the cut: the ones that could have been listed. */
  readonly files: readonly string[];
  /** Paths, best first; at least the first 20 of each order. */
  readonly rankings: Readonly<Record<Exclude<RankingName, 'best-possible'>, readonly string[]>>;
  /** Fix changes within the 90 days after the cut, by the path the file had at the cut; zero may be left out. */
  readonly fixes: Readonly<Record<string, number>>;
  /** Fix changes of files born after the cut: nobody could have listed them. */
  readonly fixesInNewFiles: number;
  readonly streams: readonly RangeOutcome[];
  readonly listedFiles: readonly RangeOutcome[];
  readonly burden: readonly BurdenOutcome[];
}

export interface RankingScore {
  readonly ranking: RankingName;
  /** Fixes that fell into the listed files, and all fixes in files that could have been listed. */
  readonly caught: number;
  readonly fixes: number;
  /** caught / fixes; null without fixes. */
  readonly recall: number | null;
  /** Share of listed files that had at least one fix; null when nothing is listed. */
  readonly hitRate: number | null;
}

export interface RangeScore {
  readonly of: number;
  readonly held: number;
  /** held / of; null without forecasts. */
  readonly coverage: number | null;
  /** Mean pinball loss over 10, 50 and 90 %, in changes. */
  readonly loss: number | null;
  readonly baselineLoss: number | null;
  /** 1 - loss / baseline; null without a baseline loss. At or below 0: no better than repeating the last quarter. */
  readonly skill: number | null;
}

export interface BurdenScore {
  readonly files: number;
  readonly changes: number;
  readonly followUps: number;
  /** Mean Poisson deviance for each file. */
  readonly loss: number | null;
  readonly baselineLoss: number | null;
  readonly skill: number | null;
}

export interface CutScore {
  readonly revision: string;
  readonly asOf: string;
  readonly files: number;
  readonly fixesInNewFiles: number;
  readonly rankings: readonly RankingScore[];
  /** Share of all files that had at least one fix: the hit rate of picking blindly; null without files. */
  readonly baseRate: number | null;
  readonly streams: RangeScore;
  readonly listedFiles: RangeScore;
  readonly burden: BurdenScore;
}

/** Sums over cuts, then ratios: a quarter with many fixes weighs more than one with few. */
export type PooledScore = Omit<CutScore, 'revision' | 'asOf'>;

export type TrackRecord =
  | {
      readonly kind: 'scored';
      readonly quarters: number;
      /** How many files are listed at each cut: 20. */
      readonly listed: number;
      /** The level the ranges claim: 0.8. */
      readonly nominal: number;
      readonly pooled: PooledScore;
      readonly cuts: readonly CutScore[];
    }
  | {
      readonly kind: 'none';
      readonly why: 'fewer-than-2-quarters';
      readonly quarters: number;
      readonly cuts: readonly CutScore[];
    };

export interface BacktestData extends CommandResult<'backtest'> {
  readonly record: TrackRecord;
  /** Cuts that could not be scored and why (too little history before them, objects missing). */
  readonly notScored: readonly { readonly asOf: string; readonly why: string }[];
}
