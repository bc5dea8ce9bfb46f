import type { MeasuredFunction } from './measured-function.ts';

/** What the model is told about one source file, as of T. Quarters: index 0 is the latest 90 days before T. */
export interface ModelFile {
  /** Newest path; the key of every draw. */
  readonly path: string;
  /** Absent: source in another language, or a file that could not be measured. */
  readonly measure?: {
    readonly cognitive: number;
    readonly size: number;
    readonly loc: number;
    readonly statements: number;
    readonly functions: readonly MeasuredFunction[];
  };
  /** Counted changes by quarter, 8 values. */
  readonly changes: readonly number[];
  /** Engineer-days by quarter, 8 values. */
  readonly effort: readonly number[];
  /** Quarters the file existed, a started one counts: 1..8. */
  readonly quarters: number;
  /** Ages in days at T of every counted change, and of those that are fixes (all history). */
  readonly changeAges: readonly number[];
  readonly fixAges: readonly number[];
  /** n and F of the fix burden: changes that landed 90-450 days before T, and follow-up fixes of them (weighted). */
  readonly burdenChanges: number;
  readonly burdenFollowUps: number;
  /** Indices into `ModelInput.streams`. */
  readonly streams: readonly number[];
}

export interface ModelStream {
  readonly name: string;
  /** Distinct counted commits by quarter, as many as history holds (at least 8, padded with 0). */
  readonly commits: readonly number[];
}

/** What follow-up fixes look like in the whole repository. */
export type BurdenBase =
  | {
      readonly kind: 'measured';
      /** F and n over modifications that landed 90-450 days before T. */
      readonly followUps: number;
      readonly changes: number;
      /** Mean of ln(1 + cog before the change), over those changes, and over those whose file had D <= 1. */
      readonly meanLogCog: number;
      readonly meanLogCogHealthy: number;
    }
  | { readonly kind: 'absent'; readonly why: string };

export interface ModelInput {
  /** The commit id: seeds every draw. */
  readonly seed: string;
  readonly files: readonly ModelFile[];
  readonly streams: readonly ModelStream[];
  /** Engineer-days by quarter of commits that touch no source file, 8 values. */
  readonly otherWork: readonly number[];
  /** Engineer-days by quarter spent on source files that no longer exist at T: part of a quarter's total. Absent: none. */
  readonly goneEffort?: readonly number[];
  /** Whole quarters of history before T (from the first landed commit). */
  readonly wholeQuarters: number;
  /** Quarters that hold any landed history (a started one counts). */
  readonly startedQuarters: number;
  readonly burden: BurdenBase;
}
