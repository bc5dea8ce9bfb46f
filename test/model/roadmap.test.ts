import { describe, expect, test } from 'vitest';
import type { RoadmapItemSettings } from '../../src/core/cost-model.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Worlds } from '../../src/core/worlds.ts';
import { logNormalOf } from '../../src/model/estimate.ts';
import { breakEven, forecastRoadmap, type RoadmapQuestion } from '../../src/model/roadmap.ts';
import { createWorlds } from '../../src/model/worlds.ts';
import { calmWorlds } from './calm-worlds.ts';

const item = (id: string, options: Partial<RoadmapItemSettings> = {}): RoadmapItemSettings => ({
  id,
  title: `Item ${id}`,
  estimate: { low: 6, high: 10 },
  start: '2027-01-04',
  engineers: 1,
  touches: { Checkout: 0.8, Catalog: 0.2 },
  dependsOn: [],
  place: 'debt.config.yaml:9',
  ...options,
});

/** The worked example: Checkout 1.22 → 1.12, Catalog stays at 1.05, a plan of 40 hours, 32 hours a week. */
function question(worlds: Worlds, options: Partial<RoadmapQuestion> = {}): RoadmapQuestion {
  const all = (value: number) => new Float64Array(worlds.count).fill(value);
  return {
    items: [item('PAY-120', { due: '2027-03-26', costOfDelayPerWeek: 9000 })],
    asOf: '2026-12-01',
    streams: new Map([
      ['Checkout', { now: all(1.22), afterPlan: all(1.12) }],
      ['Catalog', { now: all(1.05), afterPlan: all(1.05) }],
    ]),
    planHours: all(40),
    hoursPerWeek: 32,
    inOrder: true,
    estimatesIncludeDrag: true,
    daysOff: [],
    ...options,
  };
}

test('6..10 weeks as a log-normal', () => {
  const { mu, sigma } = logNormalOf({ low: 6, high: 10 });
  expect(mu).toBeCloseTo(2.047172, 6);
  expect(sigma).toBeCloseTo(0.1993, 6);
  expect(Math.exp(mu)).toBeCloseTo(7.745967, 6);
  expect(Math.exp(mu + (sigma * sigma) / 2)).toBeCloseTo(7.901341, 6);
});

describe('worked example, median world', () => {
  const [forecast] = forecastRoadmap(question(calmWorlds), calmWorlds);

  test('the plan makes it later, in weeks and money', () => {
    expect(forecast!.now.likelyWeeks).toBeCloseTo(7.745967, 6);
    expect(forecast!.afterPlan.likelyWeeks).toBeCloseTo(8.488034, 6);
    expect(forecast!.weeksLater.p50).toBeCloseTo(0.742068, 6);
    expect(forecast!.costOfDelay?.money.p50).toBeCloseTo(6678.61, 1);
    expect(forecast!.verdict).toBe('later');
  });
  test('break-even: the amount of such work after which the plan has paid for itself', () => {
    expect(forecast!.breakEvenWeeks).toBeCloseTo(19.0625, 6);
    expect(breakEven(1, 0)).toBeNull();
    expect(breakEven(1, -0.1)).toBeNull();
    expect(breakEven(0, 0)).toBe(0);
  });
  test('dates are rounded up to whole days', () => {
    // 7.745967 weeks are 54.22 days: 55 after 4 January; 8.488034 weeks are 59.42 days: 60
    expect(forecast!.now.likely).toBe('2027-02-28');
    expect(forecast!.afterPlan.likely).toBe('2027-03-05');
  });
  test('four engineers at the same total effort', () => {
    const items = [item('PAY-120', { engineers: 4, estimate: { low: 1.5, high: 2.5 } })];
    const [four] = forecastRoadmap(question(calmWorlds, { items }), calmWorlds);
    expect(four!.now.likelyWeeks).toBeCloseTo(1.936492, 6);
    expect(four!.afterPlan.likelyWeeks).toBeCloseTo(2.122009, 6);
  });
});

test('worked example, all worlds: the 85 % dates and the odds of the due day', () => {
  const worlds = createWorlds('seed');
  const [forecast] = forecastRoadmap(question(worlds), worlds);
  expect(forecast!.now.sureWeeks).toBeCloseTo(9.523221, 2);
  expect(forecast!.afterPlan.sureWeeks).toBeCloseTo(10.148748, 2);
  // due 81 days after the start
  expect(forecast!.now.probabilityByDue).toBeCloseTo(0.977989, 3);
  expect(forecast!.afterPlan.probabilityByDue).toBeCloseTo(0.962511, 3);
  expect(forecast!.probabilityEarlier).toBe(0);
  expect(forecast!.outcomes.now).toHaveLength(40);
  expect(forecast!.outcomes.now).toEqual(forecast!.outcomes.now.toSorted((a, b) => a - b));
});

describe('a plan that pays within the item', () => {
  test('earlier in every world, and said so', () => {
    // one hour of plan: 1/32 week against 0.5079 saved
    const [forecast] = forecastRoadmap(question(calmWorlds, { planHours: Float64Array.of(1) }), calmWorlds);
    expect(forecast!.weeksLater.p50).toBeCloseTo(1 / 32 - 0.507932, 5);
    expect(forecast!.probabilityEarlier).toBe(1);
    expect(forecast!.verdict).toBe('earlier');
  });
  test('no plan: nothing moves', () => {
    const base = question(calmWorlds);
    const streams = new Map(
      [...base.streams].map(([name, drag]) => [name, { now: drag.now, afterPlan: drag.now }]),
    );
    const [forecast] = forecastRoadmap({ ...base, streams, planHours: Float64Array.of(0) }, calmWorlds);
    expect(forecast!.verdict).toBe('same');
    expect(forecast!.weeksLater).toEqual({ p10: 0, p50: 0, p90: 0, mean: 0 });
    expect(forecast!.breakEvenWeeks).toBe(0);
  });
});

test('estimates for healthy code carry the drag of the streams on top', () => {
  const [forecast] = forecastRoadmap(question(calmWorlds, { estimatesIncludeDrag: false }), calmWorlds);
  // 7.745967 x (0.8 x 1.22 + 0.2 x 1.05) and x (0.8 x 1.12 + 0.2 x 1.05) + 1.25
  expect(forecast!.now.likelyWeeks).toBeCloseTo(7.745967 * 1.186, 5);
  expect(forecast!.afterPlan.likelyWeeks).toBeCloseTo(7.745967 * 1.106 + 1.25, 5);
});

test('what is outside all streams is healthy', () => {
  const items = [item('X', { touches: { Checkout: 0.5 }, estimate: { low: 4, high: 4 } })];
  const [forecast] = forecastRoadmap(
    question(calmWorlds, { items, estimatesIncludeDrag: false }),
    calmWorlds,
  );
  expect(forecast!.now.likelyWeeks).toBeCloseTo(4 * (0.5 * 1.22 + 0.5), 9);
  expect(forecast!.outsideShare).toBeCloseTo(0.5, 9);
});

describe('order', () => {
  const point = (id: string, weeks: number, options: Partial<RoadmapItemSettings> = {}) =>
    item(id, { estimate: { low: weeks, high: weeks }, touches: {}, ...options });
  const ask = (items: RoadmapItemSettings[], options: Partial<RoadmapQuestion> = {}) =>
    forecastRoadmap(question(calmWorlds, { items, ...options }), calmWorlds);

  test('one team works its items one after another and carries out the plan once', () => {
    const [first, second] = ask([point('a', 2), point('b', 3)]);
    expect([first!.start, first!.now.likely]).toEqual(['2027-01-04', '2027-01-18']);
    expect([second!.start, second!.now.likely]).toEqual(['2027-01-18', '2027-02-08']);
    // 1.25 weeks are 8.75 days, once: later items are late by the same
    expect(first!.weeksLater.p50).toBeCloseTo(1.25, 9);
    expect(second!.weeksLater.p50).toBeCloseTo(1.25, 9);
  });

  test('a later start swallows the delay of the plan', () => {
    const [, second] = ask([point('a', 2), point('b', 3, { start: '2027-03-01' })]);
    expect(second!.now.likely).toBe('2027-03-22');
    expect(second!.weeksLater.p50).toBe(0);
  });

  test('without an order, items are independent, and each waits for the plan', () => {
    const [, second] = ask([point('a', 2), point('b', 3)], { inOrder: false });
    expect(second!.now.likely).toBe('2027-01-25');
    expect(second!.weeksLater.p50).toBeCloseTo(1.25, 9);
  });

  test('teams have lines of their own', () => {
    const [, second, third] = ask([
      point('a', 2, { team: 'x' }),
      point('b', 3, { team: 'y' }),
      point('c', 1, { team: 'x' }),
    ]);
    expect(second!.start).toBe('2027-01-04');
    expect(third!.start).toBe('2027-01-18');
  });

  test('dependencies come first, wherever they stand', () => {
    const [first, second] = ask([point('a', 2, { dependsOn: ['b'] }), point('b', 3)], { inOrder: false });
    expect(first!.start).toBe('2027-01-25');
    expect(second!.start).toBe('2027-01-04');
  });

  test('items that wait for each other are the user’s to untangle', () => {
    expect(() => ask([point('a', 2, { dependsOn: ['b'] }), point('b', 3, { dependsOn: ['a'] })])).toThrow(
      UserError,
    );
  });

  test('without a start, from the analysed revision on', () => {
    const { start: _, ...rest } = point('a', 1);
    expect(ask([rest])[0]!.start).toBe('2026-12-01');
  });

  test('days off postpone what is under way; weekends and other days do not', () => {
    // 2 weeks from Monday 4 January reach 18 January; Wednesday the 6th costs a day, Saturday the 9th and 1 March none
    const [forecast] = ask([point('a', 2)], {
      daysOff: ['2027-01-09', '2027-03-01', '2027-01-06', '2027-01-06'],
    });
    expect(forecast!.now.likely).toBe('2027-01-19');
  });
});
