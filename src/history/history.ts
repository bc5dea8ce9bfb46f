import type { SafePattern } from '../core/cost-model.ts';
import type {
  Commit,
  ExclusionCount,
  FileChange,
  FileHistory,
  FollowUpFix,
  History,
  LandedCommit,
  LineChange,
  PathChange,
} from '../core/history.ts';
import { compareText } from '../core/text-order.ts';
import type { Instant } from '../core/units.ts';
import { authorIdentity } from './author.ts';
import { effortOfCommits, splitEffort } from './effort.ts';
import { commitExcluder, countExclusions, type ExclusionRules, findDuplicates } from './exclusions.ts';
import { isFix } from './fix-label.ts';
import { createFollowUpFinder, type FoundFollowUp } from './follow-up.ts';
import { IntColumn } from './int-column.ts';
import { type Landing, landCommits } from './landing.ts';
import { changeStatuses, oncePerNumber, type PathColumns, type PathLog } from './path-log.ts';
import { MODEL_QUARTERS, quarterOf } from './quarters.ts';
import { createRenameWalk, type FileChain } from './renames.ts';

export interface HistoryOptions extends ExclusionRules {
  /** Further subjects that count as fixes. */
  readonly fixPatterns?: readonly SafePattern[];
}

export interface WalkRequest {
  /** All ancestors of the revision, merges included, in any order. Others are ignored. */
  readonly commits: readonly Commit[];
  readonly revision: string;
  /** Has the changed paths of every commit that is neither a merge nor a duplicate. */
  readonly log: PathLog;
  /** Whether a path is in the tree of the revision. Makes `alive` exact; see `createRenameWalk`. */
  readonly exists?: (path: string) => boolean;
}

export interface SurveyRules {
  /** Whether a path is source of the product, measured or not: decides the size of a commit and shares its effort. */
  readonly isSource: (path: string) => boolean;
  /** Whether a path is worth a history at all: source, and tests where they are reported. Default: `isSource`. */
  readonly isTracked?: (path: string) => boolean;
  readonly options: HistoryOptions;
}

export type SurveyRequest = WalkRequest & SurveyRules;

/** What lists of commits and paths tell whatever counts as source: the expensive part, done once. */
export interface HistoryWalk {
  readonly revision: string;
  readonly landing: Landing;
  readonly commits: readonly Commit[];
  readonly duplicates: ReadonlySet<number>;
  readonly log: PathColumns;
  /** Where the changes of the commit that landed as number i begin in the log. */
  readonly first: Int32Array;
  /** Where in `chain` the changes of the commit that landed as number i begin. */
  readonly from: Int32Array;
  /** Index into `chains`, for each change in the order of its commit. */
  readonly chain: Int32Array;
  readonly chains: readonly FileChain[];
  /** Of each chain: landing time of its first touch; NaN without one. */
  readonly bornAt: Float64Array;
}

/** The past as far as lists of commits and paths tell it; enough to know which commits need their lines read. */
export interface HistorySurvey {
  readonly revision: string;
  readonly asOf: Instant;
  readonly firstLandedAt: Instant;
  /** In landing order, oldest first. */
  readonly commits: readonly LandedCommit[];
  readonly excluded: readonly ExclusionCount[];
  readonly futureCommits: number;
  /** Tracked files, by path; of several with the same path the one alive first, then the younger ones. */
  readonly files: readonly SurveyedFile[];
  readonly touches: Touches;
}

export interface SurveyedFile {
  readonly path: string;
  readonly alive: boolean;
  readonly names: readonly string[];
  readonly source: boolean;
  readonly bornAt: Instant;
}

/**
 * Touches of tracked files, column by column, since there may be millions. Those of commit `i` (its place in
 * `commits`) are `start[i]` to `start[i + 1]`. Excluded commits have touches too, except merges and duplicates.
 */
export interface Touches {
  readonly start: Int32Array;
  /** Index into `HistorySurvey.files`. */
  readonly file: Int32Array;
  /** Place in the columns of `log`: the path as it was in that commit, and what became of it. */
  readonly change: Int32Array;
  readonly log: PathColumns;
  /** Where the changes of commit `i` begin in the log. */
  readonly first: Int32Array;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * First of three steps: lands the commits and follows the files through their names.
 *
 * Renames are followed through excluded commits too (a bot may move a file), but not through duplicates: the same
 * change arriving a second time must not create its files again.
 *
 * @throws {RangeError} the revision is not among the commits
 */
export function walkHistory({ commits, revision, log: paths, exists }: WalkRequest): HistoryWalk {
  const landing = landCommits(commits, revision);
  const duplicates = findDuplicates(commits, landing.landedAt);
  const log = paths.columns();
  const walk = createRenameWalk(log, exists);

  const count = landing.order.length;
  const first = new Int32Array(count);
  const from = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) {
    const index = landing.order[i]!;
    const commit = commits[index]!;
    from[i + 1] = from[i]!;
    if (commit.parents.length > 1 || duplicates.has(index)) continue;
    const row = paths.rowOf(commit.id);
    first[i] = log.start[row]!;
    from[i + 1]! += log.start[row + 1]! - first[i]!;
  }
  // Newest first: that is how names are followed.
  const chain = new Int32Array(from[count]!);
  for (let i = count - 1; i >= 0; i--) walk.step(first[i]!, chain.subarray(from[i], from[i + 1]));
  const { fileOf, chains } = walk.finish();
  const bornAt = new Float64Array(chains.length).fill(Number.NaN);
  for (let i = 0; i < count; i++) {
    for (let at = from[i]!; at < from[i + 1]!; at++) {
      chain[at] = fileOf[chain[at]!]!;
      if (Number.isNaN(bornAt[chain[at]!])) bornAt[chain[at]!] = landing.landedAt[landing.order[i]!]!;
    }
  }
  return { revision, landing, commits, duplicates, log, first, from, chain, chains, bornAt };
}

/** Second step: applies the rules on what counts. */
export function surveyWalk(
  walk: HistoryWalk,
  { isSource, isTracked = isSource, options }: SurveyRules,
): HistorySurvey {
  const { landing, commits, log, first, from, chain, chains, bornAt } = walk;
  const count = landing.order.length;
  const isSourceNumber = oncePerNumber(log.paths.length, number => isSource(log.paths[number]!));
  const exclude = commitExcluder(options);
  const landed: LandedCommit[] = [];
  for (let i = 0; i < count; i++) {
    const index = landing.order[i]!;
    const commit = commits[index]!;
    let sourceFiles = 0;
    for (let nth = 0; nth < from[i + 1]! - from[i]!; nth++)
      if (isSourceNumber(log.path[first[i]! + nth]!)) sourceFiles++;
    const excluded = exclude(commit, walk.duplicates.has(index), sourceFiles);
    landed.push({
      id: commit.id,
      parents: commit.parents,
      authorTime: commit.authorTime,
      commitTime: commit.commitTime,
      authorName: commit.authorName,
      authorEmail: commit.authorEmail,
      subject: commit.subject,
      landedAt: landing.landedAt[index]!,
      landedBy: commits[landing.landedBy[index]!]!.id,
      author: authorIdentity(commit.authorName, commit.authorEmail),
      fix: isFix(commit.subject, options.fixPatterns),
      ...(excluded && { excluded }),
    });
  }

  const tracked = chains
    .map(({ names, alive }, chain) => ({ path: names[0], names, alive, chain, bornAt: bornAt[chain]! }))
    .filter(file => isTracked(file.path))
    .sort(
      (a, b) =>
        compareText(a.path, b.path) ||
        Number(b.alive) - Number(a.alive) ||
        b.bornAt - a.bornAt ||
        a.chain - b.chain,
    );
  const place = new Int32Array(chains.length).fill(-1);
  for (let i = 0; i < tracked.length; i++) place[tracked[i]!.chain] = i;

  const start = new Int32Array(count + 1);
  const file = new IntColumn();
  const change = new IntColumn();
  const touchedBy = new Int32Array(tracked.length).fill(-1);
  for (let i = 0; i < count; i++) {
    start[i] = file.length;
    for (let at = from[i]!; at < from[i + 1]!; at++) {
      const index = place[chain[at]!]!;
      // Two names of one file in one commit (a branch that had not seen the rename): one touch of one file.
      if (index === -1 || touchedBy[index] === i) continue;
      touchedBy[index] = i;
      file.push(index);
      change.push(first[i]! + at - from[i]!);
    }
  }
  start[count] = file.length;

  return {
    revision: walk.revision,
    asOf: landing.asOf,
    firstLandedAt: landed.reduce((first, commit) => Math.min(first, commit.landedAt), landing.asOf),
    commits: landed,
    excluded: countExclusions(landed),
    futureCommits: landing.futureCommits,
    files: tracked.map(({ path, alive, names, bornAt }) => ({
      path,
      alive,
      names,
      source: isSource(path),
      bornAt,
    })),
    touches: { start, file: file.values(), change: change.values(), log, first },
  };
}

/** Both steps at once. */
export const surveyHistory = (request: SurveyRequest): HistorySurvey =>
  surveyWalk(walkHistory(request), request);

/**
 * Ids, oldest first, of the commits whose patches the third step asks for: counted, landed after `since`, and
 * touching at least one source file. Reading patches is nine tenths of the time git takes, so nothing else is read.
 */
export function commitsNeedingLines(survey: HistorySurvey, since: Instant): readonly string[] {
  const ids: string[] = [];
  for (let i = 0; i < survey.commits.length; i++) {
    const commit = survey.commits[i]!;
    if (commit.excluded === undefined && commit.landedAt > since && sourceTouches(survey, i).length > 0)
      ids.push(commit.id);
  }
  return ids;
}

export interface BuildRequest {
  /** Lines of a commit named by `commitsNeedingLines`; `undefined` where they could not be read. */
  readonly lineChanges: (id: string) => readonly LineChange[] | undefined;
  /** Start of the line-content window: commits landed at or before it have neither lines, blobs nor effort. */
  readonly since: Instant;
  /** Changed paths of a commit, as they were put into the log, for the blobs; without, no change names its blobs. */
  readonly pathChanges?: (id: string) => readonly PathChange[];
}

/**
 * Third step: adds lines, effort and follow-up fixes to a survey.
 *
 * Changes are counted over the whole history; `added`, `deleted`, `effort`, `before` and `after` only inside the
 * window. A commit whose lines could not be read shares its effort evenly over its files.
 */
export function buildHistory(
  survey: HistorySurvey,
  { lineChanges, since, pathChanges }: BuildRequest,
): History {
  const { commits, touches, asOf } = survey;
  const { log } = touches;
  const pathOf = (touch: number): string => log.paths[log.path[touches.change[touch]!]!]!;
  const effort = effortOfCommits(commits);
  const changes: FileChange[][] = survey.files.map(() => []);
  const otherWork = new Array<number>(Math.max(MODEL_QUARTERS, Math.max(0, quarterOf(since, asOf)))).fill(0);
  const findFollowUps = createFollowUpFinder();
  const found: FoundFollowUp[] = [];

  const add = (touch: number, commit: number, line?: LineChange, blob?: PathChange, share = 0): void => {
    const entry: Mutable<FileChange> = {
      commit,
      status: changeStatuses[log.status[touches.change[touch]!]!]!,
      pathThen: pathOf(touch),
      added: line?.added ?? 0,
      deleted: line?.deleted ?? 0,
      effort: share,
    };
    if (blob?.before !== undefined) entry.before = blob.before;
    if (blob?.after !== undefined) entry.after = blob.after;
    changes[touches.file[touch]!]!.push(entry);
  };
  /** A commit of the window, with its lines. */
  const addWithLines = (i: number, commit: LandedCommit): void => {
    const source = sourceTouches(survey, i);
    if (source.length === 0) {
      const quarter = quarterOf(commit.landedAt, asOf);
      if (quarter < otherWork.length) otherWork[quarter]! += effort[i]!;
    }
    if (touches.start[i] === touches.start[i + 1]) return;
    const lines = new Map<string, LineChange>();
    if (source.length > 0) for (const change of lineChanges(commit.id) ?? []) lines.set(change.path, change);
    const blobs = pathChanges?.(commit.id);
    const linesOf = (touch: number): LineChange | undefined => lines.get(pathOf(touch));
    const parts = splitEffort(
      effort[i]!,
      source.map(touch => (linesOf(touch)?.added ?? 0) + (linesOf(touch)?.deleted ?? 0)),
    );
    let next = 0;
    for (let touch = touches.start[i]!; touch < touches.start[i + 1]!; touch++) {
      // Both lists are in the order of the touches.
      const share = source[next] === touch ? parts[next++]! : 0;
      add(touch, i, linesOf(touch), blobs?.[touches.change[touch]! - touches.first[i]!], share);
    }
    if (source.length === 0) return;
    const followUps = findFollowUps({
      index: i,
      landedAt: commit.landedAt,
      landedBy: commit.landedBy,
      fix: commit.fix,
      touches: source.flatMap(touch => {
        const change = linesOf(touch);
        return change ? [{ ...change, file: touches.file[touch]! }] : [];
      }),
    });
    for (const followUp of followUps) found.push(followUp);
  };
  for (let i = 0; i < commits.length; i++) {
    const commit = commits[i]!;
    if (commit.excluded !== undefined) continue;
    if (commit.landedAt > since) addWithLines(i, commit);
    else for (let touch = touches.start[i]!; touch < touches.start[i + 1]!; touch++) add(touch, i);
  }

  const files: FileHistory[] = survey.files.map(({ path, alive, names, bornAt }, index) => ({
    path,
    alive,
    names,
    bornAt,
    changes: changes[index]!,
  }));
  const followUps: FollowUpFix[] = found.map(({ fix, change, file, weight }) => ({
    fix,
    change,
    path: survey.files[file]!.path,
    weight,
  }));
  return {
    revision: survey.revision,
    asOf,
    since,
    firstLandedAt: survey.firstLandedAt,
    commits,
    files,
    otherWork,
    followUps,
    excluded: survey.excluded,
    futureCommits: survey.futureCommits,
  };
}

/** Touches of a commit that are of source files; a file counts by what it is today, under its newest path. */
function sourceTouches({ touches, files }: HistorySurvey, commit: number): readonly number[] {
  const list: number[] = [];
  for (let touch = touches.start[commit]!; touch < touches.start[commit + 1]!; touch++) {
    if (files[touches.file[touch]!]!.source) list.push(touch);
  }
  return list;
}
