import { compareText } from '../core/text-order.ts';
import type { GrowthForecast, Win, Wins } from '../core/trend.ts';
import type { Money } from '../core/units.ts';
import { isDebtItem } from './fix-cost.ts';
import { deficit } from './health.ts';
import { rangeOf, scaleRange, sumWithinWorlds } from './range-of.ts';

/** A smaller drop is within the error of the health deficit itself (0.45 on projects that the fit had not seen). */
const NOTICEABLE_DROP = 0.5;
/** Growth of complexity within one quarter in public repositories: the best guess is none, and the tail is upwards. */
const GROWTH = { p10: -0.005, p50: 0, p90: 0.11 } as const;

/** The debt items at the end of one past quarter, by the paths they have today (or had when they were deleted). */
export interface PastState {
  /** ISO time. */
  readonly asOf: string;
  readonly items: readonly {
    readonly path: string;
    readonly valueStreams: readonly string[];
    readonly deficit: number;
  }[];
}

type FoundWin = Omit<Win, 'hoursSaved' | 'moneySaved'>;

/**
 * What was paid down: files that were on the list at the end of some past quarter and are healthy or gone today, or at
 * least half a point healthier than at their worst.
 * @param past oldest first
 * @param today deficit by path of every measured file; a path that is missing is gone
 */
export function findWins(past: readonly PastState[], today: ReadonlyMap<string, number>): FoundWin[] {
  const worst = new Map<string, { deficit: number; state: number; valueStreams: readonly string[] }>();
  past.forEach(({ items }, state) => {
    for (const { path, deficit, valueStreams } of items) {
      const known = worst.get(path);
      if (known === undefined || deficit >= known.deficit) worst.set(path, { deficit, state, valueStreams });
    }
  });
  return [...worst]
    .flatMap(([path, { deficit: before, state, valueStreams }]): FoundWin[] => {
      const now = today.get(path);
      const kind = kindOf(before, now);
      if (kind === undefined) return [];
      const until = firstBelow(past, state, path, (before + (now ?? 0)) / 2);
      return [
        {
          kind,
          path,
          valueStreams,
          from: past[state]!.asOf,
          until,
          deficitBefore: before,
          ...(now === undefined ? {} : { deficitNow: now }),
        },
      ];
    })
    .toSorted(
      (a, b) =>
        b.deficitBefore - (b.deficitNow ?? 0) - (a.deficitBefore - (a.deficitNow ?? 0)) ||
        compareText(a.path, b.path),
    );
}

/**
 * What the wins save in the next horizon: hours at the health the file once had, less hours at today's, at today's
 * activity and in the same worlds. A deleted file has no activity today; it is listed without hours.
 * @param hoursAt extra hours W of a file in each world, had it this deficit
 */
export function priceWins(
  found: readonly FoundWin[],
  hoursAt: (path: string, deficit: number) => Float64Array,
  worlds: number,
  costPerHour?: Money,
): Wins {
  const priced = found.map(win => ({
    win,
    saved: win.deficitNow === undefined ? undefined : savedBy(win, win.deficitNow, hoursAt),
  }));
  const total = (wins: typeof priced) =>
    moneyToo(
      sumWithinWorlds(
        wins.flatMap(({ saved }) => saved ?? []),
        worlds,
      ),
      costPerHour,
    );
  const streams = [...new Set(found.flatMap(win => win.valueStreams))].toSorted(compareText);
  return {
    items: priced.map(({ win, saved }) => ({
      ...win,
      ...(saved === undefined ? {} : moneyToo(saved, costPerHour)),
    })),
    ...total(priced),
    byStream: streams.map(name => {
      const own = priced.filter(({ win }) => win.valueStreams.includes(name));
      return { name, items: own.length, ...total(own) };
    }),
  };
}

/**
 * Mean health next quarter if complexity grows as it does elsewhere and size stays; weights are shares of effort.
 * @returns `undefined` when nothing measured is worked on
 */
export function forecastHealth(
  files: readonly { readonly cognitive: number; readonly size: number; readonly weight: number }[],
): GrowthForecast | undefined {
  const weights = files.reduce((sum, { weight }) => sum + weight, 0);
  if (!(weights > 0)) return undefined;
  const healthAt = (growth: number) =>
    10 -
    files.reduce(
      (sum, { cognitive, size, weight }) => sum + weight * deficit(cognitive * (1 + growth), size),
      0,
    ) /
      weights;
  return {
    growth: GROWTH,
    health: { low: healthAt(GROWTH.p90), likely: healthAt(GROWTH.p50), high: healthAt(GROWTH.p10) },
  };
}

function kindOf(before: number, now: number | undefined): Win['kind'] | undefined {
  if (now === undefined) return 'deleted';
  if (!isDebtItem(now)) return 'left';
  return before - now >= NOTICEABLE_DROP ? 'shrank' : undefined;
}

/** End of the first quarter after `state` in which the file was down to `level`, or off the list. */
function firstBelow(past: readonly PastState[], state: number, path: string, level: number): string {
  const after = past.slice(state + 1).find(({ items }) => {
    const item = items.find(candidate => candidate.path === path);
    return item === undefined || item.deficit <= level;
  });
  return (after ?? past.at(-1)!).asOf;
}

function savedBy(
  win: FoundWin,
  now: number,
  hoursAt: (path: string, deficit: number) => Float64Array,
): Float64Array {
  const today = hoursAt(win.path, now);
  return hoursAt(win.path, win.deficitBefore).map((hours, world) => hours - today[world]!);
}

function moneyToo(
  hours: Float64Array,
  costPerHour: Money | undefined,
): Pick<Wins, 'hoursSaved' | 'moneySaved'> {
  const hoursSaved = rangeOf(hours);
  return {
    hoursSaved,
    ...(costPerHour === undefined ? {} : { moneySaved: scaleRange(hoursSaved, costPerHour) }),
  };
}
