import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../../src/core/history.ts';
import { landCommits } from '../../src/history/landing.ts';
import { commit, DAY, START } from './commits.ts';

const landed = (commits: readonly Commit[], revision: string) => {
  const { order, landedAt, landedBy } = landCommits(commits, revision);
  return [...order].map(i => [commits[i]!.id, (landedAt[i]! - START) / DAY, commits[landedBy[i]!]!.id]);
};

describe('landCommits', () => {
  it('lets a linear history land as it was committed', () => {
    expect(landed([commit('b', ['a'], 2), commit('a', [], 1)], 'b')).toEqual([
      ['a', 1, 'a'],
      ['b', 2, 'b'],
    ]);
  });

  it('lets a branch land with its merge, not when it was written', () => {
    const commits = [
      commit('a', [], 0),
      commit('x', ['a'], 1),
      commit('y', ['x'], 2),
      commit('b', ['a'], 5),
      commit('m', ['b', 'y'], 30),
    ];
    expect(landed(commits, 'm')).toEqual([
      ['a', 0, 'a'],
      ['b', 5, 'b'],
      ['x', 30, 'm'],
      ['y', 30, 'm'],
      ['m', 30, 'm'],
    ]);
  });

  it('puts ancestors first even where their clock ran ahead', () => {
    const commits = [
      commit('a', [], 0),
      commit('x', ['a'], 9),
      commit('y', ['x'], 1),
      commit('m', ['a', 'y'], 10),
    ];
    expect(landed(commits, 'm').map(([id]) => id)).toEqual(['a', 'x', 'y', 'm']);
  });

  it('breaks ties inside one merge by commit time, then by id', () => {
    const commits = [
      commit('a', [], 0),
      commit('q', ['a'], 3),
      commit('p', ['a'], 3),
      commit('z', ['a'], 2),
      commit('m', ['a', 'q', 'p', 'z'], 10),
    ];
    expect(landed(commits, 'm').map(([id]) => id)).toEqual(['a', 'z', 'p', 'q', 'm']);
  });

  it('lets what is dated after the revision land with it, and counts it', () => {
    const commits = [commit('a', [], 0), commit('b', ['a'], 50), commit('c', ['b'], 10)];
    const { landedAt, asOf, futureCommits } = landCommits(commits, 'c');
    expect(asOf).toBe(START + 10 * DAY);
    expect([...landedAt].map(at => (at - START) / DAY)).toEqual([0, 10, 10]);
    expect(futureCommits).toBe(1);
  });

  it('leaves out what the revision does not contain', () => {
    const { order, landedBy } = landCommits([commit('a', [], 0), commit('later', ['a'], 1)], 'a');
    expect([...order]).toEqual([0]);
    expect(landedBy[1]).toBe(-1);
  });

  it('stops at parents that a shallow clone does not have', () => {
    expect(landed([commit('b', ['gone'], 2)], 'b')).toEqual([['b', 2, 'b']]);
  });

  it('refuses a revision that is not in the list', () => {
    expect(() => landCommits([commit('a', [], 0)], 'b')).toThrow(RangeError);
  });

  it('does not depend on the order of the list, and always puts parents before children', () => {
    const histories = fc
      .array(
        fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), day: fc.integer({ min: 0, max: 5 }) }),
        {
          minLength: 1,
          maxLength: 30,
        },
      )
      .map(rows =>
        rows.map((row, i) => {
          const parents = i === 0 ? [] : [...new Set(row.parents.map(p => `c${p % i}`))];
          return commit(`c${i}`, i > 0 && parents.length === 0 ? [`c${i - 1}`] : parents, row.day);
        }),
      );
    const shuffled = histories.chain(list =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const tip = list.at(-1)!.id;
        const result = landed(list, tip);
        expect(landed(other, tip)).toEqual(result);
        const position = new Map(result.map(([id], i) => [id, i]));
        for (const { id, parents } of list) {
          if (!position.has(id)) continue;
          for (const parent of parents) expect(position.get(parent)!).toBeLessThan(position.get(id)!);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
