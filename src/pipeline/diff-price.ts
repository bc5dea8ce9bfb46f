import type { CostModel, Setting } from '../core/cost-model.ts';
import type { FileDiff } from '../core/diff.ts';
import type { FileMeasure } from '../core/measure.ts';
import type { ModelFile, ModelInput } from '../core/model-input.ts';
import { compareText } from '../core/text-order.ts';
import { capacityHours } from '../model/capacity.ts';
import { type Coefficients, resolveCoefficients } from '../model/coefficients.ts';
import { price } from '../model/cost.ts';
import { deficit, healthOf } from '../model/health.ts';
import type { Pricing } from '../model/pricing.ts';
import { rangeOf, scaleRange } from '../model/range-of.ts';
import { resolveScenarios } from '../model/scenarios.ts';
import type { ChangedFile } from './diff-files.ts';
import { type AttributedChange, crossing, type FunctionChange } from './function-changes.ts';
import type { Streams } from './streams.ts';
import { engineersFromGit } from './valuation.ts';

/** A changed file with what was written and removed in it. */
export interface Attributed {
  readonly file: ChangedFile;
  readonly change: AttributedChange;
}

/** One changed file with its price in every world. */
export interface PricedChange {
  readonly diff: FileDiff;
  /** Hours in each world: after less before, the same draws on both sides. */
  readonly draws: Float64Array;
  /** Health deficit without and with what was written and removed; what moved is on both sides. */
  readonly deficit: { readonly before: number; readonly after: number };
  readonly functions: readonly FunctionChange[];
}

export interface PricedChanges {
  readonly changes: readonly PricedChange[];
  readonly worlds: number;
  /** Size of the team, which turns shares of effort into hours; absent when nothing had to be priced. */
  readonly engineers?: Setting<number>;
  /** No source file of the base was worked on: nothing says where effort will go, and all amounts are 0. */
  readonly withoutWork: boolean;
  /** By value stream: hours spent there within the horizon, and their part of all effort. */
  readonly streams: readonly { readonly hours: number; readonly share: number }[];
}

/**
 * More points than any file has. The cap of the deficit hides differences between the worst files, and would make every
 * change of them free; a comparison of a file with itself does without it. Health is shown with the cap, as everywhere.
 */
const NO_CAP = 1000;

/**
 * The price of each change: cost of the file as it is, less the cost of the same file in the same worlds had it not
 * been written and removed. Both sides share effort, luck and beta, so that only the change of health is left; a file
 * in which nothing was written costs exactly 0.
 */
export function priceChanges(
  outline: ModelInput,
  changed: readonly Attributed[],
  costModel: CostModel,
  streams: Streams,
  seed: string,
): PricedChanges {
  const capped = resolveCoefficients(costModel.model);
  const coefficients = { ...capped, deficitCap: NO_CAP };
  const rate = costModel.team.costPerHour?.value;
  const files = filesBefore(outline, changed, coefficients);
  const engineers = costModel.team.engineers ?? engineersFromGit({ input: outline });
  const pricing = price(
    // Without streams all files are one group, which costs a fraction: a stream's part is the sum of its files.
    { ...outline, seed, streams: [], files },
    coefficients,
    costModel.model.scenario.value,
    capacityOf(engineers.value, costModel, coefficients),
    { scenarios: resolveScenarios(costModel.model) },
  );
  const shares = new Map(pricing.files.map(file => [file.path, file.listedShare]));
  return {
    worlds: pricing.worlds.count,
    engineers,
    withoutWork: files.every(({ effort }) => effort.every(days => days === 0)),
    streams: streamEffort(pricing, files, streams),
    changes: changed
      .map(one =>
        priceChange(one, pricing, streams, shares.get(one.file.path) ?? 0, { capped, coefficients }, rate),
      )
      .sort((a, b) => b.diff.hours.mean - a.diff.hours.mean || compareText(a.diff.path, b.diff.path)),
  };
}

function streamEffort({ shares, capacityHours }: Pricing, files: readonly ModelFile[], streams: Streams) {
  const sums = new Float64Array(streams.list.length);
  files.forEach((file, i) => {
    for (const stream of streams.of(file.path)) sums[stream]! += shares.files[i]!;
  });
  return Array.from(sums, share => ({ hours: share * capacityHours, share }));
}

function capacityOf(engineers: number, costModel: CostModel, c: Coefficients): number {
  return capacityHours(
    {
      engineers,
      hoursPerWeek: costModel.team.hoursPerWeek.value,
      codingShare: costModel.team.codingShare.value,
    },
    costModel.horizonDays.value,
    c,
  );
}

/** Deficits of a file without and with the change: statements count as many lines as they do in the file. */
function counterfactual({ file: { before, after }, change }: Attributed, c: Coefficients) {
  const basis = after ?? before!;
  const linesPerStatement = basis.statements > 0 ? basis.size / basis.statements : 0;
  const points = (cognitive: number, statements: number) =>
    deficit(Math.max(0, cognitive), Math.max(0, statements) * linesPerStatement, c);
  const written = after ?? { cognitive: 0, statements: 0 };
  return {
    before: points(written.cognitive - change.cognitive, written.statements - change.statements),
    after: points(written.cognitive, written.statements),
  };
}

/** The files of the base under their new paths, each changed one with the deficit it had without the change. */
function filesBefore(outline: ModelInput, changed: readonly Attributed[], c: Coefficients): ModelFile[] {
  const files = new Map(outline.files.map(file => [file.path, file]));
  const usual = usualFiles(outline.files);
  const known = changed.map(({ file }) => files.get(file.from ?? file.path));
  for (const { file } of changed) if (file.from !== undefined) files.delete(file.from);
  changed.forEach((one, i) => {
    const { path } = one.file;
    files.set(path, {
      ...(known[i] ?? usual(path)),
      path,
      measure: measureWithDeficit(counterfactual(one, c).before, c),
    });
  });
  return [...files.values()].sort((a, b) => compareText(a.path, b.path));
}

/** A stand-in with a given deficit: only the deficit enters the price. */
function measureWithDeficit(points: number, c: Coefficients): NonNullable<ModelFile['measure']> {
  const cognitive = c.deficitComplexityScale * Math.expm1(Math.sqrt(points / c.deficitComplexityWeight));
  return { cognitive, size: 0, loc: 0, statements: 0, functions: [] };
}

/** A new file is worked on like the mean file of its folder, or of the nearest folder above that has any. */
function usualFiles(files: readonly ModelFile[]): (path: string) => ModelFile {
  const means = new Map<string, ModelFile | undefined>();
  const meanOf = (folder: string): ModelFile | undefined => {
    if (means.has(folder)) return means.get(folder);
    const members = folder === '' ? files : files.filter(file => file.path.startsWith(`${folder}/`));
    const mean = members.length === 0 ? undefined : meanFile(members);
    means.set(folder, mean);
    return mean;
  };
  return path => {
    for (let folder = parent(path); ; folder = parent(folder)) {
      const mean = meanOf(folder);
      if (mean !== undefined) return mean;
      if (folder === '') return meanFile([]);
    }
  };
}

const QUARTERS = 8;

function meanFile(files: readonly ModelFile[]): ModelFile {
  const mean = (of: (file: ModelFile) => readonly number[]) =>
    Array.from(
      { length: QUARTERS },
      (_, quarter) =>
        files.reduce((sum, file) => sum + (of(file)[quarter] ?? 0), 0) / Math.max(1, files.length),
    );
  return {
    path: '',
    changes: mean(file => file.changes),
    effort: mean(file => file.effort),
    quarters: 1,
    changeAges: [],
    fixAges: [],
    burdenChanges: 0,
    burdenFollowUps: 0,
    streams: [],
  };
}

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function priceChange(
  one: Attributed,
  pricing: Pricing,
  streams: Streams,
  effortShare: number,
  { capped, coefficients: c }: { readonly capped: Coefficients; readonly coefficients: Coefficients },
  rate: number | undefined,
): PricedChange {
  const { file, change } = one;
  const points = counterfactual(one, c);
  const before = pricing.fileDraws(file.path);
  const after = pricing.fileDraws(file.path, { deficit: points.after });
  // The stand-in repeats the deficit to the last bit or two: where nothing changed, the difference is 0 by definition.
  const differs = points.before !== points.after;
  const draws = after.cost.map((cost, world) => (differs ? cost - before.cost[world]! : 0));
  const slowdown = after.slowdown.map((m, world) => (differs ? m - before.slowdown[world]! : 0));
  const median = (factors: Float64Array) => rangeOf(factors).p50 - 1;
  const was = pointsOf(file.before, capped);
  const is = pointsOf(file.after, capped);
  return {
    draws,
    deficit: points,
    functions: change.functions,
    diff: {
      path: file.path,
      ...(file.from !== undefined && { from: file.from }),
      status: statusOf(file),
      valueStreams: streams.of(file.path).map(i => streams.list[i]!.name),
      health: sides(was, is, healthOf),
      deficit: sides(was, is, value => value),
      slowdown: {
        ...(file.before && { before: median(before.slowdown) }),
        ...(file.after && { after: median(after.slowdown) }),
        change: rangeOf(slowdown),
      },
      ...amounts(draws, rate),
      functions: change.functions.flatMap(fn => crossing(fn) ?? []),
      effortShare,
    },
  };
}

const pointsOf = (measure: FileMeasure | undefined, c: Coefficients): number | undefined =>
  measure && deficit(measure.cognitive, measure.size, c);

const sides = (before: number | undefined, after: number | undefined, of: (points: number) => number) => ({
  ...(before !== undefined && { before: of(before) }),
  ...(after !== undefined && { after: of(after) }),
});

function statusOf({ before, after, from }: ChangedFile): FileDiff['status'] {
  if (after === undefined) return 'removed';
  if (before === undefined) return 'new';
  return from === undefined ? 'changed' : 'moved';
}

export function amounts(draws: Float64Array, rate: number | undefined): Pick<FileDiff, 'hours' | 'money'> {
  const hours = rangeOf(draws);
  return { hours, ...(rate !== undefined && { money: scaleRange(hours, rate) }) };
}
