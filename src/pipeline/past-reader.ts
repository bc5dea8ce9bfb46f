import type { LineChange, PathChange } from '../core/history.ts';
import { mailmapOf } from './commit-lists.ts';
import type { Reader } from './reader.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * A reader for many revisions of one main line: what one of them needed is kept at hand for the next, and the commits
 * of the past are those of today from which they can be reached. Its answers are those of the reader behind it.
 */
export function pastReader(head: Snapshot): Reader {
  const { reader, history } = head;
  const pathChanges = new Map<string, readonly PathChange[]>();
  const lineChanges = new Map<string, readonly LineChange[]>();
  const places = new Map(history.commits.map(({ id }, i) => [id, i]));
  /** Of a commit of the main line: what had landed by then is what it was made from. */
  const landedBy = (revision: string) => {
    const place = places.get(revision);
    const isMainLine = place !== undefined && history.commits[place]!.landedBy === revision;
    return isMainLine ? history.commits.slice(0, place + 1) : undefined;
  };

  return {
    ...reader,
    async commits(revision) {
      const [then, now] = await Promise.all([reader.tree(revision), reader.tree(head.revision)]);
      // Names are read through the mailmap of the revision: with another one its commits have other authors.
      const known = mailmapOf(then) === mailmapOf(now) ? landedBy(revision) : undefined;
      return known ?? reader.commits(revision);
    },
    pathChangesOf: id => pathChanges.get(id) ?? remember(pathChanges, id, reader.pathChangesOf(id)),
    needLineChanges: (commits, pathspecs) =>
      reader.needLineChanges(
        commits.filter(id => !lineChanges.has(id)),
        pathspecs,
      ),
    lineChangesOf(id) {
      const known = lineChanges.get(id) ?? reader.lineChangesOf(id);
      return known && remember(lineChanges, id, known);
    },
  };
}

function remember<T>(known: Map<string, T>, key: string, value: T): T {
  known.set(key, value);
  return value;
}
