import type { FileHistory, History, LineChange } from '../core/history.ts';
import type { FunctionMeasure } from '../core/measure.ts';

/** Changes and fix commits that touched the lines of a function. */
export interface FunctionCounts {
  readonly changes: number;
  readonly fixes: number;
}

/**
 * Follows the lines of each function back through the changes of its file, newest first, through the
 * window whose lines are read. Where the function's lines begin, following ends: the change that wrote it counts, what stood there before
 * does not. Changes that landed side by side are taken one after another, so counts of busy functions are close, not
 * exact.
 * @param linesOf what a commit did to the lines of its paths, or undefined where that was not read
 */
export function functionCounts(
  functions: readonly FunctionMeasure[],
  file: FileHistory,
  history: History,
  linesOf: (commit: string) => readonly LineChange[] | undefined,
): readonly FunctionCounts[] {
  const spans: ({ from: number; to: number } | undefined)[] = functions.map(({ line, endLine }) => ({
    from: line,
    to: endLine,
  }));
  const counts = functions.map(() => ({ changes: 0, fixes: 0 }));
  for (let i = file.changes.length - 1; i >= 0; i--) {
    const { commit, pathThen } = file.changes[i]!;
    const { id, fix, landedAt } = history.commits[commit]!;
    // Older lines may be known from another run; what is counted must not depend on that.
    if (landedAt <= history.since) break;
    const change = linesOf(id)?.find(({ path }) => path === pathThen);
    if (!change) continue;
    spans.forEach((span, index) => {
      if (!span) return;
      const { touched, before } = stepBack(span, change.hunks);
      if (touched) {
        counts[index]!.changes += 1;
        if (fix) counts[index]!.fixes += 1;
      }
      spans[index] = before;
    });
  }
  return counts;
}

/** A span of lines one change earlier; undefined when none of its lines was there yet. */
function stepBack(
  { from, to }: { readonly from: number; readonly to: number },
  hunks: Int32Array,
): { readonly touched: boolean; readonly before: { from: number; to: number } | undefined } {
  let touched = false;
  let before = { from, to };
  let shift = 0;
  for (let h = 0; h + 3 < hunks.length; h += 4) {
    const [oldStart, oldLines, newStart, newLines] = hunks.subarray(h, h + 4) as unknown as Hunk;
    // Where there are no new lines git names the line before the gap: the hunk lies between two lines.
    const first = newLines > 0 ? newStart : newStart + 1;
    const last = first + newLines - 1;
    if (first > to) break;
    shift += oldLines - newLines;
    if (last < from) {
      before = { from: from + shift, to: to + shift };
      continue;
    }
    touched = true;
    before = {
      from: first <= from ? (oldLines > 0 ? oldStart : oldStart + 1) : before.from,
      to: last >= to ? (oldLines > 0 ? oldStart + oldLines - 1 : oldStart) : to + shift,
    };
  }
  return { touched, before: before.to < before.from ? undefined : before };
}

type Hunk = [oldStart: number, oldLines: number, newStart: number, newLines: number];
