import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { ReportData } from '../../src/core/report.ts';
import { type NamedReport, portfolio } from '../../src/pipeline/portfolio.ts';
import { item, reportData } from '../report/report-data.ts';

const options = { version: '0.1.0', top: 20 };

/** A report of a repository with these costs in its worlds, and this rate. */
function named(
  name: string,
  draws: readonly number[],
  {
    capacity = 1000,
    code = capacity,
    rate = 50,
    ...change
  }: Partial<ReportData> & { capacity?: number; code?: number; rate?: number } = {},
): NamedReport {
  const data = reportData(change);
  return {
    file: `${name}.json`,
    data: {
      ...data,
      repository: { ...data.repository, name, revision: name },
      headline: { ...data.headline, draws, capacityHours: capacity, codeHours: code },
      assumptions: [
        { name: 'team.costPerHour', value: rate, source: 'configured', detail: 'debt.config.yaml:3' },
      ],
    },
  };
}

const problemsOf = (reports: readonly NamedReport[]): string[] => {
  try {
    portfolio(reports, options);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ where, what }) => `${where}: ${what}`);
    throw error;
  }
  return [];
};

describe('the sum', () => {
  it('is taken within each world, then ranged', () => {
    // 11 worlds: quantile 0.1 is the second smallest, 0.9 the second largest.
    const rising = Array.from({ length: 11 }, (_, world) => 10 * world);
    const falling = rising.map(cost => 100 - cost);
    const together = portfolio([named('a', rising), named('b', falling)], options).headline;
    // Each alone has an 80 % range of 10 to 90; in every world they add up to 100.
    expect(together.hours).toEqual({ p10: 100, p50: 100, p90: 100, mean: 100 });
    expect(together.capacityHours).toBe(2000);
    // 2000 ÷ (2000 − 100) − 1 = 1 ÷ 19.
    expect(together.slowdown.p50).toBeCloseTo(1 / 19, 12);
    const twice = portfolio([named('a', rising), named('b', rising)], options).headline;
    expect(twice.hours).toEqual({ p10: 20, p50: 100, p90: 180, mean: 100 });
  });

  it('is slower by the hours in code alone, as each of its repositories is', () => {
    // 100 of the 500 + 300 hours in code are drag, whatever else the teams do: 800 ÷ 700 − 1 = 1 ÷ 7.
    const { slowdown, capacityHours, codeHours } = portfolio(
      [named('a', [60, 60], { code: 500 }), named('b', [40, 40], { code: 300 })],
      options,
    ).headline;
    expect(slowdown.p50).toBeCloseTo(1 / 7, 12);
    expect([capacityHours, codeHours]).toEqual([2000, 800]);
  });

  it('takes each repository at its own rate', () => {
    const { money } = portfolio(
      [named('a', [10, 10, 10], { rate: 50 }), named('b', [1, 2, 3], { rate: 100 })],
      options,
    ).headline;
    // 500 + 100, 500 + 200, 500 + 300.
    expect(money?.p50).toBe(700);
    expect(money?.mean).toBe(700);
  });

  it('of one repository is that repository, in any order of the files', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -50, max: 400 }), { minLength: 8, maxLength: 8 }), {
          minLength: 1,
          maxLength: 10,
        }),
        lists => {
          const reports = lists.map((draws, i) => named(`r${i}`, draws));
          const data = portfolio(reports, options);
          const means = lists.map(draws => draws.reduce((sum, cost) => sum + cost, 0) / draws.length);
          expect(data.headline.hours.mean).toBeCloseTo(
            means.reduce((sum, mean) => sum + mean, 0),
            9,
          );
          expect(portfolio([...reports].reverse(), options)).toEqual(data);
        },
      ),
      { seed: 5, numRuns: 50 },
    );
  });
});

describe('the ranking', () => {
  it('is one list, costliest first, with ranks of its own', () => {
    const costly = (path: string, mean: number) =>
      item(1, path, {
        hours: { p10: 0, p50: mean, p90: mean, mean },
        money: { p10: 0, p50: mean, p90: mean, mean },
      });
    const data = portfolio(
      [
        named('a', [1], { items: [costly('x.ts', 30), costly('y.ts', 10)], itemsTotal: 2 }),
        named('b', [1], { items: [costly('x.ts', 20)], itemsTotal: 1 }),
      ],
      { ...options, top: 2 },
    );
    expect(data.items.map(({ rank, repository, path }) => [rank, repository, path])).toEqual([
      [1, 'a', 'x.ts'],
      [2, 'b', 'x.ts'],
    ]);
    expect(data.itemsTotal).toBe(3);
    expect(data.warnings).toEqual([]);
  });

  it('tells repositories of one name apart by their files', () => {
    const data = portfolio(
      [
        named('repo', [2]),
        { ...named('repo', [1], { repository: { ...reportData().repository } }), file: 'b.json' },
      ].map(({ file, data: one }, i) => ({
        file,
        data: { ...one, repository: { ...one.repository, revision: `${i}` } },
      })),
      options,
    );
    expect(data.repositories.map(({ name }) => name).sort()).toEqual(['repo (b.json)', 'repo (repo.json)']);
  });

  it('warns when a report lists too few to be sure', () => {
    const short = named('a', [1], { items: [item(1, 'a.ts')], itemsTotal: 40 });
    expect(portfolio([short], options).warnings.map(({ code }) => code)).toEqual(['short-lists']);
  });
});

describe('what cannot be added', () => {
  it('is refused with all of its reasons', () => {
    const odd = named('b', [1, 2], {
      scenario: 'git-only',
      horizon: { days: 42, until: '2027-01-03T00:00:00Z' },
      currency: 'USD',
    });
    expect(problemsOf([named('a', [1]), odd])).toEqual([
      'b.json: another scenario than a.json: git-only, not evidence',
      'b.json: another horizon than a.json: 42 days, not 90 days',
      'b.json: another currency than a.json: USD, not EUR',
      'b.json: another number of worlds than a.json: 2, not 1',
    ]);
  });

  it('is another format version, nothing at all, or the same repository twice', () => {
    expect(problemsOf([named('a', [1]), named('b', [1], { formatVersion: 2 })])).toEqual([
      'b.json: another format version than a.json: 2, not 1',
    ]);
    expect(problemsOf([])).toHaveLength(1);
    expect(problemsOf([named('a', [1]), { ...named('a', [1]), file: 'again.json' }])).toEqual([
      'again.json: the same repository and revision as a.json: its debt would count twice',
    ]);
  });

  it('is money in one and none in the other', () => {
    const { currency: _, ...unpriced } = named('b', [1]).data;
    expect(problemsOf([named('a', [1]), { file: 'b.json', data: unpriced }])).toEqual([
      'b.json: another currency than a.json: none, not EUR',
    ]);
  });
});
