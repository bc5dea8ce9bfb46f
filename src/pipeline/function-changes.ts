import type { FunctionDiff } from '../core/diff.ts';
import type { FileMeasure, FunctionMeasure } from '../core/measure.ts';
import { compareText } from '../core/text-order.ts';

/** Cognitive complexity above which a function is called too hard: the default of Sonar's rule S3776. */
export const THRESHOLD = 15;

/** One file before and after; absent where it did not exist. */
export interface FilePair {
  readonly before?: FileMeasure;
  readonly after?: FileMeasure;
}

/** What really changed in a file: complexity and statements that were written or removed, not moved. */
export interface AttributedChange {
  readonly cognitive: number;
  readonly statements: number;
  readonly functions: readonly FunctionDiff[];
}

interface Matched {
  readonly before?: FunctionMeasure;
  readonly after?: FunctionMeasure;
}

/**
 * Texts of functions that left some changed file or appear in one: a function that left here and appears there, word
 * for word, was moved. Counted, so that one copy pays for one disappearance.
 */
export class Moves {
  readonly #left = new Map<string, number>();
  readonly #appeared = new Map<string, number>();

  constructor(pairs: readonly FilePair[]) {
    for (const { before, after } of pairs) {
      const own = surplus(before, after);
      for (const [hash, count] of own) add(count > 0 ? this.#left : this.#appeared, hash, Math.abs(count));
    }
  }

  /** A function that is new in one file: whether it came from another. */
  takeArrival = (hash: string): boolean => take(this.#left, hash);
  /** A function that is gone from one file: whether it went to another. */
  takeDeparture = (hash: string): boolean => take(this.#appeared, hash);
}

function surplus(before: FileMeasure | undefined, after: FileMeasure | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const fn of before?.functions ?? []) add(counts, fn.textHash, 1);
  for (const fn of after?.functions ?? []) add(counts, fn.textHash, -1);
  for (const [hash, count] of counts) if (count === 0) counts.delete(hash);
  return counts;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function take(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0;
  if (left === 0) return false;
  counts.set(key, left - 1);
  return true;
}

/**
 * Compares two versions of a file function by function: first by text (white space and comments do not count), then
 * by name, in the order of the file where names repeat. What moved between files, and what only changed its line or
 * layout, is no change.
 */
export function attributeChange(pair: FilePair, moves: Moves): AttributedChange {
  const functions: FunctionDiff[] = [];
  let cognitive = outside(pair.after, 'cognitive') - outside(pair.before, 'cognitive');
  let statements = outside(pair.after, 'statements') - outside(pair.before, 'statements');
  for (const { before, after } of matchFunctions(pair)) {
    if (before === undefined && after !== undefined && moves.takeArrival(after.textHash)) continue;
    if (after === undefined && before !== undefined && moves.takeDeparture(before.textHash)) continue;
    cognitive += (after?.cognitive ?? 0) - (before?.cognitive ?? 0);
    statements += (after?.statements ?? 0) - (before?.statements ?? 0);
    const diff = describe(before, after);
    if (diff) functions.push(diff);
  }
  functions.sort((a, b) => change(b) - change(a) || a.line - b.line || compareText(a.name, b.name));
  return { cognitive, statements, functions };
}

const change = (fn: FunctionDiff): number => (fn.after ?? 0) - (fn.before ?? 0);

/** What lies outside all functions of the file. */
function outside(measure: FileMeasure | undefined, what: 'cognitive' | 'statements'): number {
  if (measure === undefined) return 0;
  return measure.functions.reduce((rest, fn) => rest - fn[what], measure[what]);
}

/** Pairs of functions whose text differs; those with equal text are left out: they did not change. */
function matchFunctions({ before, after }: FilePair): Matched[] {
  const unchanged = new Map<string, number>();
  for (const fn of before?.functions ?? []) add(unchanged, fn.textHash, 1);
  const arrived: FunctionMeasure[] = [];
  for (const fn of after?.functions ?? []) if (!take(unchanged, fn.textHash)) arrived.push(fn);
  const gone = new Map<string, FunctionMeasure[]>();
  for (const fn of before?.functions ?? []) {
    if (!take(unchanged, fn.textHash)) continue;
    const named = gone.get(fn.name);
    if (named === undefined) gone.set(fn.name, [fn]);
    else named.push(fn);
  }
  const matched: Matched[] = [];
  for (const fn of arrived) {
    const old = gone.get(fn.name)?.shift();
    matched.push(old === undefined ? { after: fn } : { before: old, after: fn });
  }
  for (const left of gone.values()) for (const fn of left) matched.push({ before: fn });
  return matched;
}

function describe(
  before: FunctionMeasure | undefined,
  after: FunctionMeasure | undefined,
): FunctionDiff | undefined {
  const was = before?.cognitive ?? 0;
  const is = after?.cognitive ?? 0;
  if (was <= THRESHOLD && is <= THRESHOLD) return undefined;
  if (was === is) return undefined;
  const kind = (): FunctionDiff['change'] => {
    if (after === undefined) return 'removed-above';
    if (before === undefined) return 'new-above';
    if (was <= THRESHOLD) return 'risen-above';
    if (is <= THRESHOLD) return 'fallen-below';
    return is > was ? 'grown' : 'shrunk';
  };
  return {
    name: (after ?? before)!.name,
    line: (after ?? before)!.line,
    ...(before && { before: was }),
    ...(after && { after: is }),
    change: kind(),
  };
}
