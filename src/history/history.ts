import type { SafePattern } from '../core/cost-model.ts';
import type {
  ChangeStatus,
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
import { type Landing, landCommits } from './landing.ts';
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
  /** Path changes of a commit that is neither a merge nor a duplicate; asked once or twice for each. */
  readonly pathChanges: (id: string) => readonly PathChange[];
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
  /**
   * Touches of the commit that landed as number `count - 1 - back` are `from[back]` to `from[back + 1]`, in the columns
   * below; newest first, since that is how names are followed.
   */
  readonly from: Int32Array;
  /** Index into `chains`. */
  readonly chain: Int32Array;
  /** Index into `paths`. */
  readonly path: Int32Array;
  /** Index into `statuses`. */
  readonly status: Uint8Array;
  readonly paths: readonly string[];
  readonly chains: readonly FileChain[];
  /** Of each chain: landing time of its first touch; NaN without one. */
  readonly bornAt: Float64Array;
  readonly pathChanges: (id: string) => readonly PathChange[];
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
  readonly pathChanges: (id: string) => readonly PathChange[];
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
  /** Index into `paths`: the path as it was in that commit. */
  readonly path: Int32Array;
  /** Index into `statuses`. */
  readonly status: Uint8Array;
  readonly paths: readonly string[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const statuses: readonly ChangeStatus[] = ['added', 'modified', 'deleted', 'renamed'];
const statusNumber: Readonly<Record<ChangeStatus, number>> = {
  added: 0,
  modified: 1,
  deleted: 2,
  renamed: 3,
};

/**
 * First of three steps: lands the commits and follows the files through their names.
 *
 * Renames are followed through excluded commits too (a bot may move a file), but not through duplicates: the same
 * change arriving a second time must not create its files again.
 *
 * @throws {RangeError} the revision is not among the commits
 */
export function walkHistory({ commits, revision, pathChanges, exists }: WalkRequest): HistoryWalk {
  const landing = landCommits(commits, revision);
  const duplicates = findDuplicates(commits, landing.landedAt);
  const paths = new PathTable();
  const walk = createRenameWalk(exists);

  const count = landing.order.length;
  const from = new Int32Array(count + 1);
  const file = new IntColumn();
  const path = new IntColumn();
  const status = new IntColumn();
  for (let back = 0; back < count; back++) {
    const index = landing.order[count - 1 - back]!;
    const commit = commits[index]!;
    from[back] = file.length;
    if (commit.parents.length > 1 || duplicates.has(index)) continue;
    const changes = pathChanges(commit.id);
    const files = walk.step(changes);
    for (let i = 0; i < changes.length; i++) {
      file.push(files[i]!);
      path.push(paths.add(changes[i]!.path));
      status.push(statusNumber[changes[i]!.status]);
    }
  }
  from[count] = file.length;

  const { fileOf, chains } = walk.finish();
  const chain = file.values().map(number => fileOf[number]!);
  const bornAt = new Float64Array(chains.length).fill(Number.NaN);
  for (let i = 0; i < count; i++) {
    const back = count - 1 - i;
    for (let at = from[back]!; at < from[back + 1]!; at++) {
      if (Number.isNaN(bornAt[chain[at]!])) bornAt[chain[at]!] = landing.landedAt[landing.order[i]!]!;
    }
  }
  return {
    revision,
    landing,
    commits,
    duplicates,
    from,
    chain,
    path: path.values(),
    status: Uint8Array.from(status.values()),
    paths: paths.list,
    chains,
    bornAt,
    pathChanges,
  };
}

/** Second step: applies the rules on what counts. */
export function surveyWalk(
  walk: HistoryWalk,
  { isSource, isTracked = isSource, options }: SurveyRules,
): HistorySurvey {
  const { landing, commits, from, chain, chains, bornAt } = walk;
  const count = landing.order.length;
  const source = Uint8Array.from(walk.paths, path => (isSource(path) ? 1 : 0));
  const exclude = commitExcluder(options);
  const landed: LandedCommit[] = [];
  for (let i = 0; i < count; i++) {
    const index = landing.order[i]!;
    const commit = commits[index]!;
    const back = count - 1 - i;
    let sourceFiles = 0;
    for (let at = from[back]!; at < from[back + 1]!; at++) sourceFiles += source[walk.path[at]!]!;
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
  const path = new IntColumn();
  const status = new IntColumn();
  const touchedBy = new Int32Array(tracked.length).fill(-1);
  for (let i = 0; i < count; i++) {
    start[i] = file.length;
    const back = count - 1 - i;
    for (let at = from[back]!; at < from[back + 1]!; at++) {
      const index = place[chain[at]!]!;
      // Two names of one file in one commit (a branch that had not seen the rename): one touch of one file.
      if (index === -1 || touchedBy[index] === i) continue;
      touchedBy[index] = i;
      file.push(index);
      path.push(walk.path[at]!);
      status.push(walk.status[at]!);
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
    touches: {
      start,
      file: file.values(),
      path: path.values(),
      status: Uint8Array.from(status.values()),
      paths: walk.paths,
    },
    pathChanges: walk.pathChanges,
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
  /** Whether each change names its blobs; default true. Without, the changed paths need not be looked up again. */
  readonly blobs?: boolean;
}

/**
 * Third step: adds lines, effort and follow-up fixes to a survey.
 *
 * Changes are counted over the whole history; `added`, `deleted`, `effort`, `before` and `after` only inside the
 * window. A commit whose lines could not be read shares its effort evenly over its files.
 */
export function buildHistory(
  survey: HistorySurvey,
  { lineChanges, since, blobs: namesBlobs = true }: BuildRequest,
): History {
  const { commits, touches, asOf } = survey;
  const effort = effortOfCommits(commits);
  const changes: FileChange[][] = survey.files.map(() => []);
  const otherWork = new Array<number>(Math.max(MODEL_QUARTERS, Math.max(0, quarterOf(since, asOf)))).fill(0);
  const findFollowUps = createFollowUpFinder();
  const found: FoundFollowUp[] = [];

  const add = (touch: number, commit: number, line?: LineChange, blob?: PathChange, share = 0): void => {
    const entry: Mutable<FileChange> = {
      commit,
      status: statuses[touches.status[touch]!]!,
      pathThen: touches.paths[touches.path[touch]!]!,
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
    const blobs = new Map<string, PathChange>();
    if (namesBlobs) for (const change of survey.pathChanges(commit.id)) blobs.set(change.path, change);
    const pathOf = (touch: number): string => touches.paths[touches.path[touch]!]!;
    const linesOf = (touch: number): LineChange | undefined => lines.get(pathOf(touch));
    const parts = splitEffort(
      effort[i]!,
      source.map(touch => (linesOf(touch)?.added ?? 0) + (linesOf(touch)?.deleted ?? 0)),
    );
    let next = 0;
    for (let touch = touches.start[i]!; touch < touches.start[i + 1]!; touch++) {
      // Both lists are in the order of the touches.
      const share = source[next] === touch ? parts[next++]! : 0;
      add(touch, i, linesOf(touch), blobs.get(pathOf(touch)), share);
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

/** Each path once, with a number. */
class PathTable {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  add(path: string): number {
    let number = this.#numbers.get(path);
    if (number === undefined) {
      number = this.list.push(path) - 1;
      this.#numbers.set(path, number);
    }
    return number;
  }
}

/** Integers, as many as come. */
class IntColumn {
  #values = new Int32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  values(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
