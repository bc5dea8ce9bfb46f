import type { BacktestData, BurdenOutcome, CutOutcome, RangeOutcome, TrackRecord } from '../core/backtest.ts';
import type { FileHistory } from '../core/history.ts';
import type { ModelFile } from '../core/model-input.ts';
import { compareText } from '../core/text-order.ts';
import { fileActivity, isKnown, meanFileChanges, streamActivities } from '../model/activity.ts';
import { fileEvidence, fixBurden } from '../model/burden.ts';
import { LISTED, scoreTrackRecord } from '../model/score.ts';
import { type Aftermath, aftermathOf } from './aftermath.ts';
import { type Cut, findCuts, isMissing, type MissingCut, readCut } from './cuts.ts';
import { commandResult, isoTime } from './facts.ts';
import { orderItems } from './report.ts';
import type { AnalysisRequest } from './request.ts';
import type { Snapshot } from './snapshot.ts';
import { type Valuation, value } from './valuation.ts';

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
  const outcomes: CutOutcome[] = [];
  const unreadable: MissingCut[] = [];
  for (const cut of cuts) {
    request.onProgress('Forecasting past quarters', outcomes.length + unreadable.length, cuts.length);
    const before = await readCut(snapshot.reader, request, cut);
    if (isMissing(before)) unreadable.push(before);
    else outcomes.push(outcomeOf(cut, value(before, LISTED), aftermathOf(cut, before, snapshot)));
  }
  const notScored = [...missing, ...unreadable].sort((a, b) => compareText(b.asOf, a.asOf));
  return { record: scoreTrackRecord(outcomes), notScored };
}

/** What was forecast at a cut beside what came. Everything but the aftermath was known at the cut. */
export function outcomeOf(cut: Cut, valuation: Valuation, aftermath: Aftermath): CutOutcome {
  const { snapshot } = valuation;
  return {
    revision: cut.revision,
    asOf: isoTime(cut.asOf),
    files: snapshot.files.map(file => file.path),
    rankings: rankingsOf(valuation),
    fixes: Object.fromEntries(aftermath.fixes),
    fixesInNewFiles: aftermath.fixesInNewFiles,
    streams: streamRanges(valuation, aftermath),
    listedFiles: fileRanges(valuation, aftermath),
    burden: burdenOutcomes(valuation, aftermath),
  };
}

/** Every source file alive at the cut, best first, by each order; counts and lines are those of the shown 8 quarters. */
function rankingsOf(valuation: Valuation): CutOutcome['rankings'] {
  const { snapshot, hotspots, pricing } = valuation;
  const { files } = snapshot.input;
  const recent = new Map(snapshot.files.map(({ path }) => [path, recentChanges(snapshot, path)]));
  const hotspot = (path: string) => hotspots.get(path)!.score;
  const loc = (file: ModelFile) => file.measure?.loc ?? 0;
  const listed = orderItems(valuation, { sort: 'cost', only: [] }).map(item => item.file.path);
  const others = pricing.files.toSorted(
    (a, b) =>
      b.expectedCost - a.expectedCost || hotspot(b.path) - hotspot(a.path) || compareText(a.path, b.path),
  );
  const top = (key: (file: ModelFile) => number): string[] =>
    files
      .toSorted((a, b) => key(b) - key(a) || compareText(a.path, b.path))
      .slice(0, LISTED)
      .map(file => file.path);
  return {
    // As the report lists them; files that are no debt item follow only where there are fewer than twenty items.
    cost: [...new Set([...listed, ...others.map(file => file.path)])].slice(0, LISTED),
    hotspot: top(file => hotspot(file.path)),
    'commits-x-loc': top(file => recent.get(file.path)!.commits * loc(file)),
    churn: top(file => recent.get(file.path)!.churn),
    loc: top(loc),
  };
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
function streamRanges({ snapshot, coefficients }: Valuation, { streamCommits }: Aftermath): RangeOutcome[] {
  const activities = streamActivities(snapshot.input, coefficients);
  return snapshot.input.streams.flatMap(({ name, commits }, index): RangeOutcome[] => {
    const activity = activities[index]!;
    if (activity.kind === 'absent' || !isKnown(commits, 0)) return [];
    return [rangeOutcome(name, activity.value, streamCommits[index]!, commits[0] ?? 0)];
  });
}

function fileRanges(valuation: Valuation, { changes }: Aftermath): RangeOutcome[] {
  const { snapshot, coefficients } = valuation;
  const mean = meanFileChanges(snapshot.input.files);
  return orderItems(valuation, { sort: 'cost', only: [] })
    .slice(0, LISTED)
    .flatMap(({ file }): RangeOutcome[] => {
      const activity = fileActivity(file, mean, snapshot.input, coefficients);
      if (activity.kind === 'absent') return [];
      return [rangeOutcome(file.path, activity.value, changes.get(file.path) ?? 0, file.changes[0] ?? 0)];
    });
}

const rangeOutcome = (
  key: string,
  { p10, p50, p90 }: Pick<RangeOutcome, 'p10' | 'p50' | 'p90'>,
  actual: number,
  lastQuarter: number,
): RangeOutcome => ({ key, p10, p50, p90, actual, lastQuarter });

function burdenOutcomes(
  { files, coefficients, pricing: { burden } }: Valuation,
  aftermath: Aftermath,
): BurdenOutcome[] {
  if (burden.kind === 'absent' || aftermath.burden === undefined) return [];
  return [...aftermath.burden]
    .flatMap(([path, { changes, followUps }]): BurdenOutcome[] => {
      const file = files.get(path);
      if (file?.measure === undefined) return [];
      const forecast = fixBurden(fileEvidence(file, burden), burden, coefficients);
      if (forecast.kind === 'absent') return [];
      return [{ path, changes, followUps, predictedRate: forecast.value.rate, meanRate: burden.rate }];
    })
    .sort((a, b) => compareText(a.path, b.path));
}
