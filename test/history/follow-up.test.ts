import { describe, expect, it } from 'vitest';
import { createFollowUpFinder, type FollowUpCommit } from '../../src/history/follow-up.ts';
import { DAY } from './commits.ts';

/** `+1 -2` style: lines added and deleted in file 0 unless said otherwise. */
function touch(text: string, file = 0) {
  const numbers = (sign: string) =>
    text
      .split(' ')
      .filter(word => word.startsWith(sign))
      .map(word => Number(word.slice(1)));
  return { file, addedLines: numbers('+'), deletedLines: numbers('-') };
}

let index = 0;
const at = (
  day: number,
  touches: FollowUpCommit['touches'],
  more: Partial<FollowUpCommit> = {},
): FollowUpCommit => ({
  index: index++,
  landedAt: day * DAY,
  landedBy: `day ${day}`,
  fix: false,
  touches,
  ...more,
});

function find(...commits: FollowUpCommit[]) {
  index = 0;
  const finder = createFollowUpFinder();
  return commits
    .flatMap((commit, i) => finder({ ...commit, index: i }))
    .map(({ fix, change, weight }) => ({ fix, change, weight }));
}

const fix = { fix: true };

describe('createFollowUpFinder', () => {
  it('finds a fix that rewrites a line which an earlier change added', () => {
    expect(find(at(0, [touch('+1 +2')]), at(10, [touch('-1 +3')], fix))).toEqual([
      { fix: 1, change: 0, weight: 1 },
    ]);
  });

  it('asks for a fix, a rewritten line and the same file', () => {
    expect(find(at(0, [touch('+1')]), at(10, [touch('-1 +3')]))).toEqual([]);
    expect(find(at(0, [touch('+1')]), at(10, [touch('+3')], fix))).toEqual([]);
    expect(find(at(0, [touch('+1')]), at(10, [touch('-9 +3')], fix))).toEqual([]);
    expect(find(at(0, [touch('+1', 0)]), at(10, [touch('-1', 1)], fix))).toEqual([]);
  });

  it('looks back 90 days, the ninetieth included', () => {
    expect(find(at(0, [touch('+1')]), at(90, [touch('-1')], fix))).toHaveLength(1);
    expect(find(at(0, [touch('+1')]), at(91, [touch('-1')], fix))).toHaveLength(0);
  });

  it('shares a fix that rewrites lines of three changes in three', () => {
    const commits = [at(0, [touch('+1')]), at(1, [touch('+2')]), at(2, [touch('+3 +4')])];
    expect(find(...commits, at(5, [touch('-1 -2 -3 -4')], fix))).toEqual([
      { fix: 3, change: 0, weight: 1 / 3 },
      { fix: 3, change: 1, weight: 1 / 3 },
      { fix: 3, change: 2, weight: 1 / 3 },
    ]);
  });

  it('counts each file of a fix on its own', () => {
    const found = find(at(0, [touch('+1', 0), touch('+2', 1)]), at(5, [touch('-1', 0), touch('-2', 1)], fix));
    expect(found).toEqual([
      { fix: 1, change: 0, weight: 1 },
      { fix: 1, change: 0, weight: 1 },
    ]);
  });

  it('names the latest change that added a line as its owner', () => {
    expect(find(at(0, [touch('+1')]), at(1, [touch('+1')]), at(2, [touch('-1')], fix))).toEqual([
      { fix: 2, change: 1, weight: 1 },
    ]);
  });

  it('takes a line that was already removed from its owner', () => {
    expect(find(at(0, [touch('+1')]), at(1, [touch('-1')]), at(2, [touch('-1')], fix))).toEqual([]);
    expect(find(at(0, [touch('+1 +1')]), at(1, [touch('-1')]), at(2, [touch('-1')], fix))).toHaveLength(1);
  });

  it('takes moved lines and changes of white space for no rewrite, between files too', () => {
    expect(find(at(0, [touch('+1')]), at(5, [touch('-1 +1')], fix))).toEqual([]);
    expect(find(at(0, [touch('+1', 0)]), at(5, [touch('-1', 0), touch('+1', 1)], fix))).toEqual([]);
    // Moved once, removed once more: one of the two is a rewrite.
    expect(find(at(0, [touch('+1 +1')]), at(5, [touch('-1 -1 +1')], fix))).toHaveLength(1);
  });

  it('leaves a moved line with the change that wrote it', () => {
    expect(find(at(0, [touch('+1')]), at(5, [touch('-1 +1')]), at(6, [touch('-1')], fix))).toEqual([
      { fix: 2, change: 0, weight: 1 },
    ]);
  });

  it('does not count fixes inside one pull request, nor let them share', () => {
    const one = { landedBy: 'merge' };
    expect(find(at(5, [touch('+1')], one), at(5, [touch('-1')], { ...one, ...fix }))).toEqual([]);
    expect(
      find(at(0, [touch('+2')]), at(5, [touch('+1')], one), at(5, [touch('-1 -2')], { ...one, ...fix })),
    ).toEqual([{ fix: 2, change: 0, weight: 1 }]);
  });

  it('chains: a fix can be followed up itself', () => {
    expect(find(at(0, [touch('+1')]), at(1, [touch('-1 +2')], fix), at(2, [touch('-2 +3')], fix))).toEqual([
      { fix: 1, change: 0, weight: 1 },
      { fix: 2, change: 1, weight: 1 },
    ]);
  });

  it('stays right over a history much longer than it remembers', () => {
    // Every second day a change adds a line of its own, the next day a fix rewrites it: all found, none twice.
    const finder = createFollowUpFinder();
    let found = 0;
    for (let i = 0; i < 6_000; i++) {
      found += finder({
        index: 2 * i,
        landedAt: 2 * i * DAY,
        landedBy: `a${i}`,
        fix: false,
        touches: [touch(`+${i}`)],
      }).length;
      const follow = finder({
        index: 2 * i + 1,
        landedAt: (2 * i + 1) * DAY,
        landedBy: `b${i}`,
        fix: true,
        touches: [touch(`-${i} -${i - 50}`)],
      });
      expect(follow.map(f => f.change)).toEqual([2 * i]);
      found += follow.length;
    }
    expect(found).toBe(6_000);
  });
});
