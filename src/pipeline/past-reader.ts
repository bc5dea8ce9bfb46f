import type { Commit, LineChange, PathChange } from '../core/history.ts';
import type { TreeEntry } from '../core/source.ts';
import { mailmapOf } from './commit-lists.ts';
import { type Measured, measureKey, type Reader } from './reader.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * A reader for many revisions of one main line: what one of them needed is kept at hand for the next, and the commits
 * of the past are those of today from which they can be reached. Its answers are those of the reader behind it.
 */
export function pastReader(head: Snapshot): Reader {
  const { reader, history } = head;
  const pathChanges = new Map<string, readonly PathChange[]>();
  const lineChanges = new Map<string, readonly LineChange[]>();
  const measures = new Map<string, Measured>();
  const trees = new Map<string, Promise<readonly TreeEntry[]>>();
  const treeOf = (revision: string): Promise<readonly TreeEntry[]> =>
    trees.get(revision) ?? remember(trees, revision, reader.tree(revision));

  return {
    ...reader,
    tree: treeOf,
    async commits(revision) {
      const [then, now] = await Promise.all([treeOf(revision), treeOf(head.revision)]);
      // Names are read through the mailmap of the revision: with another one its commits have other authors.
      return mailmapOf(then) === mailmapOf(now)
        ? ancestorsOf(revision, history.commits)
        : reader.commits(revision);
    },
    needPathChanges: commits => reader.needPathChanges(commits.filter(id => !pathChanges.has(id))),
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
    needMeasures: files => reader.needMeasures(files.filter(file => !measures.has(measureKey(file)))),
    measureOf(file) {
      const known = measures.get(measureKey(file)) ?? reader.measureOf(file);
      return known && remember(measures, measureKey(file), known);
    },
  };
}

function remember<T>(known: Map<string, T>, key: string, value: T): T {
  known.set(key, value);
  return value;
}

/** The revision and everything it was made from. */
function ancestorsOf(revision: string, commits: readonly Commit[]): Commit[] {
  const reached = new Set([revision]);
  // A commit lands before its descendants, so that from the newest on each one is met after all of its children.
  const found: Commit[] = [];
  for (let i = commits.length - 1; i >= 0; i--) {
    const commit = commits[i]!;
    if (!reached.has(commit.id)) continue;
    found.push(commit);
    for (const parent of commit.parents) reached.add(parent);
  }
  return found;
}
