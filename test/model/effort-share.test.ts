import { expect, test } from 'vitest';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';
import { decayedSum, decayWeights } from '../../src/model/decay.ts';
import { effortShares, listedShare } from '../../src/model/effort-share.ts';
import { modelFile, modelInput } from './model-fixture.ts';

const shares = [0.06, 0.02, 0.04, 0, 0, 0.01, 0, 0];

test('weighted mean of a share over eight quarters', () => {
  const weights = decayWeights(0.7, 8);
  expect(weights.reduce((a, b) => a + b)).toBeCloseTo(3.141173, 6);
  expect(decayedSum(shares, weights) / 3.141173).toBeCloseTo(0.030333, 6);
});

test('a listed file is pulled towards the mean', () => {
  expect(listedShare(shares, 0.002, decayWeights(0.824, 8), c)).toBeCloseTo(0.017874, 6);
});

test('shares add up to 1 over what is present; work on files that are gone counts in its quarter only', () => {
  // Quarter 0: 2 of 4 days; quarter 1: 1 of 10, of which 8 went into files that are gone.
  const input = modelInput({
    files: [modelFile('a.ts', { effort: [2, 1] }), modelFile('b.ts', { effort: [1, 1] })],
    otherWork: [1, 0],
    goneEffort: [0, 8],
  });
  const { files, otherWork } = effortShares(input, c);
  const sum = 0.5 + 0.7 * 0.1 + (0.25 + 0.7 * 0.1) + 0.25;
  expect(files[0]).toBeCloseTo((0.5 + 0.07) / sum, 12);
  expect(files[1]).toBeCloseTo((0.25 + 0.07) / sum, 12);
  expect(files[0]! + files[1]! + otherWork).toBeCloseTo(1, 12);
});

test('no effort at all: shares of 0, not NaN', () => {
  const none = effortShares(
    modelInput({ files: [modelFile('a.ts', { effort: [0, 0, 0, 0, 0, 0, 0, 0] })] }),
    c,
  );
  expect([...none.files, ...none.listed, none.otherWork]).toEqual([0, 0, 0]);
});
