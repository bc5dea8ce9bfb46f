import type { ModelFile } from '../core/model-input.ts';
import { MEAN_EFFECTIVENESS } from '../model/effectiveness.ts';
import { estimateFix, fixParts, LISTED_ABOVE, SPLIT_ABOVE } from '../model/fix-cost.ts';
import { normalQuantile } from '../model/normal-quantile.ts';
import { annuity, NPV_QUARTERS, WEEKS_PER_QUARTER, YEARLY_DISCOUNT } from '../model/payback.ts';
import { meanOf } from '../model/range-of.ts';
import { pathMatcher } from '../source/path-globs.ts';
import type { ExplainContext } from './explain-context.ts';
import { convention, measured } from './explain-figures.ts';
import { moneyFigures } from './explain-hours.ts';
import { configuredFixHours, type ValuedItem } from './valuation.ts';

type MeasuredFile = ModelFile & Required<Pick<ModelFile, 'measure'>>;

const SONAR = `Sonar’s rule S3776: limit ${LISTED_ABOVE}, five minutes to start and one for each point above`;

/** The principal: what cleaning the file up is expected to take. */
export function fixStep(context: ExplainContext, { file, assessment }: ValuedItem): void {
  const { book, valuation } = context;
  const { path } = file;
  const configured = configuredFixHours(valuation.costModel, path);
  book.step(
    'fix',
    'Fix',
    configured === undefined
      ? 'Hours to clean it up: each function above the limit, and the lines by which the file is too long. What refactorings cost has never been published, hence the wide range.'
      : 'Hours to clean it up, as configured.',
  );
  const { logSd } = estimateFix(file.measure, configured, valuation.coefficients);
  const median =
    configured === undefined ? estimatedMedian(context, file) : configuredMedian(context, path, configured);
  const sd = spreadFigure(context, path, logSd, configured !== undefined);
  const z = ninety(context);
  book.addRange({
    id: `${path}/fixHours`,
    symbol: 'P',
    label: 'fix: hours to clean it up',
    unit: 'hours',
    range: assessment.fix.hours,
    main: 'mean',
    mean: 'h*exp(sd*sd/2)',
    quantile: level => (level === 0.5 ? 'h' : level < 0.5 ? 'h/exp(z90*sd)' : 'h*exp(z90*sd)'),
    inputs: { h: median, sd, z90: z },
  });
  moneyFigures(context, `${path}/fixMoney`, `${path}/fixHours`, 'fix', assessment.fix.hours);
}

const ninety = ({ book }: ExplainContext): string =>
  book.add({
    id: 'normal/90',
    symbol: 'z90',
    label: '90 % point of the standard normal distribution',
    unit: 'ratio',
    value: normalQuantile(0.9),
    source: convention('mathematics'),
  });

function spreadFigure(context: ExplainContext, path: string, logSd: number, configured: boolean): string {
  const { book } = context;
  const common = {
    id: `${path}/fix/logSd`,
    symbol: 'sd',
    label: 'standard deviation of ln(hours)',
    unit: 'ratio',
    value: logSd,
  } as const;
  if (configured)
    return book.add({ ...common, source: convention('hours given by the user are taken as they are') });
  return book.add({
    ...common,
    formula: 'log(spread)/z90',
    inputs: { spread: book.coefficient('fixSpread', 'spread'), z90: ninety(context) },
  });
}

function configuredMedian({ book, valuation }: ExplainContext, path: string, hours: number): string {
  const entry = valuation.costModel.fix.hoursPerFix.find(one => pathMatcher([one.glob])(path));
  return book.add({
    id: `${path}/fix/median`,
    symbol: 'h',
    label: 'hours given for this file',
    unit: 'hours',
    value: hours,
    source: { kind: 'configured', place: entry?.place ?? 'fix.hoursPerFix' },
  });
}

/** Part by part: functions, outermost first, and the split. */
function estimatedMedian(context: ExplainContext, file: MeasuredFile): string {
  const { book, valuation } = context;
  const { path, measure } = file;
  const parts = fixParts(measure, valuation.coefficients);
  const r = book.coefficient('rewrittenShare', 'r');
  const m = book.coefficient('minutesPerLine', 'm');
  const limit = book.add({
    id: 'fix/limit',
    symbol: 'limit',
    label: 'cognitive complexity above which a function is cleaned up',
    unit: 'points',
    value: LISTED_ABOVE,
    source: convention(SONAR),
  });
  const counted = measured(
    'parsed at the analysed commit; lines of a function inside another listed one count there',
  );
  const fallback = parts.functions.length === 1 && parts.functions[0]!.cognitive <= LISTED_ABOVE;
  const inputs: Record<string, string> = {};
  const lines: Record<string, string> = {};
  parts.functions.forEach((fn, index) => {
    const id = `${path}/fix/${index + 1}`;
    const cog = book.add({
      id: `${id}/cognitive`,
      symbol: 'cog',
      label: `${fn.name}: cognitive complexity`,
      unit: 'points',
      value: fn.cognitive,
      source: counted,
    });
    const n = book.add({
      id: `${id}/lines`,
      symbol: 'n',
      label: `${fn.name}: lines`,
      unit: 'lines',
      value: fn.lines,
      source: counted,
    });
    lines[`n${index + 1}`] = n;
    inputs[`h${index + 1}`] = book.add({
      id: `${id}/hours`,
      symbol: `h${index + 1}`,
      label: fallback
        ? `${fn.name === '' ? 'the file' : fn.name}: no function is above the limit and the file is not too long, so its hardest function is cleaned up`
        : `${fn.name}: hours`,
      unit: 'hours',
      value: fn.hours,
      ...(fallback
        ? { formula: 'max(5/60, n*r*m/60)', inputs: { n, r, m } }
        : { formula: 'max((5 + cog - limit)/60, n*r*m/60)', inputs: { cog, limit, n, r, m } }),
    });
  });
  if (!fallback) inputs.h0 = splitFigures();
  return book.add({
    id: `${path}/fix/median`,
    symbol: 'h',
    label: 'hours, median',
    unit: 'hours',
    value: parts.hours,
    formula: Object.keys(inputs).join(' + '),
    inputs,
  });

  function splitFigures(): string {
    const above = book.add({
      id: 'fix/splitAbove',
      symbol: 'above',
      label: 'size beyond which a file is split',
      unit: 'lines',
      value: SPLIT_ABOVE,
      source: convention('scale of the size term of the health deficit'),
    });
    const n = book.add({
      id: `${path}/fix/split/lines`,
      symbol: 'n',
      label: 'lines beyond that in no listed function',
      unit: 'lines',
      value: parts.splitLines,
      formula: ['max(0, size - above', ...Object.keys(lines)].join(' - ').concat(')'),
      inputs: { size: `${path}/size`, above, ...lines },
    });
    return book.add({
      id: `${path}/fix/split/hours`,
      symbol: 'h0',
      label: 'hours to split them off',
      unit: 'hours',
      value: parts.splitHours,
      formula: 'n*r*m/60',
      inputs: { n, r, m },
    });
  }
}

/** What the fix brings: saving, payback, net present value, urgency, verdict. */
export function paybackStep(
  context: ExplainContext,
  item: ValuedItem,
  ids: { readonly complexity: string },
): void {
  const { book, valuation } = context;
  const { pricing, costModel } = valuation;
  const { worlds, scenario } = pricing;
  const { file, assessment, judged } = item;
  const { path } = file;
  const draws = assessment.draws();
  book.step(
    'payback',
    'Payback',
    'What a clean-up would save is part of the scenario: it removes half of the drag that comes from complexity, give or take; fewer fixes afterwards are not counted on.',
  );
  const quarter = costModel.horizonDays.value;
  const hoursAQuarter = (pricing.capacityHours / quarter) * 90 * item.priced.listedShare;
  const Hq = book.add({
    id: `${path}/hoursPerQuarter`,
    symbol: 'Hq',
    label: 'hours expected in the file in 90 days',
    unit: 'hours',
    value: hoursAQuarter,
    formula: 'C/days*90*share',
    inputs: { C: 'headline/capacityHours', days: 'horizon/days', share: `${path}/effortShare` },
  });
  const e = book.draws({
    id: `${path}/draw/effectiveness`,
    symbol: 'e',
    label: 'part of the drag that the fix removes: Beta(2, 2)',
    unit: 'ratio',
    value: draws.effectiveness,
  });
  const y = book.draws({
    id: `${path}/draw/yearlyShare`,
    symbol: 'y',
    label: 'luck of its effort over a year: Gamma with shape 1 and mean 1',
    unit: 'ratio',
    value: worlds.gamma(1, 'yearly share', path),
  });
  const S = book.draws({
    id: `${path}/draws/saving`,
    symbol: 'S',
    label: 'hours saved in 90 days, in each world',
    unit: 'hours',
    scenario,
    value: draws.saving,
    formula: 'e*Hq*y*(1 - 1/E)',
    inputs: { e, Hq, y, E: ids.complexity },
  });
  book.addRange({
    id: `${path}/saving`,
    symbol: 'saving',
    label: 'hours saved in 90 days',
    unit: 'hours',
    scenario,
    range: assessment.saving,
    main: 'mean',
    mean: 'mean(S)',
    quantile: level => `quantile(S, ${level})`,
    inputs: { S },
  });
  moneyFigures(context, `${path}/savingMoney`, `${path}/saving`, 'saved in 90 days', assessment.saving);
  const weekly = book.add({
    id: `${path}/savedPerWeek`,
    symbol: 's',
    label: 'hours saved a week',
    unit: 'hours',
    scenario,
    value: meanOf(draws.saving) / WEEKS_PER_QUARTER,
    formula: 'saving/(90/7)',
    inputs: { saving: `${path}/saving` },
  });
  book.add({
    id: `${path}/payback`,
    symbol: 'payback',
    label: 'weeks until the fix has paid for itself; none: not within two years',
    unit: 'weeks',
    scenario,
    value: assessment.payback.kind === 'weeks' ? assessment.payback.weeks : null,
    formula: 'payback(P, s)',
    inputs: { P: `${path}/fixHours`, s: weekly },
  });
  npvFigures(context, item, S);
  cd3Figures(context, item, weekly);
  book.add({
    id: `${path}/verdict`,
    symbol: 'verdict',
    label:
      'worth-it: even odds or better and a gain on average; do-not-refactor: among the 20 costliest or least healthy, and odds below one in five',
    unit: 'name',
    value: judged.verdict,
    inputs: { odds: `${path}/probabilityWorthIt`, npv: `${path}/npv` },
  });
}

function npvFigures({ book, valuation }: ExplainContext, item: ValuedItem, S: string): void {
  const { worlds, scenario } = valuation.pricing;
  const { assessment } = item;
  const { path } = item.file;
  const q = book.add({
    id: 'npv/quarters',
    symbol: 'q',
    label: 'quarters over which a fix is judged',
    unit: 'count',
    value: Array.from({ length: NPV_QUARTERS }, (_, i) => i + 1),
    source: convention('two years'),
  });
  const d = book.add({
    id: 'npv/discount',
    symbol: 'd',
    label: 'discount of a year',
    unit: 'ratio',
    value: YEARLY_DISCOUNT,
    source: convention('10 % a year'),
  });
  const A = book.add({
    id: 'npv/annuity',
    symbol: 'A',
    label: 'value today of one hour in each of them',
    unit: 'ratio',
    value: annuity(),
    formula: 'sum((1 + d)^(-q/4))',
    inputs: { d, q },
  });
  const fixed = book.has(`${path}/fix/logSd`)
    ? estimateFix(item.file.measure, configuredFixHours(valuation.costModel, path), valuation.coefficients)
        .logSd
    : 0;
  const z = book.draws({
    id: `${path}/draw/principal`,
    symbol: 'z',
    label: 'luck of the fix, standard normal',
    unit: 'ratio',
    value: fixed === 0 ? new Float64Array(worlds.count) : worlds.normal('principal', path),
  });
  const P = book.draws({
    id: `${path}/draws/principal`,
    symbol: 'P',
    label: 'hours of the fix in each world',
    unit: 'hours',
    value: assessment.draws().principal,
    formula: 'h*exp(sd*z)',
    inputs: { h: `${path}/fix/median`, sd: `${path}/fix/logSd`, z },
  });
  const N = book.draws({
    id: `${path}/draws/npv`,
    symbol: 'N',
    label: 'net present value over eight quarters, in each world',
    unit: 'hours',
    scenario,
    value: assessment.draws().npv,
    formula: 'S*A - P',
    inputs: { S, A, P },
  });
  book.addRange({
    id: `${path}/npv`,
    symbol: 'npv',
    label: 'net present value over eight quarters, in hours',
    unit: 'hours',
    scenario,
    range: assessment.npv,
    main: 'mean',
    mean: 'saving*A - P',
    quantile: level => `quantile(N, ${level})`,
    inputs: { saving: `${path}/saving`, A, P: `${path}/fixHours`, N },
  });
  book.add({
    id: `${path}/probabilityWorthIt`,
    symbol: 'odds',
    label: 'probability that the fix has paid for itself within two years',
    unit: 'probability',
    scenario,
    value: assessment.probabilityWorthIt,
    formula: 'probability(N > 0)',
    inputs: { N },
  });
}

/** Cost of delay ÷ duration. */
function cd3Figures(context: ExplainContext, item: ValuedItem, weekly: string): void {
  const { book, valuation } = context;
  const { terms, snapshot, pricing, costModel } = valuation;
  const { path } = item.file;
  const people = book.add({
    id: 'team/people',
    symbol: 'people',
    label: 'engineers who would do it',
    unit: 'engineers',
    value: terms.engineers ?? 1,
    formula: 'max(1, round(engineers))',
    inputs: { engineers: 'team/engineers' },
  });
  const common = { P: `${path}/fixHours`, people, week: 'team/hoursPerWeek', s: weekly };
  const label = 'cost of delay ÷ duration: orders work, is no amount';
  if (costModel.team.costPerHour === undefined) {
    book.add({
      id: `${path}/cd3`,
      symbol: 'cd3',
      label,
      unit: 'ratio',
      value: item.assessment.cd3,
      formula: 's/(P/(people*week))',
      inputs: common,
    });
    return;
  }
  const inputs: Record<string, string> = { ...common, rate: 'team/costPerHour' };
  const terms_: string[] = ['s*rate'];
  for (const index of item.file.streams) {
    const stream = snapshot.streams.list[index]!;
    const { share, hours } = pricing.streams[index]!;
    if (stream.costOfDelayPerWeek === undefined) continue;
    const number = Object.keys(inputs).filter(symbol => symbol.startsWith('delay')).length + 1;
    const { name } = stream;
    const spent = pricing.capacityHours * share;
    const cost = book.add({
      id: `${name}/hours`,
      symbol: 'W',
      label: `${name}: cost within the horizon (see \`explain\` of the stream)`,
      unit: 'hours',
      value: hours.mean,
      source: { kind: 'simulated', worlds: pricing.worlds.count, seed: pricing.worlds.seed },
    });
    const shareId = book.add({
      id: `${name}/effortShare`,
      symbol: 'share',
      label: `${name}: share of the effort`,
      unit: 'ratio',
      value: share,
      source: measured('engineer-days in git; see `explain` of the stream'),
    });
    const perWeek = book.add({
      id: `${name}/costOfDelay`,
      symbol: 'cod',
      label: `${name}: cost of delay a week`,
      unit: 'money',
      value: stream.costOfDelayPerWeek,
      source: { kind: 'configured', place: 'valueStreams' },
    });
    const drag = book.add({
      id: `${name}/throughputLoss`,
      symbol: 'drag',
      label: `${name}: part of its hours that is drag`,
      unit: 'ratio',
      value: spent > 0 ? hours.mean / spent : 0,
      formula: 'ratio(W, C*share)',
      inputs: { W: cost, C: 'headline/capacityHours', share: shareId },
    });
    const carried = book.add({
      id: `${path}/carried/${name}`,
      symbol: 'carried',
      label: `part of ${name}’s drag that this file carries`,
      unit: 'ratio',
      value: hours.mean > 0 ? Math.min(1, Math.max(0, item.priced.expectedCost / hours.mean)) : 0,
      formula: 'W_all > 0 ? min(1, max(0, W/W_all)) : 0',
      inputs: { W: `${path}/hours`, W_all: cost },
    });
    inputs[`delay${number}`] = perWeek;
    inputs[`drag${number}`] = drag;
    inputs[`carried${number}`] = carried;
    inputs.half = book.add({
      id: 'fix/meanEffectiveness',
      symbol: 'half',
      label: 'part of the drag that a fix removes, mean',
      unit: 'ratio',
      value: MEAN_EFFECTIVENESS,
      source: convention('our assumption: Beta(2, 2); effects on the same file have not been shown'),
    });
    terms_.push(`delay${number}*drag${number}*carried${number}*half`);
  }
  book.add({
    id: `${path}/cd3`,
    symbol: 'cd3',
    label,
    unit: 'ratio',
    value: item.assessment.cd3,
    formula: `(${terms_.join(' + ')})/(P/(people*week))`,
    inputs,
  });
}
