import type { RoadmapShift } from '../core/roadmap.ts';
import { compareText } from '../core/text-order.ts';
import type { Ratio, Weeks } from '../core/units.ts';
import { dayNumber } from './calendar.ts';

/** A roadmap item as far as it matters for where the team works next. */
export interface PlannedWork {
  readonly engineers: number;
  /** ISO days: likely start and likely finish, the debt staying as it is. */
  readonly start: string;
  readonly finish: string;
  readonly touches: Readonly<Record<string, Ratio>>;
}

/** Where the team's effort goes within the horizon, planned work included. */
export interface ShiftedShares {
  readonly shift: RoadmapShift;
  /** New share of effort of a file: what history says of it, and its part of the planned work in its streams. */
  fileShare(historyShare: Ratio, streams: readonly number[]): Ratio;
}

/**
 * What is planned moves the forecast: engineer-weeks of the roadmap inside the horizon ÷ the team's take that part of
 * the effort (at most all of it), spread as the items touch the streams; the rest goes where history says. Within a
 * stream the files keep their relative shares.
 * @param history streams with their share of effort by history
 * @param team engineer-weeks of the horizon, > 0
 */
export function shiftShares(
  work: readonly PlannedWork[],
  history: readonly { readonly name: string; readonly share: Ratio }[],
  horizon: { readonly from: string; readonly days: number },
  team: Weeks,
): ShiftedShares {
  const parts = work.map(item => ({ item, part: engineerWeeksInside(item, horizon) / team }));
  const planned = parts.reduce((sum, { part }) => sum + part, 0);
  // More planned than the team has: it works on the roadmap alone, in the proportions of the plan.
  const scale = planned > 1 ? 1 / planned : 1;
  const plannedShare = planned * scale;
  const added = history.map(({ name }) =>
    parts.reduce((sum, { item, part }) => sum + part * scale * touchOf(item, name), 0),
  );
  const streams = history.map(({ name, share }, index) => ({
    name,
    byHistory: share,
    withRoadmap: (1 - plannedShare) * share + added[index]!,
  }));
  return {
    shift: { plannedShare, streams, ...extremes(streams) },
    fileShare: (historyShare, memberOf) =>
      memberOf.reduce(
        (sum, stream) => {
          const whole = history[stream]!.share;
          return whole > 0 ? sum + (added[stream]! * historyShare) / whole : sum;
        },
        (1 - plannedShare) * historyShare,
      ),
  };
}

/** Streams may be called like something that every object inherits, as folders may. */
const touchOf = ({ touches }: PlannedWork, stream: string): Ratio =>
  Object.hasOwn(touches, stream) ? touches[stream]! : 0;

function engineerWeeksInside(
  { engineers, start, finish }: PlannedWork,
  { from, days }: { readonly from: string; readonly days: number },
): number {
  const first = Math.max(dayNumber(start), dayNumber(from));
  const last = Math.min(dayNumber(finish), dayNumber(from) + days);
  return (engineers * Math.max(0, last - first)) / 7;
}

function extremes(streams: RoadmapShift['streams']): Pick<RoadmapShift, 'gainsMost' | 'losesMost'> {
  const moved = streams
    .map(({ name, byHistory, withRoadmap }) => ({ name, by: withRoadmap - byHistory }))
    .toSorted((a, b) => b.by - a.by || compareText(a.name, b.name));
  const gains = moved[0];
  const loses = moved.at(-1);
  return {
    ...(gains !== undefined && gains.by > 0 ? { gainsMost: gains.name } : {}),
    ...(loses !== undefined && loses.by < 0 ? { losesMost: loses.name } : {}),
  };
}
