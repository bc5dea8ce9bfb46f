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
  return async revision => {
    // In a first run there is nothing to look up, and git need not wait for the tree to tell the mailmap.
    const early = cache.hasCommits() ? undefined : list(revision);
    early?.catch(() => {});
    // With another mailmap the same commits have other authors.
    const store = cache.commits(mailmapOf(await tree(revision)) ?? '');
    const known = new Map(early ? [] : store.all().map(commit => [commit.id, commit]));
    if (known.size > 0) {
      const fresh = known.has(revision) ? [] : await list(revision, id => known.has(id));
      for (const commit of fresh) known.set(commit.id, commit);
      const found = ancestors(revision, known);
      if (found !== undefined) {
        if (fresh.length > 0) store.put(fresh);
        return found;
      }
    }
    // Nothing is known yet, or a part of it is lost.
    const all = await (early ?? list(revision));
    store.put(all);
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
