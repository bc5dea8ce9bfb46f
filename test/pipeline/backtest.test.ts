import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CutOutcome, RankingName, TrackRecord } from '../../src/core/backtest.ts';
import { aftermathOf } from '../../src/pipeline/aftermath.ts';
import { outcomeOf, trackRecord } from '../../src/pipeline/backtest.ts';
import { findCuts, isMissing, readCut } from '../../src/pipeline/cuts.ts';
import { pastReader } from '../../src/pipeline/past-reader.ts';
import { report } from '../../src/pipeline/report.ts';
import { readSnapshot } from '../../src/pipeline/snapshot.ts';
import { priceSnapshot } from '../../src/pipeline/valuation.ts';
import { withReader } from '../../src/pipeline/with-reader.ts';
import { git, type Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { requestFor } from './asking.ts';
import { FILLERS, pastShop } from './past-shop.ts';

const OPTIONS = { version: '0.0.0', top: 20, sort: 'cost', only: [] } as const;

let repo: Repository;
/** The four cuts, newest first. */
let outcomes: CutOutcome[];
let record: TrackRecord;
/** The report of the second cut as the back-test sees it, and its revision. */
let seen: { readonly revision: string; readonly json: string };

beforeAll(async () => {
  repo = await pastShop();
  const request = requestFor(repo.path);
  await withReader(request, async reader => {
    const snapshot = await readSnapshot(reader, request, reader.repository.revision);
    ({ record } = await trackRecord(snapshot, request, 8));
    outcomes = [];
    const past = pastReader(snapshot);
    for (const cut of findCuts(snapshot.history, 8, 4).cuts) {
      const before = await readCut(past, request, cut);
      if (isMissing(before)) throw new Error(before.why);
      outcomes.push(outcomeOf(cut, priceSnapshot(before), aftermathOf(cut, before, snapshot)));
      if (cut.quartersBack === 2)
        seen = { revision: cut.revision, json: JSON.stringify(report(before, OPTIONS).data) };
    }
  });
});

describe('a cut', () => {
  test('is the report of that commit in a clone that ends there, byte for byte: nothing leaks', async () => {
    const { revision, json } = seen;
    await repo.git('branch', 'cut', revision);
    // The name of a repository without a remote is that of its folder.
    const path = join(scratchFolder('short'), basename(repo.path));
    await git(
      repo.path,
      repo.env,
      'clone',
      '--quiet',
      '--single-branch',
      '--branch=cut',
      `file://${repo.path}`,
      path,
    );
    await git(path, repo.env, 'remote', 'remove', 'origin');
    await expect(git(path, repo.env, 'cat-file', '-e', repo.commits.at(-1)!)).rejects.toThrow();

    const request = requestFor(path, { at: revision });
    const alone = await withReader(request, async reader =>
      report(await readSnapshot(reader, request, reader.repository.revision), OPTIONS),
    );
    expect(JSON.stringify(alone.data)).toBe(json);
    // The rules of the last commit (team of nine, generated file, other names) were not known.
    expect(alone.data.assumptions).toContainEqual(
      expect.objectContaining({ name: 'team.engineers', value: 4 }),
    );
    expect(alone.data.items.map(item => item.path)).toEqual(['src/shop/hard.ts']);
  });

  test('knows the files of its day; fixes come back by the names of its day', () => {
    // Oldest: three fixes in three files. Then a rename away from easy.ts, and a file that nobody could have listed.
    expect(outcomes.map(cut => cut.fixes)).toEqual([
      { 'src/desk/plain.ts': 1, 'src/shop/hard.ts': 1 },
      { 'src/shop/hard.ts': 1 },
      { 'src/shop/hard.ts': 1, 'src/shop/easy.ts': 1 },
      { 'src/shop/hard.ts': 1, 'src/shop/easy.ts': 1, 'src/shop/small.ts': 1 },
    ]);
    expect(outcomes.map(cut => cut.fixesInNewFiles)).toEqual([0, 0, 1, 0]);
    // 3 files of the shop (4 once fresh.ts is there), plain.ts and 22 fillers.
    expect(outcomes.map(cut => cut.files.length)).toEqual([27, 27, 26, 26]);
    expect(outcomes[2]!.files).toContain('src/shop/easy.ts');
    expect(outcomes[1]!.files).toContain('src/shop/simple.ts');
  });

  test('orders files by what was known then', () => {
    // 32 lines, 20 lines, then 22 fillers of 12 lines by path: the file of 3 lines and that of 1 are not on the list.
    const byLines = ['src/shop/hard.ts', 'src/shop/easy.ts', ...FILLERS.slice(0, 18)];
    expect(outcomes[3]!.rankings.loc).toEqual(byLines);
    // Changes x lines: 4 x 32, 2 x 20, 1 x 12; small.ts has 2 x 3, plain.ts 1 x 1.
    expect(outcomes[3]!.rankings['commits-x-loc']).toEqual(byLines);
    // By recency the five files that anybody worked on come first: small.ts 7 days ago, easy.ts today.
    expect(outcomes[3]!.rankings.hotspot.slice(0, 3)).toEqual([
      'src/shop/hard.ts',
      'src/shop/easy.ts',
      'src/shop/small.ts',
    ]);
    expect(outcomes[3]!.rankings.cost[0]).toBe('src/shop/hard.ts');
    expect(outcomes.every(cut => cut.rankings.cost.length === 20)).toBe(true);
  });

  test('gives ranges that are scored against distinct changes by people, by stream', () => {
    // Shop, quarters before day 95: 1, 6, 3, 3, 1, 0, 1, 1: Σ0.7^j c = 8.139103, ÷ 3.141173: p = 2.591103;
    // 3.591103·e^−1.236 − 1 = 0.04, ·e^−0.238 − 1 = 1.83, ·e^0.715 − 1 = 6.34.
    // Desk: 1, 0, 2, 0, 0, 0, 0, 1: p = 0.656556: −0.52, 0.31, 2.39.
    // Came: one change each; that of the robot does not count.
    expect(outcomes[0]!.streams).toEqual([
      { key: 'Shop', p10: 0, p50: 2, p90: 7, actual: 1, lastQuarter: 1 },
      { key: 'Desk', p10: 0, p50: 0, p90: 3, actual: 1, lastQuarter: 1 },
    ]);
    // After day 275: 250, the rename, 230, fresh.ts twice, 185.
    expect(outcomes[2]!.streams.map(({ key, actual }) => [key, actual])).toEqual([
      ['Shop', 6],
      ['Desk', 0],
    ]);
  });

  test('lists debt items alone; their changes of the quarter come after', () => {
    expect(
      outcomes.map(cut => cut.listedFiles.map(({ key, actual, lastQuarter }) => [key, actual, lastQuarter])),
    ).toEqual([
      [['src/shop/hard.ts', 1, 1]],
      [['src/shop/hard.ts', 1, 2]],
      [['src/shop/hard.ts', 2, 1]],
      [['src/shop/hard.ts', 1, 1]],
    ]);
  });

  test('follow-up fixes are scored once all of them can have come', () => {
    // Cut of day 275: of the changes 90 to 450 days old (days 365 to 725) five were modifications, and the fixes of
    // days 340, 330 and 320 rewrote lines of three of them. Then hard.ts changed on days 250 and 185, and the fix of
    // day 150 rewrote the latter; easy.ts was renamed on day 240 and changed on day 230 without a follow-up.
    expect(outcomes[2]!.burden).toEqual([
      {
        path: 'src/shop/easy.ts',
        changes: 2,
        followUps: 0,
        meanRate: 3 / 5,
        predictedRate: expect.any(Number),
      },
      {
        path: 'src/shop/hard.ts',
        changes: 2,
        followUps: 1,
        meanRate: 3 / 5,
        predictedRate: expect.any(Number),
      },
    ]);
    // The newest cut is 95 days old: fixes of its last changes may still come. At the oldest there was nothing to learn from.
    expect(outcomes[0]!.burden).toEqual([]);
    expect(outcomes[3]!.burden).toEqual([]);
  });
});

describe('the track record', () => {
  const caught = (name: RankingName) => {
    if (record.kind !== 'scored') throw new Error('not scored');
    const score = record.pooled.rankings.find(({ ranking }) => ranking === name)!;
    return [score.caught, score.fixes];
  };

  test('adds up counts over four quarters', () => {
    expect(record).toMatchObject({ kind: 'scored', quarters: 4, listed: 20, nominal: 0.8 });
    // 2 + 1 + 2 + 3 fixes in files that could have been listed; one more in a new file.
    expect(caught('hotspot')).toEqual([8, 8]);
    expect(caught('best-possible')).toEqual([8, 8]);
    // By lines (and changes x lines, and churn) small.ts and plain.ts are missed once each.
    expect(caught('loc')).toEqual([6, 8]);
    expect(caught('commits-x-loc')).toEqual([6, 8]);
    expect(caught('churn')).toEqual([6, 8]);
  });

  test('says how often any file had a fix, and how often a listed one', () => {
    if (record.kind !== 'scored') throw new Error('not scored');
    const { pooled } = record;
    expect(pooled.fixesInNewFiles).toBe(1);
    // 2 of 27, 1 of 27, 2 of 26, 3 of 26.
    expect(pooled.baseRate).toBeCloseTo(8 / 106, 12);
    expect(pooled.rankings.find(({ ranking }) => ranking === 'hotspot')!.hitRate).toBeCloseTo(8 / 80, 12);
    expect(pooled.streams.of).toBe(8);
    expect(pooled.listedFiles.of).toBe(4);
  });
});
