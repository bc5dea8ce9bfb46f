import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestSet, type KnapsackItem } from '../../src/model/knapsack.ts';

const item = (key: string, cost: number, value: number): KnapsackItem => ({ key, cost, value });
const five = [item('A', 40, 60), item('B', 30, 40), item('C', 25, 38), item('D', 10, -5), item('E', 35, 20)];

test('worked example: A and B, and capacity is left rather than a loss taken', () => {
  const best = bestSet(five, 70);
  expect([...best.keys].toSorted()).toEqual(['A', 'B']);
  expect(best).toMatchObject({ cost: 70, value: 100, exact: true });
  expect([...bestSet(five, 1000).keys].toSorted()).toEqual(['A', 'B', 'C', 'E']);
});

test('decimals that meet the capacity exactly fit', () => {
  expect(bestSet([item('a', 0.1, 1), item('b', 0.2, 1)], 0.3).keys.size).toBe(2);
});

test('free fixes are always taken', () => {
  expect([...bestSet([item('a', 0, 1), item('b', 0, 2), item('c', 5, 1)], 0).keys].toSorted()).toEqual([
    'a',
    'b',
  ]);
});

test('equal values: the cheaper set', () => {
  expect([...bestSet([item('a', 10, 5), item('b', 9, 5)], 10).keys]).toEqual(['b']);
  expect([...bestSet([item('b', 10, 5), item('a', 10, 5)], 10).keys]).toEqual(['a']);
});

const items = fc
  .array(fc.record({ cost: fc.integer({ min: 0, max: 60 }), value: fc.integer({ min: -20, max: 60 }) }), {
    maxLength: 10,
  })
  .map(list => list.map(({ cost, value }, i) => item(`k${i}`, cost, value)));
const options = { seed: 7, numRuns: 200 };

describe('for any items', () => {
  test('no set within the capacity has a larger value', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 0, max: 150 }), (list, capacity) => {
        let most = 0;
        for (let set = 0; set < 1 << list.length; set++) {
          const members = list.filter((_, i) => set & (1 << i));
          const cost = members.reduce((sum, m) => sum + m.cost, 0);
          if (cost <= capacity)
            most = Math.max(
              most,
              members.reduce((sum, m) => sum + m.value, 0),
            );
        }
        const best = bestSet(list, capacity);
        expect(best.value).toBe(most);
        expect(best.cost).toBeLessThanOrEqual(capacity);
      }),
      options,
    );
  });

  test('the order they come in does not matter', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 0, max: 150 }), (list, capacity) => {
        expect(bestSet(list.toReversed(), capacity).keys).toEqual(bestSet(list, capacity).keys);
      }),
      options,
    );
  });

  test('more capacity never gives less value, at hundreds of items with uneven costs', () => {
    const real = fc.array(
      fc.record({
        cost: fc.double({ min: 0.5, max: 400, noNaN: true }),
        value: fc.double({ min: -50, max: 300, noNaN: true }),
      }),
      { minLength: 100, maxLength: 300 },
    );
    fc.assert(
      fc.property(
        real,
        fc.double({ min: 0, max: 2000, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (list, capacity, more) => {
          const keyed = list.map(({ cost, value }, i) => item(`k${i}`, cost, value));
          const less = bestSet(keyed, capacity);
          const larger = bestSet(keyed, capacity + more);
          expect(less.exact && larger.exact).toBe(true);
          expect(larger.value).toBeGreaterThanOrEqual(less.value - 1e-9 * Math.abs(less.value));
        },
      ),
      { seed: 7, numRuns: 15 },
    );
  });
});
