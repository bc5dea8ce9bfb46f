import type { ExplainData } from '../core/explain.ts';
import type { ModelFile } from '../core/model-input.ts';
import type { Range } from '../core/range.ts';
import type { ValueStreamReport } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import { QUARTERS } from '../model/activity.ts';
import { fileEvidence, fixBurden, streamEvidence } from '../model/burden.ts';
import { healthOf } from '../model/health.ts';
import type { Pricing } from '../model/pricing.ts';
import { probability } from '../model/range-of.ts';
import { quarterWeights, streamActivityStep } from './explain-activity.ts';
import { streamBurdenStep } from './explain-burden.ts';
import type { ExplainContext } from './explain-context.ts';
import { commitsBehind, coupledWith, functionsOf, peopleBehind } from './explain-evidence.ts';
import { measured } from './explain-figures.ts';
import {
  capacityFigure,
  EFFORT,
  effortTotals,
  moneyFigures,
  moneyStep,
  totalEffort,
} from './explain-hours.ts';
import { parametersOf } from './explain-scenario.ts';
import { valueStreams } from './report.ts';

/** Files and functions named for a stream. */
const FILES_SHOWN = 10;
const FUNCTIONS_A_FILE = 2;

type About = Pick<ExplainData, 'subject' | 'functions' | 'commits' | 'coupling' | 'people'>;

/** The chain of a value stream: activity, health, burden, shares, slowdown as a harmonic mean, hours, money, its files. */
export function explainStream(context: ExplainContext, index: number): About {
  const { valuation, planned } = context;
  const { snapshot } = valuation;
  const stream = snapshot.streams.list[index]!;
  const row = valueStreams(valuation, planned?.pricing).find(one => one.name === stream.name)!;
  const members = membersOf(context, index);
  streamActivityStep(context, index, row.activity);
  streamFigures(context, index, row);
  costliestStep(context, members);
  return { subject: subjectOf(stream), ...evidenceOf(context, index) };
}

const subjectOf = ({
  name,
  owner,
  paths,
}: {
  name: string;
  owner?: string;
  paths: readonly string[];
}): About['subject'] => ({
  kind: 'value-stream',
  name,
  ...(owner !== undefined && { owner }),
  paths,
});

/** Files of a stream by path. */
const membersOf = ({ valuation }: ExplainContext, index: number): ModelFile[] =>
  valuation.snapshot.input.files
    .filter(file => file.streams.includes(index))
    .sort((a, b) => compareText(a.path, b.path));

/** Who, what and when behind a stream: also the brief of a roadmap item that touches it. */
export function evidenceOf(context: ExplainContext, ...indices: readonly number[]): Omit<About, 'subject'> {
  const { snapshot } = context.valuation;
  const paths = new Set(
    snapshot.files.filter(file => indices.some(index => file.streams.includes(index))).map(file => file.path),
  );
  const files = snapshot.history.files.filter(file => file.alive && paths.has(file.path));
  const owners = indices.flatMap(index => snapshot.streams.list[index]!.owner ?? []);
  return {
    functions: hardestFiles(context, paths).flatMap(path => functionsOf(snapshot, path, FUNCTIONS_A_FILE)),
    commits: commitsBehind(snapshot, files),
    coupling: coupledWith(snapshot, paths),
    people: peopleBehind(snapshot, files, owners),
  };
}

/** Files that cost most on average. */
export function hardestFiles({ valuation }: ExplainContext, paths: ReadonlySet<string>): string[] {
  return valuation.pricing.files
    .filter(({ path, expectedCost }) => paths.has(path) && expectedCost > 0)
    .sort((a, b) => b.expectedCost - a.expectedCost || compareText(a.path, b.path))
    .slice(0, FILES_SHOWN)
    .map(({ path }) => path);
}

/** Health, burden, share, slowdown, hours and money of one stream. */
function streamFigures(context: ExplainContext, index: number, row: ValueStreamReport): void {
  const { name } = row;
  const members = membersOf(context, index);
  healthFigures(context, name, members, row);
  const { burden } = context.valuation.pricing;
  streamBurdenStep(
    context,
    name,
    members,
    burden.kind === 'measured' ? streamEvidence(members, burden) : undefined,
  );
  shareFigures(context, name, members, row);
  slowdownFigures(context, index, members, row);
  hoursFigures(context, index, row);
  moneyStep(context, name, row.hours);
  plannedFigures(context, index, row);
}

const sharesOf = ({ valuation }: ExplainContext, members: readonly ModelFile[]): number[] => {
  const { files } = valuation.snapshot.input;
  const place = new Map(files.map((file, i) => [file.path, i]));
  return members.map(file => valuation.pricing.shares.files[place.get(file.path)!]!);
};

function healthFigures(
  context: ExplainContext,
  name: string,
  members: readonly ModelFile[],
  row: ValueStreamReport,
): void {
  const { book, valuation } = context;
  book.step(
    'health',
    'Health',
    row.health === undefined
      ? 'No file of it has a measured health.'
      : 'Mean health of its measured files, weighted by where the effort goes.',
  );
  const deficits = new Map(valuation.pricing.files.map(({ path, deficit }) => [path, deficit]));
  const priced = members.filter(file => deficits.has(file.path));
  book.add({
    id: `${name}/files`,
    symbol: 'N',
    label: 'source files',
    unit: 'count',
    value: row.files,
    source: measured('paths of the value stream'),
  });
  if (row.health === undefined) return;
  const shares = sharesOf(context, priced);
  const any = shares.some(share => share > 0);
  const s = book.add({
    id: `${name}/shareByFile`,
    symbol: 's',
    label: any ? 'share of effort of each measured file, by path' : 'no effort there: all files alike',
    unit: 'ratio',
    value: any ? shares : shares.map(() => 1),
    source: measured(EFFORT),
  });
  const D = book.add({
    id: `${name}/deficitByFile`,
    symbol: 'D',
    label: 'health deficit of the same files',
    unit: 'points',
    value: priced.map(file => deficits.get(file.path)!),
    source: measured('complexity and size; see `explain` of a file'),
  });
  book.add({
    id: `${name}/health`,
    symbol: 'health',
    label: 'health, 1 (worst) to 10',
    unit: 'health',
    value: row.health,
    formula: 'sum(s*(10 - D))/sum(s)',
    inputs: { s, D },
  });
}

/** Part of next quarter's effort, and the part of that in code without a measured health. */
function shareFigures(
  context: ExplainContext,
  name: string,
  members: readonly ModelFile[],
  row: ValueStreamReport,
): void {
  const { book } = context;
  book.step(
    'share',
    'Share of the effort',
    'Where the team’s time goes: engineer-days by quarter, recent quarters first, rescaled to what exists today. Streams may overlap; then their shares add up to more than all.',
  );
  const byQuarter = (files: readonly ModelFile[]): number[] =>
    Array.from({ length: QUARTERS }, (_, q) => files.reduce((sum, file) => sum + (file.effort[q] ?? 0), 0));
  const totals = effortTotals(context);
  const e = book.add({
    id: `${name}/effortByQuarter`,
    symbol: 'e',
    label: 'engineer-days spent in the stream',
    unit: 'days',
    value: byQuarter(members),
    source: measured(EFFORT),
  });
  const T = totalEffort(context);
  const A = book.add({
    id: 'repository/presentEffort',
    symbol: 'A',
    label: 'engineer-days on what exists today, and on work without source files',
    unit: 'days',
    value: totals.files.map((sum, q) => sum + totals.other[q]!),
    source: measured(EFFORT),
  });
  const w = quarterWeights(context, 'streamDecay', QUARTERS);
  book.add({
    id: `${name}/effortShare`,
    symbol: 'share',
    label: 'share of next quarter’s effort',
    unit: 'ratio',
    value: row.effortShare,
    formula: 'ratio(sum(w*ratio(e, T)), sum(w*ratio(A, T)))',
    inputs: { w, e, T, A },
  });
  const unmeasured = book.add({
    id: `${name}/unmeasuredEffort`,
    symbol: 'u',
    label: 'engineer-days in code without a measured health',
    unit: 'days',
    value: byQuarter(members.filter(file => !file.measure)),
    source: measured(EFFORT),
  });
  book.add({
    id: `${name}/unmeasuredShare`,
    symbol: 'unmeasured',
    label: 'part of its effort without a measured health: it carries no debt figure',
    unit: 'ratio',
    value: row.unmeasuredShare,
    formula: 'ratio(sum(w*ratio(u, T)), sum(w*ratio(e, T)))',
    inputs: { w, u: unmeasured, T, e },
  });
}

function slowdownFigures(
  context: ExplainContext,
  index: number,
  members: readonly ModelFile[],
  row: ValueStreamReport,
): void {
  const { book, valuation } = context;
  const { pricing } = valuation;
  const { scenario } = pricing;
  const { name } = row;
  book.step(
    'scenario',
    'Scenario and slowdown',
    `Hours spent ÷ hours the same work would take in healthy code: the harmonic mean of its files, weighted by effort, under the scenario ${scenario}.`,
  );
  middleFigures(context, name, members);
  const { slowdown } = pricing.streamDraws(index);
  const M = book.draws({
    id: `${name}/draws/slowdown`,
    symbol: 'M',
    label: 'M of the stream in each world: that mean, with the world’s beta and fix rates',
    unit: 'ratio',
    scenario,
    value: slowdown,
  });
  book.addRange({
    id: `${name}/slowdown`,
    symbol: 'slowdown',
    label: 'slowdown: extra time against healthy code',
    unit: 'ratio',
    scenario,
    range: row.slowdown,
    main: 'p50',
    mean: 'mean(M - 1)',
    quantile: level => `quantile(M - 1, ${level})`,
    inputs: { M },
  });
  book.add({
    id: `${name}/slowdown/probabilityOfNone`,
    symbol: 'P_none',
    label: 'probability that there is no slowdown at all',
    unit: 'probability',
    scenario,
    value: probability(slowdown, m => m - 1 <= 0),
    formula: 'probability(M - 1 <= 0)',
    inputs: { M },
  });
}

/** The harmonic mean in the middle of the scenario, file by file, so that it can be followed by hand. */
function middleFigures(context: ExplainContext, name: string, members: readonly ModelFile[]): void {
  const { book, valuation } = context;
  const { pricing, coefficients } = valuation;
  const law = parametersOf(valuation);
  const beta = law?.kind === 'normal' ? law.mean : undefined;
  const deficits = new Map(pricing.files.map(({ path, deficit }) => [path, deficit]));
  const shares = sharesOf(context, members);
  if (beta === undefined || !shares.some(share => share > 0)) return;
  const factors = members.map(file => {
    const deficit = deficits.get(file.path);
    if (deficit === undefined) return 1;
    const evidence = pricing.burden.kind === 'measured' ? fileEvidence(file, pricing.burden) : undefined;
    const b = fixBurden(evidence, pricing.burden, coefficients);
    return (
      Math.exp(beta * (deficit - pricing.healthyDeficit)) *
      (1 + (b.kind === 'estimated' ? b.value.burden : 0))
    );
  });
  const s = book.add({
    id: `${name}/middle/shares`,
    symbol: 's',
    label: 'share of effort of each file, by path',
    unit: 'ratio',
    value: shares,
    source: measured(EFFORT),
  });
  const m = book.add({
    id: `${name}/middle/factors`,
    symbol: 'm',
    label: 'M of each file in the middle of the scenario; 1 where nothing is measured',
    unit: 'ratio',
    scenario: pricing.scenario,
    value: factors,
    source: measured('deficit and fix burden of each file; see `explain` of a file'),
  });
  book.add({
    id: `${name}/middle/slowdown`,
    symbol: 'M_mid',
    label: 'harmonic mean in the middle of the scenario, less 1',
    unit: 'ratio',
    scenario: pricing.scenario,
    value:
      shares.reduce((sum, share) => sum + share, 0) /
        shares.reduce((sum, share, i) => sum + share / factors[i]!, 0) -
      1,
    formula: 'sum(s)/sum(s/m) - 1',
    inputs: { s, m },
  });
}

function hoursFigures(context: ExplainContext, index: number, row: ValueStreamReport): void {
  const { book, valuation } = context;
  book.step(
    'hours',
    'Hours',
    'Hours spent there less the hours the same work would take in healthy code. How the effort will be spread is uncertain too: every part strays from its share by itself, then all are rescaled to the whole.',
  );
  capacityFigure(context);
  costFigures(context, valuation.pricing, index, row.name, row.hours, '');
}

/** Hours of drag of a stream under one spread of effort; ids go below `prefix`. */
function costFigures(
  { book }: ExplainContext,
  pricing: Pricing,
  index: number,
  name: string,
  range: Range,
  prefix: '' | 'withRoadmap/',
): void {
  const { scenario } = pricing;
  const draws = pricing.streamDraws(index);
  const added = prefix === '' ? '' : ', with the roadmap';
  const M = book.draws({
    id: `${name}/${prefix}draws/slowdown`,
    symbol: 'M',
    label: `M of the stream in each world${added}`,
    unit: 'ratio',
    scenario,
    value: draws.slowdown,
  });
  const even = pricing.streamHoursEvenly(index);
  const H = book.draws({
    id: `${name}/${prefix}draws/hours`,
    symbol: 'H',
    label: even
      ? `hours spent there${added}: C times its share, which strays by a Gamma; where work goes and how hard code is are independent, so all pairs of these with M count`
      : `hours spent there in each world${added}`,
    unit: 'hours',
    value: even ?? draws.hours,
  });
  book.addRange({
    id: `${name}/${prefix}hours`,
    symbol: 'hours',
    label: `cost within the horizon${added}`,
    unit: 'hours',
    scenario,
    range,
    main: 'mean',
    mean: even ? 'mean(H)*mean(1 - 1/M)' : 'mean(H*(1 - 1/M))',
    quantile: level => (even ? `productQuantile(H, 1 - 1/M, ${level})` : `quantile(H*(1 - 1/M), ${level})`),
    inputs: { H, M },
  });
}

function plannedFigures(context: ExplainContext, index: number, row: ValueStreamReport): void {
  const { book, planned } = context;
  if (!planned || !row.withRoadmap) return;
  const { name } = row;
  book.step(
    'roadmap',
    'With the roadmap',
    'Planned work takes its part of the horizon; the rest of the effort goes where history says.',
  );
  const { shift, pricing } = planned;
  const pi = book.add({
    id: 'roadmap/plannedShare',
    symbol: 'pi',
    label: 'part of the team’s time that the roadmap takes within the horizon',
    unit: 'ratio',
    value: shift.plannedShare,
    source: measured('start, likely finish and engineers of the roadmap items'),
  });
  const added = book.add({
    id: `${name}/withRoadmap/planned`,
    symbol: 't',
    label: 'planned work in the stream, that of streams it shares files with included',
    unit: 'ratio',
    value: row.withRoadmap.effortShare - (1 - shift.plannedShare) * row.effortShare,
    source: measured('what the roadmap items touch'),
  });
  book.add({
    id: `${name}/withRoadmap/effortShare`,
    symbol: 'share',
    label: 'share of the effort with the roadmap',
    unit: 'ratio',
    value: row.withRoadmap.effortShare,
    formula: '(1 - pi)*share + t',
    inputs: { pi, share: `${name}/effortShare`, t: added },
  });
  costFigures(context, pricing, index, name, row.withRoadmap.hours, 'withRoadmap/');
  moneyFigures(
    context,
    `${name}/withRoadmap/money`,
    `${name}/withRoadmap/hours`,
    'cost with the roadmap',
    row.withRoadmap.hours,
  );
}

/** The files with most cost inside, as rows of their own. */
export function costliestStep(context: ExplainContext, members: readonly ModelFile[]): void {
  const { book, valuation } = context;
  const paths = hardestFiles(context, new Set(members.map(file => file.path)));
  if (paths.length === 0) return;
  book.step(
    'files',
    'Files that cost most there',
    'Expected hours of drag, each as a row of its own: rows are pulled towards the mean and never add up to the whole. `explain` of a path has its chain.',
  );
  const byPath = new Map(valuation.pricing.files.map(file => [file.path, file]));
  for (const path of paths) {
    const { expectedCost, deficit } = byPath.get(path)!;
    book.add({
      id: `${path}/hours`,
      symbol: 'hours',
      label: `${path}: health ${healthOf(deficit).toFixed(1)}`,
      unit: 'hours',
      scenario: valuation.pricing.scenario,
      value: expectedCost,
      source: {
        kind: 'simulated',
        worlds: valuation.pricing.worlds.count,
        seed: valuation.pricing.worlds.seed,
      },
    });
  }
}
