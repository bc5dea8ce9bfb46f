import { beforeAll, describe, expect, test } from 'vitest';
import type { ReportData } from '../../src/core/report.ts';
import type { TrendData } from '../../src/core/trend.ts';
import { report } from '../../src/pipeline/report.ts';
import { readSnapshot } from '../../src/pipeline/snapshot.ts';
import { trend } from '../../src/pipeline/trend.ts';
import { value } from '../../src/pipeline/valuation.ts';
import { withReader } from '../../src/pipeline/with-reader.ts';
import { constants, nestedIfs } from '../helpers/code.ts';
import { history } from '../helpers/repository.ts';
import { requestFor } from './asking.ts';
import { daysBefore, hard } from './past-shop.ts';

const config = (engineers: number): string => `currency: EUR
team: { engineers: ${engineers}, hoursPerWeek: 30, costPerHour: 80 }
valueStreams:
  - { name: Shop, paths: [src/shop/**] }
  - { name: Desk, paths: [src/desk/**] }
`;
/** 24 nested ifs: cognitive complexity 300. */
const worse = (note: number): string => `// version ${note}\n${nestedIfs(24)}`;

/** One under an old name, one before the time that is shown, one that a later one replaced. */
const decisions = `decisions:
  - { item: src/shop/hard.ts, decision: defer, reason: no time, on: ${daysBefore(190).slice(0, 10)} }
  - { item: src/shop/hard.ts, decision: fix, reason: too slow, on: ${daysBefore(160).slice(0, 10)} }
  - { item: Desk, decision: accept, reason: leaves next year, on: ${daysBefore(100).slice(0, 10)} }
  - { item: src/shop/old.ts, decision: accept, reason: long ago, on: ${daysBefore(900).slice(0, 10)} }
`;

let data: TrendData;
let now: ReportData;
/** The report of the commit of day 200, with the cost model of that day. */
let then: ReportData;

beforeAll(async () => {
  const repo = await history([
    {
      at: daysBefore(400),
      write: {
        'debt.config.yaml': config(4),
        'src/shop/hard.ts': hard(0),
        'src/shop/old.ts': hard(100),
        'src/desk/worse.ts': worse(0),
      },
    },
    {
      at: daysBefore(300),
      write: { 'src/shop/hard.ts': hard(1), 'src/shop/old.ts': hard(101), 'src/desk/worse.ts': worse(1) },
    },
    {
      at: daysBefore(200),
      move: { 'src/shop/hard.ts': 'src/shop/calm.ts' },
      write: { 'src/shop/calm.ts': hard(2) },
    },
    { at: daysBefore(150), write: { 'src/shop/calm.ts': constants(30) }, remove: ['src/shop/old.ts'] },
    { at: daysBefore(120), write: { 'src/desk/worse.ts': hard(7) } },
    { at: daysBefore(10), write: { 'src/shop/calm.ts': constants(30, 2), 'src/desk/worse.ts': hard(8) } },
    {
      at: daysBefore(0),
      write: {
        'debt.config.yaml': config(8),
        'debt.decisions.yaml': decisions,
        'src/shop/calm.ts': constants(30, 3),
      },
    },
  ]);
  const request = requestFor(repo.path);
  const options = { version: '0.0.0', top: 10, sort: 'cost', only: [] } as const;
  await withReader(request, async reader => {
    const snapshot = await readSnapshot(reader, request, reader.repository.revision);
    now = report(snapshot, options).data;
    data = await trend(value(snapshot), request, { version: '0.0.0', quarters: 8 });
    then = report(await readSnapshot(reader, request, repo.commits[2]!), options).data;
  });
});

describe('trend', () => {
  test('has a point for each quarter with a quarter before it, oldest first, and today', () => {
    // Ends 90, 180 and 270 days back find the commits of days 120, 200 and 300; that of day 400 has nothing before it.
    expect(data.points.map(point => point.asOf)).toEqual([300, 200, 120, 0].map(daysBefore));
    expect(data.points.map(point => point.items)).toEqual([3, 3, 1, 1]);
  });

  test('ends with what the report says today', () => {
    expect(data.points.at(-1)).toMatchObject({
      revision: now.repository.revision,
      hours: now.headline.hours,
      money: now.headline.money,
    });
  });

  test('speaks of the past in terms of today: the code of then, the team of now', () => {
    const point = data.points[1]!;
    // Eight engineers now, four then: the same slowdown, twice the hours.
    expect(point.slowdown.p50).toBeCloseTo(then.headline.slowdown.p50, 7);
    expect(point.hours.mean).toBeCloseTo(2 * then.headline.hours.mean, 5);
    expect(point.health).toBeLessThan(data.points[2]!.health);
  });

  test('names what was paid down, by the name it has today, largest drop first', () => {
    // D of 105: 0.518·ln(1 + 105/15.07)² = 2.2312; of 300: 4.7907; lines add under 0.01 (33 and 53 of them).
    expect(
      data.wins.items.map(({ kind, path, valueStreams, from, until }) => ({
        kind,
        path,
        valueStreams,
        from,
        until,
      })),
    ).toEqual([
      {
        kind: 'shrank',
        path: 'src/desk/worse.ts',
        valueStreams: ['Desk'],
        from: daysBefore(200),
        until: daysBefore(120),
      },
      {
        kind: 'deleted',
        path: 'src/shop/old.ts',
        valueStreams: ['Shop'],
        from: daysBefore(200),
        until: daysBefore(120),
      },
      {
        kind: 'left',
        path: 'src/shop/calm.ts',
        valueStreams: ['Shop'],
        from: daysBefore(200),
        until: daysBefore(120),
      },
    ]);
    const [shrank, , left] = data.wins.items;
    expect(shrank!.deficitBefore).toBeCloseTo(4.79, 1);
    expect(shrank!.deficitNow).toBeCloseTo(2.23, 1);
    expect(left!.deficitNow).toBeLessThan(0.01);
  });

  test('prices what is still worked on, not what is gone; means add up, money is hours times the rate', () => {
    const [shrank, deleted, left] = data.wins.items;
    expect(deleted!.hoursSaved).toBeUndefined();
    expect(shrank!.hoursSaved!.mean).toBeGreaterThan(0);
    expect(data.wins.hoursSaved.mean).toBeCloseTo(shrank!.hoursSaved!.mean + left!.hoursSaved!.mean, 9);
    expect(data.wins.moneySaved!.mean).toBeCloseTo(80 * data.wins.hoursSaved.mean, 6);
    expect(data.wins.byStream.map(({ name, items }) => [name, items])).toEqual([
      ['Desk', 1],
      ['Shop', 2],
    ]);
  });

  test('forecasts hardly any change, and rather for the worse', () => {
    if (data.forecast.kind === 'absent') throw new Error(data.forecast.why);
    const { health } = data.forecast.value;
    expect(health.likely).toBeCloseTo(data.points.at(-1)!.health, 9);
    expect(health.low).toBeLessThan(health.likely);
    expect(health.high - health.likely).toBeLessThan(health.likely - health.low);
  });
});

test('decisions stand at their dates, with the value streams of today', () => {
  expect(data.decisions).toEqual([
    {
      on: daysBefore(160).slice(0, 10),
      item: 'src/shop/hard.ts',
      valueStreams: ['Shop'],
      decision: 'fix',
      reason: 'too slow',
    },
    {
      on: daysBefore(100).slice(0, 10),
      item: 'Desk',
      valueStreams: ['Desk'],
      decision: 'accept',
      reason: 'leaves next year',
    },
  ]);
});
