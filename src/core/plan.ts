import type { CommandResult } from './command-result.ts';
import type { Range } from './range.ts';
import type { Payback } from './report.ts';
import type { NotYetReason, VerdictReason } from './verdict.ts';

/** How the capacity was given, and what it comes to in engineer-hours. */
export interface PlanCapacity {
  /** As the user wrote it: `80 h`, `10 days`, `15 %`. */
  readonly given: string;
  readonly hours: number;
  /** Part of the team's hours of the horizon; absent when no team is known. */
  readonly shareOfTeam?: number;
}

/** One fix of the plan. Hours to plan with are means: only means may be added. */
export interface PlanItem {
  /** 1-based: the order to do them in. */
  readonly order: number;
  readonly path: string;
  readonly valueStreams: readonly string[];
  readonly health: number;
  readonly fixHours: Range;
  readonly fixMoney?: Range;
  /** Hours saved per quarter once it is done. */
  readonly saving: Range;
  readonly savingMoney?: Range;
  readonly payback: Payback;
  /** Hours over 8 quarters. */
  readonly npv: Range;
  readonly probabilityWorthIt: number;
  readonly cd3: number;
  /** Expected hours of the plan used up once this one is done. */
  readonly hoursAfter: number;
  readonly reason: VerdictReason;
}

/** Sums within each simulated world, then quantiles: narrower than the sum of the items' ranges. */
export interface PlanTotals {
  readonly items: number;
  readonly fixHours: Range;
  readonly fixMoney?: Range;
  readonly saving: Range;
  readonly savingMoney?: Range;
  readonly npv: Range;
  readonly probabilityWorthIt: number;
  readonly payback: Payback;
  /** Capacity that is left because nothing else repays or fits; expected hours. */
  readonly hoursLeft: number;
}

export interface NotYetItem {
  readonly path: string;
  readonly valueStreams: readonly string[];
  readonly fixHours: number;
  /** Mean hours per quarter. */
  readonly saving: number;
  readonly probabilityWorthIt: number;
  readonly npv: number;
  readonly reason: NotYetReason;
}

export interface LeaveAloneItem {
  readonly path: string;
  readonly valueStreams: readonly string[];
  readonly health: number;
  readonly fixHours: number;
  readonly saving: number;
  readonly probabilityWorthIt: number;
  readonly npv: number;
  readonly reason: Extract<VerdictReason, { readonly kind: 'do-not-refactor' }>;
}

/** What choosing comes to, before the command adds who and where. */
export interface PlanResult {
  readonly capacityHours: number;
  readonly items: readonly PlanItem[];
  readonly totals: PlanTotals;
  readonly notYet: readonly NotYetItem[];
  readonly doNotRefactor: readonly LeaveAloneItem[];
  /** Whether the set is proven to be the best one; false only beyond report sizes. */
  readonly exact: boolean;
}

export interface PlanData extends CommandResult<'plan'>, Omit<PlanResult, 'capacityHours'> {
  readonly capacity: PlanCapacity;
}
