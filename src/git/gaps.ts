import type { PathChange } from '../core/history.ts';
import { type DiffTreeRequest, runDiffTree } from './diff-tree-pool.ts';
import { type GitPlace, runGit } from './process.ts';

/** A commit of which git could not read everything. What could be read has been delivered. */
export interface Gap {
  readonly commit: string;
  /** Paths whose content is missing; empty when even the list of paths could not be read. */
  readonly paths: readonly string[];
  /** Ids of the objects that are missing or damaged, at least one. */
  readonly objects: readonly string[];
}

interface Exact {
  readonly changes: readonly PathChange[];
  readonly missing: readonly PathChange[];
}

/**
 * Which changed files of these commits lack their content. Compares trees only (renames of identical content), so
 * it works where no blob is present at all.
 * @returns commits whose trees could be read; the others are in `unlisted` with the object in the way
 */
export async function findMissingContent(
  request: Pick<DiffTreeRequest, 'place' | 'commits' | 'pathspecs' | 'signal'>,
): Promise<{ readonly exact: ReadonlyMap<string, Exact>; readonly unlisted: ReadonlyMap<string, string> }> {
  const listed = new Map<string, readonly PathChange[]>();
  const unlisted = await runDiffTree({
    ...request,
    renames: 'exact',
    patch: false,
    processes: 1,
    onRecord: record => listed.set(record.commit, record.paths),
  });
  const ids = new Set<string>();
  for (const changes of listed.values())
    for (const change of changes) for (const id of contentIds(change)) ids.add(id);
  const absent = await absentObjects(request.place, [...ids], request.signal);
  const exact = new Map<string, Exact>();
  for (const [commit, changes] of listed) {
    exact.set(commit, {
      changes,
      missing: changes.filter(change => contentIds(change).some(id => absent.has(id))),
    });
  }
  return { exact, unlisted };
}

export function contentIds(change: PathChange): string[] {
  return [change.before, change.after].filter(id => id !== undefined);
}

/** Pathspecs that leave out exactly these paths. */
export function exceptPaths(pathspecs: readonly string[], changes: readonly PathChange[]): string[] {
  const paths = new Set(
    changes.flatMap(change => (change.from === undefined ? [change.path] : [change.path, change.from])),
  );
  return [
    ...(pathspecs.length > 0 ? pathspecs : [':(top)']),
    ...[...paths].map(path => `:(top,exclude,literal)${path}`),
  ];
}

/** Whether none of the objects is here (true for none at all). */
export async function areMissing(
  place: GitPlace,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<boolean> {
  return !ids.includes('') && (await absentObjects(place, ids, signal)).size === new Set(ids).size;
}

/** Those of the objects that are not here, or not readable as far as their header goes. */
async function absentObjects(
  place: GitPlace,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const answer = await runGit(place, ['cat-file', '--batch-check=%(objectname)', '--buffer'], {
    input: `${ids.join('\n')}\n`,
    signal,
  });
  const absent = new Set<string>();
  for (const line of answer.toString('latin1').split('\n')) {
    if (line.endsWith(' missing')) absent.add(line.slice(0, -' missing'.length));
  }
  return absent;
}
