import type { ModelInput } from '../core/model-input.ts';
import { compareText } from '../core/text-order.ts';
import type { EffortShares } from './effort-share.ts';

/**
 * Files that belong to the same value streams. Streams may overlap; cells never do, so that every hour is counted
 * once in the headline, and in each stream that it belongs to.
 */
export interface Cell {
  /** Names of its streams; keys its draws. Empty for files outside every stream. */
  readonly key: string;
  /** Indices into `ModelInput.streams`, ascending. */
  readonly streams: readonly number[];
  /** Indices into `ModelInput.files`, in order of path. */
  readonly files: readonly number[];
  /** Part of each file in the cell's effort, adds up to 1; alike for all when the cell saw no effort. */
  readonly weights: Float64Array;
  /** Part of next quarter's effort, by history. */
  readonly share: number;
}

/** Cells in order of their key; within a cell, files in order of path: no figure depends on the order of the input. */
export function cellsOf(input: Pick<ModelInput, 'files' | 'streams'>, shares: EffortShares): Cell[] {
  const members = new Map<string, { streams: readonly number[]; files: number[] }>();
  const byPath = input.files
    .map((_, index) => index)
    .sort((a, b) => compareText(input.files[a]!.path, input.files[b]!.path));
  for (const index of byPath) {
    const streams = [...new Set(input.files[index]!.streams)].sort((a, b) => a - b);
    const key = streams
      .map(stream => input.streams[stream]!.name)
      .sort(compareText)
      .join('\n');
    const cell = members.get(key);
    if (cell) cell.files.push(index);
    else members.set(key, { streams, files: [index] });
  }
  return [...members]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, { streams, files }]) => {
      let share = 0;
      for (const file of files) share += shares.files[file]!;
      const weights = Float64Array.from(files, file =>
        share > 0 ? shares.files[file]! / share : 1 / files.length,
      );
      return { key, streams, files, weights, share };
    });
}
