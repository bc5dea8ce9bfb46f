import type { CommandResult } from './command-result.ts';
import type { PlanTotals } from './plan.ts';
import type { Range } from './range.ts';

/** When an item is finished. Dates are ISO days, rounded up. */
export interface FinishForecast {
  readonly likely: string;
  /** Held in 85 of 100 simulated outcomes. */
  readonly sure: string;
  /** Elapsed weeks from the item's own start, the plan included where it is done first. */
  readonly likelyWeeks: number;
  readonly sureWeeks: number;
  readonly weeks: Range;
  /** P(finished on the due day or before); absent without a due day. */
  readonly probabilityByDue?: number;
}

export interface RoadmapItemForecast {
  readonly id: string;
  readonly title: string;
  readonly engineers: number;
  readonly team?: string;
  readonly dependsOn: readonly string[];
  /** Likely day on which work on it starts if nothing changes. */
  readonly start: string;
  readonly due?: string;
  /** Stream name, share of the item's effort, and how much slower work is there, now and after the plan (means, M). */
  readonly touches: readonly {
    readonly stream: string;
    readonly share: number;
    readonly now: number;
    readonly afterPlan: number;
  }[];
  /** Part of the effort that lies outside every stream; taken as healthy. */
  readonly outsideShare: number;
  readonly now: FinishForecast;
  readonly afterPlan: FinishForecast;
  /** Weeks the plan makes it later (above 0) or earlier (below 0). */
  readonly weeksLater: Range;
  readonly probabilityEarlier: number;
  /** weeksLater x cost of delay; absent without a cost of delay. */
  readonly costOfDelay?: { readonly perWeek: number; readonly money: Range };
  /** Weeks of such work after which the plan has paid for itself in elapsed time; null: never. */
  readonly breakEvenWeeks: number | null;
  readonly verdict: 'earlier' | 'later' | 'same';
  /** One value for each dot of the picture: evenly spaced outcomes, weeks, ascending. */
  readonly outcomes: { readonly now: readonly number[]; readonly afterPlan: readonly number[] };
}

/** What planned work does to the shares of effort of the next horizon. */
export interface RoadmapShift {
  /** Part of the team's engineer-weeks that the roadmap takes within the horizon, 0-1. */
  readonly plannedShare: number;
  readonly streams: readonly {
    readonly name: string;
    readonly byHistory: number;
    readonly withRoadmap: number;
  }[];
  /** Names of the streams that gain and lose most; absent when nothing moves. */
  readonly gainsMost?: string;
  readonly losesMost?: string;
}

export interface RoadmapData extends CommandResult<'roadmap'> {
  readonly items: readonly RoadmapItemForecast[];
  /** The plan that is carried out first; `planPaths` is what it fixes. */
  readonly plan: {
    readonly capacityHours: number;
    readonly paths: readonly string[];
    readonly totals: PlanTotals;
  };
  readonly shift: RoadmapShift;
  readonly estimatesIncludeDrag: boolean;
  /** Month, 1-12: names the quarters. */
  readonly fiscalYearStarts: number;
  /** Whether one team works its items one after another. */
  readonly inOrder: boolean;
}
