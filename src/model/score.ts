import {
  type BurdenOutcome,
  type BurdenScore,
  type CutOutcome,
  type CutScore,
  type PooledScore,
  type RangeOutcome,
  type RangeScore,
  type RankingName,
  type RankingScore,
  rankingNames,
  type TrackRecord,
} from '../core/backtest.ts';
import { compareText } from '../core/text-order.ts';

/** How many files a list has: one screen. */
export const LISTED = 20;
/** What the ranges claim to hold. */
export const NOMINAL = 0.8;
/** One quarter is an anecdote. */
const FEWEST_QUARTERS = 2;

/**
 * How good the forecasts made at past dates were. Quarters are pooled by adding up what was counted, never by
 * averaging their ratios. Fewer than two quarters: no track record yet, and the figures are not pooled.
 * @param cuts newest first or oldest first; the order is kept
 */
export function scoreTrackRecord(cuts: readonly CutOutcome[]): TrackRecord {
  const scores = cuts.map(scoreCut);
  if (cuts.length < FEWEST_QUARTERS)
    return { kind: 'none', why: 'fewer-than-2-quarters', quarters: cuts.length, cuts: scores };
  return {
    kind: 'scored',
    quarters: cuts.length,
    listed: LISTED,
    nominal: NOMINAL,
    pooled: pool(cuts, scores),
    cuts: scores,
  };
}

/** The score of one quarter. Only files that could have been listed at the cut count. */
export function scoreCut(cut: CutOutcome): CutScore {
  return {
    revision: cut.revision,
    asOf: cut.asOf,
    files: cut.files.length,
    fixesInNewFiles: cut.fixesInNewFiles,
    rankings: rankingNames.map(name => scoreRanking(name, cut)),
    baseRate: ratio(cut.files.filter(path => fixesOf(cut, path) > 0).length, cut.files.length),
    streams: scoreRanges(cut.streams),
    listedFiles: scoreRanges(cut.listedFiles),
    burden: scoreBurden(cut.burden),
  };
}

/** Fixes caught by the first 20 files of an order, and how many of these had any. */
export function scoreRanking(ranking: RankingName, cut: CutOutcome): RankingScore {
  const listed = listOf(ranking, cut);
  const fixes = sum(cut.files, path => fixesOf(cut, path));
  const caught = sum(listed, path => fixesOf(cut, path));
  const hits = listed.filter(path => fixesOf(cut, path) > 0).length;
  return { ranking, caught, fixes, recall: ratio(caught, fixes), hitRate: ratio(hits, listed.length) };
}

/**
 * Coverage of 80 % ranges, and the mean pinball loss of their three quantiles against the forecast that a quarter
 * repeats the one before it.
 */
export function scoreRanges(outcomes: readonly RangeOutcome[]): RangeScore {
  const held = outcomes.filter(({ p10, p90, actual }) => p10 <= actual && actual <= p90).length;
  const loss = mean(outcomes, ({ p10, p50, p90, actual }) => rangeLoss([p10, p50, p90], actual));
  const baselineLoss = mean(outcomes, ({ lastQuarter, actual }) =>
    rangeLoss([lastQuarter, lastQuarter, lastQuarter], actual),
  );
  return {
    of: outcomes.length,
    held,
    coverage: ratio(held, outcomes.length),
    loss,
    baselineLoss,
    skill: skillOf(loss, baselineLoss),
  };
}

/**
 * Loss of a quantile forecast: being below costs p for each unit, being above 1 - p; least on average for the true
 * quantile (Koenker and Bassett 1978).
 */
export function pinballLoss(p: number, forecast: number, actual: number): number {
  return actual >= forecast ? p * (actual - forecast) : (1 - p) * (forecast - actual);
}

/** Follow-up fixes of each file against the repository's mean for all, as Poisson deviance. */
export function scoreBurden(outcomes: readonly BurdenOutcome[]): BurdenScore {
  const scored = outcomes.filter(outcome => outcome.changes > 0);
  const loss = mean(scored, o => poissonDeviance(o.followUps, o.changes * o.predictedRate));
  const baselineLoss = mean(scored, o => poissonDeviance(o.followUps, o.changes * o.meanRate));
  return {
    files: scored.length,
    changes: sum(scored, o => o.changes),
    followUps: sum(scored, o => o.followUps),
    loss,
    baselineLoss,
    skill: skillOf(loss, baselineLoss),
  };
}

/** 0 for a perfect forecast. @param expected > 0, or 0 where nothing came */
export function poissonDeviance(actual: number, expected: number): number {
  const surprise = actual > 0 ? actual * Math.log(actual / expected) : 0;
  return 2 * (surprise - (actual - expected));
}

/** 1 - loss ÷ baseline: 0 is no better than the simple forecast; null where that one made no mistake or nothing was forecast. */
export function skillOf(loss: number | null, baselineLoss: number | null): number | null {
  return loss === null || baselineLoss === null || baselineLoss === 0 ? null : 1 - loss / baselineLoss;
}

function pool(cuts: readonly CutOutcome[], scores: readonly CutScore[]): PooledScore {
  const listed = (name: RankingName) => sum(cuts, cut => listOf(name, cut).length);
  const hits = (name: RankingName) =>
    sum(cuts, cut => listOf(name, cut).filter(path => fixesOf(cut, path) > 0).length);
  const files = sum(cuts, cut => cut.files.length);
  return {
    files,
    fixesInNewFiles: sum(cuts, cut => cut.fixesInNewFiles),
    rankings: rankingNames.map((ranking, index) => {
      const caught = sum(scores, score => score.rankings[index]!.caught);
      const fixes = sum(scores, score => score.rankings[index]!.fixes);
      return {
        ranking,
        caught,
        fixes,
        recall: ratio(caught, fixes),
        hitRate: ratio(hits(ranking), listed(ranking)),
      };
    }),
    baseRate: ratio(
      sum(cuts, cut => cut.files.filter(path => fixesOf(cut, path) > 0).length),
      files,
    ),
    streams: scoreRanges(cuts.flatMap(cut => cut.streams)),
    listedFiles: scoreRanges(cuts.flatMap(cut => cut.listedFiles)),
    burden: scoreBurden(cuts.flatMap(cut => cut.burden)),
  };
}

function listOf(ranking: RankingName, cut: CutOutcome): readonly string[] {
  if (ranking !== 'best-possible') return cut.rankings[ranking].slice(0, LISTED);
  const byFixes = (a: string, b: string) => fixesOf(cut, b) - fixesOf(cut, a) || compareText(a, b);
  return cut.files.toSorted(byFixes).slice(0, LISTED);
}

function rangeLoss(quantiles: readonly [number, number, number], actual: number): number {
  const levels = [0.1, 0.5, 0.9] as const;
  return sum(levels, (p, i) => pinballLoss(p, quantiles[i]!, actual)) / levels.length;
}

const fixesOf = (cut: CutOutcome, path: string): number =>
  Object.hasOwn(cut.fixes, path) ? cut.fixes[path]! : 0;
const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const sum = <T>(items: readonly T[], value: (item: T, index: number) => number): number =>
  items.reduce((total, item, index) => total + value(item, index), 0);
const mean = <T>(items: readonly T[], value: (item: T) => number): number | null =>
  items.length > 0 ? sum(items, value) / items.length : null;
