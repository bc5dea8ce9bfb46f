import { describe, expect, it } from 'vitest';
import type { ReportData } from '../../src/core/report.ts';
import { limitBreaches, parseLimits, ratchetBreaches } from '../../src/pipeline/baseline.ts';
import { item, range, reportData } from '../report/report-data.ts';

/** Expected hours, money and median slowdown of the headline. */
const report = (hours: number, slowdown: number, change: Partial<ReportData> = {}): ReportData => {
  const data = reportData({ items: [], itemsTotal: 0, ...change });
  const { headline } = data;
  return {
    ...data,
    headline: {
      ...headline,
      hours: range(0, hours, 2 * hours, hours),
      money: range(0, 85 * hours, 170 * hours, 85 * hours),
      slowdown: { ...headline.slowdown, p50: slowdown },
    },
  };
};
const found = (breaches: readonly { gate: string; where: string }[]) =>
  breaches.map(({ gate, where }) => `${gate} ${where}`);

describe('limits', () => {
  it('are read one by one or divided by commas', () => {
    expect(parseLimits(['cost=20000', 'hours=300.5,slowdown=15%', 'health = 6'])).toEqual({
      cost: 20000,
      hours: 300.5,
      slowdown: 0.15,
      health: 6,
    });
    expect(parseLimits([])).toEqual({});
  });

  it.each(['cost', 'cost=', 'cost=-1', 'cost=20%', 'slowdown=15', 'price=3', 'hours=1e3', '__proto__=1'])(
    'are not %s',
    word => {
      expect(() => parseLimits([word])).toThrow(/is no limit/);
    },
  );

  it('hold up to their value, for what the report expects', () => {
    const data = report(190, 0.07);
    expect(limitBreaches(data, 6, { hours: 190, cost: 16150, slowdown: 0.07, health: 6 })).toEqual([]);
    expect(found(limitBreaches(data, 5.9, { hours: 189, cost: 16149, slowdown: 0.069, health: 6 }))).toEqual([
      'cost acme/shop',
      'hours acme/shop',
      'slowdown acme/shop',
      'health acme/shop',
    ]);
  });

  it('say how much and how to pass', () => {
    const [breach] = limitBreaches(report(190, 0.07), 6, { hours: 100 });
    expect(breach).toMatchObject({
      limit: 100,
      actual: 190,
      text: 'about 190 h in 90 days, the limit is 100 h',
    });
    expect(breach?.fix).toContain('debtcast plan');
  });

  it('need what they limit', () => {
    const { money: _, ...headline } = report(1, 0).headline;
    expect(() => limitBreaches({ ...report(1, 0), headline }, 6, { cost: 1 })).toThrow(/cost of an hour/);
    expect(() => limitBreaches(report(1, 0, { scenario: 'code-red-2022' }), 6, { hours: 1 })).toThrow(/band/);
    expect(limitBreaches(report(1, 0, { scenario: 'code-red-2022' }), 6, { health: 6 })).toEqual([]);
    // Nothing is measured: nothing is known about health.
    expect(limitBreaches(report(1, 0), undefined, { health: 6 })).toEqual([]);
  });
});

describe('the ratchet', () => {
  it('lets everything go down, and stay', () => {
    expect(ratchetBreaches(report(100, 0.05), report(190, 0.07))).toEqual([]);
    expect(ratchetBreaches(report(190, 0.07), report(190, 0.07))).toEqual([]);
  });

  it('stops a rise beyond one unit of the second digit', () => {
    // 190 h: the unit is 10 h. 7 %: the unit is 0.1 %.
    expect(ratchetBreaches(report(200, 0.071), report(190, 0.07))).toEqual([]);
    expect(found(ratchetBreaches(report(201, 0.0712), report(190, 0.07)))).toEqual([
      'hours acme/shop',
      'slowdown acme/shop',
    ]);
  });

  it('looks at each item that both list', () => {
    const listed = (hours: number, health: number, path = 'a.ts') =>
      item(1, path, { health, hours: range(0, hours, 2 * hours, hours) });
    const before = report(190, 0.07, { items: [listed(20, 5)], itemsTotal: 9 });
    const later = (...items: ReturnType<typeof listed>[]) => report(190, 0.07, { items, itemsTotal: 9 });
    expect(ratchetBreaches(later(listed(21, 4.96)), before)).toEqual([]);
    expect(found(ratchetBreaches(later(listed(22, 4.9)), before))).toEqual(['hours a.ts', 'health a.ts']);
    // The earlier report lists one of nine: nothing is known about another.
    expect(ratchetBreaches(later(listed(50, 2, 'b.ts')), before)).toEqual([]);
    const whole = report(190, 0.07, { items: [listed(20, 5)], itemsTotal: 1 });
    expect(found(ratchetBreaches(later(listed(50, 2, 'b.ts')), whole))).toEqual(['items b.ts']);
  });

  it('compares like with like', () => {
    const other = report(1, 0, {
      scenario: 'git-only',
      horizon: { days: 42, until: '2027-01-03T00:00:00Z' },
    });
    expect(() => ratchetBreaches(report(1, 0), other)).toThrow(/another scenario[\s\S]*another horizon/);
  });
});
