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
    const known = early ? [] : store.all();
    if (known.length > 0) {
      const places = new Map<string, number>();
      for (let i = 0; i < known.length; i++) places.set(known[i]!.id, i);
      const fresh = places.has(revision) ? [] : await list(revision, id => places.has(id));
      for (let i = 0; i < fresh.length; i++) places.set(fresh[i]!.id, known.length + i);
      const found = ancestors(revision, fresh.length > 0 ? [...known, ...fresh] : known, places);
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
 * The revision and everything it was made from, in the order of the list, which is that in which everything else was
 * kept of them; `undefined` when some of that is not among the commits.
 * @param places of the commits in the list, by id
 */
export function ancestors<T extends Commit>(
  revision: string,
  commits: readonly T[],
  places: ReadonlyMap<string, number>,
): readonly T[] | undefined {
  const isReached = new Uint8Array(commits.length);
  const reached = [places.get(revision)];
  for (let at = 0; at < reached.length; at++) {
    const place = reached[at];
    if (place === undefined) return undefined;
    if (isReached[place]) continue;
    isReached[place] = 1;
    for (const parent of commits[place]!.parents) reached.push(places.get(parent));
  }
  return commits.filter((_, i) => isReached[i]);
}
