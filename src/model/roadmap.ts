import type { RoadmapItemSettings } from '../core/cost-model.ts';
import type { FinishForecast, RoadmapItemForecast } from '../core/roadmap.ts';
import type { Worlds } from '../core/worlds.ts';
import { dayNumber, finishAfter, isoDay, workingDaysOff } from './calendar.ts';
import { drawEstimate } from './estimate.ts';
import { meanOf, probability, quantile, rangeOf, scaleRange } from './range-of.ts';
import { type Slot, scheduleOrder } from './roadmap-order.ts';
import type { StreamDrag } from './stream-drag.ts';

/** The date that is "sure": held in 85 of 100 outcomes. */
const SURE = 0.85;
/** Dots of the picture: few enough to count. */
const DOTS = 40;

export interface RoadmapQuestion {
  readonly items: readonly RoadmapItemSettings[];
  /** ISO day of the analysed revision: where items without a start begin. */
  readonly asOf: string;
  /** By stream name; a stream that is missing here has no measured work and counts as healthy. */
  readonly streams: ReadonlyMap<string, StreamDrag>;
  /** Principal of the whole plan in each world, engineer-hours. */
  readonly planHours: Float64Array;
  readonly hoursPerWeek: number;
  /** One team works its items one after another. */
  readonly inOrder: boolean;
  /** Whether estimates were made with today's code in mind; false: for healthy code. */
  readonly estimatesIncludeDrag: boolean;
  /** ISO days; each weekday among them makes what is under way a day longer. */
  readonly daysOff: readonly string[];
}

/** An item's own time in each world, and how it changes with the plan. */
interface Work {
  readonly nowWeeks: Float64Array;
  readonly afterPlanWeeks: Float64Array;
  /** Part of the time that the plan takes away, mean; may be below 0. */
  readonly savedPart: number;
}

interface Timeline {
  readonly start: Float64Array;
  readonly finish: Float64Array;
}

/**
 * When each item is finished if the debt stays, and if the plan is carried out first by the same people. The estimate
 * is elapsed weeks and its range a log-normal; both futures share every draw, so their difference is the plan's alone.
 * The plan is done once by each line of people that follow one another, before their first item. Items that nobody
 * orders are looked at one by one, each as if its people carried out the plan.
 * @returns in the order of the config
 */
export function forecastRoadmap(question: RoadmapQuestion, worlds: Worlds): RoadmapItemForecast[] {
  const slots = scheduleOrder(question.items, question.inOrder);
  const work = slots.map(({ item }) => workOf(item, question, worlds));
  const planWeeks = slots.map((_, index) => planWeeksOf(slots, index, question));
  const now = timelines(slots, index => work[index]!.nowWeeks, undefined, question);
  const afterPlan = timelines(slots, index => work[index]!.afterPlanWeeks, planWeeks, question);
  const forecasts = slots.map((slot, index) => {
    const forecast = describe(slot.item, now[index]!, afterPlan[index]!);
    return {
      ...forecast,
      ...touchesOf(slot.item, question),
      breakEvenWeeks: breakEven(meanOf(planWeeks[index]!), work[index]!.savedPart),
    };
  });
  return question.items.map(item => forecasts[slots.findIndex(slot => slot.item === item)]!);
}

/**
 * Weeks of such work after which the plan has paid for itself: what it costs ÷ what it saves of each week.
 * @returns 0 for a plan that costs nothing, null when it saves nothing
 */
export function breakEven(planWeeks: number, savedPart: number): number | null {
  if (planWeeks === 0) return 0;
  return savedPart > 0 ? planWeeks / savedPart : null;
}

function workOf(item: RoadmapItemSettings, question: RoadmapQuestion, worlds: Worlds): Work {
  const estimate = drawEstimate(item.estimate, worlds, item.id);
  const nowWeeks = new Float64Array(worlds.count);
  const afterPlanWeeks = new Float64Array(worlds.count);
  const saved = new Float64Array(worlds.count);
  const touched = Object.entries(item.touches).flatMap(([name, share]) => {
    const drag = question.streams.get(name);
    return drag === undefined ? [] : [{ share, drag }];
  });
  const outside = 1 - touched.reduce((sum, { share }) => sum + share, 0);
  for (let world = 0; world < worlds.count; world++) {
    let nowFactor = outside;
    let afterFactor = outside;
    for (const { share, drag } of touched) {
      // An estimate made in today's code already holds today's drag: only what the plan changes counts.
      nowFactor += question.estimatesIncludeDrag ? share : share * drag.now[world]!;
      afterFactor += question.estimatesIncludeDrag
        ? (share * drag.afterPlan[world]!) / drag.now[world]!
        : share * drag.afterPlan[world]!;
    }
    nowWeeks[world] = estimate[world]! * nowFactor;
    afterPlanWeeks[world] = estimate[world]! * afterFactor;
    saved[world] = 1 - afterFactor / nowFactor;
  }
  return { nowWeeks, afterPlanWeeks, savedPart: meanOf(saved) };
}

/** The plan takes the people of the first item of their line: principal ÷ (engineers x hours a week). */
function planWeeksOf(
  slots: readonly Slot[],
  index: number,
  { planHours, hoursPerWeek }: RoadmapQuestion,
): Float64Array {
  let first = slots[index]!;
  while (first.previous !== undefined) first = slots[first.previous]!;
  const perWeek = first.item.engineers * hoursPerWeek;
  return planHours.map(hours => hours / perWeek);
}

function timelines(
  slots: readonly Slot[],
  weeksOf: (index: number) => Float64Array,
  planWeeks: readonly Float64Array[] | undefined,
  { asOf, daysOff }: RoadmapQuestion,
): Timeline[] {
  const off = workingDaysOff(daysOff);
  const lines: Timeline[] = [];
  slots.forEach(({ item, previous, dependsOn }, index) => {
    const weeks = weeksOf(index);
    const earliest = dayNumber(item.start ?? asOf);
    const start = new Float64Array(weeks.length);
    const finish = new Float64Array(weeks.length);
    for (let world = 0; world < weeks.length; world++) {
      let from = earliest;
      if (previous !== undefined) from = Math.max(from, lines[previous]!.finish[world]!);
      else if (planWeeks !== undefined) from = finishAfter(from, planWeeks[index]![world]! * 7, off);
      for (const dependency of dependsOn) from = Math.max(from, lines[dependency]!.finish[world]!);
      start[world] = from;
      finish[world] = finishAfter(from, weeks[world]! * 7, off);
    }
    lines.push({ start, finish });
  });
  return lines;
}

function describe(
  item: RoadmapItemSettings,
  now: Timeline,
  afterPlan: Timeline,
): Omit<RoadmapItemForecast, 'touches' | 'outsideShare' | 'breakEvenWeeks'> {
  const start = isoDay(quantile(now.start.toSorted(), 0.5));
  const due = item.due === undefined ? undefined : dayNumber(item.due);
  const before = finishForecast(now.finish, dayNumber(start), due);
  const after = finishForecast(afterPlan.finish, dayNumber(start), due);
  const later = afterPlan.finish.map((finish, world) => (finish - now.finish[world]!) / 7);
  const weeksLater = rangeOf(later);
  const perWeek = item.costOfDelayPerWeek;
  return {
    id: item.id,
    title: item.title,
    engineers: item.engineers,
    ...(item.team === undefined ? {} : { team: item.team }),
    dependsOn: item.dependsOn,
    start,
    ...(item.due === undefined ? {} : { due: item.due }),
    now: before,
    afterPlan: after,
    weeksLater,
    probabilityEarlier: probability(later, weeks => weeks < 0),
    ...(perWeek === undefined ? {} : { costOfDelay: { perWeek, money: scaleRange(weeksLater, perWeek) } }),
    verdict: after.likely === before.likely ? 'same' : after.likely > before.likely ? 'later' : 'earlier',
    outcomes: {
      now: dotsOf(now.finish, dayNumber(start)),
      afterPlan: dotsOf(afterPlan.finish, dayNumber(start)),
    },
  };
}

function finishForecast(finish: Float64Array, start: number, due: number | undefined): FinishForecast {
  const sorted = finish.toSorted();
  const likely = quantile(sorted, 0.5);
  const sure = quantile(sorted, SURE);
  return {
    likely: isoDay(likely),
    sure: isoDay(sure),
    likelyWeeks: (likely - start) / 7,
    sureWeeks: (sure - start) / 7,
    weeks: rangeOf(finish.map(day => (day - start) / 7)),
    ...(due === undefined ? {} : { probabilityByDue: probability(finish, day => day <= due) }),
  };
}

/** Evenly spaced outcomes: each dot stands for the same number of worlds. */
function dotsOf(finish: Float64Array, start: number): number[] {
  const sorted = finish.toSorted();
  return Array.from({ length: DOTS }, (_, dot) => (quantile(sorted, (dot + 0.5) / DOTS) - start) / 7);
}

function touchesOf(
  item: RoadmapItemSettings,
  { streams }: RoadmapQuestion,
): Pick<RoadmapItemForecast, 'touches' | 'outsideShare'> {
  const touches = Object.entries(item.touches).map(([stream, share]) => {
    const drag = streams.get(stream);
    return {
      stream,
      share,
      now: drag === undefined ? 1 : meanOf(drag.now),
      afterPlan: drag === undefined ? 1 : meanOf(drag.afterPlan),
    };
  });
  return { touches, outsideShare: Math.max(0, 1 - touches.reduce((sum, { share }) => sum + share, 0)) };
}
