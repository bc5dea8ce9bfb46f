import { describe, expect, it } from 'vitest';
import { commitExcluder, countExclusions, findDuplicates } from '../../src/history/exclusions.ts';
import { parseIgnoredRevisions } from '../../src/history/ignored-revisions.ts';
import { commit } from './commits.ts';

const same = { authorTime: 5, subject: 'one change' };

describe('findDuplicates', () => {
  it('keeps the one that landed first', () => {
    const commits = [commit('a', [], 0, same), commit('b', [], 0, same), commit('c', [], 0)];
    expect([...findDuplicates(commits, [20, 10, 5])]).toEqual([0]);
  });
  it('keeps the smallest id of those that landed together', () => {
    const commits = [commit('b', [], 0, same), commit('a', [], 0, same), commit('c', [], 0, same)];
    expect([...findDuplicates(commits, [10, 10, 10])].sort()).toEqual([0, 2]);
  });
  it.each([
    ['author', { authorEmail: 'lin@example.com' }],
    ['author time', { authorTime: 6 }],
    ['subject', { subject: 'another change' }],
  ])('tells commits apart by %s', (_, other) => {
    const commits = [commit('a', [], 0, same), commit('b', [], 0, { ...same, ...other })];
    expect(findDuplicates(commits, [1, 2]).size).toBe(0);
  });
  it('knows an author by the e-mail, not by how the name is written', () => {
    const commits = [
      commit('a', [], 0, same),
      commit('b', [], 0, { ...same, authorName: 'A. L.', authorEmail: 'ADA@example.com' }),
    ];
    expect([...findDuplicates(commits, [1, 2])]).toEqual([1]);
  });
  it('leaves merges and commits that never landed alone', () => {
    const commits = [commit('a', [], 0, same), commit('m', ['p', 'q'], 0, same), commit('x', [], 0, same)];
    expect(findDuplicates(commits, [1, 2, Number.NaN]).size).toBe(0);
  });
});

describe('commitExcluder', () => {
  const id = 'f'.repeat(40);
  const exclude = commitExcluder({
    excludeAuthors: ['*@vendor.example'],
    ignoredRevisions: parseIgnoredRevisions(
      `# reformat\n${id} # the big one\nnot an id\n${'e'.repeat(39)}\n`,
    ),
    largestCommit: 50,
  });
  const bot = { authorName: 'renovate[bot]' };
  const vendor = { authorEmail: 'x@vendor.example' };

  it('gives no reason to a commit that counts, at the limit too', () => {
    expect(exclude(commit('a', ['p'], 0), false, 50)).toBeUndefined();
  });
  it.each([
    ['merge', commit(id, ['p', 'q'], 0, { ...bot, ...vendor }), true, 51],
    ['duplicate', commit(id, ['p'], 0, { ...bot, ...vendor }), true, 51],
    ['bot', commit(id, ['p'], 0, { ...bot, ...vendor }), false, 51],
    ['author', commit(id, ['p'], 0, vendor), false, 51],
    ['ignored-revision', commit(id, ['p'], 0), false, 51],
    ['too-many-files', commit('e'.repeat(40), ['p'], 0), false, 51],
  ] as const)('gives one reason, tried in order: %s', (reason, who, isDuplicate, files) => {
    expect(exclude(who, isDuplicate, files)).toBe(reason);
  });
});

describe('countExclusions', () => {
  it('lists every reason, in the order in which they are tried', () => {
    expect(countExclusions([{ excluded: 'bot' }, {}, { excluded: 'merge' }, { excluded: 'bot' }])).toEqual([
      { reason: 'merge', count: 1 },
      { reason: 'duplicate', count: 0 },
      { reason: 'bot', count: 2 },
      { reason: 'author', count: 0 },
      { reason: 'ignored-revision', count: 0 },
      { reason: 'too-many-files', count: 0 },
    ]);
  });
});
