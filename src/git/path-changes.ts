import type { PathChange } from '../core/history.ts';
import { runDiffTree } from './diff-tree-pool.ts';
import { exceptPaths, findMissingContent, type Gap } from './gaps.ts';
import type { Repository } from './repository.ts';

/** @param whole false where some content is missing: it may be complete another time */
export type PathChangeSink = (commit: string, changes: readonly PathChange[], whole: boolean) => void;

/**
 * What each commit did to which paths, against its first parent: status, path, and blob ids before and after, with
 * renames from 50 % likeness on. Submodules and symbolic links are left out; a path that turns from a link into a
 * file is `modified` without a blob before.
 * @param commits ids of commits with at most one parent (a merge has no change of its own here)
 * @param sink called once for each commit, also for one without changes, in no particular order
 * @returns the commits that could only be read in part: there, renames next to missing content need identical content
 * @throws {GitFailure | GitStreamError} git failed otherwise, or answered in a form it should not
 */
export async function readPathChanges(
  repository: Repository,
  commits: readonly string[],
  sink: PathChangeSink,
  options: { readonly processes?: number; readonly signal?: AbortSignal } = {},
): Promise<readonly Gap[]> {
  const base = { place: repository.objects, pathspecs: [], patch: false, signal: options.signal } as const;
  const deliver = (record: { readonly commit: string; readonly paths: readonly PathChange[] }): void =>
    sink(record.commit, record.paths, true);
  // In a partial clone most commits would stop git, so the paths without content are looked up first.
  const first = repository.partial
    ? new Map(commits.map(commit => [commit, '']))
    : await runDiffTree({
        ...base,
        commits,
        renames: 'similar',
        processes: options.processes ?? 2,
        onRecord: deliver,
      });
  if (first.size === 0) return [];

  const gaps: Gap[] = [];
  const { exact, unlisted } = await findMissingContent({ ...base, commits: [...first.keys()] });
  const whole: string[] = [];
  for (const [commit, { changes, missing }] of exact) {
    if (missing.length === 0 && repository.partial) whole.push(commit);
    else if (missing.length === 0 || repository.partial) {
      sink(commit, changes, false);
      gaps.push({
        commit,
        paths: missing.map(change => change.path),
        objects: objectsOf(missing, first.get(commit)),
      });
    } else {
      const others: PathChange[] = [];
      const failed = await runDiffTree({
        ...base,
        commits: [commit],
        renames: 'similar',
        processes: 1,
        pathspecs: exceptPaths([], missing),
        onRecord: record => others.push(...record.paths),
      });
      sink(commit, failed.size > 0 ? changes : [...others, ...missing], false);
      gaps.push({
        commit,
        paths: missing.map(change => change.path),
        objects: objectsOf(missing, first.get(commit)),
      });
    }
  }
  if (whole.length > 0) {
    const failed = await runDiffTree({
      ...base,
      commits: whole,
      renames: 'similar',
      processes: options.processes ?? 2,
      onRecord: deliver,
    });
    for (const [commit, object] of failed) {
      sink(commit, exact.get(commit)?.changes ?? [], false);
      gaps.push({ commit, paths: [], objects: [object] });
    }
  }
  for (const [commit, object] of unlisted) {
    sink(commit, [], false);
    gaps.push({ commit, paths: [], objects: [object] });
  }
  return gaps;
}

/** The ids that are in the way: what the lookup found absent, else the one that git named. */
function objectsOf(missing: readonly PathChange[], named: string | undefined): string[] {
  const ids = missing.map(change => change.after ?? change.before ?? '').filter(id => id !== '');
  return ids.length > 0 ? ids : named ? [named] : [];
}
