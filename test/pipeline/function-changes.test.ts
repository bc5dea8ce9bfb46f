import { describe, expect, it } from 'vitest';
import type { FileMeasure, FunctionMeasure } from '../../src/core/measure.ts';
import { attributeChanges, crossing, type FilePair } from '../../src/pipeline/function-changes.ts';

/** A function whose text is told by a word: the same word is the same text. */
const fn = (
  name: string,
  text: string,
  cognitive: number,
  change: Partial<FunctionMeasure> = {},
): FunctionMeasure => ({
  name,
  line: 1,
  endLine: 9,
  cognitive,
  cyclomatic: 1,
  nesting: 0,
  parameters: 1,
  statements: 4,
  textHash: text,
  bodyHash: `body of ${text}`,
  ...change,
});

/** A file with `own` statements outside of its functions, of which `imports` are imports. */
const file = (functions: readonly FunctionMeasure[], own = 0, imports = 0): FileMeasure => ({
  cognitive: functions.reduce((sum, one) => sum + one.cognitive, 0),
  loc: 10,
  statements: own + imports + functions.reduce((sum, one) => sum + one.statements, 0),
  ...(imports > 0 && { imports }),
  size: 10,
  functions,
  syntaxErrors: 0,
});

const nothing = { cognitive: 0, statements: 0, functions: [] };
const changes = (...pairs: FilePair[]) => attributeChanges(pairs);

describe('what is no change', () => {
  it('a function that stands elsewhere in its file', () => {
    const before = file([fn('a', 'A', 20), fn('b', 'B', 30)]);
    const after = file([fn('b', 'B', 30), fn('a', 'A', 20, { line: 90 })]);
    expect(changes({ before, after })).toEqual([nothing]);
  });

  it('a function that moved to another file, with the imports this takes', () => {
    const a = {
      before: file([fn('a', 'A', 20), fn('b', 'B', 30)], 0, 1),
      after: file([fn('b', 'B', 30)], 0, 2),
    };
    const b = { after: file([fn('a', 'A', 20)], 0, 3) };
    expect(changes(a, b)).toEqual([nothing, nothing]);
  });

  it('a function that is renamed, or exported on its way to another file', () => {
    const renamed = {
      before: file([fn('a', 'A', 20)]),
      after: file([fn('z', 'Z', 20, { bodyHash: 'body of A' })]),
    };
    const left = { before: file([fn('c', 'C', 20)]), after: file([]) };
    const come = { after: file([fn('c', 'export C', 20, { bodyHash: 'body of C' })]) };
    expect(changes(renamed, left, come)).toEqual([nothing, nothing, nothing]);
  });

  it('a function whose name and body speak of something that is now called otherwise', () => {
    const counts = { cyclomatic: 14, nesting: 3, statements: 22 };
    const pair = {
      before: file([
        fn('Cache.getQueryRunner', 'A', 20, counts),
        fn('Cache.sum', 'B', 20, { statements: 3 }),
      ]),
      after: file([fn('Cache.getRunner', "A'", 20, counts), fn('Cache.sum', 'B', 20, { statements: 3 })]),
    };
    expect(changes(pair)).toEqual([nothing]);
    // Of two that are alike nobody can say which is which.
    const twins = {
      before: file([fn('getA', 'A', 20, counts), fn('getB', 'B', 20, counts)]),
      after: file([fn('getC', 'C', 20, counts), fn('getD', 'D', 20, counts)]),
    };
    expect(
      changes(twins)[0]
        ?.functions.map(({ name }) => name)
        .sort(),
    ).toEqual(['getA', 'getB', 'getC', 'getD']);
  });

  it('what is inside a method of a class that got another name', () => {
    const pair = {
      before: file([fn('Request.fetch › callback', 'A', 29), fn('Request.post › callback', 'B', 3)]),
      after: file([fn('Context.fetch › callback', "A'", 29), fn('Context.post › callback', "B'", 3)]),
    };
    expect(changes(pair)).toEqual([nothing]);
  });

  it('types and constants that moved from one file to two others', () => {
    expect(
      changes({ before: file([], 7), after: file([], 1) }, { after: file([], 4) }, { after: file([], 2) }),
    ).toEqual([nothing, nothing, nothing]);
  });

  it('a text that differs without a branch or a statement more', () => {
    expect(changes({ before: file([fn('a', 'A', 20)]), after: file([fn('a', "A'", 20)]) })).toEqual([
      nothing,
    ]);
  });
});

describe('what is a change', () => {
  it('a copy: the original is still there', () => {
    const kept = { before: file([fn('a', 'A', 20)]), after: file([fn('a', 'A', 20)]) };
    const copy = { after: file([fn('a', 'A', 20)]) };
    expect(changes(kept, copy)).toEqual([
      nothing,
      { cognitive: 20, statements: 4, functions: [{ name: 'a', line: 1, after: 20 }] },
    ]);
  });

  it('one hard function in place of another, equally hard one: both are seen', () => {
    const [change] = changes({ before: file([fn('old', 'O', 20)]), after: file([fn('young', 'Y', 20)]) });
    expect(change).toEqual({
      cognitive: 0,
      statements: 0,
      functions: [
        { name: 'young', line: 1, after: 20 },
        { name: 'old', line: 1, before: 20 },
      ],
    });
  });

  it('an edit, found by name', () => {
    const [change] = changes({
      before: file([fn('a', 'A', 12)]),
      after: file([fn('a', 'A2', 31, { statements: 9, line: 7 })]),
    });
    expect(change).toEqual({
      cognitive: 19,
      statements: 5,
      functions: [{ name: 'a', line: 7, before: 12, after: 31 }],
    });
  });

  it('an edit on the way to another file: only the difference, where it is now', () => {
    const from = { before: file([fn('Shop.total', 'T', 30)]), after: file([]) };
    const to = { after: file([fn('Shop.total', 'T2', 33)]) };
    expect(changes(from, to)).toEqual([
      nothing,
      { cognitive: 3, statements: 0, functions: [{ name: 'Shop.total', line: 1, before: 30, after: 33 }] },
    ]);
  });

  it('an edit of a method that became a function of its own elsewhere', () => {
    const from = {
      before: file([fn('Source.comment', 'C', 18), fn('Source.constructor', 'K', 9)]),
      after: file([]),
    };
    const to = { after: file([fn('comment', 'C2', 19), fn('Other.constructor', 'L', 9)]) };
    const [left, arrived] = changes(from, to);
    expect(arrived!.functions).toEqual([
      { name: 'Other.constructor', line: 1, after: 9 },
      { name: 'comment', line: 1, before: 18, after: 19 },
    ]);
    // What every class has is no name.
    expect(left!.functions).toEqual([{ name: 'Source.constructor', line: 1, before: 9 }]);
  });

  it('an edit in a class that got another name', () => {
    const [change] = changes({
      before: file([fn('PortalImpl.process', 'P', 36)]),
      after: file([fn('TeleportImpl.process', 'P2', 35)]),
    });
    expect(change?.functions).toEqual([{ name: 'TeleportImpl.process', line: 1, before: 36, after: 35 }]);
  });

  it('the same name elsewhere, far more complex: not the same function', () => {
    const from = { before: file([fn('run', 'R', 5)]), after: file([]) };
    const to = { after: file([fn('run', 'S', 40)]) };
    expect(changes(from, to).map(({ cognitive }) => cognitive)).toEqual([-5, 40]);
  });

  it('a body that went elsewhere, with a short one left under its name', () => {
    const from = { before: file([fn('a', 'A', 30)]), after: file([fn('a', 'stub', 0, { statements: 1 })]) };
    const to = { after: file([fn('b', 'B', 30, { bodyHash: 'body of A' })]) };
    // The statement of the stub is new; the 30 points moved.
    expect(changes(from, to).map(({ cognitive, statements }) => [cognitive, statements])).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it('statements outside functions that more came than went', () => {
    const written = changes({ before: file([], 10), after: file([], 4) }, { after: file([], 9) });
    // 6 went, 9 came: 3 were written.
    expect(written.map(({ statements }) => statements)).toEqual([0, 3]);
  });

  it('what a hard function was split into', () => {
    const [change] = changes({
      before: file([fn('a', 'A', 40, { statements: 60 })]),
      after: file([fn('a', 'A2', 6, { statements: 20 }), fn('b', 'B', 9), fn('c', 'C', 8)]),
    });
    expect(change?.cognitive).toBe(6 + 9 + 8 - 40);
    expect(change?.statements).toBe(20 + 4 + 4 - 60);
  });
});

describe('against the threshold of 15', () => {
  it.each([
    [{ after: 16 }, 'new-above'],
    [{ before: 15, after: 16 }, 'risen-above'],
    [{ before: 16, after: 17 }, 'grown'],
    [{ before: 17, after: 16 }, 'shrunk'],
    [{ before: 16, after: 15 }, 'fallen-below'],
    [{ before: 16 }, 'removed-above'],
  ] as const)('%j is %s', (values, kind) => {
    expect(crossing({ name: 'a', line: 3, ...values })).toEqual({
      name: 'a',
      line: 3,
      ...values,
      change: kind,
    });
  });

  it('says nothing below it', () => {
    expect(crossing({ name: 'a', line: 3, before: 2, after: 15 })).toBeUndefined();
  });
});
