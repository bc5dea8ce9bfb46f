import { describe, expect, test } from 'vitest';
import { deficit, effectiveSize, healthBand, healthOf } from '../../src/model/health.ts';

describe('health deficit', () => {
  test.each([
    [0, 0, 0],
    [15, 100, 0.27453],
    [40, 250, 1.00076],
    [80, 400, 2.026224],
    [120, 700, 3.070014],
    [250, 1000, 5.151998],
    [16, 0, 0.271176],
    [0, 1000, 0.893344],
    [500, 3000, 9],
    [2000, 11000, 9],
  ])('complexity %d and size %d give %d', (cognitive, size, expected) => {
    expect(deficit(cognitive, size)).toBeCloseTo(expected, 6);
    expect(healthOf(deficit(cognitive, size))).toBeCloseTo(10 - expected, 6);
  });

  test('never falls when code grows', () => {
    expect(deficit(41, 250)).toBeGreaterThan(deficit(40, 250));
    expect(deficit(40, 251)).toBeGreaterThan(deficit(40, 250));
  });

  test.each([
    [Number.NaN, 1],
    [1, Number.NaN],
    [-1, 1],
    [1, -1],
    [Number.POSITIVE_INFINITY, 1],
  ])('%d and %d are our mistake', (cognitive, size) => {
    expect(() => deficit(cognitive, size)).toThrow(RangeError);
  });
});

test('bands end at 1 and 6, both included', () => {
  expect([0, 1, 1.0001, 6, 6.0001, 9].map(d => healthBand(d))).toEqual([
    'healthy',
    'healthy',
    'warning',
    'warning',
    'alert',
    'alert',
  ]);
});

test('a data table counts by its statements', () => {
  expect(effectiveSize(10_260, 13)).toBe(130);
  expect(effectiveSize(100, 60)).toBe(100);
});
