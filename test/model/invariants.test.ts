import { describe, expect, test } from 'vitest';
import { InvariantError } from '../../src/core/errors.ts';
import {
  checkGroup,
  checkModelInput,
  checkParts,
  checkRange,
  checkShare,
} from '../../src/model/invariants.ts';
import { modelFile, modelInput, shop } from './model-fixture.ts';

test('what holds passes', () => {
  checkRange('r', { p10: -1, p50: 0, p90: 5, mean: 9 });
  checkShare('s', 1);
  checkParts('p', Float64Array.of(3), [Float64Array.of(1), Float64Array.of(2)], 3);
  checkGroup('g', Float64Array.of(10), Float64Array.of(1.25), Float64Array.of(2), 10);
  checkModelInput(shop());
});

describe('what contradicts itself never becomes a report', () => {
  test.each([
    ['order', () => checkRange('r', { p10: 2, p50: 1, p90: 5, mean: 1 })],
    ['NaN in a range', () => checkRange('r', { p10: Number.NaN, p50: 1, p90: 5, mean: 1 })],
    ['infinite mean', () => checkRange('r', { p10: 0, p50: 1, p90: 5, mean: Number.POSITIVE_INFINITY })],
    ['share above 1', () => checkShare('s', 1.01)],
    ['negative share', () => checkShare('s', -0.01)],
    ['parts', () => checkParts('p', Float64Array.of(3), [Float64Array.of(1), Float64Array.of(2.001)], 3)],
    ['NaN among the parts', () => checkParts('p', Float64Array.of(3), [Float64Array.of(Number.NaN)], 3)],
    [
      'W against M',
      () => checkGroup('g', Float64Array.of(10), Float64Array.of(1.25), Float64Array.of(2.5), 10),
    ],
    ['negative count', () => checkModelInput(modelInput({ files: [modelFile('a', { changes: [-1] })] }))],
    ['NaN effort', () => checkModelInput(modelInput({ files: [modelFile('a', { effort: [Number.NaN] })] }))],
    ['a file twice', () => checkModelInput(modelInput({ files: [modelFile('a'), modelFile('a')] }))],
    [
      'a stream that is not there',
      () => checkModelInput(modelInput({ files: [modelFile('a', { streams: [0] })] })),
    ],
  ])('%s', (_, check) => {
    expect(check).toThrow(InvariantError);
  });
});
