import { describe, expect, test } from 'vitest';
import type { MeasuredFunction } from '../../src/core/measured-function.ts';
import {
  drawPrincipal,
  estimateFix,
  fixParts,
  fixRange,
  functionFixHours,
  isDebtItem,
  splitHours,
} from '../../src/model/fix-cost.ts';
import { quantile, rangeOf } from '../../src/model/range-of.ts';
import { createWorlds } from '../../src/model/worlds.ts';
import { calmWorlds } from './calm-worlds.ts';

const fn = (cognitive: number, line: number, endLine: number, parent?: number): MeasuredFunction => ({
  name: `f${line}`,
  line,
  endLine,
  cognitive,
  ...(parent === undefined ? {} : { parent }),
});

describe('hours of one function', () => {
  test.each([
    // (5 + 16 - 15) / 60 = 0.1 against 12 x 3.75 / 60 = 0.75
    [16, 12, 0.75],
    [64, 180, 11.25],
    // (5 + 30 - 15) / 60 = 1/3 against 4 x 3.75 / 60 = 0.25: the tangle decides
    [30, 4, 1 / 3],
    [100, 900, 56.25],
    [25, 40, 2.5],
  ])('cognitive %d over %d lines takes %d h', (cognitive, lines, hours) => {
    expect(functionFixHours(cognitive, lines)).toBeCloseTo(hours, 9);
  });
});

describe('hours to split a large file', () => {
  test.each([
    [430, 0.4375],
    [1000, 36.0625],
    [5000, 286.0625],
    [11000, 661.0625],
    [423, 0],
    [100, 0],
  ])('size %d takes %d h', (size, hours) => {
    expect(splitHours(size - 423)).toBeCloseTo(hours, 9);
    expect(fixParts({ size, functions: [] }).splitHours).toBeCloseTo(hours, 9);
  });
});

describe('hours of a file', () => {
  test('only functions above 15 count', () => {
    expect(fixParts({ size: 300, functions: [fn(15, 1, 100), fn(64, 101, 280)] }).hours).toBeCloseTo(
      11.25,
      9,
    );
  });

  test('lines of a listed function inside a listed one count once; its own tangle is still paid for', () => {
    // outer 100 lines: 6.25 h; inner (20 points): (5 + 20 - 15) / 60 h and no lines
    const parts = fixParts({ size: 300, functions: [fn(40, 1, 100), fn(20, 10, 60, 0)] });
    expect(parts.hours).toBeCloseTo(6.25 + 10 / 60, 9);
    expect(parts.functions.map(part => part.lines)).toEqual([100, 0]);
  });

  test('an unlisted function in between does not hide the listed one around it', () => {
    const parts = fixParts({ size: 300, functions: [fn(40, 1, 100), fn(2, 5, 70, 0), fn(20, 10, 60, 1)] });
    expect(parts.functions.map(part => part.lines)).toEqual([100, 0]);
  });

  test('a listed function inside an unlisted one has its own lines', () => {
    expect(fixParts({ size: 300, functions: [fn(3, 1, 100), fn(20, 10, 49, 0)] }).hours).toBeCloseTo(2.5, 9);
  });

  test('the lines of listed functions are not split off a second time', () => {
    // size 1000: 577 beyond a healthy file, of which 180 are the function's: 397 x 3.75 / 60 = 24.8125
    const parts = fixParts({ size: 1000, functions: [fn(64, 1, 180)] });
    expect(parts.splitLines).toBe(397);
    expect(parts.hours).toBeCloseTo(11.25 + 24.8125, 9);
  });

  test('many middling functions in a file of normal size: the hardest one is the price, not nothing', () => {
    // 40 lines x 3.75 / 60
    const parts = fixParts({ size: 400, functions: [fn(12, 1, 20), fn(15, 21, 60), fn(14, 61, 200)] });
    expect(parts.hours).toBeCloseTo(2.5, 9);
  });

  test('twice the minutes a line: twice the lines part', () => {
    const file = { size: 1000, functions: [fn(64, 1, 180)] };
    const twice = fixParts(file, { rewrittenShare: 0.25, minutesPerLine: 30, fixSpread: 3 });
    expect(twice.hours).toBeCloseTo(2 * fixParts(file).hours, 9);
  });
});

test('deficit 1 is still healthy', () => {
  expect([0, 1, 1.000001, 9].map(deficit => isDebtItem(deficit))).toEqual([false, false, true, true]);
});

describe('range', () => {
  test('80 % within a factor of three; the mean is 1.44 times the median', () => {
    const range = fixRange(estimateFix({ size: 1000, functions: [] }, undefined));
    expect(range.p50).toBeCloseTo(36.0625, 9);
    expect(range.p10).toBeCloseTo(36.0625 / 3, 9);
    expect(range.p90).toBeCloseTo(36.0625 * 3, 9);
    // sd = ln 3 / 1.2815515655 = 0.857251; exp(0.734881 / 2) = 1.44403
    expect(range.mean / range.p50).toBeCloseTo(1.44403, 5);
  });

  test('a factor of 2.2 gives a mean 1.208353 times the median', () => {
    const fix = estimateFix({ size: 1000, functions: [] }, undefined, {
      rewrittenShare: 0.25,
      minutesPerLine: 15,
      fixSpread: 2.2,
    });
    expect(fix.logSd).toBeCloseTo(0.615237, 6);
    expect(fixRange(fix).mean / fixRange(fix).p50).toBeCloseTo(1.208353, 6);
  });

  test('hours given by the user win and are certain', () => {
    const fix = estimateFix({ size: 1000, functions: [] }, 80);
    expect(fixRange(fix)).toEqual({ p10: 80, p50: 80, p90: 80, mean: 80 });
    expect(drawPrincipal(fix, calmWorlds, 'a.ts')).toEqual(Float64Array.of(80));
  });

  test('draws follow the closed form', () => {
    const fix = estimateFix({ size: 1000, functions: [] }, undefined);
    const drawn = rangeOf(drawPrincipal(fix, createWorlds('seed'), 'a.ts'));
    const exact = fixRange(fix);
    for (const bound of ['p10', 'p50', 'p90', 'mean'] as const)
      expect(drawn[bound] / exact[bound]).toBeCloseTo(1, 2);
  });
});

test('quantiles interpolate between order statistics', () => {
  expect([0, 0.1, 0.25, 0.5, 1].map(p => quantile([10, 20, 30], p))).toEqual([10, 12, 15, 20, 30]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
