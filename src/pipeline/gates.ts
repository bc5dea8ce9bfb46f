import type { GateSettings } from '../core/cost-model.ts';
import type { DiffData, FileDiff, GateBreach } from '../core/diff.ts';
import { quantile, sumWithinWorlds } from '../model/range-of.ts';
import type { Stream } from './streams.ts';

/** One changed file with its price in every world. */
export interface PricedChange {
  readonly diff: FileDiff;
  /** Hours in each world: after less before, the same draws on both sides. */
  readonly draws: Float64Array;
  /** Points of health lost by what was written; below 0 when gained. What moved does not count. */
  readonly healthDrop: number;
}

interface Money {
  readonly rate: number | undefined;
  readonly currency: string;
}

/**
 * Holds a change against the limits. Only what the change made worse can breach: costs are medians of the difference
 * in the same worlds, so that a draw of luck stops nobody.
 * @param configured from the cost model, for the whole change and by value stream
 * @param given from the command line; wins over the cost model
 */
export function gateBreaches(
  changes: readonly PricedChange[],
  total: Float64Array,
  streams: readonly Stream[],
  configured: GateSettings & { readonly perValueStream: Readonly<Record<string, GateSettings>> },
  given: GateSettings,
  money: Money,
): Pick<DiffData, 'breaches' | 'gates'> {
  const whole: GateSettings = { ...configured, ...given };
  const breaches = [...check(whole, changes, total, 'this change', money)];
  const gates = gateList(whole);
  for (const { name } of streams) {
    const own = configured.perValueStream[name];
    if (own === undefined) continue;
    const members = changes.filter(({ diff }) => diff.valueStreams.includes(name));
    const draws = sumWithinWorlds(
      members.map(member => member.draws),
      total.length,
    );
    breaches.push(...check(own, members, draws, `value stream ${name}`, money));
    gates.push(...gateList(own).map(gate => ({ ...gate, valueStream: name })));
  }
  const seen = new Set<string>();
  return {
    gates,
    breaches: breaches.filter(({ gate, where }) => {
      const key = `${gate}\0${where}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  };
}

const gateNames = [
  'maxNewCostPerQuarter',
  'maxNewHoursPerQuarter',
  'minHealthOfNewFiles',
  'maxHealthDrop',
  'noNewFunctionsAbove',
] as const satisfies readonly (keyof GateSettings)[];

const gateList = (settings: GateSettings): { name: string; limit: number }[] =>
  gateNames.flatMap(name => (settings[name] === undefined ? [] : [{ name, limit: settings[name] }]));

function* check(
  limits: GateSettings,
  changes: readonly PricedChange[],
  draws: Float64Array,
  scope: string,
  { rate, currency }: Money,
): Generator<GateBreach> {
  const hours = quantile(Float64Array.from(draws).sort(), 0.5);
  if (limits.maxNewHoursPerQuarter !== undefined && hours > limits.maxNewHoursPerQuarter) {
    yield breach('maxNewHoursPerQuarter', scope, limits.maxNewHoursPerQuarter, hours, 'h', {
      text: `${scope} adds ${round(hours)} h per quarter, the limit is ${limits.maxNewHoursPerQuarter} h`,
      fix: `simplify ${worst(changes)} first, or raise gates.maxNewHoursPerQuarter`,
    });
  }
  if (
    limits.maxNewCostPerQuarter !== undefined &&
    rate !== undefined &&
    hours * rate > limits.maxNewCostPerQuarter
  ) {
    yield breach('maxNewCostPerQuarter', scope, limits.maxNewCostPerQuarter, hours * rate, currency, {
      text: `${scope} adds ${round(hours * rate)} ${currency} per quarter, the limit is ${limits.maxNewCostPerQuarter} ${currency}`,
      fix: `simplify ${worst(changes)} first, or raise gates.maxNewCostPerQuarter`,
    });
  }
  for (const { diff, healthDrop } of changes) {
    const health = diff.health.after;
    if (
      diff.status === 'new' &&
      health !== undefined &&
      below(health, limits.minHealthOfNewFiles) &&
      healthDrop > 0
    ) {
      yield breach('minHealthOfNewFiles', diff.path, limits.minHealthOfNewFiles!, health, 'health', {
        text: `new file with health ${health.toFixed(1)}, the limit is ${limits.minHealthOfNewFiles}`,
        fix: 'split the file or untangle its hardest functions',
      });
    }
    if (limits.maxHealthDrop !== undefined && diff.status !== 'new' && healthDrop > limits.maxHealthDrop) {
      yield breach('maxHealthDrop', diff.path, limits.maxHealthDrop, healthDrop, 'points', {
        text: `health falls by ${healthDrop.toFixed(1)} points, the limit is ${limits.maxHealthDrop}`,
        fix: 'move the new code into functions or a file of its own',
      });
    }
    for (const fn of diff.functions) {
      const limit = limits.noNewFunctionsAbove;
      const isWorse = fn.change === 'new-above' || fn.change === 'risen-above' || fn.change === 'grown';
      if (limit === undefined || !isWorse || fn.after === undefined || fn.after <= limit) continue;
      // A function that was above the limit before and grew is caught by its cost, not here.
      if (fn.before !== undefined && fn.before > limit) continue;
      yield breach(
        'noNewFunctionsAbove',
        `${diff.path}:${fn.line} ${fn.name}`,
        limit,
        fn.after,
        'cognitive',
        {
          text: `cognitive complexity ${fn.after}${fn.before === undefined ? '' : ` (was ${fn.before})`}, the limit is ${limit}`,
          fix: 'extract the inner branches into functions with names of their own',
        },
      );
    }
  }
}

const below = (value: number, limit: number | undefined): boolean => limit !== undefined && value < limit;

function breach(
  gate: string,
  where: string,
  limit: number,
  actual: number,
  unit: string,
  words: { readonly text: string; readonly fix: string },
): GateBreach {
  return { gate, where, limit, actual, unit, ...words };
}

const worst = (changes: readonly PricedChange[]): string => changes[0]?.diff.path ?? 'the change';

/** Two significant digits, as everywhere. */
const round = (value: number): string => String(Number(value.toPrecision(2)));
