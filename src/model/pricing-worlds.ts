import type { ScenarioName } from '../core/cost-model.ts';
import type { Range } from '../core/range.ts';
import type { Hours, Ratio } from '../core/units.ts';
import { fileEvidence } from './burden.ts';
import { inverseSlowdowns } from './drag-table.ts';
import type { Foundation } from './foundation.ts';
import type { AfterPlan, FileDraws, GroupDraws } from './pricing.ts';
import { rangeOfProduct, type Slices, slicesOf } from './product-range.ts';
import { probability, rangeOf } from './range-of.ts';
import { scenarioNamed } from './scenarios.ts';
import { type DragLaw, dragHours, inverseComplexity, residuals } from './slowdown.ts';
import { drawSpread, evenShares, membersOf, type Spread, type SpreadDraws } from './spread.ts';

/** Every simulated world under one scenario, capacity and spread of effort. */
export interface PricingWorlds {
  readonly base: Foundation;
  readonly scenario: ScenarioName;
  readonly law: DragLaw;
  readonly capacity: Hours;
  readonly spread: Spread;
  readonly effort: SpreadDraws;
  /** 1/M by cell in each world, under this scenario. */
  readonly inverse: readonly Float64Array[];
  /**
   * Part of the whole effort that today's work in code would have taken in healthy code, under every scenario: first
   * in every world, then with the work of each world paired with the code of another one, PAIRINGS lists in a row.
   */
  readonly headline: ReadonlyMap<ScenarioName, Float64Array>;
  /** Part of the whole effort that goes to code, in the same lists; the rest is other work, which carries no debt. */
  readonly inCode: Float64Array;
  readonly cellOf: Int32Array;
  /** Luck of a listed file's effort, mean 1: the same values for every file, in another order. */
  readonly luck: Slices;
  readonly indexOf: ReadonlyMap<string, number>;
}

/**
 * Where work goes and how hard code is to work in are independent: the headline's range counts each world's work with
 * the code of up to 16 worlds, without which its bounds would differ by a unit or two between seeds. Fewer do where
 * there are many streams: their luck evens out.
 */
const PAIRINGS = [16, 8, 4, 2, 1] as const;
const PAIRED_CELLS = 512;

export function pricingWorlds(
  base: Foundation,
  scenario: ScenarioName,
  capacity: Hours,
  spread: Spread,
): PricingWorlds {
  scenarioNamed(base.scenarios, scenario);
  const { cells, gammas, columns, input } = base;
  const names = [...base.laws.keys()];
  const effort = drawSpread(base, spread);
  const { count } = base.worlds;
  const pairings = PAIRINGS.find(n => n <= count && n * cells.length <= PAIRED_CELLS) ?? 1;
  const headline = new Map(names.map(name => [name, new Float64Array(pairings * count)]));
  const inCode = new Float64Array(pairings * count);
  // All scenarios come from one pass over a cell; by cell only this scenario's worlds are kept.
  const inverse = cells.map((cell, i) => {
    addPaired(inCode, effort.cells[i]!, undefined);
    const results = inverseSlowdowns(
      cell.table,
      gammas.weights,
      names.map(name => columns.get(name)!),
    );
    names.forEach((name, k) => {
      addPaired(headline.get(name)!, effort.cells[i]!, results[k]!);
    });
    return results[names.indexOf(scenario)]!;
  });
  const luck = slicesOf(base.worlds.gamma(base.c.fileShareShape, 'share', ''));
  const indexOf = new Map(input.files.map((file, index) => [file.path, index]));
  return {
    base,
    scenario,
    law: base.laws.get(scenario)!,
    capacity,
    spread,
    effort,
    inverse,
    headline,
    inCode,
    cellOf: cellOfFiles(base),
    luck,
    indexOf,
  };
}

/** Adds share × inverse (1 when absent) to each list of pairings; the first one leaves the worlds as they are. */
function addPaired(sum: Float64Array, share: Float64Array, inverse: Float64Array | undefined): void {
  const count = share.length;
  const pairings = sum.length / count;
  for (let pairing = 0; pairing < pairings; pairing++) {
    // Flipping the leading bits of a world's number shifts its luck and keeps the net.
    const flip = pairing * (count / pairings);
    const from = pairing * count;
    for (let world = 0; world < count; world++) {
      sum[from + world]! += share[world ^ flip]! * (inverse ? inverse[world]! : 1);
    }
  }
}

/** 1/M of all work in code, in every world and pairing; 1 where no work goes to code. */
export function inverseOfCode({ headline, inCode }: PricingWorlds, scenario: ScenarioName): Float64Array {
  const healthy = headline.get(scenario)!;
  return inCode.map((share, i) => (share > 0 ? healthy[i]! / share : 1));
}

/** Range of the headline over all pairings: the slowdown of work in code, M - 1, and drag as a part of all hours. */
export function headlineRanges(
  priced: PricingWorlds,
  scenario: ScenarioName,
): { readonly slowdown: Range; readonly loss: Range; readonly probabilityOfNone: number } {
  const inverse = inverseOfCode(priced, scenario);
  const slowdown = inverse.map(part => 1 / part - 1);
  return {
    slowdown: rangeOf(slowdown),
    loss: rangeOf(priced.inCode.map((share, i) => share * (1 - inverse[i]!))),
    probabilityOfNone: probability(slowdown, value => value <= 0),
  };
}

/** All work in code. Work outside of it takes its share of the hours, is as fast as ever, and is no part of this. */
export function headlineDraws(priced: PricingWorlds, scenario: ScenarioName): GroupDraws {
  const { base, capacity, inCode } = priced;
  const hours = inCode.subarray(0, base.worlds.count).map(share => share * capacity);
  const inverse = inverseOfCode(priced, scenario);
  return {
    hours,
    slowdown: hours.map((_, world) => 1 / inverse[world]!),
    cost: hours.map((h, world) => h * (1 - inverse[world]!)),
  };
}

export function streamDraws({ base, capacity, effort, inverse }: PricingWorlds, stream: number): GroupDraws {
  const { count } = base.worlds;
  const members = membersOf(base, stream);
  const hours = new Float64Array(count);
  const healthyHours = new Float64Array(count);
  // What M is where no hours are spent, so that code at rest still shows how hard it is.
  const atRest = new Float64Array(count).fill(members.length > 0 ? 0 : 1);
  for (const { cell, part } of members) {
    const share = effort.cells[cell]!;
    const inverseOfCell = inverse[cell]!;
    for (let world = 0; world < count; world++) {
      const h = share[world]! * capacity;
      hours[world]! += h;
      healthyHours[world]! += h * inverseOfCell[world]!;
      atRest[world]! += part * inverseOfCell[world]!;
    }
  }
  return {
    hours,
    slowdown: hours.map((h, world) => (h > 0 ? h / healthyHours[world]! : 1 / atRest[world]!)),
    cost: hours.map((h, world) => h - healthyHours[world]!),
  };
}

/**
 * Range of a stream's hours of drag. Where its effort goes and how hard its code is are independent as long as it does
 * not overlap other streams: then all pairs count, which steadies the bounds.
 */
export function streamHours(priced: PricingWorlds, stream: number, draws: GroupDraws): Range {
  const hours = streamHoursEvenly(priced, stream);
  return hours ? rangeOfProduct(hours, throughputLoss(draws.slowdown)) : rangeOf(draws.cost);
}

/** Hours of a stream that is a cell of its own, in no particular world; undefined for any other. */
export function streamHoursEvenly(
  { base, spread, effort, capacity }: PricingWorlds,
  stream: number,
): Float64Array | undefined {
  const [only, ...others] = membersOf(base, stream);
  if (!only || others.length > 0) return undefined;
  return evenShares(base, spread, effort, only.cell).map(share => share * capacity);
}

/** 1 - 1/M: the part of the hours that is drag. Not the slowdown: 30 % slower is 23 % less done. */
export const throughputLoss = (slowdown: Float64Array): Float64Array => slowdown.map(m => 1 - 1 / m);

/** @throws {RangeError} a path that is not a measured file */
export function measuredFile({ base, indexOf }: PricingWorlds, path: string): number {
  const index = indexOf.get(path);
  if (index === undefined || !base.input.files[index]!.measure)
    throw new RangeError(`${JSON.stringify(path)} is not a measured file`);
  return index;
}

/** Where effort goes, before any world is simulated. */
export type CellShares = Pick<PricingWorlds, 'base' | 'spread' | 'capacity' | 'cellOf'>;

/** The cell of each file. */
export function cellOfFiles({ cells, input }: Foundation): Int32Array {
  const cellOf = new Int32Array(input.files.length);
  for (const [cell, { files }] of cells.entries()) for (const file of files) cellOf[file] = cell;
  return cellOf;
}

/** Share of effort of a file in a row of its own; planned work moves it along with its cell. */
export function listedShareOf({ base, spread, cellOf }: CellShares, file: number): Ratio {
  const cell = cellOf[file]!;
  const { share, files } = base.cells[cell]!;
  const listed = base.shares.listed[file]!;
  const now = spread.cells[cell]!;
  if (share === now) return listed;
  return share > 0 ? (listed * now) / share : listed + now / files.length;
}

/** E of a file in each world, with its own luck and without. */
export function complexityDraws(
  priced: PricingWorlds,
  path: string,
  instead?: { readonly deficit: number },
): Pick<FileDraws, 'scenarioFactor' | 'complexity'> {
  const { base, law } = priced;
  const { c, worlds } = base;
  const deficit = instead?.deficit ?? base.deficits[measuredFile(priced, path)]!;
  const scenarioFactor = inverseComplexity(law, deficit, base.healthy, worlds.count, c);
  const complexity = residuals(worlds, path, c);
  for (let world = 0; world < worlds.count; world++) {
    scenarioFactor[world] = 1 / scenarioFactor[world]!;
    complexity[world] = Math.exp(complexity[world]!) * scenarioFactor[world]!;
  }
  return { scenarioFactor, complexity };
}

export function fileDraws(
  priced: PricingWorlds,
  path: string,
  instead?: { readonly deficit: number },
): FileDraws {
  const { base, capacity } = priced;
  const { c, worlds, burden: repository } = base;
  const index = measuredFile(priced, path);
  const scale = capacity * listedShareOf(priced, index);
  const hours = worlds.gamma(c.fileShareShape, 'share', path);
  const { scenarioFactor, complexity } = complexityDraws(priced, path, instead);
  const burden =
    base.burdenWorlds && repository.kind === 'measured'
      ? base.burdenWorlds.ratio(fileEvidence(base.input.files[index]!, repository), path)
      : new Float64Array(worlds.count).fill(1);
  const slowdown = new Float64Array(worlds.count);
  const cost = new Float64Array(worlds.count);
  for (let world = 0; world < worlds.count; world++) {
    hours[world]! *= scale;
    slowdown[world] = complexity[world]! * burden[world]!;
    cost[world] = dragHours(hours[world]!, slowdown[world]!);
  }
  return { hours, scenarioFactor, complexity, burden, slowdown, cost };
}

/**
 * M' of every group. A clean-up moves 1/E of its file towards 1 by the part e and leaves the fix burden as it is. The
 * file's own luck averages out here as it does in the groups' M today.
 */
export function afterPlan(
  priced: PricingWorlds,
  effectiveness: ReadonlyMap<string, Float64Array>,
): AfterPlan {
  const { base, effort, capacity } = priced;
  const gains = gainsByCell(priced, effectiveness);
  const streams = base.input.streams.map((_, stream) => {
    const { slowdown, hours } = streamDraws(priced, stream);
    const inverse = slowdown.map(m => 1 / m);
    for (const { cell, part } of membersOf(base, stream)) {
      const gain = gains.get(cell);
      if (!gain) continue;
      const share = effort.cells[cell]!;
      for (let world = 0; world < inverse.length; world++) {
        const h = hours[world]!;
        inverse[world]! += gain[world]! * (h > 0 ? (share[world]! * capacity) / h : part);
      }
    }
    return inverse.map(part => 1 / part);
  });
  const headline = priced.headline.get(priced.scenario)!.slice(0, base.worlds.count);
  for (const [cell, gain] of gains) addPaired(headline, effort.cells[cell]!, gain);
  return {
    streams,
    headline: headline.map((part, world) => (part > 0 ? priced.inCode[world]! / part : 1)),
  };
}

/** By cell, what the clean-ups add to its 1/M. */
function gainsByCell(
  priced: PricingWorlds,
  effectiveness: ReadonlyMap<string, Float64Array>,
): Map<number, Float64Array> {
  const { base, law, cellOf } = priced;
  const { worlds, c, gammas } = base;
  const gains = new Map<number, Float64Array>();
  for (const [path, removed] of effectiveness) {
    const file = measuredFile(priced, path);
    const cell = cellOf[file]!;
    const gain = gains.get(cell) ?? new Float64Array(worlds.count);
    gains.set(cell, gain);
    const weight = base.cells[cell]!.weights[base.cells[cell]!.files.indexOf(file)]!;
    const inverse = inverseComplexity(law, base.deficits[file]!, base.healthy, worlds.count, c);
    const burden = base.drags[file]!.burden;
    for (let world = 0; world < worlds.count; world++) {
      let ofBurden = 0;
      for (let k = 0; k < burden.length; k++) ofBurden += gammas.weights[k]![world]! * burden[k]!;
      gain[world]! += weight * removed[world]! * (1 - inverse[world]!) * ofBurden;
    }
  }
  return gains;
}
