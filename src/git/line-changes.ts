import type { LineChange } from '../core/history.ts';
import { runDiffTree } from './diff-tree-pool.ts';
import { exceptPaths, findMissingContent, type Gap } from './gaps.ts';
import type { Repository } from './repository.ts';

/** @param whole false where some content is missing: it may be complete another time */
export type LineChangeSink = (commit: string, changes: readonly LineChange[], whole: boolean) => void;

/**
 * What each commit did to the lines of the files that match the pathspecs, against its first parent: exact counts,
 * hunk positions, and hashes of the lines (see line-hash.ts). Files without a changed line (pure renames, mode
 * changes, binary content, files above 16 MiB) are not listed.
 * @param commits ids of commits with at most one parent
 * @param pathspecs `*.ts` and the like; git needs longer with each of them, so name those that occur
 * @param sink called once for each commit, also for one without changes, in no particular order
 * @returns the commits of which some content is missing; their other files have been delivered
 * @throws {GitFailure | GitStreamError} git failed otherwise, or answered in a form it should not
 */
export async function readLineChanges(
  repository: Repository,
  commits: readonly string[],
  pathspecs: readonly string[],
  sink: LineChangeSink,
  options: { readonly processes?: number; readonly signal?: AbortSignal } = {},
): Promise<readonly Gap[]> {
  if (pathspecs.length === 0) {
    for (const commit of commits) sink(commit, [], true);
    return [];
  }
  const base = {
    place: repository.objects,
    pathspecs,
    renames: 'similar',
    patch: true,
    signal: options.signal,
  } as const;
  const processes = options.processes ?? 2;
  const run = (ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    runDiffTree({
      ...base,
      commits: ids,
      processes,
      onRecord: record => sink(record.commit, record.lines, true),
    });
  const first = repository.partial ? new Map(commits.map(commit => [commit, ''])) : await run(commits);
  if (first.size === 0) return [];

  const gaps: Gap[] = [];
  const { exact, unlisted } = await findMissingContent({ ...base, commits: [...first.keys()] });
  const whole: string[] = [];
  for (const [commit, { missing }] of exact) {
    if (missing.length === 0 && repository.partial) {
      whole.push(commit);
      continue;
    }
    let lines: readonly LineChange[] = [];
    // A partial clone lacks content nearly everywhere; one process for each commit would take for ever there.
    if (missing.length > 0 && !repository.partial) {
      await runDiffTree({
        ...base,
        commits: [commit],
        processes: 1,
        pathspecs: exceptPaths(pathspecs, missing),
        onRecord: record => {
          lines = record.lines;
        },
      });
    }
    sink(commit, lines, false);
    const ids = missing.map(change => change.after ?? change.before ?? '').filter(id => id !== '');
    gaps.push({
      commit,
      paths: missing.map(change => change.path),
      objects: ids.length > 0 ? ids : [first.get(commit) ?? ''],
    });
  }
  for (const [commit, object] of [...unlisted, ...(whole.length > 0 ? await run(whole) : [])]) {
    sink(commit, [], false);
    gaps.push({ commit, paths: [], objects: [object] });
  }
  return gaps;
}
