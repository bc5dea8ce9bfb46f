import { expect, test } from 'vitest';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';
import { hotspotFactors, rankHotspots } from '../../src/model/hotspot.ts';
import { measured, modelFile } from './model-fixture.ts';

test('changes halve in 60 days, fixes in 365, times the root of the bulk', () => {
  const file = modelFile('a.ts', { measure: measured(30, 50), changeAges: [0, 60, 120], fixAges: [365] });
  const { score, decayedChanges, decayedFixes } = hotspotFactors(file, c);
  expect(decayedChanges).toBeCloseTo(1.75, 12);
  expect(decayedFixes).toBeCloseTo(0.5, 12);
  // (1.75 + 0.5 + 0.05) · √(30 + 50/10 + 1)
  expect(score).toBeCloseTo(2.3 * 6, 12);
});

test('ranks run from the hottest, ties in order of path', () => {
  const files = [modelFile('b.ts'), modelFile('a.ts'), modelFile('c.ts', { changeAges: [1] })];
  expect(rankHotspots(files, c).map(h => h.rank)).toEqual([3, 2, 1]);
});
