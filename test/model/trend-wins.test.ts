import { describe, expect, test } from 'vitest';
import { findWins, forecastHealth, type PastState, priceWins } from '../../src/model/trend-wins.ts';

const state = (asOf: string, deficits: Record<string, number>): PastState => ({
  asOf,
  items: Object.entries(deficits).map(([path, deficit]) => ({
    path,
    valueStreams: path.startsWith('shared') ? ['A', 'B'] : ['A'],
    deficit,
  })),
});
const past = [
  state('2026-03-01', {
    'left.ts': 4,
    'shrank.ts': 6,
    'grew.ts': 2,
    'hardly.ts': 3,
    'gone.ts': 5,
    'shared.ts': 2,
  }),
  state('2026-06-01', {
    'left.ts': 4.5,
    'shrank.ts': 5.9,
    'grew.ts': 3,
    'hardly.ts': 3,
    'gone.ts': 5,
    'shared.ts': 2,
  }),
  state('2026-09-01', { 'shrank.ts': 3, 'grew.ts': 4, 'hardly.ts': 2.9 }),
];
const today = new Map([
  ['left.ts', 0.8],
  ['shrank.ts', 3],
  ['grew.ts', 4],
  ['hardly.ts', 2.6],
  ['shared.ts', 1],
]);

describe('wins', () => {
  const wins = findWins(past, today);
  test('what left, what is gone and what shrank, largest drop first; noise and growth are none', () => {
    expect(wins.map(({ kind, path }) => [kind, path])).toEqual([
      ['deleted', 'gone.ts'],
      ['left', 'left.ts'],
      ['shrank', 'shrank.ts'],
      ['left', 'shared.ts'],
    ]);
  });
  test('from its worst quarter until the first one in which it was half way down', () => {
    expect(wins.find(win => win.path === 'left.ts')).toMatchObject({
      from: '2026-06-01',
      until: '2026-09-01',
      deficitBefore: 4.5,
      deficitNow: 0.8,
    });
    // worst 6, now 3: half way is 4.5, which June's 5.9 is not
    expect(wins.find(win => win.path === 'shrank.ts')).toMatchObject({
      from: '2026-03-01',
      until: '2026-09-01',
    });
  });
});

describe('what they save', () => {
  // one world: two hours for each point; the second world sees twice that
  const hoursAt = (_: string, deficit: number) => Float64Array.of(2 * deficit, 4 * deficit);
  const priced = priceWins(findWins(past, today), hoursAt, 2, 50);

  test('hours at the old health less hours at the new one, at today’s activity', () => {
    // 2 x (6 - 3) and 4 x (6 - 3)
    expect(priced.items.find(win => win.path === 'shrank.ts')?.hoursSaved?.mean).toBeCloseTo(9, 9);
    expect(priced.items.find(win => win.path === 'shrank.ts')?.moneySaved?.mean).toBeCloseTo(450, 9);
    expect(priced.items.find(win => win.path === 'gone.ts')).not.toHaveProperty('hoursSaved');
  });
  test('totals within worlds; a file of two streams counts in both, and once in the total', () => {
    // drops 3.7 + 3 + 1 = 7.7: 15.4 and 30.8
    expect(priced.hoursSaved.mean).toBeCloseTo(23.1, 9);
    expect(priced.byStream.map(({ name, items }) => [name, items])).toEqual([
      ['A', 4],
      ['B', 1],
    ]);
    expect(priced.byStream[1]!.hoursSaved.mean).toBeCloseTo(3, 9);
  });
  test('without a rate no money; without wins zero', () => {
    expect(priceWins(findWins(past, today), hoursAt, 2)).not.toHaveProperty('moneySaved');
    expect(priceWins([], hoursAt, 2)).toEqual({
      items: [],
      byStream: [],
      hoursSaved: { p10: 0, p50: 0, p90: 0, mean: 0 },
    });
  });
});

describe('health next quarter', () => {
  test('no growth is the best guess, and the bad end is further away than the good one', () => {
    const { health } = forecastHealth([{ cognitive: 80, size: 400, weight: 1 }])!;
    expect(health.likely).toBeCloseTo(7.973776, 6);
    // cog 88.8: 0.518 x ln(1 + 88.8/15.07)² + 0.6075 x ln(1 + 400/423.3)² = 1.930366 + 0.268845
    expect(health.low).toBeCloseTo(7.800788, 5);
    expect(health.high - health.likely).toBeLessThan((health.likely - health.low) / 10);
  });
  test('weighed by effort; nothing measured, nothing forecast', () => {
    const files = [
      { cognitive: 80, size: 400, weight: 3 },
      { cognitive: 0, size: 0, weight: 1 },
    ];
    expect(forecastHealth(files)!.health.likely).toBeCloseTo((3 * 7.973776 + 10) / 4, 6);
    expect(forecastHealth([])).toBeUndefined();
  });
});
