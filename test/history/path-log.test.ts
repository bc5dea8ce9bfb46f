import { describe, expect, it } from 'vitest';
import type { PathChange } from '../../src/core/history.ts';
import { changeStatuses, oncePerNumber, PathLog } from '../../src/history/path-log.ts';
import { added, deleted, modified, renamed } from './commits.ts';

/** The changes of a commit, read back from the columns. */
function readBack(log: PathLog, commit: string): PathChange[] {
  const { start, path, from, status, paths } = log.columns();
  const row = log.rowOf(commit);
  return Array.from({ length: start[row + 1]! - start[row]! }, (_, nth) => {
    const at = start[row]! + nth;
    const change = { status: changeStatuses[status[at]!]!, path: paths[path[at]!]! };
    return from[at] === -1 ? change : { ...change, from: paths[from[at]!]! };
  });
}

describe('PathLog', () => {
  it('gives back what each commit changed, in its order, also of one that changed nothing', () => {
    const log = new PathLog();
    log.add('a', [added('x'), added('y')]);
    log.add('b', []);
    log.add('c', [renamed('x', 'z'), deleted('y'), modified('z')]);
    expect(readBack(log, 'a')).toEqual([added('x'), added('y')]);
    expect(readBack(log, 'b')).toEqual([]);
    expect(readBack(log, 'c')).toEqual([renamed('x', 'z'), deleted('y'), modified('z')]);
    expect(log.columns().paths).toEqual(['x', 'y', 'z']);
  });

  it('keeps what it knows of a commit that is added again, and the commits after it', () => {
    const log = new PathLog();
    log.add('a', [added('x')]);
    log.add('a', [added('other'), added('more')]);
    log.add('b', [modified('x')]);
    expect(readBack(log, 'a')).toEqual([added('x')]);
    expect(readBack(log, 'b')).toEqual([modified('x')]);
  });

  it('holds as many as come', () => {
    const log = new PathLog();
    for (let i = 0; i < 3_000; i++) log.add(`${i}`, [added(`p${i}`), modified('same')]);
    expect(readBack(log, '2999')).toEqual([added('p2999'), modified('same')]);
    expect(log.columns().paths).toHaveLength(3_001);
  });

  it('knows no commit that was not added', () => {
    expect(() => new PathLog().rowOf('a')).toThrow('changed paths of a were not read');
    expect(new PathLog().has('a')).toBe(false);
  });
});

it('asks once for each number', () => {
  const asked: number[] = [];
  const isEven = oncePerNumber(4, number => {
    asked.push(number);
    return number % 2 === 0;
  });
  expect([0, 1, 0, 1, 2].map(isEven)).toEqual([true, false, true, false, true]);
  expect(asked).toEqual([0, 1, 2]);
});
