import type { CommandResult } from './command-result.ts';
import type { DecisionKind } from './cost-model.ts';
import type { Range } from './range.ts';
import type { Estimated } from './report.ts';

/** The repository at the end of one past quarter, by the same model as today's report. */
export interface TrendPoint {
  readonly revision: string;
  readonly asOf: string;
  /** Effort-weighted mean health of measured files, 1-10. */
  readonly health: number;
  readonly slowdown: Range;
  readonly hours: Range;
  readonly money?: Range;
  /** Debt items at that time. */
  readonly items: number;
  readonly streams: readonly { readonly name: string; readonly health?: number; readonly hours: Range }[];
}

/** A debt item that is gone or smaller than it was, and what it would cost today had it stayed. */
export interface Win {
  readonly kind: 'left' | 'deleted' | 'shrank';
  readonly path: string;
  readonly valueStreams: readonly string[];
  /** End of the quarter in which it was last seen at its worst, and of the first one after. */
  readonly from: string;
  readonly until: string;
  readonly deficitBefore: number;
  /** Absent when the file is gone. */
  readonly deficitNow?: number;
  /** Hours of the next horizon that are not paid; mean and 80 % range under the named scenario. Absent for deleted files. */
  readonly hoursSaved?: Range;
  readonly moneySaved?: Range;
}

export interface Wins {
  readonly items: readonly Win[];
  /** Summed within worlds. */
  readonly hoursSaved: Range;
  readonly moneySaved?: Range;
  readonly byStream: readonly {
    readonly name: string;
    readonly items: number;
    readonly hoursSaved: Range;
    readonly moneySaved?: Range;
  }[];
}

/** Complexity within a quarter hardly moves: p10 -0.5 %, p90 +11 % on the median of zero. */
export interface GrowthForecast {
  readonly growth: { readonly p10: number; readonly p50: number; readonly p90: number };
  readonly health: { readonly low: number; readonly likely: number; readonly high: number };
}

/** What was decided about an item in the time shown, and still holds. */
export interface TrendDecision {
  /** ISO date. */
  readonly on: string;
  /** Path or value stream, as the decision names it. */
  readonly item: string;
  readonly valueStreams: readonly string[];
  readonly decision: DecisionKind;
  readonly reason: string;
}

export interface TrendData extends CommandResult<'trend'> {
  /** Oldest first; the last one is the analysed revision. */
  readonly points: readonly TrendPoint[];
  readonly forecast: Estimated<GrowthForecast>;
  readonly wins: Wins;
  /** By date, then item. */
  readonly decisions: readonly TrendDecision[];
}
