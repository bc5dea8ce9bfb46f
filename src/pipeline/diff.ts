import type { GateSettings } from '../core/cost-model.ts';
import type { DiffData, FileDiff } from '../core/diff.ts';
import type { FileMeasure } from '../core/measure.ts';
import type { ModelFile } from '../core/model-input.ts';
import { FORMAT_VERSION, type Warning } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import { changedPaths } from '../git/refs.ts';
import { capacityHours } from '../model/capacity.ts';
import { type Coefficients, resolveCoefficients } from '../model/coefficients.ts';
import { price } from '../model/cost.ts';
import { deficit, healthOf } from '../model/health.ts';
import type { Pricing } from '../model/pricing.ts';
import { quantile, rangeOf, scaleRange, sumWithinWorlds } from '../model/range-of.ts';
import { resolveScenarios } from '../model/scenarios.ts';
import type { Base } from './base.ts';
import { currencyOf, isoTime } from './facts.ts';
import { type AttributedChange, attributeChange, type FilePair, Moves } from './function-changes.ts';
import { gateBreaches, type PricedChange } from './gates.ts';
import { type Outline, readOutline } from './outline.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { readSettings } from './settings.ts';
import { classifyTree, type Kinds } from './tree-kinds.ts';
import { engineersFromGit } from './valuation.ts';

export interface DiffOptions {
  readonly version: string;
  readonly gates: GateSettings;
  readonly warnOnly: boolean;
}

/** A file on one side or both, with what it was called before. */
interface ChangedFile {
  readonly path: string;
  readonly from?: string;
  readonly before?: FileMeasure;
  readonly after?: FileMeasure;
}

/**
 * What a change costs: the same files in the same simulated worlds, with the code as it was and as it is. Shares of
 * effort are those of the base, from commits and paths alone (a commit's effort is shared evenly over its files), so
 * that only what changed has to be parsed.
 */
export async function diff(
  reader: Reader,
  request: AnalysisRequest,
  base: Base,
  options: DiffOptions,
): Promise<DiffData> {
  const { repository } = reader;
  const head = repository.revision;
  const [outline, headTree, changes, headSettings] = await Promise.all([
    readOutline(reader, request, base.revision),
    reader.tree(head),
    changedPaths(repository, base.revision, head),
    readSettings(repository, request, head),
  ]);
  // The rules of the head decide what is source: a change may bring its own cost model.
  const kinds = await classifyTree(reader, headTree, headSettings);
  const files = await changedFiles(reader, kinds, outline.kinds, changes);
  const { costModel } = headSettings;
  const coefficients = resolveCoefficients(costModel.model);
  const moves = new Moves(files);
  const attributed = files.map(file => ({ file, change: attributeChange(file, moves) }));
  const worthPricing = attributed.filter(({ file, change }) => changesMeasure(file, change));

  const { pricing, rate } = priceBase(outline, worthPricing, costModel, coefficients, request.seed ?? head);
  const priced = worthPricing.map(({ file, change }) =>
    priceChange(file, change, pricing, outline, coefficients, rate),
  );
  const worlds = pricing.worlds.count;
  const total = sumWithinWorlds(
    priced.map(({ draws }) => draws),
    worlds,
  );
  const streams = outline.streams.list
    .map(({ name }) => ({
      name,
      draws: sumWithinWorlds(
        priced.filter(({ diff }) => diff.valueStreams.includes(name)).map(({ draws }) => draws),
        worlds,
      ),
      touched: priced.some(({ diff }) => diff.valueStreams.includes(name)),
    }))
    .filter(({ touched }) => touched)
    .map(({ name, draws }) => ({ name, ...amounts(draws, rate) }))
    .sort((a, b) => b.hours.mean - a.hours.mean || compareText(a.name, b.name));
  const sorted = priced.sort(
    (a, b) => b.diff.hours.mean - a.diff.hours.mean || compareText(a.diff.path, b.diff.path),
  );
  const { breaches, gates } = gateBreaches(
    sorted,
    total,
    outline.streams.list,
    costModel.gates,
    options.gates,
    {
      rate,
      currency: costModel.currency.value,
    },
  );
  return {
    formatVersion: FORMAT_VERSION,
    tool: { name: 'debtcast', version: options.version },
    command: 'diff',
    repository: { name: repository.name, asOf: isoTime(repository.asOf) },
    base: { revision: base.revision, name: base.name },
    head: { revision: head, name: repository.branch ?? request.at ?? 'HEAD' },
    scenario: pricing.scenario,
    ...currencyOf(costModel),
    horizon: { days: costModel.horizonDays.value },
    total: amounts(total, rate),
    files: sorted.map(({ diff }) => diff),
    valueStreams: streams,
    unchanged: files.length - worthPricing.length,
    gates,
    breaches,
    warnOnly: options.warnOnly,
    assumptions: [
      {
        name: 'shares of effort',
        value: 'by commits and paths of the base',
        source: 'measured',
        detail:
          'each commit is shared evenly over the files it touched; a new file takes the usual share of its folder',
      },
    ],
    warnings: warnings(reader),
  };
}

function amounts(draws: Float64Array, rate: number | undefined) {
  const hours = rangeOf(draws);
  return { hours, ...(rate !== undefined && { money: scaleRange(hours, rate) }) };
}

const changesMeasure = ({ before, after, from }: ChangedFile, change: AttributedChange): boolean =>
  change.cognitive !== 0 ||
  change.statements !== 0 ||
  change.functions.length > 0 ||
  (from === undefined && (before === undefined) !== (after === undefined));

/** Source files whose content differs, measured on both sides. Renames come as one file. */
async function changedFiles(
  reader: Reader,
  headKinds: Kinds,
  baseKinds: Kinds,
  changes: Awaited<ReturnType<typeof changedPaths>>,
): Promise<ChangedFile[]> {
  const sides = changes.flatMap(({ status, path, from, before, after }) => {
    const old = status === 'added' ? undefined : (from ?? path);
    const now = status === 'deleted' ? undefined : path;
    const wasSource = old !== undefined && before !== undefined && baseKinds.of(old).kind === 'measured';
    const isSource = now !== undefined && after !== undefined && headKinds.of(now).kind === 'measured';
    if (!wasSource && !isSource) return [];
    return [
      {
        path: now ?? old!,
        ...(from !== undefined && { from }),
        ...(wasSource && { old: { path: old, blob: before } }),
        ...(isSource && { now: { path: now, blob: after } }),
      },
    ];
  });
  await reader.needMeasures(sides.flatMap(({ old, now }) => [old, now].filter(side => side !== undefined)));
  const measure = (side: { path: string; blob: string } | undefined): FileMeasure | undefined => {
    const result = side && reader.measureOf(side);
    return result?.kind === 'measured' ? result.measure : undefined;
  };
  return sides.flatMap(({ path, from, old, now }): ChangedFile[] => {
    const before = measure(old);
    const after = measure(now);
    if (before === undefined && after === undefined) return [];
    return [
      { path, ...(from !== undefined && { from }), ...(before && { before }), ...(after && { after }) },
    ];
  });
}

/** Deficit had only the written and removed code been different: what moved stays on both sides. */
function counterfactual({ before, after }: FilePair, change: AttributedChange, c: Coefficients) {
  const basis = after ?? before!;
  const linesPerStatement = basis.statements > 0 ? basis.size / basis.statements : 0;
  const points = (cognitive: number, statements: number) =>
    deficit(Math.max(0, cognitive), Math.max(0, statements) * linesPerStatement, c);
  if (after === undefined) {
    return { before: points(-change.cognitive, -change.statements), after: 0 };
  }
  return {
    before: points(after.cognitive - change.cognitive, after.statements - change.statements),
    after: points(after.cognitive, after.statements),
  };
}

function priceBase(
  outline: Outline,
  changed: readonly { readonly file: ChangedFile; readonly change: AttributedChange }[],
  costModel: Outline['settings']['costModel'],
  coefficients: Coefficients,
  seed: string,
): { readonly pricing: Pricing; readonly rate: number | undefined } {
  const byPath = new Map(outline.input.files.map(file => [file.path, file]));
  const files = new Map<string, ModelFile>(byPath);
  for (const { file, change } of changed) {
    const old = byPath.get(file.from ?? file.path);
    if (old !== undefined) files.delete(old.path);
    const effort = old ?? usualFile(file.path, outline.input.files);
    const points = counterfactual(file, change, coefficients);
    files.set(file.path, {
      ...effort,
      path: file.path,
      streams: outline.streams.of(file.path),
      measure: measureWithDeficit(points.before, coefficients),
    });
  }
  const input = {
    ...outline.input,
    seed,
    files: [...files.values()].sort((a, b) => compareText(a.path, b.path)),
  };
  const engineers = costModel.team.engineers ?? engineersFromGit(outline);
  const capacity = capacityHours(
    {
      engineers: engineers.value,
      hoursPerWeek: costModel.team.hoursPerWeek.value,
      codingShare: costModel.team.codingShare.value,
    },
    costModel.horizonDays.value,
    coefficients,
  );
  return {
    pricing: price(input, coefficients, costModel.model.scenario.value, capacity, {
      scenarios: resolveScenarios(costModel.model),
    }),
    rate: costModel.team.costPerHour?.value,
  };
}

/** A stand-in whose measure has a given deficit: complexity alone, since only the deficit enters the price. */
function measureWithDeficit(points: number, c: Coefficients): NonNullable<ModelFile['measure']> {
  const cognitive = c.deficitComplexityScale * Math.expm1(Math.sqrt(points / c.deficitComplexityWeight));
  return { cognitive, size: 0, loc: 0, statements: 0, functions: [] };
}

/** A new file works like the mean file of its folder, or of the nearest folder above that has any. */
function usualFile(path: string, files: readonly ModelFile[]): ModelFile {
  for (let folder = parent(path); ; folder = parent(folder)) {
    const siblings = files.filter(file => folder === '' || file.path.startsWith(`${folder}/`));
    if (siblings.length > 0) {
      const mean = (of: (file: ModelFile) => readonly number[]) =>
        of(siblings[0]!).map(
          (_, q) => siblings.reduce((sum, file) => sum + (of(file)[q] ?? 0), 0) / siblings.length,
        );
      return {
        path,
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
    if (folder === '') break;
  }
  const none = new Array<number>(8).fill(0);
  return {
    path,
    changes: none,
    effort: none,
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
  file: ChangedFile,
  change: AttributedChange,
  pricing: Pricing,
  outline: Outline,
  c: Coefficients,
  rate: number | undefined,
): PricedChange {
  const points = counterfactual(file, change, c);
  const before = pricing.fileDraws(file.path);
  const after = pricing.fileDraws(file.path, { deficit: points.after });
  const same = points.before === points.after;
  const draws = after.cost.map((cost, world) => (same ? 0 : cost - before.cost[world]!));
  const slowdown = after.slowdown.map((m, world) => (same ? 0 : m - before.slowdown[world]!));
  const shown = (measure: FileMeasure | undefined) => measure && deficit(measure.cognitive, measure.size, c);
  const was = shown(file.before);
  const is = shown(file.after);
  const median = (of: Float64Array) => quantile(Float64Array.from(of).sort(), 0.5) - 1;
  const diff: FileDiff = {
    path: file.path,
    ...(file.from !== undefined && { from: file.from }),
    status:
      file.after === undefined
        ? 'removed'
        : file.before === undefined
          ? 'new'
          : file.from
            ? 'moved'
            : 'changed',
    valueStreams: outline.streams.of(file.path).map(i => outline.streams.list[i]!.name),
    health: {
      ...(was !== undefined && { before: healthOf(was) }),
      ...(is !== undefined && { after: healthOf(is) }),
    },
    deficit: { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) },
    slowdown: {
      ...(file.before && { before: median(before.slowdown) }),
      ...(file.after && { after: median(after.slowdown) }),
      change: rangeOf(slowdown),
    },
    ...amounts(draws, rate),
    functions: change.functions,
    effortShare: pricing.files.find(one => one.path === file.path)?.listedShare ?? 0,
  };
  return { diff, draws, healthDrop: points.after - points.before };
}

function warnings(reader: Reader): Warning[] {
  const list = [...reader.warnings()];
  if (reader.repository.shallow || reader.repository.partial) {
    list.push({
      code: 'shallow-clone',
      text: 'This clone is shallow or partial: shares of effort rest on a part of the history.',
    });
  }
  return list;
}
