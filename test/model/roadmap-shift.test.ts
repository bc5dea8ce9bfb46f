import { describe, expect, test } from 'vitest';
import { type PlannedWork, shiftShares } from '../../src/model/roadmap-shift.ts';

const history = [
  { name: 'Checkout', share: 0.5 },
  { name: 'Catalog', share: 0.3 },
];
const horizon = { from: '2027-01-01', days: 91 };
/** Two engineers for 45 days, unless told otherwise. */
const work = (touches: Record<string, number>, start = '2027-01-01', finish = '2027-02-15'): PlannedWork => ({
  engineers: 2,
  start,
  finish,
  touches,
});

describe('shares with the roadmap', () => {
  // 2 engineers x 45 days / 7 = 12.857143 engineer-weeks of 104
  const part = (2 * 45) / 7 / 104;
  const { shift, fileShare } = shiftShares([work({ Checkout: 0.2, Catalog: 0.6 })], history, horizon, 104);

  test('history keeps the rest of the team, planned work goes where it is planned', () => {
    expect(shift.plannedShare).toBeCloseTo(part, 12);
    expect(shift.streams[0]!.withRoadmap).toBeCloseTo((1 - part) * 0.5 + part * 0.2, 12);
    expect(shift.streams[1]!.withRoadmap).toBeCloseTo((1 - part) * 0.3 + part * 0.6, 12);
    expect([shift.gainsMost, shift.losesMost]).toEqual(['Catalog', 'Checkout']);
  });

  test('files keep their relative shares within a stream, and add up to it', () => {
    const [a, b] = [fileShare(0.4, [0]), fileShare(0.1, [0])];
    expect(a / b).toBeCloseTo(4, 12);
    expect(a + b).toBeCloseTo(shift.streams[0]!.withRoadmap, 12);
  });

  test('a file of two streams takes part in both; one of none keeps what history leaves it', () => {
    expect(fileShare(0.1, [0, 1])).toBeCloseTo(
      (1 - part) * 0.1 + (part * 0.2 * 0.1) / 0.5 + (part * 0.6 * 0.1) / 0.3,
      12,
    );
    expect(fileShare(0.1, [])).toBeCloseTo((1 - part) * 0.1, 12);
  });
});

test('only the days inside the horizon count', () => {
  // of 1 December to 11 January, the first 10 days of January
  const { shift } = shiftShares([work({ Checkout: 1 }, '2026-12-01', '2027-01-11')], history, horizon, 104);
  expect(shift.plannedShare).toBeCloseTo((2 * 10) / 7 / 104, 12);
  expect(
    shiftShares([work({ Checkout: 1 }, '2027-06-01', '2027-07-01')], history, horizon, 104).shift
      .plannedShare,
  ).toBe(0);
});

test('more planned than the team has: the roadmap alone, in its own proportions', () => {
  const { shift } = shiftShares([work({ Checkout: 1 }), work({ Catalog: 1 })], history, horizon, 10);
  expect(shift.plannedShare).toBeCloseTo(1, 12);
  expect(shift.streams.map(stream => stream.withRoadmap)).toEqual([
    expect.closeTo(0.5, 12),
    expect.closeTo(0.5, 12),
  ]);
});

test('streams called like what objects inherit are touched by nobody', () => {
  const names = ['constructor', '__proto__', 'toString'].map(name => ({ name, share: 0.2 }));
  const { shift } = shiftShares([work({ Checkout: 1 })], [...history, ...names], horizon, 104);
  // 1 - 12.857143 / 104 of what history says, and nothing added.
  for (const { name } of names) {
    const shifted = shift.streams.find(stream => stream.name === name)?.withRoadmap;
    expect(shifted).toBeCloseTo(0.2 * (1 - (2 * 45) / 7 / 104), 12);
  }
});

test('an empty roadmap leaves everything as it was', () => {
  const { shift, fileShare } = shiftShares([], history, horizon, 104);
  expect(shift).toEqual({
    plannedShare: 0,
    streams: [
      { name: 'Checkout', byHistory: 0.5, withRoadmap: 0.5 },
      { name: 'Catalog', byHistory: 0.3, withRoadmap: 0.3 },
    ],
  });
  expect(fileShare(0.1, [0])).toBe(0.1);
});
