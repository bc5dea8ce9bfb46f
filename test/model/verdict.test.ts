import { describe, expect, test } from 'vitest';
import type { FixAssessment } from '../../src/model/economics.ts';
import { type FixToJudge, judgeFixes } from '../../src/model/verdict.ts';
import { pointsByQuantile, wsjf } from '../../src/model/wsjf.ts';

const none = { p10: 0, p50: 0, p90: 0, mean: 0 };

function toJudge(
  path: string,
  probability: number,
  npv: number,
  options: { deficit?: number; cost?: number; saving?: number } = {},
): FixToJudge {
  const assessment: FixAssessment = {
    path,
    fix: { hours: { ...none, mean: 40 }, basis: 'estimated' },
    saving: { ...none, mean: options.saving ?? 5 },
    payback: { kind: 'weeks', weeks: 50 },
    npv: { ...none, mean: npv },
    probabilityWorthIt: probability,
    cd3: 1,
    draws: () => ({
      principal: new Float64Array(),
      saving: new Float64Array(),
      npv: new Float64Array(),
      effectiveness: new Float64Array(),
    }),
  };
  return { deficit: options.deficit ?? 3, costHours: options.cost ?? 1, assessment };
}

const verdictOf = (item: FixToJudge) =>
  judgeFixes([item]).map(judged => [judged.verdict, judged.reason.kind])[0];

describe('verdict', () => {
  test.each([
    [0.5, 1, 'worth-it', 'repays'],
    [0.499, 1, 'not-yet', 'odds-below-even'],
    [0.7, 0, 'not-yet', 'costs-more-than-it-saves'],
    [0.2, -1, 'not-yet', 'costs-more-than-it-saves'],
    [0.199, -1, 'do-not-refactor', 'do-not-refactor'],
  ] as const)('P(gain) %d and a mean gain of %d h: %s', (probability, npv, verdict, kind) => {
    expect(verdictOf(toJudge('a.ts', probability, npv))).toEqual([verdict, kind]);
  });

  test('nothing saved on average is said so', () => {
    expect(verdictOf(toJudge('a.ts', 0.3, -40, { saving: 0 }))).toEqual(['not-yet', 'saves-nothing']);
  });

  test('a warning needs a file that people would name: costliest 20 or least healthy 20', () => {
    const tempting = Array.from({ length: 20 }, (_, i) =>
      toJudge(`t${i}.ts`, 0.1, -1, { deficit: 6, cost: 100 }),
    );
    const costly = toJudge('costly.ts', 0.1, -1, { deficit: 2, cost: 200 });
    const sick = toJudge('sick.ts', 0.1, -1, { deficit: 9, cost: 0 });
    const dull = toJudge('dull.ts', 0.1, -1, { deficit: 2, cost: 0 });
    const judged = judgeFixes([...tempting, costly, sick, dull]);
    const reasonOf = (path: string) => judged.find(j => j.assessment.path === path)?.reason;
    expect(reasonOf('costly.ts')).toMatchObject({ kind: 'do-not-refactor', among: 'costliest' });
    expect(reasonOf('sick.ts')).toMatchObject({ kind: 'do-not-refactor', among: 'least-healthy' });
    expect(reasonOf('dull.ts')?.kind).toBe('costs-more-than-it-saves');
    expect(reasonOf('t0.ts')).toMatchObject({ among: 'both' });
  });

  test('healthy files are never warned about', () => {
    expect(verdictOf(toJudge('a.ts', 0.1, -1, { deficit: 1 }))).toEqual([
      'not-yet',
      'costs-more-than-it-saves',
    ]);
  });
});

describe('relative points', () => {
  test('seven different amounts get the seven points', () => {
    expect(pointsByQuantile([70, 10, 20, 30, 40, 50, 60])).toEqual([20, 1, 2, 3, 5, 8, 13]);
  });
  test('equal amounts get equal points, and one amount the least', () => {
    expect(pointsByQuantile([5, 5, 9])).toEqual([1, 1, 8]);
    expect(pointsByQuantile([5])).toEqual([1]);
    expect(pointsByQuantile([])).toEqual([]);
  });
  test('value ÷ size', () => {
    expect(
      wsjf([
        { value: 1, size: 9 },
        { value: 9, size: 1 },
      ]),
    ).toEqual([
      { value: 1, size: 5, score: 0.2 },
      { value: 5, size: 1, score: 5 },
    ]);
  });
});
