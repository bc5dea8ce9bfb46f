import type { ChangeStatus, PathChange } from '../core/history.ts';
import { IntColumn } from './int-column.ts';

/** What a number in `PathColumns.status` means. */
export const changeStatuses: readonly ChangeStatus[] = ['added', 'modified', 'deleted', 'renamed'];
const numberOfStatus = new Map(changeStatuses.map((status, number) => [status, number]));

/** Changed paths, column by column, since there may be millions. */
export interface PathColumns {
  /** Changes of the commit in row i are `start[i]` to `start[i + 1]`, in the order in which git names them. */
  readonly start: Int32Array;
  /** The path after the commit, of a deleted one that before it: index into `paths`. */
  readonly path: Int32Array;
  /** The path before the commit where it was renamed: index into `paths`; else -1. */
  readonly from: Int32Array;
  /** Index into `changeStatuses`. */
  readonly status: Int32Array;
  readonly paths: readonly string[];
}

/**
 * Which paths each commit changed, with a number for each path. A commit is written down once and can then be walked
 * over from any number of revisions without a look at a name.
 */
export class PathLog {
  readonly #rows = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  readonly #paths: string[] = [];
  readonly #start = new IntColumn();
  readonly #path = new IntColumn();
  readonly #from = new IntColumn();
  readonly #status = new IntColumn();

  constructor() {
    this.#start.push(0);
  }

  has(commit: string): boolean {
    return this.#rows.has(commit);
  }

  /** What is known of a commit stays: it never changes. */
  add(commit: string, changes: readonly PathChange[]): void {
    if (this.#rows.has(commit)) return;
    this.#rows.set(commit, this.#rows.size);
    for (const { path, from, status } of changes) {
      this.#path.push(this.#numberOf(path));
      this.#from.push(from === undefined ? -1 : this.#numberOf(from));
      this.#status.push(numberOfStatus.get(status)!);
    }
    this.#start.push(this.#path.length);
  }

  /** @throws {RangeError} the commit was never added: a mistake of the caller */
  rowOf(commit: string): number {
    const row = this.#rows.get(commit);
    if (row === undefined) throw new RangeError(`changed paths of ${commit} were not read`);
    return row;
  }

  /** What was added so far. */
  columns(): PathColumns {
    return {
      start: this.#start.values(),
      path: this.#path.values(),
      from: this.#from.values(),
      status: this.#status.values(),
      paths: this.#paths,
    };
  }

  #numberOf(path: string): number {
    let number = this.#numbers.get(path);
    if (number === undefined) {
      number = this.#paths.push(path) - 1;
      this.#numbers.set(path, number);
    }
    return number;
  }
}

/** Asks once for each of the numbers from 0 to `count`, exclusive, that is asked for. */
export function oncePerNumber(count: number, ask: (number: number) => boolean): (number: number) => boolean {
  const answers = new Int8Array(count).fill(-1);
  return number => {
    if (answers[number] === -1) answers[number] = ask(number) ? 1 : 0;
    return answers[number] === 1;
  };
}
