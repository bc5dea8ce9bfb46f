import type { FileHistory, History } from '../core/history.ts';
import type { FileMeasure } from '../core/measure.ts';
import type { BurdenBase, ModelFile, ModelInput, ModelStream } from '../core/model-input.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';
import {
  changesByQuarter,
  commitsByGroup,
  effortByQuarter,
  MODEL_QUARTERS,
  quartersOfFile,
  quartersOfHistory,
} from '../history/quarters.ts';

/** Follow-up fixes are complete only for changes at least this old, and looked for within this many days. */
const BURDEN_NEWEST_DAYS = 90;
const BURDEN_OLDEST_DAYS = 450;

/** One source file at the revision, as classified and measured. */
export interface SourceFile {
  readonly path: string;
  readonly blob: string;
  /** Absent: measured language, but not parsed (quiet, or skipped), or a language without a measure. */
  readonly measure?: FileMeasure;
  /** Another programming language. */
  readonly language?: string;
  /** Indices of value streams. */
  readonly streams: readonly number[];
}

/** A changed version whose complexity stands for the changes of the repository in the fix burden. */
export interface BurdenSample {
  readonly cognitive: number;
  readonly healthy: boolean;
}

export interface BurdenCounts {
  readonly changes: number;
  readonly followUps: number;
  /** Blob ids before the change, one for each change, in landing order. */
  readonly before: readonly { readonly path: string; readonly blob: string }[];
  readonly byPath: ReadonlyMap<string, { readonly changes: number; readonly followUps: number }>;
}

/**
 * Changes that landed 90 to 450 days before T and modified a measured file, and the follow-up fixes of them.
 * Additions of whole files are left out: nothing was there that could have been rewritten.
 */
export function countBurden(history: History, isMeasured: (path: string) => boolean): BurdenCounts {
  const counted = (commit: number): boolean => {
    const age = (history.asOf - history.commits[commit]!.landedAt) / SECONDS_PER_DAY;
    return age >= BURDEN_NEWEST_DAYS && age <= BURDEN_OLDEST_DAYS;
  };
  const byPath = new Map<string, { changes: number; followUps: number }>();
  const before: { path: string; blob: string; commit: number }[] = [];
  const additions = new Set<string>();
  let changes = 0;
  for (const file of history.files) {
    if (!isMeasured(file.path)) continue;
    for (const change of file.changes) {
      if (!counted(change.commit)) continue;
      if (change.status === 'added') additions.add(`${change.commit} ${file.path}`);
      if (change.status !== 'modified' && change.status !== 'renamed') continue;
      changes++;
      if (file.alive) tally(byPath, file.path).changes++;
      if (change.before !== undefined)
        before.push({ path: change.pathThen, blob: change.before, commit: change.commit });
    }
  }
  let followUps = 0;
  for (const followUp of history.followUps) {
    if (!counted(followUp.change) || !isMeasured(followUp.path)) continue;
    if (additions.has(`${followUp.change} ${followUp.path}`)) continue;
    followUps += followUp.weight;
    if (byPath.has(followUp.path)) tally(byPath, followUp.path).followUps += followUp.weight;
  }
  before.sort((a, b) => a.commit - b.commit || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { changes, followUps, before, byPath };
}

function tally(map: Map<string, { changes: number; followUps: number }>, key: string) {
  const entry = map.get(key) ?? { changes: 0, followUps: 0 };
  map.set(key, entry);
  return entry;
}

/** The base rate of the fix burden, from counts and from the complexity of (a sample of) what was changed. */
export function burdenBase(counts: BurdenCounts, sample: readonly BurdenSample[]): BurdenBase {
  if (counts.changes === 0) return { kind: 'absent', why: 'no file changes that are 90 to 450 days old' };
  if (counts.followUps === 0)
    return { kind: 'absent', why: 'no later fix commit rewrote lines of an earlier change' };
  const healthy = sample.filter(s => s.healthy);
  if (sample.length === 0) return { kind: 'absent', why: 'no changed version could be measured' };
  return {
    kind: 'measured',
    followUps: counts.followUps,
    changes: counts.changes,
    meanLogCog: meanLogCog(sample),
    meanLogCogHealthy: meanLogCog(healthy.length > 0 ? healthy : sample),
  };
}

const meanLogCog = (sample: readonly BurdenSample[]): number =>
  sample.reduce((sum, s) => sum + Math.log1p(s.cognitive), 0) / sample.length;

export interface ModelInputRequest {
  readonly seed: string;
  readonly history: History;
  readonly files: readonly SourceFile[];
  readonly streamNames: readonly string[];
  /** Streams of any path, alive or not: what was deleted was activity too. */
  readonly streamsOf: (path: string) => readonly number[];
  readonly isSource: (path: string) => boolean;
  readonly counts: BurdenCounts;
  readonly burden: BurdenBase;
}

/** History and measures, joined by path into what the model is told. Source files only; tests are counted apart. */
export function modelInput(request: ModelInputRequest): ModelInput {
  const { history, files, counts } = request;
  const alive = new Map<string, FileHistory>();
  for (const file of history.files) if (file.alive) alive.set(file.path, file);
  const { whole, started } = quartersOfHistory(history.firstLandedAt, history.asOf);
  return {
    seed: request.seed,
    files: files.map(file => modelFile(file, alive.get(file.path), history, counts)),
    streams: streamsOf(request),
    otherWork: history.otherWork,
    goneEffort: goneEffort(request),
    wholeQuarters: whole,
    startedQuarters: started,
    burden: request.burden,
  };
}

function modelFile(
  file: SourceFile,
  past: FileHistory | undefined,
  history: History,
  counts: BurdenCounts,
): ModelFile {
  const burden = counts.byPath.get(file.path);
  const ages =
    past?.changes.map(c => (history.asOf - history.commits[c.commit]!.landedAt) / SECONDS_PER_DAY) ?? [];
  return {
    path: file.path,
    ...(file.measure && { measure: file.measure }),
    changes: past ? changesByQuarter(history, past) : EMPTY_QUARTERS,
    effort: past ? effortByQuarter(history, past) : EMPTY_QUARTERS,
    quarters: past ? quartersOfFile(past.bornAt, history.asOf) : MODEL_QUARTERS,
    changeAges: ages,
    fixAges: past ? ages.filter((_, i) => history.commits[past.changes[i]!.commit]!.fix) : [],
    burdenChanges: burden?.changes ?? 0,
    burdenFollowUps: burden?.followUps ?? 0,
    streams: file.streams,
  };
}

/** Effort spent on source that is not there any more: it takes no effort next quarter. */
function goneEffort({ history, files, isSource }: ModelInputRequest): number[] {
  const present = new Set(files.map(file => file.path));
  const sums = new Array<number>(MODEL_QUARTERS).fill(0);
  for (const file of history.files) {
    if (!isSource(file.path) || (file.alive && present.has(file.path))) continue;
    effortByQuarter(history, file).forEach((effort, quarter) => {
      sums[quarter]! += effort;
    });
  }
  return sums;
}

const EMPTY_QUARTERS: readonly number[] = new Array<number>(MODEL_QUARTERS).fill(0);

function streamsOf({ history, streamNames, streamsOf, isSource }: ModelInputRequest): ModelStream[] {
  const groups = history.files.map(file => (isSource(file.path) ? streamsOf(file.path) : []));
  const commits = commitsByGroup(history, file => groups[file]!, streamNames.length, { all: true });
  return streamNames.map((name, i) => ({ name, commits: commits[i]! }));
}
