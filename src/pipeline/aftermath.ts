import type { LandedCommit, PathChange } from '../core/history.ts';
import { DAYS_PER_QUARTER, SECONDS_PER_DAY } from '../core/units.ts';
import type { Cut } from './cuts.ts';
import type { Snapshot } from './snapshot.ts';
import { isSourceHistory } from './source-history.ts';

/** Days in which a fix that rewrites the lines of a change counts as a follow-up of it. */
const FOLLOW_UP_DAYS = 90;

/** What came in the 90 days after a cut, in the names that things had at the cut. */
export interface Aftermath {
  /** Counted changes and fixes by the path at the cut; files without any are left out. */
  readonly changes: ReadonlyMap<string, number>;
  readonly fixes: ReadonlyMap<string, number>;
  /** Fix changes of source files born after the cut. */
  readonly fixesInNewFiles: number;
  /** Distinct counted commits by value stream of the cut; new files count where they were put. */
  readonly streamCommits: readonly number[];
  /**
   * Modifications of files, and the follow-up fixes of these, by the path at the cut. Undefined where the 90 days in
   * which a follow-up may come have not passed for all of them, or where their lines were not read.
   */
  readonly burden: ReadonlyMap<string, BurdenAftermath> | undefined;
}

export interface BurdenAftermath {
  readonly changes: number;
  readonly followUps: number;
}

/**
 * Counts what landed in (T, T + 90 d] of a cut, by the rules of the later history: the same commits are left out and
 * the same ones are fixes. Files are followed from the cut forwards: a rename takes the file along, a path that is
 * created again is another file, and a branch that has not seen a rename still speaks of the file by its old path.
 * @param later the analysed revision
 */
export function aftermathOf(cut: Cut, before: Snapshot, later: Snapshot): Aftermath {
  const { history } = later;
  const until = cut.asOf + DAYS_PER_QUARTER * SECONDS_PER_DAY;
  const follow = fileFollower(new Set(before.files.map(file => file.path)));
  const changes = new Map<string, number>();
  const fixes = new Map<string, number>();
  /** Change (commit and path) → path at the cut, of modifications. */
  const origins = new Map<string, string>();
  const streamCommits = before.streams.list.map(() => 0);
  let fixesInNewFiles = 0;

  for (let index = cut.commit + 1; index < history.commits.length; index++) {
    const commit = history.commits[index]!;
    if (commit.landedAt > until || !isFollowed(commit)) continue;
    const touched = follow(before.reader.pathChangesOf(commit.id));
    if (commit.excluded !== undefined || commit.landedAt <= cut.asOf) continue;
    const files = new Set<string>();
    const streams = new Set<number>();
    for (const { path, origin, status } of touched) {
      const isNew = origin === undefined;
      if (isNew && !before.isSourcePath(path)) continue;
      for (const stream of before.streams.of(origin ?? path)) streams.add(stream);
      if (isNew) {
        if (commit.fix) fixesInNewFiles++;
        continue;
      }
      if (files.has(origin)) continue;
      files.add(origin);
      add(changes, origin);
      if (commit.fix) add(fixes, origin);
      if (status === 'modified' || status === 'renamed') origins.set(changeKey(index, path), origin);
    }
    for (const stream of streams) streamCommits[stream]!++;
  }

  const isComplete = until + FOLLOW_UP_DAYS * SECONDS_PER_DAY <= history.asOf && cut.asOf >= history.since;
  return {
    changes,
    fixes,
    fixesInNewFiles,
    streamCommits,
    burden: isComplete ? burdenAfter(later, origins) : undefined,
  };
}

/** Renames are followed through commits that do not count (a bot may move a file), except those that say nothing new. */
const isFollowed = ({ excluded }: LandedCommit): boolean => excluded !== 'merge' && excluded !== 'duplicate';

interface Touched {
  /** The path in that commit, and the path the file had at the cut; absent for files born later. */
  readonly path: string;
  readonly origin: string | undefined;
  readonly status: PathChange['status'];
}

function fileFollower(known: ReadonlySet<string>): (changes: readonly PathChange[]) => Touched[] {
  const origins = new Map<string, string | undefined>();
  const originOf = (path: string): string | undefined =>
    origins.has(path) ? origins.get(path) : known.has(path) ? path : undefined;
  return changes => {
    // All paths of a commit change at once: two files may swap names.
    const touched = changes.map(
      ({ status, path, from }): Touched => ({
        path,
        status,
        origin: status === 'added' ? undefined : originOf(from ?? path),
      }),
    );
    for (const { path, origin, status } of touched)
      if (status === 'added' || status === 'renamed') origins.set(path, origin);
    return touched;
  };
}

/** Lines are known of what is source today: other changes were not followed, which is not the same as not fixed. */
function burdenAfter(
  later: Snapshot,
  origins: ReadonlyMap<string, string>,
): ReadonlyMap<string, BurdenAftermath> {
  const counts = new Map<string, { changes: number; followUps: number }>();
  /** Change (commit and the path of today) → path at the cut. */
  const followed = new Map<string, string>();
  const commits = new Set(Array.from(origins.keys(), key => Number.parseInt(key, 10)));
  for (const file of later.history.files) {
    if (!isSourceHistory(later, file)) continue;
    for (const { commit, pathThen } of file.changes) {
      if (!commits.has(commit)) continue;
      const origin = origins.get(changeKey(commit, pathThen));
      if (origin === undefined) continue;
      followed.set(changeKey(commit, file.path), origin);
      const count = counts.get(origin);
      if (count === undefined) counts.set(origin, { changes: 1, followUps: 0 });
      else count.changes++;
    }
  }
  for (const { change, path, weight } of later.history.followUps) {
    const origin = followed.get(changeKey(change, path));
    if (origin !== undefined) counts.get(origin)!.followUps += weight;
  }
  return counts;
}

const changeKey = (commit: number, path: string): string => `${commit} ${path}`;

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
