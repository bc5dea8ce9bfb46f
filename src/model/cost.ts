import type { ScenarioName } from '../core/cost-model.ts';
import type { ModelInput } from '../core/model-input.ts';
import type { Range } from '../core/range.ts';
import type { Hours } from '../core/units.ts';
import type { Worlds } from '../core/worlds.ts';
import { meanWeights } from './chebyshev.ts';
import type { Coefficients } from './coefficients.ts';
import { type Foundation, foundationOf } from './foundation.ts';
import { healthBand, healthOf } from './health.ts';
import { checkGroup, checkModelInput, checkParts, checkRange, checkShare } from './invariants.ts';
import type { PricedFile, PricedGroup, PricedHeadline, PricedRow, Pricing } from './pricing.ts';
import {
  afterPlan,
  type CellShares,
  cellOfFiles,
  complexityDraws,
  fileDraws,
  headlineDraws,
  headlineRanges,
  inverseOfCode,
  listedShareOf,
  measuredFile,
  type PricingWorlds,
  pricingWorlds,
  streamDraws,
  streamHours,
  streamHoursEvenly,
  throughputLoss,
} from './pricing-worlds.ts';
import { rangeOfProduct, rangeOfSlices, scaleSlices, slicesOf } from './product-range.ts';
import { probability, rangeOf, scaleRange } from './range-of.ts';
import { defaultScenarios, type Scenarios, scenarioNamed } from './scenarios.ts';
import { dragHours } from './slowdown.ts';
import { type Member, membersOf, type Spread, spreadByHistory, spreadByRoadmap } from './spread.ts';
import { createWorlds } from './worlds.ts';

export interface PriceOptions {
  readonly scenarios?: Scenarios;
  readonly worlds?: Worlds;
}

/**
 * Prices a repository: for each simulated world the slowdown of every group and what it costs within the horizon.
 *
 * Totals are summed within a world and only then turned into ranges: adding up bounds would give ranges two to three
 * times too wide. Single files vary around their health (ε) and around their share of effort; in totals that averages
 * out by construction, so totals cost a few numbers per file instead of one per file and world.
 *
 * With 4,096 worlds, over 20 seeds and under each scenario, no printed bound of the headline, of 12 value streams or of
 * 60 rows moved by more than one unit of its second digit, except bounds so close to zero that their unit is below
 * 0.1 hours or 1 %. A test repeats this on a few seeds.
 * @param capacityHours C: hours of the team that the horizon holds for existing code
 * @throws {InvariantError} figures that contradict each other: our mistake, and no report
 */
export function price(
  input: ModelInput,
  coefficients: Coefficients,
  scenario: ScenarioName,
  capacityHours: Hours,
  { scenarios = defaultScenarios, worlds = createWorlds(input.seed) }: PriceOptions = {},
): Pricing {
  checkModelInput(input);
  const base = foundationOf(input, coefficients, scenarios, worlds);
  return pricing(base, scenario, capacityHours, spreadByHistory(base));
}

function pricing(base: Foundation, scenario: ScenarioName, capacity: Hours, spread: Spread): Pricing {
  scenarioNamed(base.scenarios, scenario);
  const shares: CellShares = { base, spread, capacity, cellOf: cellOfFiles(base) };
  // Worlds and the ranges of groups are most of the work; to order the files of a past quarter none of them is needed.
  const simulated = once(() => pricingWorlds(base, scenario, capacity, spread));
  const headline = once(() => {
    checkTotals(simulated());
    return headlineOf(simulated());
  });
  const streams = once(() => base.input.streams.map((_, stream) => streamOf(simulated(), stream)));
  return {
    scenario,
    worlds: base.worlds,
    capacityHours: capacity,
    coefficients: base.c,
    healthyDeficit: base.healthy,
    burden: base.burden,
    shares: base.shares,
    get headline() {
      return headline();
    },
    get streams() {
      return streams();
    },
    files: filesOf(shares, scenario),
    filesUnder: name => filesOf(shares, name),
    headlineDraws: () => headlineDraws(simulated(), scenario),
    headlineInverse: name => inverseOfCode(simulated(), name),
    get inCode() {
      return simulated().inCode;
    },
    streamDraws: stream => streamDraws(simulated(), stream),
    streamHoursEvenly: stream => streamHoursEvenly(simulated(), stream),
    complexityDraws: path => complexityDraws(simulated(), path).complexity,
    fileDraws: (path, instead) => fileDraws(simulated(), path, instead),
    row: path => rowOf(simulated(), path),
    removableDraws: path => {
      const { hours, complexity } = fileDraws(simulated(), path);
      return hours.map((h, world) => dragHours(h, complexity[world]!));
    },
    after: effectiveness => afterPlan(simulated(), effectiveness),
    under: (name, hours = capacity) => pricing(base, name, hours, spread),
    withRoadmap: shift => pricing(base, scenario, capacity, spreadByRoadmap(base, shift)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function headlineOf(priced: PricingWorlds): PricedHeadline {
  const { base, scenario, capacity } = priced;
  const everything = base.cells.map((_, cell): Member => ({ cell, part: 0 }));
  const ranges = headlineRanges(priced, scenario);
  return {
    ...groupOf(priced, 'headline', { ...ranges, hours: scaleRange(ranges.loss, capacity) }, everything),
    shareOfCapacity: ranges.loss,
    scenarios: [...base.laws.keys()].map(name => {
      const { slowdown, loss } = name === scenario ? ranges : headlineRanges(priced, name);
      return { scenario: name, slowdown, hours: scaleRange(loss, capacity), shareOfCapacity: loss };
    }),
  };
}

function streamOf(priced: PricingWorlds, stream: number): PricedGroup {
  const draws = streamDraws(priced, stream);
  const { name } = priced.base.input.streams[stream]!;
  checkGroup(name, draws.hours, draws.slowdown, draws.cost, priced.capacity);
  const slowdown = draws.slowdown.map(m => m - 1);
  return groupOf(
    priced,
    name,
    {
      slowdown: rangeOf(slowdown),
      probabilityOfNone: probability(slowdown, value => value <= 0),
      hours: streamHours(priced, stream, draws),
    },
    membersOf(priced.base, stream),
  );
}

function groupOf(
  { base, scenario, spread }: PricingWorlds,
  what: string,
  ranges: { readonly slowdown: Range; readonly probabilityOfNone: number; readonly hours: Range },
  members: readonly Member[],
): PricedGroup {
  let share = 0;
  let unmeasured = 0;
  let health = 0;
  let weight = 0;
  for (const { cell } of members) {
    const { files, weights, unmeasured: part } = base.cells[cell]!;
    const effort = spread.cells[cell]!;
    share += effort;
    unmeasured += effort * part;
    files.forEach((file, i) => {
      const deficit = base.deficits[file]!;
      if (Number.isNaN(deficit)) return;
      health += effort * weights[i]! * healthOf(deficit);
      weight += effort * weights[i]!;
    });
  }
  const group: PricedGroup = {
    share,
    unmeasuredShare: share > 0 ? unmeasured / share : 0,
    ...(weight > 0 ? { health: health / weight } : {}),
    slowdown: { ...ranges.slowdown, scenario, probabilityOfNone: ranges.probabilityOfNone },
    hours: ranges.hours,
  };
  checkShare(`${what}: share of effort`, group.share);
  checkShare(`${what}: unmeasured share`, group.unmeasuredShare);
  checkRange(`${what}: slowdown`, group.slowdown);
  checkRange(`${what}: hours`, group.hours);
  return group;
}

function rowOf(priced: PricingWorlds, path: string): PricedRow {
  const share = listedShareOf(priced, measuredFile(priced, path));
  const draws = fileDraws(priced, path);
  const luck = draws.slowdown.map((m, world) => m / draws.scenarioFactor[world]!);
  const row: PricedRow = {
    path,
    share,
    slowdown: {
      ...lessOne(rangeOfProduct(draws.scenarioFactor, luck)),
      scenario: priced.scenario,
      probabilityOfNone: probability(draws.slowdown, m => m <= 1),
    },
    hours: rangeOfSlices(
      scaleSlices(priced.luck, priced.capacity * share),
      slicesOf(throughputLoss(draws.slowdown)),
    ),
  };
  checkShare(`${path}: share of effort`, row.share);
  checkRange(`${path}: slowdown`, row.slowdown);
  checkRange(`${path}: hours`, row.hours);
  return row;
}

const lessOne = ({ p10, p50, p90, mean }: Range): Range => ({
  p10: p10 - 1,
  p50: p50 - 1,
  p90: p90 - 1,
  mean: mean - 1,
});

function filesOf(shares: CellShares, scenario: ScenarioName): PricedFile[] {
  const { base, capacity } = shares;
  scenarioNamed(base.scenarios, scenario);
  const byColumn = meanWeights(base.columns.get(scenario)!);
  const byGamma = meanWeights(base.gammas.weights);
  return base.input.files.flatMap((file, index): PricedFile[] => {
    const drag = base.drags[index];
    if (!drag) return [];
    const share = listedShareOf(shares, index);
    const deficit = base.deficits[index]!;
    const healthyPart = dot(byColumn, drag.complexity);
    return [
      {
        path: file.path,
        deficit,
        band: healthBand(deficit, base.c),
        share: base.shares.files[index]!,
        listedShare: share,
        // β and γ are drawn independently: the mean of the product is the product of the means.
        expectedCost: capacity * share * (1 - healthyPart * dot(byGamma, drag.burden)),
        expectedRemovable: capacity * share * (1 - healthyPart),
      },
    ];
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Runs with every report: the parts of a total add up to it, and W = H·(1 - 1/M), in every world. */
function checkTotals(priced: PricingWorlds): void {
  const { capacity, scenario } = priced;
  const whole = headlineDraws(priced, scenario);
  checkParts('hours', whole.hours, partsOf(priced, false), capacity);
  checkParts('hours of drag', whole.cost, partsOf(priced, true), capacity);
  checkGroup('headline', whole.hours, whole.slowdown, whole.cost, capacity);
}

/** Hours of each part of the work in code, or the drag in them, one part at a time. Other work is no part of it. */
function* partsOf({ effort, inverse, capacity }: PricingWorlds, drag: boolean): Generator<Float64Array> {
  for (const [cell, share] of effort.cells.entries()) {
    const healthy = inverse[cell]!;
    yield share.map((part, world) => part * capacity * (drag ? 1 - healthy[world]! : 1));
  }
}
