import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gammaQuantile, gammaTails, logGamma } from '../../src/model/gamma-quantile.ts';
import { normalQuantile } from '../../src/model/normal-quantile.ts';
import { createWorlds } from '../../src/model/worlds.ts';

describe('distributions', () => {
  test('normal quantiles, from published tables', () => {
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 12);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 9);
    expect(normalQuantile(0.5)).toBe(0);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });

  test('gamma quantiles with mean 1', () => {
    expect([0.1, 0.5, 0.9].map(p => gammaQuantile(p, 0.5).toFixed(6))).toEqual([
      '0.015791',
      '0.454936',
      '2.705543',
    ]);
    expect([0.1, 0.5, 0.9].map(p => gammaQuantile(p, 1.3).toFixed(6))).toEqual([
      '0.161197',
      '0.758461',
      '2.158191',
    ]);
    // Shape 1 is exponential.
    expect(gammaQuantile(0.99, 1)).toBeCloseTo(-Math.log(0.01), 12);
  });

  test.each([0.1, 0.5, 1.3, 7, 31.9, 32, 40.25, 300])(
    'shape %d: the quantile has the level it was asked for, in the tails too',
    shape => {
      for (const p of [1e-5, 0.001, 0.1, 0.5, 0.9, 0.999, 1 - 1e-5]) {
        const { lower, upper } = gammaTails(shape, gammaQuantile(p, shape) * shape);
        const error = p <= 0.5 ? lower / p - 1 : upper / (1 - p) - 1;
        expect(Math.abs(error)).toBeLessThan(shape < 32 ? 1e-10 : 1e-3);
      }
    },
  );

  test('ln Γ', () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
  });
});

describe('worlds', () => {
  const worlds = createWorlds('seed', 1024);

  test('each list takes every slice once', () => {
    for (const list of [
      worlds.uniform('beta', ''),
      worlds.uniform('share', 'a.ts'),
      worlds.uniform('anything', 'a.ts'),
    ]) {
      expect([...list].map(u => Math.floor(u * 1024)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 1024 }, (_, i) => i),
      );
    }
  });

  test('a list depends on seed, quantity and key, and on nothing drawn before', () => {
    const first = createWorlds('seed', 1024).normal('residual', 'b.ts');
    worlds.gamma(0.5, 'share', 'x');
    expect(worlds.normal('residual', 'b.ts')).toEqual(first);
    expect(worlds.normal('residual', 'c.ts')).not.toEqual(first);
    expect(worlds.normal('other', 'b.ts')).not.toEqual(first);
    expect(createWorlds('seed2', 1024).normal('residual', 'b.ts')).not.toEqual(first);
    expect(createWorlds('seed', 1024).normal('', 'residualb.ts')).not.toEqual(first);
  });

  test('β, share and residual of a file fill space evenly: one world in each of the equal boxes, however they are cut', () => {
    const lists = [
      worlds.uniform('beta', ''),
      worlds.uniform('share', 'a.ts'),
      worlds.uniform('residual', 'a.ts'),
    ];
    for (let i = 0; i <= 10; i++) {
      for (let j = 0; i + j <= 10; j++) {
        const cuts = [1 << i, 1 << j, 1 << (10 - i - j)];
        const boxes = new Set(
          Array.from({ length: 1024 }, (_, w) =>
            lists.map((list, d) => Math.floor(list[w]! * cuts[d]!)).join(),
          ),
        );
        expect(boxes.size).toBe(1024);
      }
    }
  });

  test('lists of different files are as good as independent', () => {
    // The correlation of independent lists of n values has a standard deviation of 1/√n: 0.03 here.
    const files = Array.from({ length: 40 }, (_, i) => worlds.normal('residual', `src/${i}.ts`));
    let squares = 0;
    let sum = 0;
    let pairs = 0;
    for (let a = 0; a < files.length; a++) {
      for (let b = a + 1; b < files.length; b++) {
        let correlation = 0;
        for (let w = 0; w < 1024; w++) correlation += (files[a]![w]! * files[b]![w]!) / 1024;
        squares += correlation * correlation;
        sum += correlation;
        pairs += 1;
      }
    }
    expect(Math.abs(sum / pairs)).toBeLessThan(0.01);
    expect(Math.sqrt(squares / pairs)).toBeLessThan(0.06);
  });

  test('any key gives a permutation', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (seed, quantity, key) => {
        const list = createWorlds(seed, 64).uniform(quantity, key);
        return new Set(list).size === 64 && list.every(u => u > 0 && u < 1);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test.each([0, 1, 3, 1000])('%d is no number of worlds', count => {
    expect(() => createWorlds('s', count)).toThrow(RangeError);
  });
});
