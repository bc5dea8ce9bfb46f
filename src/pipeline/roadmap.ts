import { UserError } from '../core/errors.ts';
import type { PlanResult } from '../core/plan.ts';
import type { RoadmapData, RoadmapItemForecast, RoadmapShift } from '../core/roadmap.ts';
import type { Pricing } from '../model/pricing.ts';
import { sumWithinWorlds } from '../model/range-of.ts';
import { forecastRoadmap } from '../model/roadmap.ts';
import { shiftShares } from '../model/roadmap-shift.ts';
import type { StreamDrag } from '../model/stream-drag.ts';
import { commandResult, isoTime } from './facts.ts';
import { choose, DEFAULT_CAPACITY, planCapacity } from './plan.ts';
import type { Valuation } from './valuation.ts';

/** When each roadmap item finishes, now and with the plan carried out first, and how planned work moves the forecast. */
export function roadmap(
  valuation: Valuation,
  capacityText: string | undefined,
  version: string,
): RoadmapData {
  const { costModel } = valuation;
  if (costModel.roadmap.length === 0) {
    throw new UserError({
      code: 'no-roadmap',
      what: 'there are no roadmap items in the cost model',
      where: costModel.file ?? 'debt.config.yaml',
      fix: 'add some under `roadmap:`; `debtcast init` writes a commented example',
    });
  }
  const capacity = planCapacity(capacityText ?? DEFAULT_CAPACITY, valuation);
  const chosen = choose(valuation, capacity.hours);
  const items = forecasts(valuation, chosen);
  return {
    ...commandResult('roadmap', valuation, version),
    items,
    plan: {
      capacityHours: capacity.hours,
      paths: chosen.items.map(item => item.path),
      totals: chosen.totals,
    },
    shift: shiftOf(valuation, items),
    estimatesIncludeDrag: costModel.estimatesIncludeDrag,
    fiscalYearStarts: costModel.calendar.fiscalYearStarts,
    inOrder: costModel.roadmapInOrder,
  };
}

function forecasts(valuation: Valuation, chosen: PlanResult): RoadmapItemForecast[] {
  const { costModel, pricing, snapshot, items } = valuation;
  const planned = items.filter(item => chosen.items.some(({ path }) => path === item.file.path));
  const after = pricing.after(
    new Map(planned.map(item => [item.file.path, item.assessment.draws().effectiveness])),
  );
  const streams = new Map(
    snapshot.streams.list.map(({ name }, i): [string, StreamDrag] => [
      name,
      { now: pricing.streamDraws(i).slowdown, afterPlan: after.streams[i]! },
    ]),
  );
  return forecastRoadmap(
    {
      items: costModel.roadmap,
      asOf: isoTime(snapshot.asOf).slice(0, 10),
      streams,
      planHours: sumWithinWorlds(
        planned.map(item => item.assessment.draws().principal),
        pricing.worlds.count,
      ),
      hoursPerWeek: valuation.terms.hoursPerWeek,
      inOrder: costModel.roadmapInOrder,
      estimatesIncludeDrag: costModel.estimatesIncludeDrag,
      daysOff: costModel.calendar.daysOff,
    },
    pricing.worlds,
  );
}

function shiftOf(valuation: Valuation, items: readonly RoadmapItemForecast[]): RoadmapShift {
  const { pricing, snapshot, costModel } = valuation;
  return shiftShares(
    items.map(item => ({
      engineers: item.engineers,
      start: item.start,
      finish: item.now.likely,
      touches: costModel.roadmap.find(({ id }) => id === item.id)!.touches,
    })),
    snapshot.streams.list.map(({ name }, i) => ({ name, share: pricing.streams[i]!.share })),
    { from: isoTime(snapshot.asOf).slice(0, 10), days: costModel.horizonDays.value },
    valuation.engineers.value * valuation.weeks,
  ).shift;
}

/** The price with planned work in place of history alone; absent when nothing is planned. */
export function roadmapPricing(
  valuation: Valuation,
): { readonly pricing: Pricing; readonly shift: RoadmapShift } | undefined {
  if (valuation.costModel.roadmap.length === 0) return undefined;
  const shift = shiftOf(valuation, forecasts(valuation, choose(valuation, 0)));
  return { shift, pricing: valuation.pricing.withRoadmap(shift) };
}
