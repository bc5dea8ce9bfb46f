import { type Commit, type CommitExclusion, commitExclusions, type ExclusionCount } from '../core/history.ts';
import type { Instant } from '../core/units.ts';
import { authorIdentity, authorMatcher, isBot } from './author.ts';

export interface ExclusionRules {
  /** `history.excludeAuthors`, see `authorMatcher`. */
  readonly excludeAuthors: readonly string[];
  /** Full ids from `.git-blame-ignore-revs`. */
  readonly ignoredRevisions: ReadonlySet<string>;
  /** A commit with more source files than this is a sweep (format, licence, move): it says nothing about one file. */
  readonly largestCommit: number;
}

/**
 * Commits that arrive a second time (cherry-picks, rebased branches): same author, same author time, same subject.
 * The earliest landed one survives; when several landed together, the one with the smallest id. Merges take no part.
 *
 * @param landedAt by index of `commits`; `NaN` leaves a commit out
 * @returns indices of the commits to leave out
 */
export function findDuplicates(
  commits: readonly Commit[],
  landedAt: ArrayLike<Instant>,
): ReadonlySet<number> {
  const sharedTimes = repeated(commits.map(commit => commit.authorTime));
  const survivor = new Map<string, number>();
  const duplicates = new Set<number>();
  for (let i = 0; i < commits.length; i++) {
    const commit = commits[i]!;
    if (!sharedTimes.has(commit.authorTime)) continue;
    if (commit.parents.length > 1 || Number.isNaN(landedAt[i])) continue;
    const author = authorIdentity(commit.authorName, commit.authorEmail);
    const key = `${commit.authorTime}\0${author}\0${commit.subject}`;
    const other = survivor.get(key);
    if (other === undefined) {
      survivor.set(key, i);
    } else if (isEarlier(i, other)) {
      duplicates.add(other);
      survivor.set(key, i);
    } else {
      duplicates.add(i);
    }
  }
  return duplicates;

  function isEarlier(a: number, b: number): boolean {
    const x = landedAt[a]!;
    const y = landedAt[b]!;
    return x !== y ? x < y : commits[a]!.id < commits[b]!.id;
  }
}

/** Values that occur more than once. */
function repeated<T>(values: readonly T[]): ReadonlySet<T> {
  const met = new Set<T>();
  return new Set(values.filter(value => met.has(value) || !met.add(value)));
}

/**
 * Says of a commit why it is not counted, or `undefined` when it is. Reasons are tried in the order of
 * `commitExclusions`, so that each commit has one and the counts by reason add up.
 */
export function commitExcluder(
  rules: ExclusionRules,
): (commit: Commit, isDuplicate: boolean, sourceFiles: number) => CommitExclusion | undefined {
  const isExcludedAuthor = onceForEach(authorMatcher(rules.excludeAuthors));
  const isBotOnce = onceForEach(isBot);
  return (commit, isDuplicate, sourceFiles) => {
    if (commit.parents.length > 1) return 'merge';
    if (isDuplicate) return 'duplicate';
    if (isBotOnce(commit.authorName, commit.authorEmail)) return 'bot';
    if (isExcludedAuthor(commit.authorName, commit.authorEmail)) return 'author';
    if (rules.ignoredRevisions.has(commit.id)) return 'ignored-revision';
    if (sourceFiles > rules.largestCommit) return 'too-many-files';
    return undefined;
  };
}

/** Every reason with its number of commits, in the order in which they are tried; reasons without a commit are 0. */
export function countExclusions(
  commits: readonly { readonly excluded?: CommitExclusion }[],
): readonly ExclusionCount[] {
  const counts = new Map<CommitExclusion, number>(commitExclusions.map(reason => [reason, 0]));
  for (const { excluded } of commits) if (excluded) counts.set(excluded, counts.get(excluded)! + 1);
  return commitExclusions.map(reason => ({ reason, count: counts.get(reason)! }));
}

/** The same people come back in thousands of commits. */
function onceForEach(
  ask: (name: string, email: string) => boolean,
): (name: string, email: string) => boolean {
  const answers = new Map<string, Map<string, boolean>>();
  return (name, email) => {
    let byName = answers.get(email);
    if (byName === undefined) {
      byName = new Map();
      answers.set(email, byName);
    }
    let answer = byName.get(name);
    if (answer === undefined) {
      answer = ask(name, email);
      byName.set(name, answer);
    }
    return answer;
  };
}
