import { describe, expect, it } from 'vitest';
import { whyHard } from '../../src/complexity/why-hard.ts';
import type { FunctionMeasure } from '../../src/core/measure.ts';

const fn = (over: Partial<FunctionMeasure>): FunctionMeasure => ({
  name: 'f',
  line: 1,
  endLine: 10,
  cognitive: 0,
  cyclomatic: 1,
  nesting: 0,
  parameters: 0,
  statements: 1,
  textHash: '0',
  ...over,
});

describe('why a function is hard', () => {
  it('is nothing at the limits themselves', () => {
    expect(whyHard(fn({ cognitive: 15, cyclomatic: 20, nesting: 3, parameters: 7, endLine: 200 }))).toEqual(
      [],
    );
  });

  it('names each limit that is exceeded, with the raw count', () => {
    expect(whyHard(fn({ cognitive: 16, cyclomatic: 21, nesting: 4, parameters: 8, endLine: 201 }))).toEqual(
      expect.arrayContaining([
        { kind: 'flow', value: 16 },
        { kind: 'branches', value: 21 },
        { kind: 'depth', value: 4 },
        { kind: 'parameters', value: 8 },
        { kind: 'length', value: 201 },
      ]),
    );
  });

  it('puts the worst first: 9 levels are 3 times the limit, a score of 30 is twice', () => {
    expect(whyHard(fn({ cognitive: 30, nesting: 9 })).map(fact => fact.kind)).toEqual(['depth', 'flow']);
    expect(whyHard(fn({ cognitive: 60, nesting: 9 })).map(fact => fact.kind)).toEqual(['flow', 'depth']);
  });
});
