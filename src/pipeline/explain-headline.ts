import type { ScenarioName } from '../core/cost-model.ts';
import type { ExplainData } from '../core/explain.ts';
import type { Range } from '../core/range.ts';
import type { SensitivityRow } from '../core/report.ts';
import { activityTrackRecord } from '../model/activity-track.ts';
import { WEEKS_PER_QUARTER } from '../model/payback.ts';
import { meanOf } from '../model/range-of.ts';
import type { ExplainContext } from './explain-context.ts';
import { commitsBehind, coupledWith, functionsOf, peopleBehind } from './explain-evidence.ts';
import { convention, measured } from './explain-figures.ts';
import { capacityFigure, EFFORT, moneyFigures, moneyStep } from './explain-hours.ts';
import { costliestStep, hardestFiles } from './explain-stream.ts';
import { debtItem, fileActivities, headline, orderItems } from './report.ts';

/** Items that the report lists unless asked otherwise; "worth fixing" speaks of them. */
const LISTED = 10;
const FUNCTIONS_A_FILE = 2;
const IN_CODE = 'headline/draws/inCode';

type About = Pick<ExplainData, 'subject' | 'functions' | 'commits' | 'coupling' | 'people'>;

/** The chain of the headline: capacity, slowdown, its parts, money, other scenarios, what is worth fixing, track record. */
export function explainHeadline(context: ExplainContext, rows: readonly SensitivityRow[]): About {
  const { valuation } = context;
  const { snapshot } = valuation;
  slowdownStep(context);
  partsStep(context);
  moneyStep(context, 'headline', valuation.pricing.headline.hours);
  scenariosStep(context);
  worthStep(context);
  sensitivityStep(context, rows);
  trackRecordStep(context);
  costliestStep(context, snapshot.input.files);
  const paths = new Set(snapshot.files.map(file => file.path));
  const files = snapshot.history.files.filter(file => paths.has(file.path) && file.alive);
  return {
    subject: { kind: 'headline' },
    functions: hardestFiles(context, paths).flatMap(path => functionsOf(snapshot, path, FUNCTIONS_A_FILE)),
    commits: commitsBehind(snapshot, files),
    coupling: coupledWith(snapshot, paths),
    people: peopleBehind(
      snapshot,
      files,
      snapshot.streams.list.flatMap(({ owner }) => owner ?? []),
    ),
  };
}

function slowdownStep(context: ExplainContext): void {
  const { book, valuation } = context;
  const { pricing } = valuation;
  const { scenario, headline: priced } = pricing;
  book.step(
    'hours',
    'Slowdown and hours',
    `Of the hours the team has for existing code, those that the same work would not need in healthy code, under the scenario ${scenario}. Summed within each simulated world, and only then turned into a range: adding up bounds would give a range two to three times too wide.`,
  );
  capacityFigure(context);
  book.draws({
    id: IN_CODE,
    symbol: 'S',
    label: 'part of all hours that goes to code, in the same worlds; the rest is work without source files',
    unit: 'ratio',
    value: pricing.inCode,
  });
  const P = healthyPart(context, scenario);
  groupFigures(context, scenario, P, '', priced.slowdown, priced.hours);
  book.add({
    id: 'headline/slowdown/probabilityOfNone',
    symbol: 'P_none',
    label: 'probability that there is no slowdown, and no cost, at all',
    unit: 'probability',
    scenario,
    value: priced.slowdown.probabilityOfNone,
    formula: 'probability(1/P - 1 <= 0)',
    inputs: { P },
  });
  book.addRange({
    id: 'headline/shareOfCapacity',
    symbol: 'part',
    label: 'part of these hours',
    unit: 'ratio',
    scenario,
    range: priced.shareOfCapacity,
    main: 'mean',
    mean: 'mean(S*(1 - P))',
    quantile: level => `quantile(S*(1 - P), ${level})`,
    inputs: { S: IN_CODE, P },
  });
}

/** 1/M of the whole repository. */
const healthyPart = ({ book, valuation }: ExplainContext, scenario: ScenarioName): string =>
  book.draws({
    id: `headline/draws/healthyPart/${scenario}`,
    symbol: 'P',
    label:
      'part of the hours in code that the same work would take in healthy code, 1/M: where work goes and how hard code is are independent, so the work of each world counts in the code of several',
    unit: 'ratio',
    scenario,
    value: valuation.pricing.headlineInverse(scenario),
  });

function groupFigures(
  { book }: ExplainContext,
  scenario: ScenarioName,
  P: string,
  suffix: string,
  slowdown: Range,
  hours: Range,
): void {
  const under = suffix === '' ? '' : ` under ${scenario}`;
  book.addRange({
    id: `headline/slowdown${suffix}`,
    symbol: 'slowdown',
    label: `slowdown${under}: extra time against healthy code`,
    unit: 'ratio',
    scenario,
    range: slowdown,
    main: 'p50',
    mean: 'mean(1/P - 1)',
    quantile: level => `quantile(1/P - 1, ${level})`,
    inputs: { P },
  });
  book.addRange({
    id: `headline/hours${suffix}`,
    symbol: 'hours',
    label: `cost within the horizon${under}`,
    unit: 'hours',
    scenario,
    range: hours,
    main: 'mean',
    mean: 'C*mean(S*(1 - P))',
    quantile: level => `C*quantile(S*(1 - P), ${level})`,
    inputs: { C: 'headline/capacityHours', S: IN_CODE, P },
  });
}

/** Parts that add up: each value stream, code in none of them, and work outside source files, which carries no debt. */
function partsStep(context: ExplainContext): void {
  const { book, valuation } = context;
  const { pricing, snapshot } = valuation;
  const streams = snapshot.streams.list;
  const { files } = snapshot.input;
  const apart = files.every(file => file.streams.length <= 1);
  const outside = files.some(file => file.streams.length === 0);
  book.step(
    'parts',
    'Parts',
    apart
      ? 'Mean hours of drag of each value stream, world by world: together they are the headline (its range takes more pairs of the same worlds, which moves the mean by less than a per mille).'
      : 'Value streams overlap here: each file counts once in the headline and in each of its streams, so the streams add up to more.',
  );
  book.add({
    id: 'headline/otherWork',
    symbol: 'other',
    label: 'share of the effort in commits that touch no source file: carries no debt',
    unit: 'ratio',
    value: pricing.shares.otherWork,
    source: measured(EFFORT),
  });
  book.add({
    id: 'headline/sourceShare',
    symbol: 'source',
    label: 'share of the effort in source files',
    unit: 'ratio',
    value: pricing.shares.files.reduce((sum, share) => sum + share, 0),
    source: measured(EFFORT),
  });
  book.add({
    id: 'headline/unmeasuredShare',
    symbol: 'unmeasured',
    label: 'part of the effort in code without a measured health: carries no debt figure',
    unit: 'ratio',
    value: pricing.headline.unmeasuredShare,
    source: measured(EFFORT),
  });
  if (!apart) return;
  const inputs: Record<string, string> = {};
  let sum = 0;
  streams.forEach(({ name }, index) => {
    const draws = pricing.streamDraws(index);
    const H = book.draws({
      id: `${name}/draws/hoursOfWorld`,
      symbol: 'H',
      label: `${name}: hours spent there in each world`,
      unit: 'hours',
      value: draws.hours,
    });
    const M = book.draws({
      id: `${name}/draws/slowdown`,
      symbol: 'M',
      label: `${name}: M in each world`,
      unit: 'ratio',
      scenario: pricing.scenario,
      value: draws.slowdown,
    });
    const mean = meanOf(draws.cost);
    sum += mean;
    inputs[`W${index + 1}`] = book.add({
      id: `headline/part/${name}`,
      symbol: `W${index + 1}`,
      label: `${name}: expected hours of drag`,
      unit: 'hours',
      scenario: pricing.scenario,
      value: mean,
      formula: 'mean(H*(1 - 1/M))',
      inputs: { H, M },
    });
  });
  const whole = meanOf(pricing.headlineDraws().cost);
  if (outside) {
    inputs.W0 = book.add({
      id: 'headline/part',
      symbol: 'W0',
      label: 'code in no value stream: expected hours of drag',
      unit: 'hours',
      scenario: pricing.scenario,
      value: whole - sum,
      source: { kind: 'simulated', worlds: pricing.worlds.count, seed: pricing.worlds.seed },
    });
  }
  if (Object.keys(inputs).length === 0) return;
  book.add({
    id: 'headline/parts',
    symbol: 'W',
    label: 'together: the headline, world by world',
    unit: 'hours',
    scenario: pricing.scenario,
    value: whole,
    formula: Object.keys(inputs).join(' + '),
    inputs,
  });
}

function scenariosStep(context: ExplainContext): void {
  const { book, valuation } = context;
  const { pricing } = valuation;
  book.step(
    'scenarios',
    'Other scenarios',
    'The same worlds under each named scenario: they disagree, and that is the state of knowledge.',
  );
  for (const { scenario, slowdown, hours } of pricing.headline.scenarios) {
    const suffix = `/${scenario}`;
    groupFigures(context, scenario, healthyPart(context, scenario), suffix, slowdown, hours);
    moneyFigures(
      context,
      `headline/money${suffix}`,
      `headline/hours${suffix}`,
      `cost under ${scenario}`,
      hours,
    );
  }
}

/** What is worth fixing among the items of the default report. */
function worthStep(context: ExplainContext): void {
  const { book, valuation, planned } = context;
  const activities = fileActivities(valuation);
  const items = orderItems(valuation, { sort: 'cost', only: [] })
    .slice(0, LISTED)
    .map((item, i) => debtItem(item, i + 1, valuation, activities, planned?.pricing));
  const { worthFixing, doNotRefactor } = headline(valuation, items);
  book.step(
    'fix',
    'Worth fixing',
    `Among the first ${LISTED} items by cost: even odds or better that the fix has paid for itself within two years, and a gain on average.`,
  );
  book.add({
    id: 'headline/betterLeftAlone',
    symbol: 'left',
    label: 'better left alone: among the 20 costliest or least healthy, odds below one in five',
    unit: 'count',
    value: doNotRefactor,
    source: measured('verdicts of all items'),
  });
  const fixes: Record<string, string> = {};
  const savings: Record<string, string> = {};
  for (const item of items.filter(one => one.economics.verdict === 'worth-it')) {
    const number = Object.keys(fixes).length + 1;
    const source = {
      kind: 'simulated',
      worlds: valuation.pricing.worlds.count,
      seed: valuation.pricing.worlds.seed,
    } as const;
    fixes[`f${number}`] = book.add({
      id: `${item.path}/fixHours`,
      symbol: `f${number}`,
      label: `${item.path}: fix, expected hours`,
      unit: 'hours',
      value: item.economics.fix.hours.mean,
      source,
    });
    savings[`s${number}`] = book.add({
      id: `${item.path}/saving`,
      symbol: `s${number}`,
      label: `${item.path}: expected hours saved in 90 days`,
      unit: 'hours',
      value: item.economics.saving.mean,
      source,
    });
  }
  const count = Object.keys(fixes).length;
  book.add({
    id: 'headline/worthFixing',
    symbol: 'count',
    label: 'worth fixing now',
    unit: 'count',
    value: worthFixing.count,
    source: measured('verdicts of the listed items'),
  });
  if (count === 0) return;
  const total = book.add({
    id: 'headline/fixHours',
    symbol: 'fix',
    label: 'hours of these fixes',
    unit: 'hours',
    value: worthFixing.hours,
    formula: Object.keys(fixes).join(' + '),
    inputs: fixes,
  });
  const quarter = book.add({
    id: 'quarter/weeks',
    symbol: 'weeks',
    label: 'weeks of a quarter',
    unit: 'weeks',
    value: WEEKS_PER_QUARTER,
    source: convention('90 days'),
  });
  book.add({
    id: 'headline/payback',
    symbol: 'payback',
    label: 'weeks until they have paid for themselves together',
    unit: 'weeks',
    value: worthFixing.paybackWeeks,
    formula: `fix/((${Object.keys(savings).join(' + ')})/weeks)`,
    inputs: { fix: total, ...savings, weeks: quarter },
  });
}

function sensitivityStep(context: ExplainContext, rows: readonly SensitivityRow[]): void {
  const { book, valuation } = context;
  const { pricing } = valuation;
  const first = rows[0];
  if (!first) return;
  book.step(
    'sensitivity',
    'What matters most',
    'The median cost at the low and the high end of each figure taken on trust; fix effort and effectiveness move decisions, not the cost.',
  );
  book.add({
    id: 'headline/sensitivity',
    symbol: 'most',
    label: 'the assumption that moves the cost most',
    unit: 'name',
    value: first.assumption,
    source: { kind: 'computed' },
  });
  const now = 'headline/hours/p50';
  for (const row of rows) {
    for (const end of ['low', 'high'] as const) {
      const { value, hours } = row[end];
      const id = `headline/sensitivity/${row.assumption}/${end}`;
      const label = `cost at ${row.assumption} ${value}`;
      const common = { id, symbol: 'hours', label, unit: 'hours', value: hours } as const;
      if (typeof value === 'string') {
        book.add({ ...common, scenario: value, formula: 'h', inputs: { h: `headline/hours/${value}/p50` } });
      } else if (row.assumption === 'codingShare' || row.assumption === 'engineers') {
        const v = book.add({
          id: `${id}/value`,
          symbol: 'v',
          label: `${row.assumption}, ${end} end`,
          unit: 'ratio',
          value,
          source: convention('end of what is plausible'),
        });
        book.add({
          ...common,
          scenario: pricing.scenario,
          formula: 'h*v/v0',
          inputs: { h: now, v, v0: `team/${row.assumption}` },
        });
      } else book.add({ ...common, scenario: pricing.scenario, formula: 'h', inputs: { h: now } });
    }
  }
}

function trackRecordStep({ book, valuation }: ExplainContext): void {
  const record = activityTrackRecord(valuation.snapshot.input, valuation.coefficients);
  book.step(
    'track-record',
    'Track record',
    record.kind === 'none'
      ? `None yet: ${record.why}.`
      : 'How often the activity ranges of the value streams held, each forecast made with what was known at its time.',
  );
  if (record.kind === 'none') return;
  const from = measured('forecasts of the last quarters against what landed after them');
  const held = book.add({
    id: 'trackRecord/activity/held',
    symbol: 'held',
    label: 'forecasts whose range held',
    unit: 'count',
    value: record.held,
    source: from,
  });
  const of = book.add({
    id: 'trackRecord/activity/of',
    symbol: 'of',
    label: 'forecasts scored',
    unit: 'count',
    value: record.of,
    source: from,
  });
  book.add({
    id: 'trackRecord/activity',
    symbol: 'coverage',
    label: `part that held; the claim is ${record.nominal}`,
    unit: 'ratio',
    value: record.held / record.of,
    formula: 'held/of',
    inputs: { held, of },
  });
}
