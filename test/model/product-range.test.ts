import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedCopy } from '../../src/model/order-statistics.ts';
import { rangeOfProduct } from '../../src/model/product-range.ts';
import { quantile, rangeOf } from '../../src/model/range-of.ts';
import { createWorlds } from '../../src/model/worlds.ts';

test('product of two unknowns: the range of all pairs', () => {
  const worlds = createWorlds('s', 512);
  const luck = worlds.gamma(0.5, 'share', 'a');
  const drag = worlds.normal('beta', '').map(z => 0.05 + 0.1 * z);
  const pairs: number[] = [];
  for (const a of luck) for (const b of drag) pairs.push(a * b);
  const expected = rangeOf(Float64Array.from(pairs));
  const range = rangeOfProduct(luck, drag);
  for (const bound of ['p10', 'p50', 'p90', 'mean'] as const)
    expect(range[bound]).toBeCloseTo(expected[bound], 3);
});

test('a constant scales the other one', () => {
  const values = createWorlds('s', 4096).normal('x', 'y');
  const twice = rangeOfProduct(new Float64Array(4096).fill(2), values);
  expect(twice.p10).toBeCloseTo(2 * -1.2815515655, 2);
  expect(twice.p50).toBeCloseTo(0, 2);
  expect(twice.p90).toBeCloseTo(2 * 1.2815515655, 2);
});

test('nothing times anything is nothing', () => {
  expect(rangeOfProduct(new Float64Array(8), Float64Array.of(-3, -2, -1, 0, 1, 2, 3, 4))).toEqual({
    p10: 0,
    p50: 0,
    p90: 0,
    mean: 0,
  });
  expect(rangeOfProduct(Float64Array.of(1, 2, 3, 4), new Float64Array(4))).toEqual({
    p10: 0,
    p50: 0,
    p90: 0,
    mean: 0,
  });
});

test('bounds are in order, and selection agrees with sorting, for any list', () => {
  const list = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      const positive = Float64Array.from(a, Math.abs);
      const signed = Float64Array.from(b);
      const range = rangeOfProduct(positive, signed);
      const sorted = signed.toSorted();
      expect([...sortedCopy(signed)]).toEqual([...sorted]);
      expect(rangeOf(signed)).toMatchObject({
        p10: quantile(sorted, 0.1),
        p50: quantile(sorted, 0.5),
        p90: quantile(sorted, 0.9),
      });
      return range.p10 <= range.p50 && range.p50 <= range.p90;
    }),
    { seed: 3, numRuns: 300 },
  );
});
