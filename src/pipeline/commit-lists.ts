import type { ContentCache } from '../cache/content-cache.ts';
import type { Commit } from '../core/history.ts';
import type { TreeEntry } from '../core/source.ts';

export interface CommitSource {
  readonly cache: ContentCache;
  tree(revision: string): Promise<readonly TreeEntry[]>;
  /** Asks git; what is known, with everything it was made from, is left out. */
  list(revision: string, isKnown?: (id: string) => boolean): Promise<readonly Commit[]>;
}

/**
 * Answers with the revision and everything it was made from. A commit never changes, so git is asked only for those
 * that no earlier run has seen: none, or the few since then.
 */
export function commitLists({
  cache,
  tree,
  list,
}: CommitSource): (revision: string) => Promise<readonly Commit[]> {
  /** By mailmap: with another one the same commits have other authors. */
  const known = new Map<string, Map<string, Commit>>();
  return async revision => {
    // In a first run there is nothing to look up, and git need not wait for the tree to tell the mailmap.
    const early = known.size === 0 && !cache.hasCommits() ? list(revision) : undefined;
    early?.catch(() => {});
    const mailmap = mailmapOf(await tree(revision)) ?? '';
    let commits = known.get(mailmap);
    if (commits === undefined) {
      commits = new Map(
        cache
          .commits(mailmap)
          .all()
          .map(commit => [commit.id, commit]),
      );
      known.set(mailmap, commits);
    }
    const seen = commits;
    if (seen.size > 0) {
      const fresh = seen.has(revision) ? [] : await list(revision, id => seen.has(id));
      for (const commit of fresh) seen.set(commit.id, commit);
      const found = ancestors(revision, seen);
      if (found !== undefined) {
        if (fresh.length > 0) cache.commits(mailmap).put(fresh);
        return found;
      }
    }
    // Nothing is known yet, or a part of it is lost.
    const all = await (early ?? list(revision));
    for (const commit of all) seen.set(commit.id, commit);
    cache.commits(mailmap).put(all);
    return all;
  };
}

export const mailmapOf = (tree: readonly TreeEntry[]): string | undefined =>
  tree.find(entry => entry.path === '.mailmap')?.blob;

/**
 * The revision and everything it was made from, in the order in which they were kept, which is that of whatever else is
 * kept of them; `undefined` when some of that is not among the commits.
 */
function ancestors(revision: string, commits: ReadonlyMap<string, Commit>): Commit[] | undefined {
  const reached = new Set([revision]);
  for (const id of reached) {
    const commit = commits.get(id);
    if (commit === undefined) return undefined;
    for (const parent of commit.parents) reached.add(parent);
  }
  return [...commits.values()].filter(({ id }) => reached.has(id));
}
