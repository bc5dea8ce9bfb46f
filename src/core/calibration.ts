import type { CommandResult } from './command-result.ts';
import type { Instant } from './units.ts';

/** One issue as a tracker exports it. Titles and texts are never read. */
export interface TrackerIssue {
  readonly key: string;
  /** Lower case; `unknown` when the export has none. */
  readonly type: string;
  /** Absent where the export does not say when work began. */
  readonly startedAt?: Instant;
  readonly doneAt: Instant;
}

/** A closed issue joined with its commits: one row of the regression. */
export interface IssueObservation {
  readonly key: string;
  readonly type: string;
  /** Who made most of its commits; groups the errors, never printed. */
  readonly author: string;
  /** Working hours in development, > 0. */
  readonly hours: number;
  /** Lines added and deleted by its commits, >= 0. */
  readonly lines: number;
  readonly files: number;
  /** Change-weighted mean health deficit of the touched files before its first commit, 0-9. */
  readonly deficit: number;
}

/** A normal distribution of beta, the log of extra time for each point of health deficit. */
export interface BetaEstimate {
  readonly mean: number;
  readonly sd: number;
}

export interface CalibrationFit {
  readonly controls: 'with-lines' | 'without-lines';
  /** After division by `workShare`. */
  readonly beta: number;
  readonly standardError: number;
  readonly posterior: BetaEstimate;
  /** Of the posterior, 80 %. */
  readonly range: { readonly low: number; readonly high: number };
  readonly weight: number;
  readonly weightClass: WeightClass;
}

/** What the team's own data can do to the prior: below 0.2, to 0.5, above. */
export type WeightClass = 'silent' | 'leans' | 'decides';

/** Extra time against healthy code, M - 1, at a given distance from healthy. */
export interface DragAt {
  readonly pointsAboveHealthy: number;
  readonly prior: { readonly p10: number; readonly p50: number; readonly p90: number };
  readonly posterior: { readonly p10: number; readonly p50: number; readonly p90: number };
}

export interface CalibrationEstimate {
  readonly kind: 'estimated';
  readonly issues: number;
  readonly authors: number;
  readonly types: number;
  /** Standard deviation of D over the issues: without spread there is nothing to learn. */
  readonly deficitSpread: number;
  readonly workShare: number;
  readonly prior: BetaEstimate;
  /** The one that is used: with lines. */
  readonly fit: CalibrationFit;
  readonly withoutLines: CalibrationFit;
  readonly standardErrorBasis: 'cluster-robust' | 'heteroskedasticity-robust';
  readonly drag: readonly DragAt[];
}

export type CalibrationResult =
  | CalibrationEstimate
  | { readonly kind: 'too-few-issues'; readonly issues: number; readonly needed: number }
  | { readonly kind: 'no-spread'; readonly issues: number; readonly deficitSpread: number };

/** Rows of the export that could not be used, by reason. */
export interface SkippedIssues {
  readonly reason:
    | 'no-key'
    | 'not-done'
    | 'unreadable-date'
    | 'done-before-started'
    | 'duplicate'
    | 'no-commits'
    | 'no-measured-files';
  readonly count: number;
}

export interface CalibrationData extends CommandResult<'calibrate'> {
  readonly export: {
    readonly rows: number;
    readonly tracker: 'jira' | 'linear' | 'github' | 'gitlab' | 'other';
    /** Column that each field was read from. */
    readonly columns: Readonly<Record<string, string>>;
    /** How many issues had no start in the export and begin with their first commit. */
    readonly startedByFirstCommit: number;
    readonly skipped: readonly SkippedIssues[];
  };
  readonly result: CalibrationResult;
  /** File that the posterior was written to; absent without `--write`. */
  readonly writtenTo?: string;
}
