import type { IssueObservation, SkippedIssues, TrackerIssue } from '../core/calibration.ts';
import type { FileHistory, History, LandedCommit } from '../core/history.ts';
import { compareText } from '../core/text-order.ts';
import type { Instant } from '../core/units.ts';
import { issueKeysIn } from '../issues/issue-keys.ts';
import { type WorkingCalendar, workingHours } from '../model/working-time.ts';
import type { ToMeasure } from './reader.ts';
import type { Snapshot } from './snapshot.ts';
import { isSourceHistory } from './source-history.ts';
import { PARSED } from './tree-kinds.ts';

/** What the commits of one issue did, before anything is measured. */
export interface IssueWork {
  readonly issue: TrackerIssue;
  readonly author: string;
  readonly startedAt: Instant;
  readonly byFirstCommit: boolean;
  /** Lines added and deleted in source. */
  readonly lines: number;
  /** Touched source files, each as it was before the issue's first commit, where it was there. */
  readonly files: readonly { readonly changes: number; readonly before?: ToMeasure }[];
}

type SkipReason = Extract<
  SkippedIssues['reason'],
  'no-commits' | 'no-measured-files' | 'done-before-started'
>;

/** Issues joined with their commits; the others by the reason why not. */
export interface JoinedIssues {
  readonly work: readonly IssueWork[];
  readonly skipped: ReadonlyMap<SkipReason, number>;
}

/**
 * Finds the counted commits of each issue by its key in their subjects, or in the subject of the merge that brought
 * them in (it names the branch, or the pull request's title). A commit that names two issues is part of both.
 */
export function joinIssues(snapshot: Snapshot, issues: readonly TrackerIssue[]): JoinedIssues {
  const { history } = snapshot;
  const commitsOf = commitsByIssue(history, new Set(issues.map(issue => issue.key)));
  const touches = touchesByCommit(snapshot);
  const skipped = new Map<SkipReason, number>();
  const work: IssueWork[] = [];
  for (const issue of issues) {
    const commits = commitsOf.get(issue.key) ?? [];
    const joined = commits.length === 0 ? 'no-commits' : join(issue, commits, history, touches);
    if (typeof joined !== 'string') work.push(joined);
    else skipped.set(joined, (skipped.get(joined) ?? 0) + 1);
  }
  return { work, skipped };
}

/** Indices of commits, in landing order. */
function commitsByIssue(
  history: History,
  known: ReadonlySet<string>,
): ReadonlyMap<string, readonly number[]> {
  const merges = new Map<string, LandedCommit>();
  for (const commit of history.commits) if (commit.excluded === 'merge') merges.set(commit.id, commit);
  const found = new Map<string, number[]>();
  history.commits.forEach((commit, index) => {
    if (commit.excluded !== undefined) return;
    const merge = merges.get(commit.landedBy);
    const keys = new Set([
      ...issueKeysIn(commit.subject, known),
      ...(merge ? issueKeysIn(merge.subject, known) : []),
    ]);
    for (const key of keys) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [index]);
      else list.push(index);
    }
  });
  return found;
}

type Touches = ReadonlyMap<number, readonly { readonly file: FileHistory; readonly change: number }[]>;

/** Source files that a commit touches, with the place of that change in the file's history. */
function touchesByCommit(snapshot: Snapshot): Touches {
  const byCommit = new Map<number, { file: FileHistory; change: number }[]>();
  for (const file of snapshot.history.files) {
    if (!isSourceHistory(snapshot, file)) continue;
    file.changes.forEach(({ commit }, change) => {
      const list = byCommit.get(commit);
      if (list === undefined) byCommit.set(commit, [{ file, change }]);
      else list.push({ file, change });
    });
  }
  return byCommit;
}

function join(
  issue: TrackerIssue,
  commits: readonly number[],
  history: History,
  touches: Touches,
): IssueWork | SkipReason {
  const first = commits[0]!;
  const firstWork = Math.min(...commits.map(index => history.commits[index]!.authorTime));
  const startedAt = issue.startedAt ?? firstWork;
  if (issue.doneAt < startedAt) return 'done-before-started';
  const changesOf = new Map<FileHistory, number>();
  let lines = 0;
  for (const index of commits) {
    for (const { file, change } of touches.get(index) ?? []) {
      const { added, deleted } = file.changes[change]!;
      lines += added + deleted;
      changesOf.set(file, (changesOf.get(file) ?? 0) + 1);
    }
  }
  if (changesOf.size === 0) return 'no-measured-files';
  return {
    issue,
    author: mostFrequent(commits.map(index => history.commits[index]!.author)),
    startedAt,
    byFirstCommit: issue.startedAt === undefined,
    lines,
    files: [...changesOf].map(([file, changes]) => {
      const before = versionBefore(file, first);
      return { changes, ...(before && { before }) };
    }),
  };
}

/** The version that the first change from `commit` on replaced: what the issue's first commit found. */
function versionBefore({ changes }: FileHistory, commit: number): ToMeasure | undefined {
  const next = changes.find(change => change.commit >= commit);
  if (next?.before === undefined || !PARSED.test(next.pathThen)) return undefined;
  return { path: next.pathThen, blob: next.before };
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))[0]![0];
}

/**
 * One row of the regression.
 * @param deficitOf D of a version; undefined where it cannot be measured
 * @returns undefined when none of its files was there and measured before its first commit
 */
export function observe(
  { issue, author, startedAt, lines, files }: IssueWork,
  deficitOf: (version: ToMeasure) => number | undefined,
  calendar: WorkingCalendar,
): IssueObservation | undefined {
  let weight = 0;
  let sum = 0;
  for (const { changes, before } of files) {
    const deficit = before && deficitOf(before);
    if (deficit === undefined) continue;
    weight += changes;
    sum += changes * deficit;
  }
  if (weight === 0) return undefined;
  return {
    key: issue.key,
    type: issue.type,
    author,
    hours: workingHours(startedAt, issue.doneAt, calendar),
    lines,
    files: files.length,
    deficit: sum / weight,
  };
}
