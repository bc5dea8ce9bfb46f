import { expect, test } from 'vitest';
import type { FileHistory, History, LineChange } from '../../src/core/history.ts';
import type { FunctionMeasure } from '../../src/core/measure.ts';
import { functionCounts } from '../../src/pipeline/explain-function-history.ts';

const PATH = 'src/tax.ts';

/** Commits oldest first: `[oldStart, oldLines, newStart, newLines]` for each hunk, and whether it is a fix. */
function countsOf(
  spans: readonly (readonly [line: number, endLine: number])[],
  commits: readonly { readonly hunks: readonly number[]; readonly fix?: boolean }[],
  since = -1,
) {
  const history = {
    since,
    commits: commits.map((commit, i) => ({ id: `c${i}`, fix: commit.fix === true, landedAt: i })),
  } as unknown as History;
  const file = {
    path: PATH,
    changes: commits.map((_, i) => ({ commit: i, pathThen: PATH })),
  } as unknown as FileHistory;
  const functions = spans.map(([line, endLine]) => ({ line, endLine })) as unknown as FunctionMeasure[];
  const linesOf = (id: string) => [
    { path: PATH, hunks: Int32Array.from(commits[Number(id.slice(1))]!.hunks) } as unknown as LineChange,
  ];
  return functionCounts(functions, file, history, linesOf);
}

const begun = { hunks: [0, 0, 1, 40] };

test('a change inside the lines counts, one beside them does not', () => {
  // Of two functions in lines 1–10 and 21–30, line 5 is rewritten, then line 15.
  expect(
    countsOf(
      [
        [1, 10],
        [21, 30],
      ],
      [begun, { hunks: [5, 1, 5, 1], fix: true }, { hunks: [15, 1, 15, 1] }],
    ),
  ).toEqual([
    { changes: 2, fixes: 1 },
    { changes: 1, fixes: 0 },
  ]);
});

test('lines are followed over what was added and removed above them', () => {
  // Today in lines 21–30. The last commit put ten lines on top, so line 15 before it was inside.
  expect(countsOf([[21, 30]], [begun, { hunks: [15, 1, 15, 1] }, { hunks: [0, 0, 1, 10] }])).toEqual([
    { changes: 2, fixes: 0 },
  ]);
  // The last commit removed ten lines above it: the same line 15 was above.
  expect(countsOf([[21, 30]], [begun, { hunks: [15, 1, 15, 1] }, { hunks: [1, 10, 0, 0] }])).toEqual([
    { changes: 1, fixes: 0 },
  ]);
});

test('lines taken out of it count, and lines taken out right below it do not', () => {
  // After the commit lines 12–14 of a function in 10–20 are gone: git names line 11, the one before the gap.
  expect(countsOf([[10, 17]], [begun, { hunks: [12, 3, 11, 0] }])[0]!.changes).toBe(2);
  expect(countsOf([[10, 17]], [begun, { hunks: [18, 3, 17, 0] }])[0]!.changes).toBe(1);
  expect(countsOf([[10, 17]], [begun, { hunks: [7, 3, 9, 0] }])[0]!.changes).toBe(1);
});

test('what stood in its place before it was written is not its history', () => {
  // Lines 41–50 were appended by the second commit; the first one and the line 35 are not its own.
  expect(countsOf([[41, 50]], [begun, { hunks: [35, 1, 35, 1] }, { hunks: [40, 0, 41, 10] }])).toEqual([
    { changes: 1, fixes: 0 },
  ]);
});

test('a function that grew keeps its older lines', () => {
  // Line 12 was rewritten first; then five lines were put in after line 14, inside 10–25.
  expect(
    countsOf([[10, 25]], [begun, { hunks: [12, 1, 12, 1], fix: true }, { hunks: [14, 0, 15, 5] }]),
  ).toEqual([{ changes: 3, fixes: 1 }]);
});

test('following ends with the window, also where older lines are known from another run', () => {
  const commits = [
    begun,
    { hunks: [5, 1, 5, 1], fix: true },
    { hunks: [6, 1, 6, 1] },
    { hunks: [7, 1, 7, 1] },
  ];
  expect(countsOf([[1, 10]], commits)).toEqual([{ changes: 4, fixes: 1 }]);
  // The second commit landed with the window's first moment, which is not inside it.
  expect(countsOf([[1, 10]], commits, 1)).toEqual([{ changes: 2, fixes: 0 }]);
});
