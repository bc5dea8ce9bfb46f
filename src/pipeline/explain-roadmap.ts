import type { RoadmapItemSettings } from '../core/cost-model.ts';
import { InvariantError } from '../core/errors.ts';
import type { ExplainData } from '../core/explain.ts';
import type { RoadmapItemForecast } from '../core/roadmap.ts';
import { dayNumber, finishAfter, workingDaysOff } from '../model/calendar.ts';
import { drawEstimate, logNormalOf } from '../model/estimate.ts';
import { normalQuantile } from '../model/normal-quantile.ts';
import { meanOf } from '../model/range-of.ts';
import { type Slot, scheduleOrder } from '../model/roadmap-order.ts';
import type { ExplainContext } from './explain-context.ts';
import { convention, measured } from './explain-figures.ts';
import { planFigures } from './explain-plan.ts';
import { costliestStep, evidenceOf } from './explain-stream.ts';
import { isoTime } from './facts.ts';
import { choose, DEFAULT_CAPACITY, planCapacity } from './plan.ts';
import { roadmap } from './roadmap.ts';

type About = Pick<ExplainData, 'subject' | 'functions' | 'commits' | 'coupling' | 'people'>;

/** Values in each world with the id under which they stand in the chain. */
interface Listed {
  readonly id: string;
  readonly values: Float64Array;
}

/** A chain for items that wait for each other: each is written once, what it waits for before it. */
interface Timeline {
  readonly now: Listed;
  readonly afterPlan: Listed;
  readonly savedPart: Listed;
  readonly planWeeks: Listed;
}

/**
 * The brief before refinement: which code the item will touch, where that is hard and why, what changes with it; and
 * both dates, now and with the plan of the default capacity carried out first.
 */
export function explainRoadmapItem(context: ExplainContext, id: string): About {
  const { valuation } = context;
  const { costModel, snapshot } = valuation;
  const item = costModel.roadmap.find(one => one.id === id)!;
  const forecast = roadmap(valuation, undefined, '').items.find(one => one.id === id)!;
  const touched = snapshot.streams.list.flatMap(({ name }, index) =>
    Object.hasOwn(item.touches, name) ? [index] : [],
  );
  context.book.step(
    'code',
    'Code it will touch',
    touched.length === 0
      ? 'It names no value stream: its code is taken as healthy.'
      : 'The value streams it touches, as shares of today’s effort; what is outside all of them counts as healthy. Hardest files and functions are listed below.',
  );
  const chosen = choose(valuation, planCapacity(DEFAULT_CAPACITY, valuation).hours);
  const plan = timelines(
    context,
    () => planFigures(context, chosen),
    chosen.items.map(({ path }) => path),
  );
  const slot = plan.slots.findIndex(one => one.item === item);
  touchFigures(context, item, forecast);
  dateFigures(context, item, forecast, plan.of(slot));
  costliestStep(
    context,
    snapshot.input.files.filter(file => file.streams.some(stream => touched.includes(stream))),
  );
  context.book.arrange(['code', 'files', 'dates']);
  return {
    subject: { kind: 'roadmap-item', id, title: item.title, touches: item.touches },
    ...evidenceOf(context, ...touched),
  };
}

function touchFigures(
  { book, valuation }: ExplainContext,
  item: RoadmapItemSettings,
  forecast: RoadmapItemForecast,
): void {
  const { snapshot, pricing } = valuation;
  for (const { stream, share, now } of forecast.touches) {
    const index = snapshot.streams.list.findIndex(({ name }) => name === stream);
    book.add({
      id: `${item.id}/touches/${stream}`,
      symbol: 't',
      label: `${stream}: share of the item`,
      unit: 'ratio',
      value: share,
      source: { kind: 'configured', place: item.place },
    });
    if (index < 0) continue;
    const { health } = pricing.streams[index]!;
    if (health !== undefined) {
      book.add({
        id: `${stream}/health`,
        symbol: 'health',
        label: `${stream}: health`,
        unit: 'health',
        value: health,
        source: measured('mean of its files by effort; see `explain` of the stream'),
      });
    }
    const M = streamNow({ book, valuation }, index);
    book.add({
      id: `${item.id}/touches/${stream}/now`,
      symbol: 'M_now',
      label: `${stream}: time against healthy code, mean`,
      unit: 'ratio',
      scenario: pricing.scenario,
      value: now,
      formula: 'mean(M)',
      inputs: { M },
    });
  }
  book.add({
    id: `${item.id}/outsideShare`,
    symbol: 'outside',
    label: 'share outside every value stream',
    unit: 'ratio',
    value: forecast.outsideShare,
    source: { kind: 'configured', place: item.place },
  });
}

const streamNow = (
  { book, valuation }: Pick<ExplainContext, 'book' | 'valuation'>,
  index: number,
): string => {
  const { name } = valuation.snapshot.streams.list[index]!;
  return book.draws({
    id: `${name}/draws/slowdown`,
    symbol: 'M',
    label: `${name}: M in each world`,
    unit: 'ratio',
    scenario: valuation.pricing.scenario,
    value: valuation.pricing.streamDraws(index).slowdown,
  });
};

/** Start and finish of every item that this one waits for, and of itself, in each world. */
function timelines(
  context: ExplainContext,
  planHoursId: () => string,
  planned: readonly string[],
): { readonly slots: readonly Slot[]; readonly of: (slot: number) => Timeline } {
  const { book, valuation } = context;
  const { costModel, pricing, snapshot, items } = valuation;
  const { worlds, scenario } = pricing;
  const slots = scheduleOrder(costModel.roadmap, costModel.roadmapInOrder);
  const effectiveness = new Map(
    items
      .filter(item => planned.includes(item.file.path))
      .map(item => [item.file.path, item.assessment.draws().effectiveness]),
  );
  const after = pricing.after(effectiveness);
  const off = workingDaysOff(costModel.calendar.daysOff);
  const known = new Map<number, Timeline>();
  let planHours: Listed | undefined;

  const of = (index: number): Timeline => {
    const found = known.get(index);
    if (found) return found;
    const { previous, dependsOn } = slots[index]!;
    // What it waits for is written first.
    const waits = [...(previous === undefined ? [] : [previous]), ...dependsOn].map(of);
    const made = write(index, waits);
    known.set(index, made);
    return made;
  };
  return { slots, of };

  function plan(): Listed {
    if (planHours) return planHours;
    const hours = new Float64Array(worlds.count);
    for (const item of items) {
      if (!effectiveness.has(item.file.path)) continue;
      item.assessment.draws().principal.forEach((value, world) => {
        hours[world]! += value;
      });
    }
    planHours = { id: planHoursId(), values: hours };
    return planHours;
  }

  function write(index: number, waits: readonly Timeline[]): Timeline {
    const { item, previous } = slots[index]!;
    const { id } = item;
    const P = plan();
    book.step(
      `dates-${id}`,
      `${id}: dates`,
      `When ${id} is finished if the debt stays, and if the plan is carried out first by the same people. The estimate is elapsed weeks, its range a log-normal.`,
    );
    const X = estimate(item);
    const { now, afterPlan } = factors(item);
    const weeksNow = listed(
      `${id}/draws/weeksNow`,
      'Wn',
      'weeks of the item itself, the debt staying',
      multiply(X.values, now.values),
      'X*f',
      { X: X.id, f: now.id },
    );
    const weeksAfter = listed(
      `${id}/draws/weeksAfterPlan`,
      'Wa',
      'weeks of the item itself after the plan',
      multiply(X.values, afterPlan.values),
      'X*f',
      { X: X.id, f: afterPlan.id },
    );
    const savedPart = listed(
      `${id}/draws/savedPart`,
      'part',
      'part of its time that the plan takes away',
      now.values.map((value, world) => 1 - afterPlan.values[world]! / value),
      '1 - a/n',
      { a: afterPlan.id, n: now.id },
    );
    let first = slots[index]!;
    while (first.previous !== undefined) first = slots[first.previous]!;
    const people = book.add({
      id: `${first.item.id}/engineers`,
      symbol: 'people',
      label: `engineers on ${first.item.id}, who do the plan`,
      unit: 'engineers',
      value: first.item.engineers,
      source: { kind: 'configured', place: first.item.place },
    });
    const week = book.setting(
      'team/hoursPerWeek',
      'week',
      'hours a week',
      'hours/week',
      costModel.team.hoursPerWeek,
    );
    const perWeek = first.item.engineers * valuation.terms.hoursPerWeek;
    const planWeeks = listed(
      `${id}/draws/planWeeks`,
      'Wp',
      'weeks of the plan',
      P.values.map(hours => hours / perWeek),
      'P/(people*week)',
      { P: P.id, people, week },
    );
    const daysOff = book.add({
      id: 'calendar/daysOff',
      symbol: 'off',
      label: 'working days off, counted from 1970-01-01',
      unit: 'days',
      value: off,
      source: { kind: 'configured', place: 'calendar.daysOff' },
    });
    const earliest = dayNumber(item.start ?? isoTime(snapshot.asOf).slice(0, 10));
    const day = book.add({
      id: `${id}/earliest`,
      symbol: 'day',
      label:
        item.start === undefined
          ? 'day of the analysed commit, counted from 1970-01-01'
          : `start given (${item.start}), counted from 1970-01-01`,
      unit: 'days',
      value: earliest,
      source:
        item.start === undefined
          ? measured('time of the analysed commit')
          : { kind: 'configured', place: item.place },
    });
    const starts = (which: 'now' | 'afterPlan'): Listed => {
      const inputs: Record<string, string> = { day };
      const lists = waits.map((wait, i) => {
        inputs[`F${i + 1}`] = wait[which].id;
        return wait[which].values;
      });
      const withPlan = which === 'afterPlan' && previous === undefined;
      const base = withPlan ? 'finish(day, 7*Wp, off)' : 'day';
      const names = lists.map((_, i) => `F${i + 1}`);
      const values = Float64Array.from({ length: worlds.count }, (_, world) =>
        Math.max(
          withPlan ? finishAfter(earliest, planWeeks.values[world]! * 7, off) : earliest,
          ...lists.map(list => list[world]!),
        ),
      );
      const text = `start ${which === 'now' ? 'now' : 'with the plan first'}${lists.length > 0 ? ', after what it waits for' : ''}, in days from 1970-01-01`;
      return listed(
        `${id}/draws/${which}/start`,
        'start',
        text,
        values,
        names.length > 0 ? `max(${[base, ...names].join(', ')})` : `${base} + 0*zero`,
        {
          ...inputs,
          ...(withPlan && { Wp: planWeeks.id, off: daysOff }),
          ...(names.length === 0 && { zero: X.id }),
        },
      );
    };
    const finish = (which: 'now' | 'afterPlan', weeks: Listed): Listed => {
      const start = starts(which);
      const values = start.values.map((from, world) => finishAfter(from, weeks.values[world]! * 7, off));
      return listed(
        `${id}/draws/${which}/finish`,
        'F',
        `finish ${which === 'now' ? 'now' : 'with the plan first'}, in days from 1970-01-01`,
        values,
        'finish(start, 7*w, off)',
        { start: start.id, w: weeks.id, off: daysOff },
      );
    };
    return { now: finish('now', weeksNow), afterPlan: finish('afterPlan', weeksAfter), savedPart, planWeeks };
  }

  function listed(
    id: string,
    symbol: string,
    label: string,
    values: Float64Array,
    formula: string,
    inputs: Readonly<Record<string, string>>,
  ): Listed {
    return {
      id: book.draws({
        id,
        symbol,
        label,
        unit: /days/.test(label) ? 'days' : 'weeks',
        scenario,
        value: values,
        formula,
        inputs,
      }),
      values,
    };
  }

  function estimate(item: RoadmapItemSettings): Listed {
    const { id } = item;
    const configured = { kind: 'configured', place: item.place } as const;
    const low = book.add({
      id: `${id}/estimate/low`,
      symbol: 'low',
      label: 'estimate, 10 % point',
      unit: 'weeks',
      value: item.estimate.low,
      source: configured,
    });
    const high = book.add({
      id: `${id}/estimate/high`,
      symbol: 'high',
      label: 'estimate, 90 % point',
      unit: 'weeks',
      value: item.estimate.high,
      source: configured,
    });
    const z90 = book.add({
      id: 'normal/90',
      symbol: 'z90',
      label: '90 % point of the standard normal distribution',
      unit: 'ratio',
      value: normalQuantile(0.9),
      source: convention('mathematics'),
    });
    const { mu, sigma } = logNormalOf(item.estimate);
    const muId = book.add({
      id: `${id}/estimate/mu`,
      symbol: 'mu',
      label: 'mean of ln(weeks)',
      unit: 'ratio',
      value: mu,
      formula: '(log(low) + log(high))/2',
      inputs: { low, high },
    });
    const sigmaId = book.add({
      id: `${id}/estimate/sigma`,
      symbol: 'sigma',
      label: 'standard deviation of ln(weeks)',
      unit: 'ratio',
      value: sigma,
      formula: '(log(high) - log(low))/(2*z90)',
      inputs: { low, high, z90 },
    });
    const z = book.draws({
      id: `${id}/draw/estimate`,
      symbol: 'z',
      label: 'luck of the estimate, standard normal',
      unit: 'ratio',
      value: worlds.normal('roadmap estimate', id),
    });
    const values = drawEstimate(item.estimate, worlds, id);
    return {
      id: book.draws({
        id: `${id}/draws/estimate`,
        symbol: 'X',
        label: 'weeks as estimated, in each world',
        unit: 'weeks',
        value: values,
        formula: 'exp(mu + sigma*z)',
        inputs: { mu: muId, sigma: sigmaId, z },
      }),
      values,
    };
  }

  /** How much longer the item takes than estimated, now and after the plan. */
  function factors(item: RoadmapItemSettings): { readonly now: Listed; readonly afterPlan: Listed } {
    const { id } = item;
    const includes = costModel.estimatesIncludeDrag;
    const inputs: Record<string, string> = {};
    const shares: string[] = [];
    const nowTerms: string[] = [];
    const afterTerms: string[] = [];
    const parts: { share: number; now: Float64Array; after: Float64Array }[] = [];
    for (const [name, share] of Object.entries(item.touches)) {
      const index = snapshot.streams.list.findIndex(stream => stream.name === name);
      if (index < 0) continue;
      const n = parts.length + 1;
      parts.push({ share, now: pricing.streamDraws(index).slowdown, after: after.streams[index]! });
      inputs[`t${n}`] = book.add({
        id: `${id}/touches/${name}`,
        symbol: `t${n}`,
        label: `${name}: share of the item`,
        unit: 'ratio',
        value: share,
        source: { kind: 'configured', place: item.place },
      });
      inputs[`M${n}`] = streamNow(context, index);
      inputs[`A${n}`] = book.draws({
        id: `${name}/afterPlan/draws/slowdown`,
        symbol: 'A',
        label: `${name}: M in each world once the plan is carried out: of each planned file the part e of the drag from complexity is gone`,
        unit: 'ratio',
        scenario,
        value: after.streams[index]!,
      });
      shares.push(`t${n}`);
      nowTerms.push(includes ? `t${n}` : `t${n}*M${n}`);
      afterTerms.push(includes ? `t${n}*A${n}/M${n}` : `t${n}*A${n}`);
    }
    const outside = 1 - parts.reduce((sum, { share }) => sum + share, 0);
    const rest = shares.length === 0 ? '1' : `1 - (${shares.join(' + ')})`;
    const sum = (value: (part: (typeof parts)[number], world: number) => number): Float64Array =>
      Float64Array.from({ length: worlds.count }, (_, world) =>
        parts.reduce((total, part) => total + value(part, world), outside),
      );
    const now = sum((part, world) => (includes ? part.share : part.share * part.now[world]!));
    const afterPlan = sum((part, world) =>
      includes ? (part.share * part.after[world]!) / part.now[world]! : part.share * part.after[world]!,
    );
    const X = `${id}/draws/estimate`;
    const used = (formula: string) =>
      Object.fromEntries(
        Object.entries({ ...inputs, X }).filter(([symbol]) => new RegExp(`\\b${symbol}\\b`).test(formula)),
      );
    const figure = (which: 'now' | 'afterPlan', terms: readonly string[], values: Float64Array): Listed => {
      const plain = [rest, ...terms].join(' + ');
      // One value for each world even where nothing in it differs between worlds.
      const formula = /[AM]\d/.test(plain) ? plain : `${plain} + 0*X`;
      const text =
        which === 'now'
          ? 'time against the estimate, the debt staying (the estimate holds today’s drag)'
          : 'time against the estimate after the plan';
      return {
        id: book.draws({
          id: `${id}/draws/${which}/factor`,
          symbol: 'f',
          label: text,
          unit: 'ratio',
          scenario,
          value: values,
          formula,
          inputs: used(formula),
        }),
        values,
      };
    };
    return { now: figure('now', nowTerms, now), afterPlan: figure('afterPlan', afterTerms, afterPlan) };
  }
}

const multiply = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, world) => value * b[world]!);

/** What the screen says of the item: both dates, the difference, what it is worth, and when the plan has paid. */
function dateFigures(
  { book, valuation }: ExplainContext,
  item: RoadmapItemSettings,
  forecast: RoadmapItemForecast,
  lines: Timeline,
): void {
  const { id } = item;
  const { scenario } = valuation.pricing;
  book.step(
    `dates`,
    'With and without the plan',
    'Same draws on both sides: the difference is the plan’s alone. “Later” is a normal answer.',
  );
  for (const [which, text] of [
    ['now', 'the debt staying'],
    ['afterPlan', 'the plan carried out first'],
  ] as const) {
    const F = lines[which].id;
    const { likely, sure, probabilityByDue } = forecast[which];
    book.add({
      id: `${id}/${which}/likely`,
      symbol: 'likely',
      label: `likely finish, ${text}`,
      unit: 'date',
      scenario,
      value: likely,
      formula: 'date(quantile(F, 0.5))',
      inputs: { F },
    });
    book.add({
      id: `${id}/${which}/sure`,
      symbol: 'sure',
      label: `finish that holds in 85 of 100 outcomes, ${text}`,
      unit: 'date',
      scenario,
      value: sure,
      formula: 'date(quantile(F, 0.85))',
      inputs: { F },
    });
    if (probabilityByDue === undefined || item.due === undefined) continue;
    const due = book.add({
      id: `${id}/due`,
      symbol: 'due',
      label: `due day (${item.due}), counted from 1970-01-01`,
      unit: 'days',
      value: dayNumber(item.due),
      source: { kind: 'configured', place: item.place },
    });
    book.add({
      id: `${id}/${which}/probabilityByDue`,
      symbol: 'P_due',
      label: `probability that the due day holds, ${text}`,
      unit: 'probability',
      scenario,
      value: probabilityByDue,
      formula: 'probability(F <= due)',
      inputs: { F, due },
    });
  }
  const inputs = { Fa: lines.afterPlan.id, Fn: lines.now.id };
  book.addRange({
    id: `${id}/weeksLater`,
    symbol: 'later',
    label: 'weeks later with the plan first (below 0: earlier)',
    unit: 'weeks',
    scenario,
    range: forecast.weeksLater,
    main: 'p50',
    mean: 'mean((Fa - Fn)/7)',
    quantile: level => `quantile((Fa - Fn)/7, ${level})`,
    inputs,
  });
  book.add({
    id: `${id}/probabilityEarlier`,
    symbol: 'P_earlier',
    label: 'probability that it comes earlier with the plan first',
    unit: 'probability',
    scenario,
    value: forecast.probabilityEarlier,
    formula: 'probability((Fa - Fn)/7 < 0)',
    inputs,
  });
  if (forecast.costOfDelay) {
    const rate = book.add({
      id: `${id}/costOfDelay/perWeek`,
      symbol: 'perWeek',
      label: 'cost of delay a week',
      unit: 'money',
      value: forecast.costOfDelay.perWeek,
      source: { kind: 'configured', place: item.place },
    });
    for (const point of ['mean', 'p10', 'p50', 'p90'] as const) {
      const suffix = point === 'mean' ? '' : `/${point}`;
      const weeks = point === 'p50' ? `${id}/weeksLater` : `${id}/weeksLater/${point}`;
      book.add({
        id: `${id}/costOfDelay${suffix}`,
        symbol: 'delay',
        label: `what the difference costs (below 0: gains)${point === 'mean' ? '' : `, ${point.slice(1)} % point`}`,
        unit: 'money',
        scenario,
        value: forecast.costOfDelay.money[point],
        formula: 'weeks*perWeek',
        inputs: { weeks, perWeek: rate },
      });
    }
  }
  const planWeeks = meanOf(lines.planWeeks.values);
  const saved = meanOf(lines.savedPart.values);
  const breaks = forecast.breakEvenWeeks;
  if ((breaks === null) !== (planWeeks !== 0 && !(saved > 0)))
    throw new InvariantError(`break-even of ${id}`);
  book.add({
    id: `${id}/breakEvenWeeks`,
    symbol: 'even',
    label: 'weeks of such work after which the plan has paid for itself; none: never',
    unit: 'weeks',
    scenario,
    value: breaks,
    ...(breaks !== null &&
      planWeeks !== 0 && {
        formula: 'mean(Wp)/mean(part)',
        inputs: { Wp: lines.planWeeks.id, part: lines.savedPart.id },
      }),
  });
}
