import type { ExplainData } from '../core/explain.ts';
import type { PlanResult } from '../core/plan.ts';
import { annuity, WEEKS_PER_QUARTER } from '../model/payback.ts';
import { meanOf, sumWithinWorlds } from '../model/range-of.ts';
import type { ExplainContext } from './explain-context.ts';
import { commitsBehind, coupledWith, functionsOf, peopleBehind } from './explain-evidence.ts';
import { convention } from './explain-figures.ts';
import { capacityFigure, moneyFigures } from './explain-hours.ts';
import { choose, DEFAULT_CAPACITY, planCapacity } from './plan.ts';

const FUNCTIONS_A_FILE = 2;

type About = Pick<ExplainData, 'subject' | 'functions' | 'commits' | 'coupling' | 'people'>;

/** The totals of a plan, summed within each world from what its items cost and bring. */
export function explainPlan(context: ExplainContext, capacityText: string | undefined): About {
  const { valuation } = context;
  const { snapshot } = valuation;
  const capacity = planCapacity(capacityText ?? DEFAULT_CAPACITY, valuation);
  const chosen = choose(valuation, capacity.hours);
  planCapacityFigure(context, capacity.hours, capacityText);
  planFigures(context, chosen);
  const paths = new Set(chosen.items.map(({ path }) => path));
  const files = snapshot.history.files.filter(file => file.alive && paths.has(file.path));
  return {
    subject: { kind: 'plan', capacity: capacity.given },
    functions: [...paths].flatMap(path => functionsOf(snapshot, path, FUNCTIONS_A_FILE)),
    commits: commitsBehind(snapshot, files),
    coupling: coupledWith(snapshot, paths),
    people: peopleBehind(snapshot, files, []),
  };
}

function planCapacityFigure(context: ExplainContext, hours: number, given: string | undefined): void {
  const { book } = context;
  book.step('capacity', 'Capacity', 'Hours that may be spent on fixes.');
  capacityFigure(context);
  book.add({
    id: 'plan/capacityHours',
    symbol: 'K',
    label: 'capacity of the plan',
    unit: 'hours',
    value: hours,
    source:
      given === undefined
        ? convention(`${DEFAULT_CAPACITY} of the team’s hours`)
        : { kind: 'configured', place: '--capacity' },
  });
}

/** What the plan costs and saves; the items' own figures are inputs. @returns id of its hours in each world */
export function planFigures(
  context: ExplainContext,
  { items, totals }: Pick<PlanResult, 'items' | 'totals'>,
): string {
  const { book, valuation } = context;
  const { pricing } = valuation;
  const { scenario, worlds } = pricing;
  book.step(
    'plan',
    'Plan',
    items.length === 0
      ? 'Nothing is worth fixing within the capacity: the plan is empty.'
      : 'The set with the largest expected net present value within the capacity. Ranges are taken after summing within each world; means are the sums of the items’ means. `explain` of a path has the chain of each.',
  );
  const simulated = { kind: 'simulated', worlds: worlds.count, seed: worlds.seed } as const;
  const means: Record<string, string> = {};
  const principals: Record<string, string> = {};
  const savings: Record<string, string> = {};
  items.forEach(({ path, fixHours }, index) => {
    const draws = valuation.items.find(item => item.file.path === path)!.assessment.draws();
    const n = index + 1;
    means[`f${n}`] = book.add({
      id: `${path}/fixHours`,
      symbol: `f${n}`,
      label: `${path}: fix, expected hours`,
      unit: 'hours',
      value: fixHours.mean,
      source: simulated,
    });
    principals[`P${n}`] = book.draws({
      id: `${path}/draws/principal`,
      symbol: `P${n}`,
      label: `${path}: hours of the fix in each world`,
      unit: 'hours',
      value: draws.principal,
    });
    savings[`S${n}`] = book.draws({
      id: `${path}/draws/saving`,
      symbol: `S${n}`,
      label: `${path}: hours saved in 90 days, in each world`,
      unit: 'hours',
      scenario,
      value: draws.saving,
    });
  });
  const sumOf = (parts: Readonly<Record<string, string>>) =>
    Object.keys(parts).length === 0 ? {} : { formula: Object.keys(parts).join(' + '), inputs: parts };
  const drawn = (of: 'principal' | 'saving') =>
    sumWithinWorlds(
      items.map(({ path }) => valuation.items.find(item => item.file.path === path)!.assessment.draws()[of]),
      worlds.count,
    );
  const principal = drawn('principal');
  const P = book.draws({
    id: 'plan/draws/fixHours',
    symbol: 'P',
    label: 'hours of the plan in each world',
    unit: 'hours',
    value: principal,
    ...sumOf(principals),
  });
  if (items.length === 0) return P;
  const f = book.add({
    id: 'plan/fixHours',
    symbol: 'fix',
    label: 'expected hours of the plan',
    unit: 'hours',
    value: totals.fixHours.mean,
    ...sumOf(means),
  });
  for (const [point, level] of [
    ['p10', 0.1],
    ['p50', 0.5],
    ['p90', 0.9],
  ] as const) {
    book.add({
      id: `plan/fixHours/${point}`,
      symbol: `fix_${point}`,
      label: `hours of the plan, ${Math.round(100 * level)} % point`,
      unit: 'hours',
      value: totals.fixHours[point],
      formula: `quantile(P, ${level})`,
      inputs: { P },
    });
  }
  moneyFigures(context, 'plan/fixMoney', 'plan/fixHours', 'plan', totals.fixHours);
  const saving = drawn('saving');
  const S = book.draws({
    id: 'plan/draws/saving',
    symbol: 'S',
    label: 'hours saved in 90 days, in each world',
    unit: 'hours',
    scenario,
    value: saving,
    ...sumOf(savings),
  });
  book.addRange({
    id: 'plan/saving',
    symbol: 'saving',
    label: 'hours saved in 90 days',
    unit: 'hours',
    scenario,
    range: totals.saving,
    main: 'mean',
    mean: 'mean(S)',
    quantile: level => `quantile(S, ${level})`,
    inputs: { S },
  });
  moneyFigures(context, 'plan/savingMoney', 'plan/saving', 'saved in 90 days', totals.saving);
  const q = book.add({
    id: 'npv/quarters',
    symbol: 'q',
    label: 'quarters over which a fix is judged',
    unit: 'count',
    value: [1, 2, 3, 4, 5, 6, 7, 8],
    source: convention('two years'),
  });
  const d = book.add({
    id: 'npv/discount',
    symbol: 'd',
    label: 'discount of a year',
    unit: 'ratio',
    value: 0.1,
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
  book.addRange({
    id: 'plan/npv',
    symbol: 'npv',
    label: 'net present value over eight quarters, in hours',
    unit: 'hours',
    scenario,
    range: totals.npv,
    main: 'mean',
    mean: 'saving*A - fix',
    quantile: level => `quantile(S*A - P, ${level})`,
    inputs: { saving: 'plan/saving', A, fix: f, S, P },
  });
  book.add({
    id: 'plan/probabilityWorthIt',
    symbol: 'odds',
    label: 'probability that the plan has paid for itself within two years',
    unit: 'probability',
    scenario,
    value: totals.probabilityWorthIt,
    formula: 'probability(S*A - P > 0)',
    inputs: { S, A, P },
  });
  const s = book.add({
    id: 'plan/savedPerWeek',
    symbol: 's',
    label: 'hours saved a week',
    unit: 'hours',
    scenario,
    value: meanOf(saving) / WEEKS_PER_QUARTER,
    formula: 'saving/(90/7)',
    inputs: { saving: 'plan/saving' },
  });
  book.add({
    id: 'plan/payback',
    symbol: 'payback',
    label: 'weeks until the plan has paid for itself; none: not within two years',
    unit: 'weeks',
    scenario,
    value: totals.payback.kind === 'weeks' ? totals.payback.weeks : null,
    formula: 'payback(fix, s)',
    inputs: { fix: f, s },
  });
  return P;
}
