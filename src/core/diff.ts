import type { ScenarioName } from './cost-model.ts';
import type { Range } from './range.ts';
import type { Assumption, Warning } from './report.ts';

export type FunctionCrossing =
  | 'new-above'
  | 'risen-above'
  | 'grown'
  | 'shrunk'
  | 'fallen-below'
  | 'removed-above';

export interface FunctionDiff {
  readonly name: string;
  /** Line after the change; before it for removed functions. */
  readonly line: number;
  readonly before?: number;
  readonly after?: number;
  readonly change: FunctionCrossing;
}

export interface FileDiff {
  readonly path: string;
  /** Only when it had another path in the base. */
  readonly from?: string;
  readonly status: 'new' | 'changed' | 'moved' | 'removed';
  readonly valueStreams: readonly string[];
  readonly health: { readonly before?: number; readonly after?: number };
  readonly deficit: { readonly before?: number; readonly after?: number };
  /** Median extra time before and after, and the paired difference in the same worlds. */
  readonly slowdown: { readonly before?: number; readonly after?: number; readonly change: Range };
  readonly hours: Range;
  readonly money?: Range;
  readonly functions: readonly FunctionDiff[];
  /** How much of the next quarter's effort goes here, from history; new files take their folder's usual share. */
  readonly effortShare: number;
}

export interface StreamDiff {
  readonly name: string;
  /** Change of the effort-weighted mean health, points. */
  readonly health: { readonly change: number };
  /** Part of the time spent in the stream that is lost on top, or won back below 0. */
  readonly slowdown: { readonly change: Range };
  readonly hours: Range;
  readonly money?: Range;
}

export interface GateBreach {
  readonly gate: string;
  /** Where: a path, `path › function`, a value stream, or the whole change. */
  readonly where: string;
  readonly limit: number;
  readonly actual: number;
  readonly unit: string;
  readonly text: string;
  readonly fix: string;
  /** Of the file and the line it is about, when it is about one. */
  readonly path?: string;
  readonly line?: number;
}

/** A limit that is in force, exceeded or not. */
export interface Gate {
  readonly name: string;
  readonly limit: number;
  readonly valueStream?: string;
  /** What an amount is held against: the median of the change, for a quarter. Limits on code look at each file. */
  readonly median?: number;
}

export interface DiffData {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: 'diff';
  readonly repository: { readonly name: string; readonly asOf: string };
  readonly base: { readonly revision: string; readonly name: string };
  readonly head: { readonly revision: string; readonly name: string };
  readonly scenario: ScenarioName;
  readonly currency?: string;
  readonly horizon: { readonly days: number };
  /** Whole change: sum within each world, then quantiles. */
  readonly total: { readonly hours: Range; readonly money?: Range };
  readonly files: readonly FileDiff[];
  readonly valueStreams: readonly StreamDiff[];
  /** Source files whose content changed but whose measure did not. */
  readonly unchanged: number;
  readonly gates: readonly Gate[];
  readonly breaches: readonly GateBreach[];
  readonly warnOnly: boolean;
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
}
