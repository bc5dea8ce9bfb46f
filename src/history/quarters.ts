import type { FileHistory, History } from '../core/history.ts';
import { DAYS_PER_QUARTER, type Instant, SECONDS_PER_DAY } from '../core/units.ts';

const SECONDS_PER_QUARTER = DAYS_PER_QUARTER * SECONDS_PER_DAY;

/** Quarters that the model looks at. */
export const MODEL_QUARTERS = 8;

/**
 * Quarter of a moment, counted back from `asOf`: quarter j is (asOf - 90(j+1) days, asOf - 90j days], 0 the latest.
 * Moments after `asOf` are not known at `asOf` and give a negative number.
 */
export function quarterOf(at: Instant, asOf: Instant): number {
  return Math.floor((asOf - at) / SECONDS_PER_QUARTER);
}

/**
 * How many quarters the history holds: `whole` ones, and `started` ones, which include the quarter of the first
 * landed commit. Quarters before that are absent, which is not the same as quiet.
 */
export function quartersOfHistory(firstLandedAt: Instant, asOf: Instant): { whole: number; started: number } {
  const whole = Math.max(0, quarterOf(firstLandedAt, asOf));
  return { whole, started: whole + 1 };
}

/** Quarters in which a file existed, the one of its birth included: 1 to `quarters`. */
export function quartersOfFile(bornAt: Instant, asOf: Instant, quarters = MODEL_QUARTERS): number {
  return Math.min(quarters, quartersOfHistory(bornAt, asOf).started);
}

/** Changes of a file by quarter, latest first. */
export function changesByQuarter(history: History, file: FileHistory, quarters = MODEL_QUARTERS): number[] {
  return sumByQuarter(history, file, quarters, () => 1);
}

/** Engineer-days spent on a file by quarter, latest first. */
export function effortByQuarter(history: History, file: FileHistory, quarters = MODEL_QUARTERS): number[] {
  return sumByQuarter(history, file, quarters, change => change.effort);
}

function sumByQuarter(
  history: History,
  file: FileHistory,
  quarters: number,
  amount: (change: FileHistory['changes'][number]) => number,
): number[] {
  const sums = new Array<number>(quarters).fill(0);
  for (const change of file.changes) {
    const quarter = quarterOf(history.commits[change.commit]!.landedAt, history.asOf);
    if (quarter >= 0 && quarter < quarters) sums[quarter]! += amount(change);
  }
  return sums;
}

/**
 * Distinct commits by group (value stream, folder) and quarter, latest first. A commit that touches ten files of a
 * group is one change of the group; a commit that touches two groups is one change of each.
 *
 * @param groupsOf groups of a file, by its index in `history.files`; any numbers from 0 to `groups` - 1
 * @param quarters columns of the result; at least this many, more when the history is longer and `all` is set
 */
export function commitsByGroup(
  history: History,
  groupsOf: (file: number) => readonly number[],
  groups: number,
  { quarters = MODEL_QUARTERS, all = false }: { readonly quarters?: number; readonly all?: boolean } = {},
): number[][] {
  const { started } = quartersOfHistory(history.firstLandedAt, history.asOf);
  const columns = all ? Math.max(quarters, started) : quarters;
  const counts = Array.from({ length: groups }, () => new Array<number>(columns).fill(0));
  const commitsOf = Array.from({ length: groups }, () => new Set<number>());
  for (let file = 0; file < history.files.length; file++) {
    for (const group of groupsOf(file)) {
      for (const { commit } of history.files[file]!.changes) commitsOf[group]!.add(commit);
    }
  }
  for (let group = 0; group < groups; group++) {
    for (const commit of commitsOf[group]!) {
      const quarter = quarterOf(history.commits[commit]!.landedAt, history.asOf);
      if (quarter >= 0 && quarter < columns) counts[group]![quarter]!++;
    }
  }
  return counts;
}
