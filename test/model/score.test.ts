import { describe, expect, test } from 'vitest';
import type { CutOutcome, RangeOutcome } from '../../src/core/backtest.ts';
import {
  pinballLoss,
  poissonDeviance,
  scoreBurden,
  scoreCut,
  scoreRanges,
  scoreTrackRecord,
  skillOf,
} from '../../src/model/score.ts';

const files = Array.from({ length: 40 }, (_, i) => `f${String(i).padStart(2, '0')}.ts`);

/** 40 files; f00 has 6 fixes, f10 has 3, f30 has 1. Cost lists f00 to f19, LOC the other end. */
const cut = (options: Partial<CutOutcome> = {}): CutOutcome => ({
  revision: 'abc',
  asOf: '2026-01-01T00:00:00Z',
  files,
  rankings: {
    cost: files,
    hotspot: files,
    'commits-x-loc': files.slice(5),
    churn: files,
    loc: files.toReversed(),
  },
  fixes: { 'f00.ts': 6, 'f10.ts': 3, 'f30.ts': 1, 'born-later.ts': 9 },
  fixesInNewFiles: 9,
  streams: [],
  listedFiles: [],
  burden: [],
  ...options,
});
const scoreOf = (score: ReturnType<typeof scoreCut>, name: string) =>
  score.rankings.find(ranking => ranking.ranking === name)!;

describe('ranking', () => {
  const score = scoreCut(cut());
  test('recall: fixes in the 20 listed files of all fixes in files that existed', () => {
    expect(scoreOf(score, 'cost')).toMatchObject({ caught: 9, fixes: 10, recall: 0.9, hitRate: 2 / 20 });
    expect(scoreOf(score, 'commits-x-loc')).toMatchObject({ caught: 3, recall: 0.3 });
    // the last 20: f20 to f39
    expect(scoreOf(score, 'loc')).toMatchObject({ caught: 1, recall: 0.1, hitRate: 1 / 20 });
  });
  test('best possible: the files that turned out to need most fixes', () => {
    expect(scoreOf(score, 'best-possible')).toMatchObject({ caught: 10, recall: 1, hitRate: 3 / 20 });
  });
  test('base rate: picking blindly', () => expect(score.baseRate).toBeCloseTo(3 / 40, 12));
  test('no fixes at all: no recall, rather than 0 or 1', () => {
    expect(scoreOf(scoreCut(cut({ fixes: {} })), 'cost')).toMatchObject({ recall: null, hitRate: 0 });
  });
  test('hostile names are names', () => {
    const score = scoreCut(cut({ files: ['__proto__', 'constructor'], fixes: {} }));
    expect(scoreOf(score, 'best-possible')).toMatchObject({ caught: 0, fixes: 0 });
  });
});

describe('ranges', () => {
  test('pinball loss', () => {
    expect(pinballLoss(0.9, 10, 14)).toBeCloseTo(3.6, 12);
    expect(pinballLoss(0.9, 10, 6)).toBeCloseTo(0.4, 12);
    expect(pinballLoss(0.5, 10, 10)).toBe(0);
  });

  const outcome = (
    p10: number,
    p50: number,
    p90: number,
    actual: number,
    lastQuarter: number,
  ): RangeOutcome => ({ key: 'x', p10, p50, p90, actual, lastQuarter });

  test('coverage and skill by hand', () => {
    const score = scoreRanges([outcome(2, 6, 10, 8, 4), outcome(0, 1, 3, 5, 5)]);
    // first: .1 x 6, .5 x 2, .1 x 2 = 1.8; second: .1 x 5, .5 x 4, .9 x 2 = 4.3; over three quantiles and two forecasts
    // last quarter: 4 x (.1 + .5 + .9) = 6, and 0
    expect(score).toMatchObject({ of: 2, held: 1, coverage: 0.5 });
    expect(score.loss).toBeCloseTo(6.1 / 6, 12);
    expect(score.baselineLoss).toBeCloseTo(1, 12);
    expect(score.skill).toBeCloseTo(1 - 6.1 / 6, 12);
  });
  test('a bound belongs to its range', () => {
    expect(scoreRanges([outcome(2, 6, 10, 2, 4), outcome(2, 6, 10, 10, 4)]).held).toBe(2);
  });
  test('nothing forecast: nothing claimed', () => {
    expect(scoreRanges([])).toEqual({
      of: 0,
      held: 0,
      coverage: null,
      loss: null,
      baselineLoss: null,
      skill: null,
    });
    expect(skillOf(0.5, 0)).toBeNull();
  });
});

describe('fix burden', () => {
  test('deviance is 0 for what was expected and grows both ways', () => {
    expect(poissonDeviance(3, 3)).toBeCloseTo(0, 12);
    expect(poissonDeviance(0, 2)).toBeCloseTo(4, 12);
    // 2 (4 ln 2 - 2)
    expect(poissonDeviance(4, 2)).toBeCloseTo(8 * Math.LN2 - 4, 12);
  });
  test('against the same rate for every file', () => {
    const burden = [
      { path: 'a', changes: 10, followUps: 4, predictedRate: 0.4, meanRate: 0.2 },
      { path: 'b', changes: 10, followUps: 0, predictedRate: 0.1, meanRate: 0.2 },
      { path: 'idle', changes: 0, followUps: 0, predictedRate: 0.1, meanRate: 0.2 },
    ];
    const score = scoreBurden(burden);
    expect(score).toMatchObject({ files: 2, changes: 20, followUps: 4 });
    expect(score.loss).toBeCloseTo((0 + 2) / 2, 12);
    expect(score.baselineLoss).toBeCloseTo((8 * Math.LN2 - 4 + 4) / 2, 12);
  });
});

describe('track record', () => {
  test('one quarter is none yet', () => {
    expect(scoreTrackRecord([cut()])).toMatchObject({
      kind: 'none',
      why: 'fewer-than-2-quarters',
      quarters: 1,
    });
    expect(scoreTrackRecord([])).toMatchObject({ kind: 'none', quarters: 0, cuts: [] });
  });
  test('quarters are pooled by counts, not by averaging ratios', () => {
    // 9 of 10 and 0 of 90: 9 %, not 45 %
    const record = scoreTrackRecord([cut(), cut({ fixes: { 'f39.ts': 90 } })]);
    if (record.kind !== 'scored') throw new Error('not scored');
    expect(record.pooled.rankings.find(ranking => ranking.ranking === 'cost')).toMatchObject({
      caught: 9,
      fixes: 100,
      recall: 0.09,
      hitRate: 2 / 40,
    });
    expect(record.pooled).toMatchObject({ files: 80, fixesInNewFiles: 18, baseRate: 4 / 80 });
    expect([record.quarters, record.listed, record.nominal]).toEqual([2, 20, 0.8]);
  });
});
