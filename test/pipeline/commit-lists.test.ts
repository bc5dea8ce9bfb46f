import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/cache/content-cache.ts';
import type { Commit } from '../../src/core/history.ts';
import { listCommits } from '../../src/git/commits.ts';
import { openRepository } from '../../src/git/repository.ts';
import { listTree } from '../../src/git/tree.ts';
import { commitLists } from '../../src/pipeline/commit-lists.ts';
import { history, type Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const write = (value: number) => ({ 'src/a.ts': `export const a = ${value};\n` });
const byId = (commits: readonly Commit[]) => [...commits].sort((a, b) => (a.id < b.id ? -1 : 1));
const identity = '0123456789abcdef0123456789abcdef';

/** One run: what it answers for a revision, what git answers, and which commits git was asked for. */
async function ask(repo: Repository, directory: string, ...names: string[]) {
  const cache = openCache({
    directory,
    identity,
    dependsOn: { pathChanges: '', lineChanges: '', measures: '' },
  });
  const repository = await openRepository(repo.path);
  const read: string[][] = [];
  const commits = commitLists({
    cache,
    tree: revision => listTree(repository, revision),
    async list(revision, isKnown) {
      const list = await listCommits(repository, revision, { ...(isKnown && { isKnown }) });
      read.push(list.map(({ subject }) => subject));
      return list;
    },
  });
  try {
    for (const name of names) {
      const revision = await repo.git('rev-parse', name);
      expect(byId(await commits(revision)), name).toEqual(byId(await listCommits(repository, revision)));
    }
    return read;
  } finally {
    cache.close();
    repository.close();
  }
}

const cacheFiles = (directory: string) =>
  readdirSync(join(directory, identity)).map(name => join(directory, identity, name));

describe('a commit is read once', () => {
  it('whatever was asked before: newer, older and merged revisions, and rewritten ones', async () => {
    const cache = scratchFolder('commits');
    const repo = await history([
      { at: '2025-01-01', write: write(1), message: 'one\t\\ 1', tag: 'one' },
      { at: '2025-01-02', on: 'work', write: { 'src/b.ts': 'b();\n' }, message: 'side', tag: 'side' },
      { at: '2025-01-03', by: 'Lin\\ Lee <lin@example.com>', write: write(2), message: 'two', tag: 'two' },
    ]);
    expect(await ask(repo, cache, 'two')).toEqual([['two', 'one\t\\ 1']]);
    expect(await ask(repo, cache, 'two', 'one')).toEqual([]);
    await repo.add([
      { at: '2025-01-04', merge: 'work', message: 'merge', tag: 'three' },
      { at: '2025-01-05', write: write(3), message: 'four', tag: 'four' },
    ]);
    // `side` is older than `two`, which is known: it is not mistaken for known itself.
    expect(await ask(repo, cache, 'four')).toEqual([['four', 'merge', 'side']]);
    expect(await ask(repo, cache, 'side', 'three', 'four')).toEqual([]);
    await repo.git('checkout', '--quiet', '--detach', 'two');
    await repo.git(
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@x',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'other',
    );
    expect(await ask(repo, cache, 'HEAD', 'four')).toEqual([['other']]);
  });

  it('with every mailmap', async () => {
    const cache = scratchFolder('commits');
    const repo = await history([
      { at: '2025-01-01', write: write(1), message: 'one', tag: 'one' },
      {
        at: '2025-01-02',
        write: { '.mailmap': 'Ada L <ada@example.org> <ada@example.com>\n' },
        message: 'two',
        tag: 'two',
      },
      { at: '2025-01-03', write: write(2), message: 'three', tag: 'three' },
    ]);
    expect(await ask(repo, cache, 'one')).toEqual([['one']]);
    expect(await ask(repo, cache, 'two')).toEqual([['two', 'one']]);
    expect(await ask(repo, cache, 'three', 'one')).toEqual([['three']]);
  });

  it('and again where what was kept is damaged or in part lost', async () => {
    const cache = scratchFolder('commits');
    const repo = await history([{ at: '2025-01-01', write: write(1), message: 'one' }]);
    await ask(repo, cache, 'HEAD');
    await repo.add([{ at: '2025-01-02', write: write(2), message: 'two' }]);
    await ask(repo, cache, 'HEAD');
    const [file] = cacheFiles(cache);
    const whole = readFileSync(file!, 'utf8');
    const lines = whole.split('\n');
    const both = [['two', 'one']];
    for (const [what, text, read] of [
      ['the older entry', lines.filter(line => !/\tone$/.test(line)).join('\n'), both],
      ['the newer entry', lines.filter(line => !/\ttwo$/.test(line)).join('\n'), [['two']]],
      ['a falsified name', whole.replace('ada', 'eve'), both],
      ['a torn end', whole.slice(0, -20), [['two']]],
      ['all', '', both],
    ] as const) {
      writeFileSync(file!, text);
      const answer = await ask(repo, cache, 'HEAD');
      // What git was asked for first may have ended at a commit whose own ancestors are lost.
      expect(answer.at(-1), what).toEqual(read[0]);
      expect(await ask(repo, cache, 'HEAD'), what).toEqual([]);
    }
  });
});
