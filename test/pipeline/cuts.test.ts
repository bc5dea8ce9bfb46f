import { describe, expect, test } from 'vitest';
import type { History, LandedCommit } from '../../src/core/history.ts';
import { findCuts } from '../../src/pipeline/cuts.ts';

const DAY = 86_400;
const T = 1_000 * DAY;

/** Commits by how many days before T they landed, oldest first; `on` names the merge that brought one in. */
function historyOf(
  commits: readonly { readonly id: string; readonly days: number; readonly on?: string }[],
): History {
  const landed = commits.map(
    ({ id, days, on = id }): LandedCommit => ({
      id,
      parents: [],
      authorTime: 0,
      commitTime: T - days * DAY,
      authorName: 'Ada',
      authorEmail: 'ada@example.com',
      subject: id,
      landedAt: T - days * DAY,
      landedBy: on,
      author: 'ada@example.com',
      fix: false,
    }),
  );
  return {
    revision: landed.at(-1)!.id,
    asOf: T,
    since: 0,
    firstLandedAt: landed[0]!.landedAt,
    commits: landed,
    files: [],
    otherWork: [],
    followUps: [],
    excluded: [],
    futureCommits: 0,
  };
}
const idsOf = (history: History, quarters: number, before: number) =>
  findCuts(history, quarters, before).cuts.map(({ quartersBack, revision }) => [quartersBack, revision]);

describe('cuts', () => {
  test('the newest commit of the main line at the end of each quarter, that very moment included', () => {
    const past = historyOf([
      { id: 'root', days: 800 },
      { id: 'old', days: 181 },
      { id: 'on-time', days: 180 },
      { id: 'late', days: 179 },
      { id: 'branch', days: 90, on: 'merge' },
      { id: 'merge', days: 90 },
      { id: 'tip', days: 0 },
    ]);
    expect(idsOf(past, 2, 4)).toEqual([
      [1, 'merge'],
      [2, 'on-time'],
    ]);
  });

  test('two quarters that end on the same commit count once, and it is said', () => {
    const past = historyOf([
      { id: 'root', days: 800 },
      { id: 'quiet', days: 271 },
      { id: 'tip', days: 0 },
    ]);
    // Ends 90, 180 and 270 days back all find `quiet`.
    const { cuts, missing } = findCuts(past, 3, 1);
    expect(cuts.map(cut => [cut.quartersBack, cut.revision])).toEqual([[1, 'quiet']]);
    expect(missing.map(({ why }) => why)).toEqual([
      expect.stringContaining('same commit'),
      expect.stringContaining('same commit'),
    ]);
  });

  test('whole quarters before a cut are counted from its own commit; younger ones are named, not scored', () => {
    const past = historyOf([
      { id: 'root', days: 460 },
      // 460 - 100 = 360 days: four whole quarters; 460 - 190 = 270 days: three.
      { id: 'second', days: 190 },
      { id: 'first', days: 100 },
      { id: 'tip', days: 0 },
    ]);
    const { cuts, missing } = findCuts(past, 2, 4);
    expect(cuts.map(cut => cut.revision)).toEqual(['first']);
    expect(missing.map(({ why }) => why)).toEqual(['3 whole quarters of history before it, 4 needed']);
  });

  test('quarters before the first commit are absent', () => {
    const past = historyOf([
      { id: 'root', days: 200 },
      { id: 'tip', days: 0 },
    ]);
    expect(findCuts(past, 40, 0)).toMatchObject({ cuts: [{ revision: 'root', quartersBack: 1 }] });
    expect(findCuts(past, 40, 0).missing).toHaveLength(1);
  });
});
