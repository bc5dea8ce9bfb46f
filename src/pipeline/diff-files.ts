import type { PathChange } from '../core/history.ts';
import type { FileMeasure } from '../core/measure.ts';
import type { FilePair } from './function-changes.ts';
import type { Reader, ToMeasure } from './reader.ts';
import type { Kinds } from './tree-kinds.ts';

/** A source file on one side or both, with what it was called before. */
export interface ChangedFile extends FilePair {
  readonly path: string;
  readonly from?: string;
}

export interface ChangedFiles {
  readonly files: readonly ChangedFile[];
  /** What could not be measured on one side, with the reason there: nothing can be said about it. */
  readonly unmeasured: readonly { readonly path: string; readonly reason: string }[];
}

interface Side {
  readonly path: string;
  readonly from?: string;
  readonly old?: ToMeasure;
  readonly now?: ToMeasure;
}

/**
 * Source files whose content differs, measured on both sides; a renamed file comes once. A path that both sides have
 * is source when the head says so: a change of the rules is no change of the code.
 */
export async function changedFiles(
  reader: Reader,
  head: Kinds,
  base: Kinds,
  changes: readonly PathChange[],
): Promise<ChangedFiles> {
  const found = changes.flatMap(change => sideOf(change, head, base) ?? []);
  await reader.needMeasures(found.flatMap(({ old, now }) => [old, now].filter(side => side !== undefined)));
  const files: ChangedFile[] = [];
  const unmeasured: { readonly path: string; readonly reason: string }[] = [];
  for (const { path, from, old, now } of found) {
    const before = measureOf(reader, old);
    const after = measureOf(reader, now);
    const sides = [before, after].filter(side => side !== undefined);
    const reasons = sides.filter(side => typeof side === 'string');
    // What a program wrote has no place in a report either.
    if (sides.every(side => side === 'generated' || side === 'minified')) continue;
    if (reasons[0] !== undefined) unmeasured.push({ path, reason: reasons[0].replaceAll('-', ' ') });
    if (typeof before === 'string' || typeof after === 'string') continue;
    files.push({
      path,
      ...(from !== undefined && { from }),
      ...(before && { before }),
      ...(after && { after }),
    });
  }
  return { files, unmeasured };
}

function sideOf(
  { status, path, from, before, after }: PathChange,
  head: Kinds,
  base: Kinds,
): Side | undefined {
  const isMeasured = (kinds: Kinds, at: string) => kinds.of(at).kind === 'measured';
  const oldPath = from ?? path;
  const wasSource = before !== undefined && isMeasured(status === 'modified' ? head : base, oldPath);
  const isSource = status !== 'deleted' && after !== undefined && isMeasured(head, path);
  if (!wasSource && !isSource) return undefined;
  return {
    path,
    ...(from !== undefined && { from }),
    ...(wasSource && { old: { ...base.toMeasure(oldPath), blob: before } }),
    ...(isSource && { now: { ...head.toMeasure(path), blob: after } }),
  };
}

/** The measure, or why there is none; nothing where the file does not exist. */
function measureOf(reader: Reader, side: ToMeasure | undefined): FileMeasure | string | undefined {
  if (side === undefined) return undefined;
  const result = reader.measureOf(side);
  if (result === undefined || result.kind === 'missing') return 'missing';
  if (result.kind === 'measured') return result.measure;
  // A component that is all template is code without a branch.
  return result.reason === 'no-script' ? NO_CODE : result.reason;
}

const NO_CODE: FileMeasure = {
  cognitive: 0,
  loc: 0,
  statements: 0,
  size: 0,
  functions: [],
  syntaxErrors: 0,
};
