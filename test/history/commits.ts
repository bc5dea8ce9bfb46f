import type { Commit, PathChange } from '../../src/core/history.ts';

export const DAY = 86_400;
/** 2024-01-01T00:00:00Z, a day boundary. */
export const START = 1_704_067_200;

/** A commit of Ada's, `day` days after 2024-01-01. */
export function commit(
  id: string,
  parents: readonly string[],
  day: number,
  more: Partial<Commit> = {},
): Commit {
  return {
    id,
    parents,
    authorTime: START + day * DAY,
    commitTime: START + day * DAY,
    authorName: 'Ada',
    authorEmail: 'ada@example.com',
    subject: `work ${id}`,
    ...more,
  };
}

export const added = (path: string): PathChange => ({ status: 'added', path });
export const modified = (path: string): PathChange => ({ status: 'modified', path });
export const deleted = (path: string): PathChange => ({ status: 'deleted', path });
export const renamed = (from: string, path: string): PathChange => ({ status: 'renamed', from, path });
