import type { BacktestData, BurdenOutcome, CutOutcome, RangeOutcome, TrackRecord } from '../core/backtest.ts';
import type { FileHistory } from '../core/history.ts';
import type { ModelFile } from '../core/model-input.ts';
import { compareText } from '../core/text-order.ts';
import { fileActivity, isKnown, meanFileChanges, streamActivities } from '../model/activity.ts';
import { fileEvidence, fixBurden } from '../model/burden.ts';
import { hotspotFactors } from '../model/hotspot.ts';
import { LISTED, scoreTrackRecord } from '../model/score.ts';
import { type Aftermath, aftermathOf } from './aftermath.ts';
import { type Cut, findCuts, isMissing, type MissingCut, readCut } from './cuts.ts';
import { commandResult, isoTime } from './facts.ts';
import { pastReader } from './past-reader.ts';
import type { AnalysisRequest } from './request.ts';
import type { Snapshot } from './snapshot.ts';
import { costliestFirst, debtOf, type PricedSnapshot, priceSnapshot, type Valuation } from './valuation.ts';

/** Whole quarters that must lie before a cut: with fewer the model itself has next to nothing to go by. */
const QUARTERS_BEFORE = 4;

export interface BacktestOptions {
  readonly version: string;
  /** How many past quarters to score. */
  readonly quarters: number;
}

/** How good the forecasts of this repository's past quarters would have been, each made with what was known then. */
export async function backtest(
  valuation: Valuation,
  request: AnalysisRequest,
  { version, quarters }: BacktestOptions,
): Promise<BacktestData> {
  const { record, notScored } = await trackRecord(valuation.snapshot, request, quarters);
  return { ...commandResult('backtest', valuation, version), record, notScored };
}

/** The scored cuts alone, as a report carries them too. */
export async function trackRecord(
  snapshot: Snapshot,
  request: AnalysisRequest,
  quarters: number,
): Promise<{ readonly record: TrackRecord; readonly notScored: readonly MissingCut[] }> {
  const { cuts, missing } = findCuts(snapshot.history, quarters, QUARTERS_BEFORE);
  const reader = pastReader(snapshot);
  const outcomes: CutOutcome[] = [];
  const unreadable: MissingCut[] = [];
  for (const cut of cuts) {
    request.onProgress('Forecasting past quarters', outcomes.length + unreadable.length, cuts.length);
    const before = await readCut(reader, request, cut);
    if (isMissing(before)) unreadable.push(before);
    else outcomes.push(outcomeOf(cut, priceSnapshot(before), aftermathOf(cut, before, snapshot)));
  }
  const notScored = [...missing, ...unreadable].sort((a, b) => compareText(b.asOf, a.asOf));
  return { record: scoreTrackRecord(outcomes), notScored };
}

/** What was forecast at a cut beside what came. Everything but the aftermath was known at the cut. */
export function outcomeOf(cut: Cut, priced: PricedSnapshot, aftermath: Aftermath): CutOutcome {
  const { snapshot } = priced;
  return {
    revision: cut.revision,
    asOf: isoTime(cut.asOf),
    files: snapshot.files.map(file => file.path),
    rankings: rankingsOf(priced),
    fixes: Object.fromEntries(aftermath.fixes),
    fixesInNewFiles: aftermath.fixesInNewFiles,
    streams: streamRanges(priced, aftermath),
    listedFiles: fileRanges(priced, aftermath),
    burden: burdenOutcomes(priced, aftermath),
  };
}

/** Source files alive at the cut, best first, by each order; counts and lines are those of the shown 8 quarters. */
function rankingsOf(priced: PricedSnapshot): CutOutcome['rankings'] {
  const { snapshot } = priced;
  const { files } = snapshot.input;
  const recent = new Map(snapshot.files.map(({ path }) => [path, recentChanges(snapshot, path)]));
  const score = hotspotScores(priced);
  const loc = (file: ModelFile) => file.measure?.loc ?? 0;
  const top = (key: (file: ModelFile) => number): string[] =>
    files
      .map(file => ({ path: file.path, key: key(file) }))
      .sort((a, b) => b.key - a.key || compareText(a.path, b.path))
      .slice(0, LISTED)
      .map(file => file.path);
  return {
    cost: listedByCost(priced, score).slice(0, LISTED),
    hotspot: top(file => score(file)),
    'commits-x-loc': top(file => recent.get(file.path)!.commits * loc(file)),
    churn: top(file => recent.get(file.path)!.churn),
    loc: top(loc),
  };
}

const hotspotScores = ({ snapshot: { input }, coefficients }: PricedSnapshot) => {
  const scores = new Map(input.files.map(file => [file.path, hotspotFactors(file, coefficients).score]));
  return ({ path }: { readonly path: string }): number => scores.get(path)!;
};

/** As the report lists them; files that are no debt item follow, for where there are fewer than twenty items. */
function listedByCost(
  { pricing, coefficients }: PricedSnapshot,
  score: (file: { readonly path: string }) => number,
): string[] {
  const items = costliestFirst(debtOf(pricing, coefficients), score);
  return [...new Set([...items, ...costliestFirst(pricing.files, score)].map(file => file.path))];
}

/** Counted changes of a file, and lines they added and deleted, in the window for which lines are read. */
function recentChanges(
  { history, pastOf }: Snapshot,
  path: string,
): { readonly commits: number; readonly churn: number } {
  const past: FileHistory | undefined = pastOf.get(path);
  let commits = 0;
  let churn = 0;
  for (const { commit, added, deleted } of past?.changes ?? []) {
    if (history.commits[commit]!.landedAt <= history.since) continue;
    commits++;
    churn += added + deleted;
  }
  return { commits, churn };
}

/** A stream is scored from its first commit on, as in the activity track record: before, nobody could have known it. */
function streamRanges(
  { snapshot, coefficients }: PricedSnapshot,
  { streamCommits }: Aftermath,
): RangeOutcome[] {
  const activities = streamActivities(snapshot.input, coefficients);
  return snapshot.input.streams.flatMap(({ name, commits }, index): RangeOutcome[] => {
    const activity = activities[index]!;
    if (activity.kind === 'absent' || !isKnown(commits, 0)) return [];
    return [rangeOutcome(name, activity.value, streamCommits[index]!, commits[0] ?? 0)];
  });
}

/** The first twenty debt items by cost: the rows of a report. */
function fileRanges(priced: PricedSnapshot, { changes }: Aftermath): RangeOutcome[] {
  const { snapshot, coefficients, pricing } = priced;
  const mean = meanFileChanges(snapshot.input.files);
  const files = new Map(snapshot.input.files.map(file => [file.path, file]));
  return costliestFirst(debtOf(pricing, coefficients), hotspotScores(priced))
    .slice(0, LISTED)
    .flatMap(({ path }): RangeOutcome[] => {
      const file = files.get(path)!;
      const activity = fileActivity(file, mean, snapshot.input, coefficients);
      if (activity.kind === 'absent') return [];
      return [rangeOutcome(path, activity.value, changes.get(path) ?? 0, file.changes[0] ?? 0)];
    });
}

const rangeOutcome = (
  key: string,
  { p10, p50, p90 }: Pick<RangeOutcome, 'p10' | 'p50' | 'p90'>,
  actual: number,
  lastQuarter: number,
): RangeOutcome => ({ key, p10, p50, p90, actual, lastQuarter });

function burdenOutcomes(
  { snapshot, coefficients, pricing: { burden } }: PricedSnapshot,
  aftermath: Aftermath,
): BurdenOutcome[] {
  if (burden.kind === 'absent' || aftermath.burden === undefined) return [];
  return snapshot.input.files.flatMap((file): BurdenOutcome[] => {
    const counts = aftermath.burden?.get(file.path);
    if (counts === undefined || file.measure === undefined) return [];
    const forecast = fixBurden(fileEvidence(file, burden), burden, coefficients);
    if (forecast.kind === 'absent') return [];
    return [{ path: file.path, ...counts, predictedRate: forecast.value.rate, meanRate: burden.rate }];
  });
}
