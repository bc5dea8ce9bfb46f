import type { ModelFile, ModelInput } from '../../src/core/model-input.ts';

/** A source file without anything to say about it, but for what is given. */
export function modelFile(path: string, over: Partial<ModelFile> = {}): ModelFile {
  return {
    path,
    changes: [0, 0, 0, 0, 0, 0, 0, 0],
    effort: [1, 1, 1, 1, 1, 1, 1, 1],
    quarters: 8,
    changeAges: [],
    fixAges: [],
    burdenChanges: 0,
    burdenFollowUps: 0,
    streams: [],
    ...over,
  };
}

export const measured = (cognitive: number, size: number): NonNullable<ModelFile['measure']> => ({
  cognitive,
  size,
  loc: size,
  statements: size,
  functions: [],
});

export function modelInput(over: Partial<ModelInput> = {}): ModelInput {
  return {
    seed: 'a-commit',
    files: [],
    streams: [],
    otherWork: [0, 0, 0, 0, 0, 0, 0, 0],
    wholeQuarters: 8,
    startedQuarters: 9,
    burden: { kind: 'absent', why: 'not part of this test' },
    ...over,
  };
}

/** A shop with three value streams, an unmeasured file, work outside files, and follow-up fixes. */
export function shop(): ModelInput {
  const file = (
    path: string,
    stream: number,
    cognitive: number,
    size: number,
    effort: number,
    followUps: number,
  ): ModelFile =>
    modelFile(path, {
      measure: measured(cognitive, size),
      effort: Array<number>(8).fill(effort),
      burdenChanges: 10 * effort,
      burdenFollowUps: followUps,
      streams: [stream],
    });
  return modelInput({
    streams: ['Billing', 'Catalog', 'Search'].map(name => ({ name, commits: [9, 7, 4, 6, 2, 0, 1, 3] })),
    files: [
      file('src/billing/invoice.ts', 0, 260, 1100, 6, 9),
      file('src/billing/tax.ts', 0, 45, 300, 2, 1),
      file('src/billing/money.ts', 0, 3, 60, 1, 0),
      file('src/catalog/import.ts', 1, 120, 700, 4, 3),
      file('src/catalog/item.ts', 1, 10, 120, 5, 0),
      file('src/search/query.ts', 2, 80, 400, 3, 2),
      file('src/search/index.ts', 2, 8, 90, 2, 0),
      modelFile('src/search/rank.py', { effort: Array<number>(8).fill(1), streams: [2] }),
    ],
    otherWork: [4, 4, 4, 4, 4, 4, 4, 4],
    burden: { kind: 'measured', followUps: 24, changes: 300, meanLogCog: 3, meanLogCogHealthy: 1.8 },
  });
}
