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
  /** Paths that could not be measured on one side: nothing can be said about them. */
  readonly unmeasured: readonly string[];
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
  const sides = changes.flatMap(change => sideOf(change, head, base) ?? []);
  await reader.needMeasures(sides.flatMap(({ old, now }) => [old, now].filter(side => side !== undefined)));
  const files: ChangedFile[] = [];
  const unmeasured: string[] = [];
  for (const { path, from, old, now } of sides) {
    const before = measureOf(reader, old);
    const after = measureOf(reader, now);
    if ((old && !before) || (now && !after)) {
      unmeasured.push(path);
      continue;
    }
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

function measureOf(reader: Reader, side: ToMeasure | undefined): FileMeasure | undefined {
  const result = side && reader.measureOf(side);
  return result?.kind === 'measured' ? result.measure : undefined;
}
