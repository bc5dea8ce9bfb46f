import type { ModelFile } from '../core/model-input.ts';
import type { Activity } from '../core/report.ts';
import {
  expectedChanges,
  fileForecast,
  isKnown,
  logErrors,
  meanFileChanges,
  QUARTERS,
  YOUNGEST,
} from '../model/activity.ts';
import type { ExplainContext } from './explain-context.ts';
import { measured } from './explain-figures.ts';

const BY_QUARTER = 'landed commits by block of 90 days back from the analysed commit, latest first';
const ABSENT = 'Too young to forecast: below two whole quarters of history there is no range.';

/** `0, 1, 2 …`: how many quarters ago. */
function quartersAgo({ book }: ExplainContext, quarters: number): string {
  const count = book.add({
    id: `quarters/${quarters}`,
    symbol: 'n',
    label: 'quarters looked back',
    unit: 'count',
    value: quarters,
    source: measured('the model looks back 8 quarters, or as far as there is history'),
  });
  return book.add({
    id: `quarters/${quarters}/ago`,
    symbol: 'j',
    label: 'quarters ago',
    unit: 'count',
    value: Array.from({ length: quarters }, (_, j) => j),
    formula: 'range(n)',
    inputs: { n: count },
  });
}

/** Weights of the quarters, the latest first. */
export function quarterWeights(
  context: ExplainContext,
  decay: 'fileDecay' | 'streamDecay',
  quarters: number,
): string {
  const { book, valuation } = context;
  const j = quartersAgo(context, quarters);
  const q = book.coefficient(decay, 'q');
  let weight = 1;
  return book.add({
    id: `quarters/${quarters}/${decay}`,
    symbol: 'w',
    label: 'weights of the quarters',
    unit: 'ratio',
    value: Array.from({ length: quarters }, () => {
      const now = weight;
      weight *= valuation.coefficients[decay];
      return now;
    }),
    formula: 'q^j',
    inputs: { q, j },
  });
}

/** Changes of a file: its own past, pulled towards the repository's mean. */
export function fileActivityStep(context: ExplainContext, file: ModelFile, activity: Activity): void {
  const { book, valuation } = context;
  const { coefficients, snapshot } = valuation;
  const { path } = file;
  book.step(
    'activity',
    'Activity',
    activity.kind === 'absent'
      ? ABSENT
      : 'How often the file will be changed: its own quarters, recent ones first, pulled towards the repository’s mean as far as its past is short.',
  );
  book.add({
    id: `${path}/changesInAll`,
    symbol: 'n_all',
    label: 'changes in the whole history, renames followed',
    unit: 'changes',
    value: file.changeAges.length,
    source: measured('git history, counted commits'),
  });
  book.add({
    id: `${path}/fixesInAll`,
    symbol: 'f_all',
    label: 'fix commits among them (about three in four such labels are right)',
    unit: 'fixes',
    value: file.fixAges.length,
    source: measured('subject lines of these commits'),
  });
  const quarters = Math.min(QUARTERS, Math.max(1, file.quarters));
  const c = book.add({
    id: `${path}/changesByQuarter`,
    symbol: 'c',
    label: 'changes by quarter the file existed, latest first',
    unit: 'changes',
    value: file.changes.slice(0, quarters),
    source: measured(BY_QUARTER),
  });
  if (activity.kind === 'absent') {
    book.add({ id: `${path}/changes`, symbol: 'mu', label: activity.why, unit: 'changes', value: null });
    return;
  }
  const w = quarterWeights(context, 'fileDecay', quarters);
  const m = meanFileChanges(snapshot.input.files);
  const forecast = fileForecast(file.changes, file.quarters, m, coefficients);
  const mean = book.add({
    id: 'repository/meanFileChanges',
    symbol: 'm',
    label: 'changes a source file has in a quarter, mean (0.5, 0.3 and 0.2 of the last three quarters)',
    unit: 'changes',
    value: m,
    source: measured(`${snapshot.input.files.length} source files`),
  });
  const k = book.coefficient('filePrior', 'k');
  const a = book.add({
    id: `${path}/activity/a`,
    symbol: 'a',
    label: 'weighted changes, the repository’s mean included',
    unit: 'changes',
    value: forecast.a,
    formula: 'k*m + sum(w*c)',
    inputs: { k, m: mean, w, c },
  });
  const b = book.add({
    id: `${path}/activity/b`,
    symbol: 'b',
    label: 'weighted quarters',
    unit: 'count',
    value: forecast.b,
    formula: 'k + sum(w)',
    inputs: { k, w },
  });
  const size = book.add({
    id: `${path}/activity/size`,
    symbol: 'size',
    label: 'size of the negative binomial: the smaller, the wider the range',
    unit: 'ratio',
    value: forecast.size,
    formula: 'min(z*a, cap)',
    inputs: {
      z: book.coefficient('fileSizeFactor', 'z'),
      a,
      cap: book.coefficient('fileSizeCap', 'cap'),
    },
  });
  const mu = book.add({
    id: `${path}/changes`,
    symbol: 'mu',
    label: 'changes expected in the next 90 days',
    unit: 'changes',
    value: activity.value.mean,
    formula: 'f*a/b',
    inputs: { f: book.coefficient('fileMeanFactor', 'f'), a, b },
  });
  for (const [point, level] of LEVELS) {
    book.add({
      id: `${path}/changes/${point}`,
      symbol: `n_${point}`,
      label: `changes, ${Math.round(level * 100)} % point`,
      unit: 'changes',
      value: activity.value[point],
      formula: `negativeBinomial(mu, size, ${level})`,
      inputs: { mu, size },
    });
  }
}

const LEVELS = [
  ['p10', 0.1],
  ['p50', 0.5],
  ['p90', 0.9],
] as const;

/** Changes of a value stream: weighted mean of its quarters, with the errors such forecasts have had. */
export function streamActivityStep(context: ExplainContext, index: number, activity: Activity): void {
  const { book, valuation } = context;
  const { coefficients: c, snapshot } = valuation;
  const { input } = snapshot;
  const stream = input.streams[index]!;
  const { name } = stream;
  book.step(
    'activity',
    'Activity',
    activity.kind === 'absent'
      ? ABSENT
      : 'How many changes will land there: the weighted mean of its quarters, and a range from how far off such forecasts have been.',
  );
  const quarters = Math.min(QUARTERS, Math.max(1, input.startedQuarters));
  const commits = book.add({
    id: `${name}/changesByQuarter`,
    symbol: 'c',
    label: 'commits that touched the stream, by quarter, latest first',
    unit: 'changes',
    value: stream.commits.slice(0, quarters),
    source: measured(BY_QUARTER),
  });
  if (activity.kind === 'absent') {
    book.add({ id: `${name}/changes`, symbol: 'p', label: activity.why, unit: 'changes', value: null });
    return;
  }
  const w = quarterWeights(context, 'streamDecay', quarters);
  const p = book.add({
    id: `${name}/changes`,
    symbol: 'p',
    label: 'changes expected in the next 90 days',
    unit: 'changes',
    value: activity.value.mean,
    formula: 'sum(w*c)/sum(w)',
    inputs: { w, c: commits },
  });
  const errors = forecastErrors();
  for (const [point, level] of LEVELS) {
    book.add({
      id: `${name}/changes/${point}`,
      symbol: `n_${point}`,
      label: `changes, ${Math.round(level * 100)} % point, rounded outwards`,
      unit: 'changes',
      value: activity.value[point],
      formula: `max(0, ${rounding[point]}((p + 1)*exp(l) - 1))`,
      inputs: { p, l: errors[point] },
    });
  }

  /** The published errors of such forecasts, blended with this repository's own once there are enough. */
  function forecastErrors(): Record<'p10' | 'p50' | 'p90', string> {
    const published = {
      p10: book.coefficient('streamLow', 'l0'),
      p50: book.coefficient('streamMid', 'l0'),
      p90: book.coefficient('streamHigh', 'l0'),
    };
    const own = ownErrors();
    if (own.length < c.ownResidualsFrom) return published;
    const list = book.add({
      id: 'repository/forecastErrors',
      symbol: 'r',
      label:
        'ln((actual + 1)/(expected + 1)) of the forecasts of the last four quarters, all streams together',
      unit: 'ratio',
      value: own,
      source: measured('what landed after each of these forecasts'),
    });
    const half = book.coefficient('ownResidualsHalf', 'h');
    const count = book.add({
      id: 'repository/forecastErrors/count',
      symbol: 'n',
      label: 'own forecasts scored',
      unit: 'count',
      value: own.length,
      source: measured('the same forecasts'),
    });
    const weight = own.length / (own.length + c.ownResidualsHalf);
    const share = book.add({
      id: 'repository/forecastErrors/weight',
      symbol: 'v',
      label: 'weight of the own errors against the published ones',
      unit: 'ratio',
      value: weight,
      formula: 'n/(n + h)',
      inputs: { n: count, h: half },
    });
    const all = logErrors(input.streams, input, c);
    const blended = (point: 'p10' | 'p50' | 'p90', value: number, level: number) =>
      book.add({
        id: `repository/forecastErrors/${point}`,
        symbol: 'l',
        label: `error of such forecasts, ${Math.round(level * 100)} % point`,
        unit: 'ratio',
        value,
        formula: `v*quantile(r, ${level}) + (1 - v)*l0`,
        inputs: { v: share, r: list, l0: published[point] },
      });
    return {
      p10: blended('p10', all.low, 0.1),
      p50: blended('p50', all.mid, 0.5),
      p90: blended('p90', all.high, 0.9),
    };
  }

  function ownErrors(): number[] {
    const errors: number[] = [];
    for (let past = 1; past <= SCORED && input.wholeQuarters - past >= YOUNGEST; past++) {
      for (const { commits } of input.streams) {
        if (!isKnown(commits, past)) continue;
        errors.push(Math.log((commits[past - 1]! + 1) / (expectedChanges(commits, input, c, past) + 1)));
      }
    }
    return errors.sort((a, b) => a - b);
  }
}

/** Past forecasts that tell how far off forecasts are here. */
const SCORED = 4;
const rounding = { p10: 'floor', p50: 'round', p90: 'ceil' } as const;
