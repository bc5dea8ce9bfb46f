import type { TrackRecord } from './backtest.ts';
import type { DecisionKind, ScenarioName } from './cost-model.ts';
import type { CommitExclusion } from './history.ts';
import type { Range } from './range.ts';
import type { FileExclusion } from './source.ts';
import type { VerdictReason } from './verdict.ts';

/**
 * The data of every command, as `--format json` prints it. Changing a name or a meaning here raises `FORMAT_VERSION`.
 * Times are ISO 8601 in UTC; ratios are plain numbers (0.07 is 7 %); hours are engineer-hours per horizon.
 */
export const FORMAT_VERSION = 1;

export interface RepositoryFacts {
  readonly name: string;
  readonly revision: string;
  /** Commit time of the revision: the report's "now". */
  readonly asOf: string;
  readonly branch?: string;
  readonly shallow: boolean;
  readonly sourceFiles: number;
  readonly commits: number;
  readonly authors: number;
}

export interface WindowFacts {
  readonly since: string;
  readonly until: string;
  readonly days: number;
  /** Counted commits and file changes that landed inside the window. */
  readonly commits: number;
  readonly changes: number;
  readonly fixes: number;
}

export interface Assumption {
  readonly name: string;
  readonly value: number | string | boolean;
  readonly unit?: string;
  readonly source: 'measured' | 'configured' | 'default';
  /** Place in the config, or why this default. */
  readonly detail: string;
}

/** An estimate that may not exist: a reason instead of a zero. */
export type Estimated<T> =
  | { readonly kind: 'estimated'; readonly value: T }
  | { readonly kind: 'absent'; readonly why: string };

/** Changes expected within the horizon, 10/50/90 % and the mean. */
export type Activity = Estimated<Range>;

export interface Slowdown extends Range {
  readonly scenario: ScenarioName;
  /** P(slowdown <= 0): the probability that there is no drag at all. */
  readonly probabilityOfNone: number;
}

export interface ScenarioFacts {
  readonly scenario: ScenarioName;
  readonly slowdown: Range;
  readonly hours: Range;
  readonly money?: Range;
}

export interface FixBurden {
  /** b: relative extra time for follow-up fixes against healthy code; may be below 0. */
  readonly burden: number;
  readonly rate: number;
  readonly healthyRate: number;
  readonly changes: number;
  readonly followUps: number;
  readonly basis: 'measured' | 'estimated from complexity';
}

export interface SensitivityRow {
  readonly assumption: string;
  readonly low: { readonly value: number | string; readonly hours: number };
  readonly high: { readonly value: number | string; readonly hours: number };
  readonly flipsTopFive: boolean;
  readonly flipsPayback: boolean;
}

export interface Headline {
  readonly scenario: ScenarioName;
  readonly slowdown: Slowdown;
  readonly hours: Range;
  readonly money?: Range;
  /** Hours of the team that the horizon holds for existing code: C. */
  readonly capacityHours: number;
  /**
   * The part of them that is expected to be spent in code. The rest goes to commits that touch no source file: it
   * carries no debt, and the slowdown does not speak of it.
   */
  readonly codeHours: number;
  /** Hours of drag as a part of all hours. */
  readonly shareOfCapacity: Range;
  /**
   * Cost in hours in every simulated world, in order of rising beta, so that reports of several repositories can be
   * added world by world (`portfolio`): beta is one unknown, shared by all of them.
   */
  readonly draws: readonly number[];
  readonly scenarios: readonly ScenarioFacts[];
  readonly worthFixing: {
    readonly count: number;
    readonly of: number;
    readonly hours: number;
    readonly paybackWeeks: number | null;
  };
  readonly doNotRefactor: number;
  readonly sensitivity: readonly SensitivityRow[];
}

export interface ValueStreamReport {
  readonly name: string;
  readonly owner?: string;
  readonly paths: readonly string[];
  readonly files: number;
  /** Effort-weighted mean health of its measured files; absent when nothing is measured. */
  readonly health?: number;
  readonly effortShare: number;
  /** Part of the stream's effort that goes to files without a measured health. */
  readonly unmeasuredShare: number;
  readonly activity: Activity;
  readonly slowdown: Slowdown;
  readonly hours: Range;
  readonly money?: Range;
  readonly burden: Estimated<FixBurden>;
  /** With the roadmap's planned work instead of history alone; absent without a roadmap. */
  readonly withRoadmap?: { readonly effortShare: number; readonly hours: Range; readonly money?: Range };
}

export interface Hotspot {
  readonly score: number;
  readonly rank: number;
  /** Decayed and raw counts behind the score. */
  readonly decayedChanges: number;
  readonly decayedFixes: number;
  readonly changes: number;
  readonly fixes: number;
  readonly cognitive: number;
  readonly loc: number;
}

export interface FunctionEvidence {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly cognitive: number;
  readonly nesting: number;
  readonly parameters: number;
  readonly statements: number;
}

export interface FixCost {
  /** Log-normal: median, 10-90 % range and mean. */
  readonly hours: Range;
  readonly money?: Range;
  readonly basis: 'configured' | 'estimated';
}

export type Payback =
  | { readonly kind: 'weeks'; readonly weeks: number }
  /** Longer than two years, or nothing is saved. */
  | { readonly kind: 'never' };

export interface Economics {
  readonly fix: FixCost;
  /** Hours saved per horizon once fixed (mean over effectiveness), from complexity alone. */
  readonly saving: Range;
  readonly payback: Payback;
  /** Net present value over 8 quarters, hours. */
  readonly npv: Range;
  readonly probabilityWorthIt: number;
  readonly verdict: 'worth-it' | 'not-yet' | 'do-not-refactor';
  /** Why, as data; `report/words` has the sentence. */
  readonly reason: VerdictReason;
  readonly cd3: number;
  /** SAFe's relative points; an export, not an amount. */
  readonly wsjf: { readonly value: number; readonly size: number; readonly score: number };
}

export interface ItemDecision {
  readonly decision: DecisionKind;
  readonly reason: string;
  readonly on: string;
  readonly until?: string;
  readonly by?: string;
  readonly expired: boolean;
}

export interface DebtItem {
  readonly rank: number;
  readonly kind: 'file';
  readonly path: string;
  /** The first path it ever had and when that landed (ISO 8601): the same file after any rename, for stable keys. */
  readonly origin?: { readonly path: string; readonly at: string };
  readonly valueStreams: readonly string[];
  readonly health: number;
  readonly deficit: number;
  readonly cognitive: number;
  readonly statements: number;
  readonly loc: number;
  readonly size: number;
  readonly syntaxErrors: number;
  readonly activity: Activity;
  readonly effortShare: number;
  readonly slowdown: Slowdown;
  readonly hours: Range;
  readonly money?: Range;
  readonly burden: Estimated<FixBurden>;
  readonly hotspot: Hotspot;
  readonly functions: readonly FunctionEvidence[];
  readonly economics: Economics;
  readonly decision?: ItemDecision;
  readonly withRoadmap?: { readonly hours: Range; readonly money?: Range };
  /** One line in plain words, with raw counts. */
  readonly why: string;
}

/** How the activity ranges did over the last quarters of this repository. */
export type ActivityTrackRecord =
  | {
      readonly kind: 'scored';
      readonly held: number;
      readonly of: number;
      readonly quarters: number;
      readonly nominal: number;
    }
  | { readonly kind: 'none'; readonly why: string };

export interface ExcludedFiles {
  readonly reason: FileExclusion | 'test';
  readonly count: number;
  readonly files?: readonly string[];
}

export interface ExcludedCommits {
  readonly reason: CommitExclusion;
  readonly count: number;
}

export interface Warning {
  readonly code: string;
  readonly text: string;
}

export interface ReportData {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: 'report';
  readonly repository: RepositoryFacts;
  readonly window: WindowFacts;
  readonly horizon: { readonly days: number; readonly until: string };
  readonly scenario: ScenarioName;
  readonly currency?: string;
  readonly worlds: number;
  readonly seed: string;
  readonly assumptions: readonly Assumption[];
  readonly headline: Headline;
  readonly valueStreams: readonly ValueStreamReport[];
  readonly items: readonly DebtItem[];
  /** How many items there are in all; `items` holds the first `--top`. */
  readonly itemsTotal: number;
  readonly sort: 'cost' | 'slowdown' | 'hotspot' | 'payback' | 'cd3';
  readonly tests: { readonly files: number; readonly changes: number };
  readonly unmeasured: readonly {
    readonly language: string;
    readonly files: number;
    readonly effortShare: number;
  }[];
  readonly trackRecord: {
    readonly activity: ActivityTrackRecord;
    /** What `backtest` scores; only with `--track-record`. */
    readonly full?: TrackRecord;
  };
  readonly excluded: readonly ExcludedFiles[];
  readonly excludedCommits: readonly ExcludedCommits[];
  readonly warnings: readonly Warning[];
}
