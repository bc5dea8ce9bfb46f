import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effortOfCommits, splitEffort } from '../../src/history/effort.ts';
import { DAY, START } from './commits.ts';

const by = (author: string, seconds: number, excluded?: string) => ({
  author,
  authorTime: START + seconds,
  excluded,
});

describe('effortOfCommits', () => {
  it('shares one day of one author among the commits made on it', () => {
    const commits = [by('ada', 0), by('ada', DAY - 1), by('ada', DAY), by('lin', 5)];
    expect([...effortOfCommits(commits)]).toEqual([0.5, 0.5, 1, 1]);
  });
  it('gives nothing to commits that are not counted, and does not count them', () => {
    expect([...effortOfCommits([by('ada', 0), by('ada', 1, 'too-many-files')])]).toEqual([1, 0]);
  });
  it('puts moments before 1970 on their own day', () => {
    expect([...effortOfCommits([by('ada', -START - 1), by('ada', -START)])]).toEqual([1, 1]);
  });
});

describe('splitEffort', () => {
  it('splits by lines plus one', () => {
    // (9 + 1) : (0 + 1) : (4 + 1) = 10 : 1 : 5 of 16
    expect(splitEffort(0.5, [9, 0, 4])).toEqual([0.5 * (10 / 16), 0.5 * (1 / 16), 0.5 * (5 / 16)]);
    expect(splitEffort(1, [])).toEqual([]);
  });
  it('adds up to the whole', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.array(fc.nat(100_000), { minLength: 1, maxLength: 60 }),
        (effort, lines) => {
          const parts = splitEffort(effort, lines);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(effort, 12);
          expect(Math.min(...parts)).toBeGreaterThan(0);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});
