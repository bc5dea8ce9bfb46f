import type { ModelFile } from '../core/model-input.ts';
import type { Range } from '../core/range.ts';
import { QUARTERS, recentMean } from '../model/activity.ts';
import type { FileDraws } from '../model/pricing.ts';
import { meanOf, probability } from '../model/range-of.ts';
import { quarterWeights } from './explain-activity.ts';
import type { ExplainContext } from './explain-context.ts';
import { measured, sourceOf } from './explain-figures.ts';
import { isPaired, type SlowdownIds } from './explain-scenario.ts';

/** C: what the team has for existing code within the horizon. */
export function capacityFigure({ book, valuation }: ExplainContext): string {
  const { costModel, engineers, pricing } = valuation;
  const { team, horizonDays } = costModel;
  return book.add({
    id: 'headline/capacityHours',
    symbol: 'C',
    label: 'engineer-hours for existing code within the horizon',
    unit: 'hours',
    value: pricing.capacityHours,
    formula: 'engineers*week*days/7*old*coding',
    inputs: {
      engineers: book.setting('team/engineers', 'engineers', 'engineers', 'engineers', engineers),
      week: book.setting('team/hoursPerWeek', 'week', 'hours a week', 'hours/week', team.hoursPerWeek),
      days: book.setting('horizon/days', 'days', 'length of the horizon', 'days', horizonDays),
      old: book.coefficient('existingCodeShare', 'old'),
      coding: book.setting(
        'team/codingShare',
        'coding',
        'part of the working time that goes into code',
        'ratio',
        team.codingShare,
      ),
    },
  });
}

/** Engineer-days of each quarter: everything, and what was spent on source files of today. */
export function effortTotals({ valuation }: ExplainContext): {
  readonly all: number[];
  readonly files: number[];
  readonly other: number[];
} {
  const { files, otherWork, goneEffort } = valuation.snapshot.input;
  const sums = new Array<number>(QUARTERS).fill(0);
  for (const { effort } of files) for (let q = 0; q < QUARTERS; q++) sums[q]! += effort[q] ?? 0;
  const other = Array.from({ length: QUARTERS }, (_, q) => otherWork[q] ?? 0);
  return { files: sums, other, all: sums.map((sum, q) => other[q]! + (goneEffort?.[q] ?? 0) + sum) };
}

export const EFFORT =
  'engineer-days by quarter, latest first: a day of an author is shared by that day’s commits, a commit by its files';

export function totalEffort(context: ExplainContext): string {
  return context.book.add({
    id: 'repository/effortByQuarter',
    symbol: 'T',
    label: 'engineer-days of the whole repository',
    unit: 'days',
    value: effortTotals(context).all,
    source: measured(EFFORT),
  });
}

/** Share of the effort of one file in a row of its own. */
function listedShare(context: ExplainContext, file: ModelFile, share: number): string {
  const { book, valuation } = context;
  const totals = effortTotals(context);
  const count = valuation.snapshot.input.files.length;
  const e = book.add({
    id: `${file.path}/effortByQuarter`,
    symbol: 'e',
    label: 'engineer-days spent on the file',
    unit: 'days',
    value: Array.from({ length: QUARTERS }, (_, q) => file.effort[q] ?? 0),
    source: measured(EFFORT),
  });
  const T = totalEffort(context);
  const S = book.add({
    id: 'repository/effortOnFiles',
    symbol: 'S',
    label: 'engineer-days spent on source files of today',
    unit: 'days',
    value: totals.files,
    source: measured(EFFORT),
  });
  const N = book.add({
    id: 'repository/sourceFiles',
    symbol: 'N',
    label: 'source files',
    unit: 'count',
    value: count,
    source: measured('tree of the analysed commit'),
  });
  const recent = book.add({
    id: 'quarters/recent',
    symbol: 'v',
    label: 'weights of the last three quarters',
    unit: 'ratio',
    value: Array.from({ length: QUARTERS }, (_, q) => RECENT[q] ?? 0),
    source: { kind: 'default', citation: 'level of the last nine months, tuned with the forecasts' },
  });
  const shares = totals.files.map((sum, q) => (totals.all[q]! > 0 ? sum / totals.all[q]! : 0));
  const mean = book.add({
    id: 'repository/meanEffortShare',
    symbol: 'm',
    label: 'share of a file, mean',
    unit: 'ratio',
    value: recentMean(shares) / count,
    formula: 'sum(v*ratio(S, T))/N',
    inputs: { v: recent, S, T, N },
  });
  const k = book.coefficient('filePrior', 'k');
  const w = quarterWeights(context, 'fileDecay', QUARTERS);
  return book.add({
    id: `${file.path}/effortShare`,
    symbol: 'share',
    label:
      'share of next quarter’s effort, pulled towards the mean: a listed file was picked for having been busy',
    unit: 'ratio',
    value: share,
    formula: '(k*m + sum(w*ratio(e, T)))/(k + sum(w))',
    inputs: { k, m: mean, w, e, T },
  });
}

const RECENT = [0.5, 0.3, 0.2];

interface FileCost {
  readonly share: number;
  readonly expectedCost: number;
  readonly expectedRemovable: number;
  readonly hours: Range;
  readonly draws: FileDraws;
}

/** H and W of a file. @returns ids of C and of the share */
export function hoursStep(
  context: ExplainContext,
  file: ModelFile,
  cost: FileCost,
  ids: SlowdownIds,
): { readonly capacity: string; readonly share: string; readonly cost: string } {
  const { book, valuation } = context;
  const { pricing } = valuation;
  const { worlds, scenario, coefficients } = pricing;
  const { path } = file;
  const { draws } = cost;
  book.step(
    'hours',
    'Hours',
    'What the slowdown costs: the hours that will be spent in the file, less what the same work would take in healthy code. 30 % slower is 23 % of the hours, not 30.',
  );
  const C = capacityFigure(context);
  const share = listedShare(context, file, cost.share);
  const g = book.draws({
    id: `${path}/draw/share`,
    symbol: 'g',
    label: `luck of its effort in one quarter: Gamma with shape ${coefficients.fileShareShape} and mean 1`,
    unit: 'ratio',
    value: worlds.gamma(coefficients.fileShareShape, 'share', path),
  });
  const H = book.draws({
    id: `${path}/draws/hours`,
    symbol: 'H',
    label: 'hours spent in the file in each world, drag included',
    unit: 'hours',
    value: draws.hours,
    formula: 'C*share*g',
    inputs: { C, share, g },
  });
  const W = book.draws({
    id: `${path}/draws/cost`,
    symbol: 'W',
    label: 'hours that would not be needed in healthy code',
    unit: 'hours',
    scenario,
    value: draws.cost,
    formula: 'H*(1 - 1/M)',
    inputs: { H, M: ids.slowdown },
  });
  const { x, y } = expectedParts(context, path, cost);
  const paired = isPaired(draws.cost, cost.hours);
  const inputs = { C, share, x, y, H, W, M: ids.slowdown };
  const exact = cost.hours.mean === cost.expectedCost;
  const mean = exact ? 'C*share*(1 - x*y)' : paired ? 'mean(H)*mean(1 - 1/M)' : 'mean(W)';
  book.addRange({
    id: `${path}/hours`,
    symbol: 'hours',
    label: 'cost within the horizon',
    unit: 'hours',
    scenario,
    range: cost.hours,
    main: 'mean',
    mean,
    quantile: level => (paired ? `productQuantile(H, 1 - 1/M, ${level})` : `quantile(W, ${level})`),
    inputs,
  });
  book.add({
    id: `${path}/hours/probabilityOfNone`,
    symbol: 'P_free',
    label: 'probability that it costs nothing',
    unit: 'probability',
    scenario,
    value: probability(draws.cost, hours => hours <= 0),
    formula: 'probability(W <= 0)',
    inputs: { W },
  });
  return { capacity: C, share, cost: `${path}/hours` };
}

/** The two means that the expected cost is exact in: they carry no luck of single worlds. */
function expectedParts(
  { book, valuation }: ExplainContext,
  path: string,
  cost: FileCost,
): { x: string; y: string } {
  const { scenario, worlds } = valuation.pricing;
  const whole = valuation.pricing.capacityHours * cost.share;
  const x =
    whole > 0 ? 1 - cost.expectedRemovable / whole : meanOf(cost.draws.scenarioFactor.map(f => 1 / f));
  const y = whole > 0 ? (1 - cost.expectedCost / whole) / x : 1;
  const source = { kind: 'simulated', worlds: worlds.count, seed: worlds.seed } as const;
  return {
    x: book.add({
      id: `${path}/hours/healthyPart`,
      symbol: 'x',
      label: 'mean over the worlds of 1 / (what the scenario says of its health), by interpolation over beta',
      unit: 'ratio',
      scenario,
      value: x,
      source,
    }),
    y: book.add({
      id: `${path}/hours/fixPart`,
      symbol: 'y',
      label: 'mean of 1 / (1 + b), exact over the luck of its fix rate',
      unit: 'ratio',
      value: y,
      source,
    }),
  };
}

/** Hours times the rate; without a configured rate there is no price. */
export function moneyStep({ book, valuation }: ExplainContext, scope: string, hours: Range): void {
  const rate = valuation.costModel.team.costPerHour;
  book.step(
    'money',
    'Money',
    rate === undefined
      ? 'No rate is configured (team.costPerHour), so there is no price: hours are all that is known.'
      : 'Hours times the configured rate.',
  );
  if (rate === undefined) return;
  moneyFigures({ book, valuation }, `${scope}/money`, `${scope}/hours`, 'cost within the horizon', hours);
}

/** The same range in money, point by point. */
export function moneyFigures(
  { book, valuation }: Pick<ExplainContext, 'book' | 'valuation'>,
  id: string,
  hoursId: string,
  label: string,
  hours: Range,
): void {
  const rate = valuation.costModel.team.costPerHour;
  if (rate === undefined) return;
  const r = book.add({
    id: 'team/costPerHour',
    symbol: 'rate',
    label: 'cost of an engineer-hour',
    unit: 'money/hour',
    value: rate.value,
    source: sourceOf(rate),
  });
  const { scenario } = valuation.pricing;
  for (const point of ['mean', 'p10', 'p50', 'p90'] as const) {
    const suffix = point === 'mean' ? '' : `/${point}`;
    book.add({
      id: `${id}${suffix}`,
      symbol: 'money',
      label: `${label}${point === 'mean' ? '' : `, ${point.slice(1)} % point`}`,
      unit: 'money',
      scenario,
      value: hours[point] * rate.value,
      formula: 'h*rate',
      inputs: { h: `${hoursId}${suffix}`, rate: r },
    });
  }
}

/** The same file when part of the work is planned. */
export function fileRoadmapStep(
  context: ExplainContext,
  file: ModelFile,
  slowdown: string,
  withRoadmap: Range | undefined,
): void {
  const { book, valuation, planned } = context;
  if (!planned || !withRoadmap) return;
  const { path } = file;
  const before = valuation.pricing.files.find(priced => priced.path === path)!.listedShare;
  const after = planned.pricing.files.find(priced => priced.path === path)!.listedShare;
  const draws = planned.pricing.fileDraws(path);
  book.step(
    'roadmap',
    'With the roadmap',
    'Planned work moves the effort: its part of the horizon goes where the roadmap says, the rest where history says; within a stream files keep their relative shares.',
  );
  const factor = book.add({
    id: `${path}/withRoadmap/shift`,
    symbol: 's',
    label: 'effort in its value streams with the roadmap ÷ by history',
    unit: 'ratio',
    value: before > 0 ? after / before : 1,
    source: measured('roadmap of the cost model; see `explain` of the value stream'),
  });
  const share = book.add({
    id: `${path}/withRoadmap/effortShare`,
    symbol: 'share',
    label: 'share of the effort with the roadmap',
    unit: 'ratio',
    value: after,
    ...(before > 0 && { formula: 'share*s', inputs: { share: `${path}/effortShare`, s: factor } }),
  });
  const W = book.draws({
    id: `${path}/withRoadmap/draws/cost`,
    symbol: 'W',
    label: 'hours of drag in each world, with the roadmap',
    unit: 'hours',
    scenario: valuation.pricing.scenario,
    value: draws.cost,
    formula: 'C*share*g*(1 - 1/M)',
    inputs: { C: 'headline/capacityHours', share, g: `${path}/draw/share`, M: slowdown },
  });
  const paired = isPaired(draws.cost, withRoadmap);
  book.addRange({
    id: `${path}/withRoadmap/hours`,
    symbol: 'hours',
    label: 'cost within the horizon, with the roadmap',
    unit: 'hours',
    scenario: valuation.pricing.scenario,
    range: withRoadmap,
    main: 'mean',
    mean: paired ? 'mean(C*share*g)*mean(1 - 1/M)' : 'mean(W)',
    quantile: level => (paired ? `productQuantile(C*share*g, 1 - 1/M, ${level})` : `quantile(W, ${level})`),
    inputs: paired ? { C: 'headline/capacityHours', share, g: `${path}/draw/share`, M: slowdown } : { W },
  });
  moneyFigures(
    context,
    `${path}/withRoadmap/money`,
    `${path}/withRoadmap/hours`,
    'cost with the roadmap',
    withRoadmap,
  );
}
