import type { Instant } from './units.ts';

/** A commit as git lists it, before any rule is applied. Names are after `.mailmap`. */
export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly authorTime: Instant;
  readonly commitTime: Instant;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly subject: string;
}

export type ChangeStatus = 'added' | 'modified' | 'deleted' | 'renamed';

/**
 * One path touched by one commit against its first parent (`git diff-tree --raw -M50%`). Type changes count as
 * modified; submodules and symbolic links are left out by the reader. Copies arrive as `added`.
 */
export interface PathChange {
  readonly status: ChangeStatus;
  /** The path after the commit; for `deleted` the path that went away. */
  readonly path: string;
  /** Only for `renamed`: the path before the commit. */
  readonly from?: string;
  /** Blob ids before and after; absent where there is none. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * What one commit did to the lines of one path (`git diff-tree -p -U0`). `hunks` is flat:
 * oldStart, oldLines, newStart, newLines, repeated, as in the `@@` header.
 * `addedLines` / `deletedLines` are 32-bit hashes of the lines without white space, one for each line that counts
 * (see history/line-content.ts); bounded, so `added` may exceed their number.
 */
export interface LineChange {
  readonly path: string;
  readonly added: number;
  readonly deleted: number;
  readonly hunks: Int32Array;
  readonly addedLines: Int32Array;
  readonly deletedLines: Int32Array;
}

/** Reasons why a commit is not counted, in the order in which they are tried: one commit, one reason. */
export const commitExclusions = [
  'merge',
  'duplicate',
  'bot',
  'author',
  'ignored-revision',
  'too-many-files',
] as const;
export type CommitExclusion = (typeof commitExclusions)[number];

/** A commit that reached the analysed revision, with what the rules say about it. */
export interface LandedCommit extends Commit {
  /** Time of the first-parent commit that made it reachable, never after the analysed revision's own time. */
  readonly landedAt: Instant;
  /** That first-parent commit: the "pull request" in which the commit arrived. */
  readonly landedBy: string;
  /** Identity after mailmap: lower-cased e-mail, or lower-cased name when there is no e-mail. */
  readonly author: string;
  readonly fix: boolean;
  readonly excluded?: CommitExclusion;
}

/** One counted commit's touch of one file. */
export interface FileChange {
  /** Index into `History.commits`. */
  readonly commit: number;
  readonly status: ChangeStatus;
  /** The path as it was in that commit. */
  readonly pathThen: string;
  readonly before?: string;
  readonly after?: string;
  /** Lines; 0 outside the line-content window. */
  readonly added: number;
  readonly deleted: number;
  /** The file's part of the commit's effort, engineer-days (0 outside the line-content window). */
  readonly effort: number;
}

/** A chain of paths that is one file: named by its newest path. Changes are in landing order, oldest first. */
export interface FileHistory {
  readonly path: string;
  /** Whether the path exists at the analysed revision. */
  readonly alive: boolean;
  readonly changes: readonly FileChange[];
  /** Landing time of the commit that created it, or of the first change seen. */
  readonly bornAt: Instant;
  /** Every path it ever had, newest first. */
  readonly names: readonly string[];
}

/** A fix commit that rewrote, within 90 days, lines which an earlier change of the same file had added. */
export interface FollowUpFix {
  /** Index into `History.commits`: the fix. */
  readonly fix: number;
  /** Index into `History.commits`: the change whose lines it rewrote. */
  readonly change: number;
  /** Newest path of the file. */
  readonly path: string;
  /** 1/k when the fix rewrote lines of k changes of that file. */
  readonly weight: number;
}

export interface ExclusionCount {
  readonly reason: CommitExclusion;
  readonly count: number;
}

/** Everything the model needs to know about the past, as of one revision. */
export interface History {
  readonly revision: string;
  /** T: commit time of the analysed revision. */
  readonly asOf: Instant;
  /** Start of the line-content window; counts reach back to the first commit. */
  readonly since: Instant;
  readonly firstLandedAt: Instant;
  /** Counted and excluded commits in landing order, oldest first. */
  readonly commits: readonly LandedCommit[];
  readonly files: readonly FileHistory[];
  /** Effort, engineer-days by quarter (0 = latest), of commits that touch no code file. */
  readonly otherWork: readonly number[];
  readonly followUps: readonly FollowUpFix[];
  readonly excluded: readonly ExclusionCount[];
  /** Commits dated after T among the ancestors of T (clock skew): they count as landed at T. */
  readonly futureCommits: number;
}
