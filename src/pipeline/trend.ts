import type { CostModel } from '../core/cost-model.ts';
import type { Warning } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import type { TrendData, TrendDecision, TrendPoint, Wins } from '../core/trend.ts';
import { deficit, healthOf } from '../model/health.ts';
import { scaleRange } from '../model/range-of.ts';
import { findWins, forecastHealth, type PastState, priceWins } from '../model/trend-wins.ts';
import { findCuts, isMissing, readCut } from './cuts.ts';
import { commandResult, isoTime } from './facts.ts';
import { matcherOf } from './only.ts';
import { parseAhead } from './parse-ahead.ts';
import { pastReader } from './past-reader.ts';
import type { AnalysisRequest } from './request.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';
import { inTurns, type Steps, turn } from './turn.ts';
import { debtOf, type PricedSnapshot, priceSnapshot, type Valuation } from './valuation.ts';

/** Whole quarters that must lie before a point: a first commit has nothing behind it to be priced by. */
const QUARTERS_BEFORE = 1;

export interface TrendOptions {
  readonly version: string;
  /** How many past quarters to show, besides today. */
  readonly quarters: number;
}

/** Has the past quarters parsed from now on, while today is priced. */
export function beginTrend(snapshot: Snapshot, quarters: number): void {
  const { cuts } = findCuts(snapshot.history, quarters, QUARTERS_BEFORE);
  parseAhead(
    snapshot,
    cuts.toReversed().map(cut => cut.revision),
  );
}

/**
 * Health, slowdown and cost at the end of each past quarter and today, all by today's cost model and for today's team:
 * what moves is the code and where work goes, not a setting.
 */
export async function trend(
  valuation: Valuation,
  request: AnalysisRequest,
  { version, quarters }: TrendOptions,
): Promise<TrendData> {
  const { snapshot } = valuation;
  const settings = todaysSettings(valuation);
  const { cuts } = findCuts(snapshot.history, quarters, QUARTERS_BEFORE);
  const reader = pastReader(snapshot);
  const names = namesToday(snapshot);
  const points: TrendPoint[] = [];
  const states: PastState[] = [];
  const take = async (priced: PricedSnapshot): Promise<void> => {
    points.push(await inTurns(pointOf(priced), request.signal));
    states.push(stateOf(priced, names, snapshot));
  };
  const warnings: Warning[] = [];
  for (const cut of cuts.toReversed()) {
    request.onProgress('Reading past quarters', points.length, cuts.length);
    const read = await readCut(reader, request, cut, settings);
    if (isMissing(read)) {
      warnings.push({ code: 'quarter-left-out', text: `${read.asOf.slice(0, 10)} is left out: ${read.why}` });
      continue;
    }
    await turn(request.signal);
    const priced = priceSnapshot(read, { alone: true });
    await turn(request.signal);
    // What a quarter says is taken from it at once: one of them is held, not all.
    await take(priced);
  }
  await turn(request.signal);
  await take(valuation);
  await turn(request.signal);
  const head = commandResult('trend', valuation, version);
  return {
    ...head,
    warnings: [...head.warnings, ...warnings],
    points,
    forecast: forecastOf(valuation),
    wins: await winsOf(states, names, valuation, request.only),
    decisions: decisionsSince(points[0]!.asOf.slice(0, 10), snapshot, request.only),
  };
}

function decisionsSince(from: string, snapshot: Snapshot, only: readonly string[]): TrendDecision[] {
  const until = isoTime(snapshot.asOf).slice(0, 10);
  const isListed = matcherOf(only);
  const { list, of } = snapshot.streams;
  return [...snapshot.settings.decisions.values()]
    .filter(({ on, item }) => on >= from && on <= until && isListed(item))
    .map(({ on, item, decision, reason }) => ({
      on,
      item,
      valueStreams: list.some(stream => stream.name === item)
        ? [item]
        : of(namesToday(snapshot).of(item)).map(index => list[index]!.name),
      decision,
      reason,
    }))
    .sort((a, b) => compareText(a.on, b.on) || compareText(a.item, b.item));
}

/** Today's settings with today's team in them, so that a team drawn from git does not grow and shrink along the line. */
function todaysSettings({ snapshot: { settings }, costModel, engineers }: Valuation): Settings {
  const fixed: CostModel = { ...costModel, team: { ...costModel.team, engineers } };
  return { ...settings, costModel: fixed };
}

/** Its worlds are simulated here, which takes the longest: first those of all code, then those of the streams. */
function* pointOf({ snapshot, pricing, costModel, coefficients }: PricedSnapshot): Steps<TrendPoint> {
  const { headline } = pricing;
  yield;
  const rate = costModel.team.costPerHour?.value;
  const { p10, p50, p90, mean } = headline.slowdown;
  return {
    revision: snapshot.revision,
    asOf: isoTime(snapshot.asOf),
    health: headline.health ?? plainHealth(pricing.files.map(file => file.deficit)),
    slowdown: { p10, p50, p90, mean },
    hours: headline.hours,
    ...(rate !== undefined && { money: scaleRange(headline.hours, rate) }),
    items: debtOf(pricing, coefficients).length,
    streams: pricing.streams.map(({ health, hours }, index) => ({
      name: snapshot.streams.list[index]!.name,
      ...(health !== undefined && { health }),
      hours,
    })),
  };
}

/** Where nobody worked on measured code every file weighs the same; without any there is nothing unhealthy. */
function plainHealth(deficits: readonly number[]): number {
  return healthOf(deficits.reduce((sum, value) => sum + value, 0) / Math.max(1, deficits.length));
}

function forecastOf({ snapshot, pricing }: Valuation): TrendData['forecast'] {
  const value = forecastHealth(
    snapshot.input.files.flatMap(({ measure }, index) =>
      measure
        ? [{ cognitive: measure.cognitive, size: measure.size, weight: pricing.shares.files[index]! }]
        : [],
    ),
  );
  return value === undefined
    ? { kind: 'absent', why: 'nobody works on measured code' }
    : { kind: 'estimated', value };
}

/** Items of past quarters that are healthier or gone, by the names their files have today. `only` shortens the list. */
async function winsOf(
  states: readonly PastState[],
  names: NamesToday,
  now: Valuation,
  only: readonly string[],
): Promise<Wins> {
  const { snapshot, pricing, terms } = now;
  const wanted = new Set(states.flatMap(({ items }) => items.map(item => item.path)));
  const today = await deficitsToday(snapshot, wanted, now);
  const known = states.map(state => ({
    ...state,
    // What is there and cannot be measured is neither gone nor healthy.
    items: state.items.filter(({ path }) => today.has(path) || !names.alive.has(path)),
  }));
  const priced = new Set(pricing.files.map(file => file.path));
  const nothing = new Float64Array(pricing.worlds.count);
  const wins = priceWins(
    findWins(known, today),
    // A file that was too quiet to be parsed for the report has no work ahead of it.
    (path, value) => (priced.has(path) ? pricing.fileDraws(path, { deficit: value }).cost : nothing),
    pricing.worlds.count,
    terms.costPerHour,
  );
  const isListed = matcherOf(only);
  return { ...wins, items: wins.items.filter(win => isListed(win.path)) };
}

interface NamesToday {
  /** Paths of source and test files that are there today. */
  readonly alive: ReadonlySet<string>;
  /** The path that a file of the past has today, by its renames; its own where it has none. */
  readonly of: (path: string) => string;
}

function namesToday({ history }: Snapshot): NamesToday {
  const alive = new Set<string>();
  const renamed = new Map<string, string>();
  for (const file of history.files) {
    if (!file.alive) continue;
    alive.add(file.path);
    for (const name of file.names) if (!renamed.has(name)) renamed.set(name, file.path);
  }
  return { alive, of: path => (alive.has(path) ? path : (renamed.get(path) ?? path)) };
}

function stateOf(
  { snapshot, pricing, coefficients }: PricedSnapshot,
  names: NamesToday,
  today: Snapshot,
): PastState {
  const streamsThen = new Map(snapshot.files.map(file => [file.path, file.streams]));
  const byPath = new Map<string, PastState['items'][number]>();
  for (const { path: then, deficit: value } of debtOf(pricing, coefficients)) {
    const path = names.of(then);
    const valueStreams = names.alive.has(path)
      ? today.streams.of(path).map(index => today.streams.list[index]!.name)
      : streamsThen.get(then)!.map(index => snapshot.streams.list[index]!.name);
    const known = byPath.get(path);
    // Two files that became one: the worse of them is what was paid down.
    if (known === undefined || known.deficit < value)
      byPath.set(path, { path, valueStreams, deficit: value });
  }
  return { asOf: isoTime(snapshot.asOf), items: [...byPath.values()] };
}

/** D today of the wanted files, also of those that were too quiet to be parsed for the report. */
async function deficitsToday(
  snapshot: Snapshot,
  wanted: ReadonlySet<string>,
  { coefficients }: PricedSnapshot,
): Promise<ReadonlyMap<string, number>> {
  const { reader } = snapshot;
  const quiet = snapshot.files.filter(file => wanted.has(file.path) && !file.measure && !file.language);
  await reader.needMeasures(quiet);
  const found = new Map<string, number>();
  for (const file of snapshot.files) {
    if (!wanted.has(file.path)) continue;
    const read = file.measure || file.language ? undefined : reader.measureOf(file);
    const measure = file.measure ?? (read?.kind === 'measured' ? read.measure : undefined);
    if (measure) found.set(file.path, deficit(measure.cognitive, measure.size, coefficients));
  }
  return found;
}
