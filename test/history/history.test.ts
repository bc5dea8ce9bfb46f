import { describe, expect, it } from 'vitest';
import type { Commit, FileHistory, LineChange, PathChange } from '../../src/core/history.ts';
import { couplingOf } from '../../src/history/coupling.ts';
import { buildHistory, commitsNeedingLines, surveyHistory } from '../../src/history/history.ts';
import { PathLog } from '../../src/history/path-log.ts';
import {
  changesByQuarter,
  commitsByGroup,
  effortByQuarter,
  quarterOf,
  quartersOfFile,
  quartersOfHistory,
} from '../../src/history/quarters.ts';
import { added, commit, DAY, deleted, modified, renamed, START } from './commits.ts';

type Entry = readonly [Commit, readonly PathChange[]];

const options = { excludeAuthors: [], ignoredRevisions: new Set<string>(), largestCommit: 50 };
const isSource = (path: string) => path.endsWith('.ts') && !path.includes('.test.');

function survey(
  entries: readonly Entry[],
  more: {
    tree?: readonly string[];
    isTracked?: (path: string) => boolean;
    options?: Partial<typeof options>;
  } = {},
) {
  const log = new PathLog();
  for (const [{ id }, changes] of entries) log.add(id, changes);
  return surveyHistory({
    commits: entries.map(([c]) => c),
    revision: entries.at(-1)![0].id,
    log,
    isSource,
    ...(more.tree && { exists: (path: string) => more.tree!.includes(path) }),
    ...(more.isTracked && { isTracked: more.isTracked }),
    options: { ...options, ...more.options },
  });
}

const lines = (path: string, addedLines: number[], deletedLines: number[] = []): LineChange => ({
  path,
  added: addedLines.length,
  deleted: deletedLines.length,
  hunks: new Int32Array(),
  addedLines: Int32Array.from(addedLines),
  deletedLines: Int32Array.from(deletedLines),
});

const brief = (file: FileHistory) => ({
  path: file.path,
  alive: file.alive,
  commits: file.changes.map(c => c.commit),
});

describe('surveyHistory', () => {
  it('lands, labels and excludes, one reason each', () => {
    const entries: Entry[] = [
      [commit('a', [], 0), [added('x.ts')]],
      [commit('b', ['a'], 1, { subject: 'fix: x' }), [modified('x.ts')]],
      [commit('s', ['a'], 1, { authorName: 'renovate[bot]' }), [modified('package.json')]],
      [commit('m', ['b', 's'], 2, { authorEmail: 'LIN@example.com' }), [modified('never-asked.ts')]],
    ];
    const { commits, excluded, asOf, firstLandedAt, files } = survey(entries);
    expect(commits.map(c => [c.id, c.landedBy, c.fix, c.excluded, c.author])).toEqual([
      ['a', 'a', false, undefined, 'ada@example.com'],
      ['b', 'b', true, undefined, 'ada@example.com'],
      ['s', 'm', false, 'bot', 'ada@example.com'],
      ['m', 'm', false, 'merge', 'lin@example.com'],
    ]);
    expect(excluded.filter(({ count }) => count > 0)).toEqual([
      { reason: 'merge', count: 1 },
      { reason: 'bot', count: 1 },
    ]);
    expect([asOf, firstLandedAt]).toEqual([START + 2 * DAY, START]);
    expect(files).toEqual([{ path: 'x.ts', alive: true, names: ['x.ts'], source: true, bornAt: START }]);
  });

  it('leaves out commits with more source files than the limit; other files do not count', () => {
    const many = (n: number, end: string) => Array.from({ length: n }, (_, i) => modified(`f${i}${end}`));
    const entries: Entry[] = [
      [commit('a', [], 0), [...many(50, '.ts'), ...many(200, '.md'), ...many(200, '.test.ts')]],
      [commit('b', ['a'], 1), many(51, '.ts')],
    ];
    expect(survey(entries).commits.map(c => c.excluded)).toEqual([undefined, 'too-many-files']);
    expect(survey(entries, { options: { largestCommit: 51 } }).commits[1]!.excluded).toBeUndefined();
  });

  it('follows a rename made by a commit that is left out', () => {
    const entries: Entry[] = [
      [commit('a', [], 0), [added('old.ts')]],
      [commit('b', ['a'], 1, { authorName: 'renovate[bot]' }), [renamed('old.ts', 'new.ts')]],
      [commit('c', ['b'], 2), [modified('new.ts')]],
    ];
    const s = survey(entries);
    const { files } = buildHistory(s, { lineChanges: () => [], since: START - DAY });
    expect(files.map(brief)).toEqual([{ path: 'new.ts', alive: true, commits: [0, 2] }]);
    expect(files[0]!.names).toEqual(['new.ts', 'old.ts']);
    expect(files[0]!.changes.map(c => c.pathThen)).toEqual(['old.ts', 'new.ts']);
  });

  it('does not let a duplicate create its file again', () => {
    const twin = { authorTime: START, subject: 'add x' };
    const entries: Entry[] = [
      [commit('a', [], 0, twin), [added('x.ts')]],
      [commit('b', ['a'], 1), [modified('x.ts')]],
      [commit('p', [], 1, twin), [added('x.ts')]],
      [commit('m', ['b', 'p'], 2), []],
    ];
    const { files, excluded } = buildHistory(survey(entries, { tree: ['x.ts'] }), {
      lineChanges: () => [],
      since: START - DAY,
    });
    expect(files.map(brief)).toEqual([{ path: 'x.ts', alive: true, commits: [0, 1] }]);
    expect(excluded.find(e => e.reason === 'duplicate')!.count).toBe(1);
  });

  it('counts two names of one file in one commit once', () => {
    const entries: Entry[] = [
      [commit('a', [], 0), [added('a.ts')]],
      [commit('b', ['a'], 1), [renamed('a.ts', 'b.ts')]],
      [commit('x', ['a'], 1), [modified('a.ts'), added('b.ts')]],
      [commit('m', ['b', 'x'], 2), []],
    ];
    const { files } = buildHistory(survey(entries, { tree: ['b.ts'] }), {
      lineChanges: () => [],
      since: START - DAY,
    });
    for (const file of files) expect(new Set(file.changes.map(c => c.commit)).size).toBe(file.changes.length);
  });

  it('keeps tests where asked to, and a dead file beside the one that took its path', () => {
    const entries: Entry[] = [
      [commit('a', [], 0), [added('x.ts'), added('x.test.ts'), added('x.md')]],
      [commit('b', ['a'], 1), [deleted('x.ts')]],
      [commit('c', ['b'], 2), [added('x.ts')]],
    ];
    const { files } = survey(entries, {
      tree: ['x.ts', 'x.test.ts', 'x.md'],
      isTracked: path => path.endsWith('.ts'),
    });
    expect(files.map(f => [f.path, f.alive, f.source, (f.bornAt - START) / DAY])).toEqual([
      ['x.test.ts', true, false, 0],
      ['x.ts', true, true, 2],
      ['x.ts', false, true, 0],
    ]);
  });
});

describe('commitsNeedingLines', () => {
  it('asks only for counted commits inside the window that touch source', () => {
    const entries: Entry[] = [
      [commit('a', [], 0), [added('x.ts')]],
      [commit('b', ['a'], 1), [modified('x.ts')]],
      [commit('c', ['b'], 2), [modified('x.ts')]],
      [commit('d', ['c'], 3), [modified('x.md')]],
      [commit('e', ['d'], 4, { authorName: 'renovate[bot]' }), [modified('x.ts')]],
      [commit('f', ['e'], 5), [modified('x.ts')]],
    ];
    expect(commitsNeedingLines(survey(entries), START + DAY)).toEqual(['c', 'f']);
  });
});

describe('buildHistory', () => {
  const entries: Entry[] = [
    [commit('a', [], 0), [{ ...added('x.ts'), after: 'x0' }]],
    [commit('b', ['a'], 100), [{ ...modified('x.ts'), before: 'x0', after: 'x1' }, added('y.ts')]],
    [commit('c', ['b'], 100), [modified('README.md')]],
    [
      commit('d', ['c'], 110, { subject: 'fix: x' }),
      [{ ...renamed('x.ts', 'z.ts'), before: 'x1', after: 'x2' }],
    ],
    [commit('e', ['d'], 200), []],
  ];
  const patches = new Map([
    ['b', [lines('x.ts', [1, 2, 3], [9]), lines('y.ts', [7])]],
    ['d', [lines('z.ts', [4], [2])]],
  ]);
  const since = START + 50 * DAY;
  const pathChanges = (id: string) => entries.find(([commit]) => commit.id === id)![1];
  const history = buildHistory(survey(entries), { lineChanges: id => patches.get(id), pathChanges, since });

  it('counts changes over all history, with lines, blobs and effort inside the window only', () => {
    // Ada made b and c on one day: half a day each. b: x.ts 4 + 1, y.ts 1 + 1 lines, so 5/7 and 2/7 of 0.5.
    expect(history.files.map(brief)).toEqual([
      { path: 'y.ts', alive: true, commits: [1] },
      { path: 'z.ts', alive: true, commits: [0, 1, 3] },
    ]);
    expect(history.files[1]!.changes).toEqual([
      { commit: 0, status: 'added', pathThen: 'x.ts', added: 0, deleted: 0, effort: 0 },
      {
        commit: 1,
        status: 'modified',
        pathThen: 'x.ts',
        before: 'x0',
        after: 'x1',
        added: 3,
        deleted: 1,
        effort: (0.5 * 5) / 7,
      },
      {
        commit: 3,
        status: 'renamed',
        pathThen: 'z.ts',
        before: 'x1',
        after: 'x2',
        added: 1,
        deleted: 1,
        effort: 1,
      },
    ]);
    expect(history.files[0]!.changes[0]!.effort).toBeCloseTo((0.5 * 2) / 7, 15);
  });

  it('books commits without source as other work of their quarter', () => {
    // asOf is day 200: day 100 is quarter 1 (100 days before), day 200 quarter 0.
    expect(history.otherWork).toEqual([1, 0.5, 0, 0, 0, 0, 0, 0]);
  });

  it('finds follow-up fixes through a rename', () => {
    expect(history.followUps).toEqual([{ fix: 3, change: 1, path: 'z.ts', weight: 1 }]);
  });

  it('shares the effort of a commit evenly when its lines are missing', () => {
    const { files } = buildHistory(survey(entries), { lineChanges: () => undefined, since });
    expect(files.map(f => f.changes.find(c => c.commit === 1)!.effort)).toEqual([0.25, 0.25]);
  });

  it('spends every counted day exactly once', () => {
    const onFiles = history.files.flatMap(f => f.changes).reduce((sum, c) => sum + c.effort, 0);
    const other = history.otherWork.reduce((sum, days) => sum + days, 0);
    expect(onFiles + other).toBeCloseTo(3, 12); // days 100, 110 and 200 of Ada
  });

  it('gives tests no effort and no part in the split', () => {
    const tested: Entry[] = [[commit('a', [], 0), [added('x.ts'), added('x.test.ts')]]];
    const s = survey(tested, { isTracked: path => path.endsWith('.ts') });
    const { files } = buildHistory(s, {
      lineChanges: () => [lines('x.ts', [1]), lines('x.test.ts', [1, 2])],
      since: START - DAY,
    });
    expect(files.map(f => [f.path, f.changes[0]!.added, f.changes[0]!.effort])).toEqual([
      ['x.test.ts', 2, 0],
      ['x.ts', 1, 1],
    ]);
  });

  it('gives the same history whatever the order of the commits', () => {
    const reversed = survey(
      [...entries].reverse().sort((a, b) => (a[0].id === 'e' ? 1 : b[0].id === 'e' ? -1 : 0)),
    );
    expect(buildHistory(reversed, { lineChanges: id => patches.get(id), pathChanges, since })).toEqual(
      history,
    );
  });
});

describe('quarters', () => {
  it('are 90-day blocks that end at the revision and include their end', () => {
    const asOf = START + 1000 * DAY;
    expect(quarterOf(asOf, asOf)).toBe(0);
    expect(quarterOf(asOf - 90 * DAY + 1, asOf)).toBe(0);
    expect(quarterOf(asOf - 90 * DAY, asOf)).toBe(1);
    expect(quarterOf(asOf - 720 * DAY + 1, asOf)).toBe(7);
  });
  it('know how much history there is', () => {
    const asOf = START + 200 * DAY;
    expect(quartersOfHistory(START, asOf)).toEqual({ whole: 2, started: 3 });
    expect(quartersOfHistory(asOf, asOf)).toEqual({ whole: 0, started: 1 });
    expect(quartersOfHistory(asOf - 90 * DAY, asOf)).toEqual({ whole: 1, started: 2 });
    expect(quartersOfFile(START, asOf)).toBe(3);
    expect(quartersOfFile(asOf, asOf)).toBe(1);
    expect(quartersOfFile(asOf - 5000 * DAY, asOf)).toBe(8);
  });

  const entries: Entry[] = [
    [commit('a', [], 0), [added('x.ts'), added('y.ts')]],
    [commit('b', ['a'], 800), [modified('x.ts'), modified('y.ts')]],
    [commit('c', ['b'], 890), [modified('y.ts')]],
    [commit('d', ['c'], 900), [modified('y.ts')]],
  ];
  const history = buildHistory(survey(entries), { lineChanges: () => [], since: START + 180 * DAY });

  it('count changes and effort of a file', () => {
    // Ages 900, 100, 10, 0 days: quarter 10 (outside), 1, 0, 0.
    expect(changesByQuarter(history, history.files[1]!)).toEqual([2, 1, 0, 0, 0, 0, 0, 0]);
    expect(effortByQuarter(history, history.files[1]!)).toEqual([2, 0.5, 0, 0, 0, 0, 0, 0]);
  });
  it('count a commit once in each group', () => {
    const groups = (file: number) => (file === 0 ? [0, 1] : [1]);
    expect(commitsByGroup(history, groups, 2)).toEqual([
      [0, 1, 0, 0, 0, 0, 0, 0],
      [2, 1, 0, 0, 0, 0, 0, 0],
    ]);
    expect(commitsByGroup(history, groups, 2, { all: true })[1]).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});

describe('couplingOf', () => {
  const x = ['x.ts', 'y.ts', 'z.ts'].map(modified);
  const sweep = [...x, ...Array.from({ length: 28 }, (_, i) => modified(`f${i}.ts`))];
  const entries: Entry[] = [
    [commit('a', [], 0), [x[0]!, x[1]!]],
    [commit('b', ['a'], 1), [x[0]!, x[1]!, x[2]!]],
    [commit('c', ['b'], 2), [x[0]!, x[2]!]],
    [commit('d', ['c'], 3), [x[0]!]],
    [commit('e', ['d'], 4), sweep], // 31 files: too many to say anything
    [commit('f', ['e'], 5), [x[1]!]],
  ];
  const history = buildHistory(survey(entries), { lineChanges: () => [], since: START });
  const name = (file: number) => history.files[file]!.path;
  const of = (path: string, options = {}) =>
    couplingOf(
      history,
      options,
    )(history.files.findIndex(f => f.path === path)).map(c => [name(c.file), c.shared, c.degree]);

  it('is shared commits over commits of either, sweeps left out', () => {
    // x: a b c d, y: a b f, z: b c. x and y share 2 of 5, x and z 2 of 4.
    expect(of('x.ts')).toEqual([
      ['z.ts', 2, 2 / 4],
      ['y.ts', 2, 2 / 5],
    ]);
    expect(of('y.ts')).toEqual([['x.ts', 2, 2 / 5]]);
  });
  it('takes its limits from the caller', () => {
    expect(of('y.ts', { minShared: 1 }).map(([path]) => path)).toEqual(['x.ts', 'z.ts']);
    expect(of('x.ts', { maxFiles: 31, minShared: 3 })).toEqual([
      // with e: x a b c d e, y a b e f, z b c e; ties by path do not arise
      ['z.ts', 3, 3 / 5],
      ['y.ts', 3, 3 / 6],
    ]);
    expect(of('x.ts', { minShared: 3, counts: (path: string) => path < 'x' })).toHaveLength(2);
  });
});
