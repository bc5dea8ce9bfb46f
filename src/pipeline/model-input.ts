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
import type { BurdenCounts } from './burden-base.ts';

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
