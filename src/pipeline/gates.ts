import type { CostModel, GateSettings } from '../core/cost-model.ts';
import type { DiffData, Gate, GateBreach } from '../core/diff.ts';
import { UserError } from '../core/errors.ts';
import { DAYS_PER_QUARTER } from '../core/units.ts';
import { rangeOf } from '../model/range-of.ts';
import type { PricedChange } from './diff-price.ts';
import type { Stream } from './streams.ts';

type Sum = (changes: readonly PricedChange[]) => Float64Array;

/** Sums of money and time: what follows from a scenario. */
const amountGates = ['maxNewCostPerQuarter', 'maxNewHoursPerQuarter'] as const;
/** What holds for one file or function. */
const codeGates = ['minHealthOfNewFiles', 'maxHealthDrop', 'noNewFunctionsAbove'] as const;
const gateNames = [...amountGates, ...codeGates] as const satisfies readonly (keyof GateSettings)[];

/**
 * Refuses limits that could never be exceeded, or only by accident, before anything is measured.
 * @throws {UserError} a limit in money without a rate; amounts under a scenario that jumps at the edges of its bands
 */
export function checkGates({ gates, team, model }: CostModel, given: GateSettings): void {
  const asked = [gates, ...Object.values(gates.perValueStream), given];
  if (team.costPerHour === undefined && asked.some(one => one.maxNewCostPerQuarter !== undefined)) {
    throw new UserError({
      code: 'gate-without-rate',
      what: 'a limit in money needs the cost of an hour',
      where: 'maxNewCostPerQuarter',
      fix: 'set team.costPerHour in debt.config.yaml, or limit hours: --max-new-hours-per-quarter',
    });
  }
  const hasAmount = asked.some(one => amountGates.some(name => one[name] !== undefined));
  if (hasAmount && model.scenario.value === 'code-red-2022') {
    throw new UserError({
      code: 'gate-under-bands',
      what: 'under code-red-2022 a file at the edge of a band jumps by 78 %: no gate can rest on it',
      where: '--scenario',
      fix: 'run the gate under another scenario: --scenario evidence',
    });
  }
}

/**
 * Holds a change against the limits. Only what the change made worse can breach: amounts are medians of the paired
 * difference in the same worlds, health is compared without what moved. A value stream's own limit on files and
 * functions holds instead of the general one there (of several, the strictest); one of the command line holds
 * everywhere. Limits on amounts hold for the whole change and for each value stream that has one.
 */
export function gateBreaches(
  changes: readonly PricedChange[],
  sum: Sum,
  streams: readonly Stream[],
  { gates: configured, team, currency, horizonDays }: CostModel,
  given: GateSettings,
): Pick<DiffData, 'breaches' | 'gates'> {
  const { perValueStream, ...general } = configured;
  // A stream may be called like something that every object inherits.
  const limitsOf = (name: string) => (Object.hasOwn(perValueStream, name) ? perValueStream[name] : undefined);
  const whole: GateSettings = { ...general, ...given };
  const rate = team.costPerHour?.value;
  const perQuarter = DAYS_PER_QUARTER / horizonDays.value;
  const scope = (name: string | undefined, limits: GateSettings, members: readonly PricedChange[]) => {
    const hours = rangeOf(sum(members)).p50 * perQuarter;
    const amounts: Amounts = {
      maxNewHoursPerQuarter: hours,
      ...(rate !== undefined && { maxNewCostPerQuarter: hours * rate }),
    };
    return { name, limits, members, amounts };
  };
  const scopes = [
    scope(undefined, whole, changes),
    ...streams.flatMap(({ name }) => {
      const limits = limitsOf(name);
      if (limits === undefined) return [];
      return [
        scope(
          name,
          limits,
          changes.filter(({ diff }) => diff.valueStreams.includes(name)),
        ),
      ];
    }),
  ];
  const limitsFor = (change: PricedChange): GateSettings =>
    strictest(
      change.diff.valueStreams.flatMap(name => limitsOf(name) ?? []),
      general,
      given,
    );
  return {
    gates: scopes.flatMap(({ name, limits, amounts }) =>
      gateNames.flatMap((gate): Gate[] => {
        const limit = limits[gate];
        if (limit === undefined) return [];
        const median = amounts[gate];
        return [
          {
            name: gate,
            limit,
            ...(name !== undefined && { valueStream: name }),
            ...(median !== undefined && { median }),
          },
        ];
      }),
    ),
    breaches: [
      ...scopes.flatMap(({ name, limits, members, amounts }) => [
        ...amountBreaches(
          limits,
          amounts,
          name === undefined ? 'this change' : `value stream ${name}`,
          members[0]?.diff.path,
          currency.value,
        ),
      ]),
      ...changes.flatMap(change => [...codeBreaches(limitsFor(change), change)]),
    ],
  };
}

/** What a change adds in a quarter, under the name of the limit it is held against; no money without a rate. */
type Amounts = Readonly<Partial<Record<(typeof gateNames)[number], number>>>;

function strictest(own: readonly GateSettings[], general: GateSettings, given: GateSettings): GateSettings {
  const limits = codeGates.map(gate => {
    const set = own.flatMap(one => one[gate] ?? []);
    const picked =
      set.length === 0 ? general[gate] : gate === 'minHealthOfNewFiles' ? Math.max(...set) : Math.min(...set);
    return [gate, given[gate] ?? picked];
  });
  return Object.fromEntries(limits.filter(([, limit]) => limit !== undefined));
}

function* amountBreaches(
  limits: GateSettings,
  amounts: Amounts,
  where: string,
  worst: string | undefined,
  currency: string,
): Generator<GateBreach> {
  for (const gate of amountGates) {
    const limit = limits[gate];
    const actual = amounts[gate];
    if (limit === undefined || actual === undefined || actual <= limit) continue;
    const unit = gate === 'maxNewHoursPerQuarter' ? 'h' : currency;
    yield {
      gate,
      where,
      limit,
      actual,
      unit,
      text: `adds about ${short(actual)} ${unit} per quarter (median), the limit is ${limit} ${unit}`,
      fix: `simplify ${worst ?? 'what was added'}, or raise ${gate}`,
    };
  }
}

function* codeBreaches(limits: GateSettings, change: PricedChange): Generator<GateBreach> {
  const { diff, deficit, functions } = change;
  const { minHealthOfNewFiles: least, maxHealthDrop: mostLost, noNewFunctionsAbove: hardest } = limits;
  const health = diff.health.after;
  // A file that is new only by its name, since its content came from elsewhere, was below before.
  if (
    diff.status === 'new' &&
    least !== undefined &&
    health !== undefined &&
    health < least &&
    10 - deficit.before >= least
  ) {
    yield {
      gate: 'minHealthOfNewFiles',
      where: diff.path,
      path: diff.path,
      limit: least,
      actual: health,
      unit: 'health',
      text: `a new file with health ${health.toFixed(1)}, the limit is ${least}`,
      fix: 'split the file, or untangle its hardest functions',
    };
  }
  const lost = deficit.after - deficit.before;
  if (mostLost !== undefined && diff.status !== 'new' && diff.status !== 'removed' && lost > mostLost) {
    yield {
      gate: 'maxHealthDrop',
      where: diff.path,
      path: diff.path,
      limit: mostLost,
      actual: lost,
      unit: 'points',
      text: `health falls by ${lost.toFixed(1)} points, the limit is ${mostLost}`,
      fix: 'move what was added into functions and files of its own',
    };
  }
  if (hardest === undefined) return;
  for (const fn of functions) {
    // One that was above before and grew is caught by its cost: it is not new.
    if (fn.after === undefined || fn.after <= hardest || (fn.before ?? 0) > hardest) continue;
    yield {
      gate: 'noNewFunctionsAbove',
      where: `${diff.path} › ${fn.name}`,
      path: diff.path,
      line: fn.line,
      limit: hardest,
      actual: fn.after,
      unit: 'cognitive complexity',
      text: `cognitive complexity ${fn.after}${fn.before === undefined ? '' : ` (was ${fn.before})`}, the limit is ${hardest}`,
      fix: 'give its inner branches functions with names of their own',
    };
  }
}

/** Two significant digits, as everywhere. */
const short = (value: number): string => String(Number(value.toPrecision(2)));
