import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathChange } from '../../src/core/history.ts';
import { PathLog } from '../../src/history/path-log.ts';
import { createRenameWalk } from '../../src/history/renames.ts';
import { added, deleted, modified, renamed } from './commits.ts';

/** Commits oldest first in, files out: names (newest first), alive, and commit numbers that touched it. */
function follow(commits: readonly (readonly PathChange[])[], tree?: readonly string[]) {
  const log = new PathLog();
  commits.forEach((changes, i) => {
    log.add(`${i}`, changes);
  });
  const columns = log.columns();
  const walk = createRenameWalk(columns, tree && (path => tree.includes(path)));
  const touched: [number, number][] = [];
  for (let i = commits.length - 1; i >= 0; i--) {
    const files = new Int32Array(commits[i]!.length);
    walk.step(columns.start[i]!, files);
    for (const file of files) touched.push([file, i]);
  }
  const { fileOf, chains } = walk.finish();
  return chains.map(({ names, alive }, chain) => ({
    names: names.join(' < '),
    alive,
    commits: touched
      .filter(([file]) => fileOf[file] === chain)
      .map(([, i]) => i)
      .reverse(),
  }));
}

describe('createRenameWalk', () => {
  it('gives a file all changes it had under older names', () => {
    expect(
      follow([[added('tax.ts')], [modified('tax.ts')], [renamed('tax.ts', 'vat.ts')], [modified('vat.ts')]]),
    ).toEqual([{ names: 'vat.ts < tax.ts', alive: true, commits: [0, 1, 2, 3] }]);
  });

  it('starts a new file where a path is created again', () => {
    const commits = [[added('a')], [modified('a')], [renamed('a', 'b')], [added('a')], [modified('a')]];
    expect(follow(commits)).toEqual([
      { names: 'a', alive: true, commits: [3, 4] },
      { names: 'b < a', alive: true, commits: [0, 1, 2] },
    ]);
  });

  it('ends the older file where a deleted path comes back', () => {
    expect(follow([[added('a')], [deleted('a')], [added('a')]], ['a'])).toEqual([
      { names: 'a', alive: true, commits: [2] },
      { names: 'a', alive: false, commits: [0, 1] },
    ]);
  });

  it('keeps a deleted file as its own, with its older names', () => {
    expect(follow([[added('a')], [renamed('a', 'b')], [deleted('b')]])).toEqual([
      { names: 'b < a', alive: false, commits: [0, 1, 2] },
    ]);
  });

  it('does not take a path that became free for the file that is moved there later', () => {
    const commits = [
      [added('a'), added('b')],
      [modified('b')],
      [deleted('b')],
      [renamed('a', 'b')],
      [modified('b')],
    ];
    expect(follow(commits, ['b'])).toEqual([
      { names: 'b < a', alive: true, commits: [0, 3, 4] },
      { names: 'b', alive: false, commits: [0, 1, 2] },
    ]);
  });

  it('lets two files swap names in one commit', () => {
    const commits = [[added('a')], [added('b')], [renamed('a', 'b'), renamed('b', 'a')], [modified('a')]];
    expect(follow(commits)).toEqual([
      { names: 'a < b', alive: true, commits: [1, 2, 3] },
      { names: 'b < a', alive: true, commits: [0, 2] },
    ]);
  });

  it('follows a row of moves in one commit (a to b, b to c)', () => {
    const commits = [[added('a')], [added('b')], [renamed('a', 'b'), renamed('b', 'c')]];
    expect(follow(commits)).toEqual([
      { names: 'b < a', alive: true, commits: [0, 2] },
      { names: 'c < b', alive: true, commits: [1, 2] },
    ]);
  });

  it('follows a file that is moved away and back', () => {
    expect(follow([[added('a')], [renamed('a', 'b')], [renamed('b', 'a')]])).toEqual([
      { names: 'a < b', alive: true, commits: [0, 1, 2] },
    ]);
  });

  it('gives changes of a branch that had not seen the rename to the renamed file', () => {
    // 2 comes from a branch, lands after the rename of 1, and still speaks of the old path.
    const commits = [[added('a')], [renamed('a', 'b')], [modified('a')], [modified('b')]];
    expect(follow(commits, ['b'])).toEqual([{ names: 'b < a', alive: true, commits: [0, 1, 2, 3] }]);
  });

  it('gives changes under the new name that landed before the rename to the same file', () => {
    // Both branches made the same move: 1 and 3; 2 comes from the branch of 1.
    const commits = [[added('a')], [renamed('a', 'b')], [modified('b')], [renamed('a', 'b')]];
    expect(follow(commits, ['b'])).toEqual([{ names: 'b < a', alive: true, commits: [0, 1, 2, 3] }]);
  });

  it('leaves a path with the file that lives there today', () => {
    // One branch moved a to b, the other kept a, and the merge kept both.
    const commits = [[added('a')], [renamed('a', 'b')], [modified('a')]];
    expect(follow(commits, ['a', 'b'])).toEqual([
      { names: 'a', alive: true, commits: [0, 2] },
      { names: 'b', alive: true, commits: [1] },
    ]);
  });

  it('keeps a file that a branch deleted and the merge kept', () => {
    expect(follow([[added('a')], [deleted('a')], [modified('a')]], ['a'])).toEqual([
      { names: 'a', alive: true, commits: [0, 1, 2] },
    ]);
  });

  it('agrees with carrying an identity along, forwards, on linear histories', () => {
    const names = ['a', 'b', 'c', 'd'];
    const steps = fc.array(fc.record({ kind: fc.nat(3), path: fc.nat(3), target: fc.nat(3) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, list => {
        const tree = new Map<string, number>();
        const touched: number[][] = [];
        const commits: PathChange[][] = [];
        for (const { kind, path, target } of list) {
          const from = names[path]!;
          const to = names[target]!;
          const number = commits.length;
          const file = tree.get(from);
          if (file === undefined) {
            tree.set(from, touched.push([number]) - 1);
            commits.push([added(from)]);
          } else if (kind === 0) {
            tree.delete(from);
            touched[file]!.push(number);
            commits.push([deleted(from)]);
          } else if (kind === 1 && !tree.has(to)) {
            tree.delete(from);
            tree.set(to, file);
            touched[file]!.push(number);
            commits.push([renamed(from, to)]);
          } else {
            touched[file]!.push(number);
            commits.push([modified(from)]);
          }
        }
        const alive = new Set(tree.values());
        const expected = touched.map((numbers, file) => `${alive.has(file)} ${numbers.join()}`).sort();
        for (const known of [undefined, [...tree.keys()]]) {
          expect(
            follow(commits, known)
              .map(file => `${file.alive} ${file.commits.join()}`)
              .sort(),
          ).toEqual(expected);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
