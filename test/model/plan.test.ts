import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Worlds } from '../../src/core/worlds.ts';
import { assessFix, type FixTerms } from '../../src/model/economics.ts';
import { annuity } from '../../src/model/payback.ts';
import { type PlanCandidate, planFixes } from '../../src/model/plan.ts';
import { judgeFixes } from '../../src/model/verdict.ts';
import { createWorlds } from '../../src/model/worlds.ts';
import { calmWorlds } from './calm-worlds.ts';

const terms: FixTerms = { engineers: 8, hoursPerWeek: 32 };

/** A candidate that costs `cost` hours for certain and, in a calm world, has the given net present value. */
function candidate(
  path: string,
  cost: number,
  npv: number,
  worlds: Worlds = calmWorlds,
  logSd = 0,
): PlanCandidate {
  const savedPerQuarter = (npv + cost) / annuity();
  // E = 2: half the time is drag; e = 1/2 of it goes: a quarter of the hours is saved.
  const assessment = assessFix(
    {
      path,
      fix: { medianHours: cost, logSd, basis: 'estimated' },
      hoursPerQuarter: savedPerQuarter * 4,
      complexityFactor: () => new Float64Array(worlds.count).fill(2),
      delayed: [],
    },
    worlds,
    terms,
  );
  const [judged] = judgeFixes([{ deficit: 5, costHours: 1, assessment }]);
  return { path, valueStreams: ['Checkout', 'Billing'], health: 5, judged: judged! };
}

const five = [
  candidate('A', 40, 60),
  candidate('B', 30, 40),
  candidate('C', 25, 38),
  candidate('D', 10, -5),
  candidate('E', 35, 20),
];

describe('worked example at 70 hours', () => {
  const plan = planFixes(five, 70, 1, terms);

  test('A and B: 100 hours gained for 70', () => {
    expect(plan.items.map(item => item.path).toSorted()).toEqual(['A', 'B']);
    expect(plan.totals.npv.mean).toBeCloseTo(100, 6);
    expect(plan.totals.fixHours.mean).toBeCloseTo(70, 9);
    expect(plan.totals.hoursLeft).toBeCloseTo(0, 9);
    expect(plan.exact).toBe(true);
  });

  test('most urgent first: saving a week for each week of work', () => {
    // (60 + 40) / 40 = 2.5 against (40 + 30) / 30 = 2.33
    expect(plan.items.map(item => [item.order, item.path, item.hoursAfter])).toEqual([
      [1, 'A', 40],
      [2, 'B', 70],
    ]);
  });

  test('the rest has a reason', () => {
    expect(plan.notYet.map(({ path, reason }) => [path, reason.kind])).toEqual([
      ['C', 'others-save-more'],
      ['E', 'others-save-more'],
    ]);
    expect(plan.doNotRefactor.map(({ path, reason }) => [path, reason.kind, reason.among])).toEqual([
      ['D', 'do-not-refactor', 'both'],
    ]);
  });
});

test('an item larger than the whole capacity is said to be', () => {
  const plan = planFixes(five, 32, 1, terms);
  expect(plan.items.map(item => item.path)).toEqual(['B']);
  expect(plan.notYet.find(item => item.path === 'A')?.reason).toEqual({
    kind: 'larger-than-capacity',
    fixHours: 40,
    capacityHours: 32,
  });
});

test('what the team agreed to live with stays out, with its reason and nobody’s name', () => {
  const agreed = { decision: 'defer', reason: 'replaced in March', until: '2027-03-31' } as const;
  const logged = { ...agreed, by: 'Ada', on: '2027-01-01' };
  const plan = planFixes([{ ...five[0]!, agreed: logged }, five[1]!], 70, 1, terms);
  expect(plan.items.map(item => item.path)).toEqual(['B']);
  expect(plan.notYet[0]?.reason).toEqual({ kind: 'decided', ...agreed });
});

test('nothing to do: an empty plan, all zero', () => {
  const { items, totals } = planFixes([], 70, 4, terms);
  expect(items).toEqual([]);
  expect(totals).toMatchObject({
    items: 0,
    saving: { p10: 0, mean: 0 },
    npv: { p90: 0 },
    probabilityWorthIt: 0,
    hoursLeft: 70,
  });
});

test('a capacity below zero is our mistake', () =>
  expect(() => planFixes([], -1, 1, terms)).toThrow(RangeError));

test('totals are summed within worlds: narrower than the sum of the ranges, with the same mean', () => {
  const worlds = createWorlds('seed');
  const two = [candidate('A', 40, 60, worlds, 0.857), candidate('B', 40, 60, worlds, 0.857)];
  const { items, totals } = planFixes(two, 1000, worlds.count, terms);
  expect(items).toHaveLength(2);
  const width = totals.fixHours.p90 - totals.fixHours.p10;
  const summed = items.reduce((sum, item) => sum + item.fixHours.p90 - item.fixHours.p10, 0);
  expect(width).toBeLessThan(0.9 * summed);
  expect(totals.fixHours.mean).toBeCloseTo(items[0]!.fixHours.mean + items[1]!.fixHours.mean, 9);
  expect(totals.npv.mean).toBeCloseTo(items[0]!.npv.mean + items[1]!.npv.mean, 9);
});

describe('for any items', () => {
  const lists = fc
    .array(fc.record({ cost: fc.integer({ min: 1, max: 60 }), npv: fc.integer({ min: -50, max: 80 }) }), {
      maxLength: 12,
    })
    .map(list => list.map(({ cost, npv }, i) => candidate(`src/${i}.ts`, cost, npv)));
  const options = { seed: 11, numRuns: 100 };

  test('more capacity never gains less; a loss never enters; no path twice; nothing is lost', () => {
    fc.assert(
      fc.property(
        lists,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 100 }),
        (list, capacity, more) => {
          const plan = planFixes(list, capacity, 1, terms);
          const larger = planFixes(list, capacity + more, 1, terms);
          expect(larger.totals.npv.mean).toBeGreaterThanOrEqual(plan.totals.npv.mean - 1e-6);
          for (const item of plan.items) expect(item.npv.mean).toBeGreaterThan(0);
          const paths = [...plan.items, ...plan.notYet, ...plan.doNotRefactor].map(item => item.path);
          expect(paths.toSorted()).toEqual(list.map(item => item.path).toSorted());
          expect(plan.totals.fixHours.mean).toBeLessThanOrEqual(capacity + 1e-6);
        },
      ),
      options,
    );
  });

  test('the order they come in does not matter', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 200 }), (list, capacity) => {
        expect(planFixes(list.toReversed(), capacity, 1, terms)).toEqual(planFixes(list, capacity, 1, terms));
      }),
      options,
    );
  });
});
