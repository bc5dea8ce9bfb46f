import { describe, expect, test } from 'vitest';
import { burdenRatio } from '../../src/model/burden.ts';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';
import { quantile, rangeOf } from '../../src/model/range-of.ts';
import { defaultScenarios } from '../../src/model/scenarios.ts';
import {
  bandFactor,
  complexityFactor,
  dragHours,
  dragLaw,
  groupSlowdown,
  healthyMeanDeficit,
  inverseComplexity,
  residuals,
} from '../../src/model/slowdown.ts';
import { createWorlds } from '../../src/model/worlds.ts';

test.each([
  [2.5, 0.04, 0, 0.10463, 1.13434, 11.824034],
  [7, 0.04, 0, 0.141811, 1.413473, 29.205462],
  [0, 0.04, 0, 0.058559, 0.974491, -2.613489],
  [7, -0.01, 0.05, 0.141811, 1.062952, 5.912874],
])('one world: D %d, β %d, ε %d, ρ %d', (deficit, beta, residual, rate, m, w) => {
  const slowdown = complexityFactor(beta, deficit, 0.3, residual) * burdenRatio(rate, 0.070614, c);
  expect(slowdown).toBeCloseTo(m, 5);
  expect(dragHours(99.84, slowdown)).toBeCloseTo(w, 3);
});

test('a group is slowed by the harmonic mean, and then its drag is the sum of its parts', () => {
  const hours = [0.5, 0.3, 0.2].map(share => share * 3328);
  const slowdowns = [1, 1.25, 2];
  const parts = hours.map((h, i) => dragHours(h, slowdowns[i]!));
  expect(parts[1]).toBeCloseTo(199.68, 9);
  expect(parts[2]).toBeCloseTo(332.8, 9);
  expect(groupSlowdown(hours, slowdowns)).toBeCloseTo(1.190476, 6);
  expect(dragHours(3328, groupSlowdown(hours, slowdowns))).toBeCloseTo(532.48, 9);
  // The arithmetic mean contradicts the parts.
  expect(dragHours(3328, 1.275)).not.toBeCloseTo(532.48, 0);
});

test('D₀ is the effort-weighted mean of healthy files, 0.30 without one', () => {
  const deficits = Float64Array.of(0.2, 1, 5, Number.NaN);
  expect(healthyMeanDeficit(deficits, Float64Array.of(0.3, 0.1, 0.5, 0.1), c)).toBeCloseTo(
    (0.3 * 0.2 + 0.1) / 0.4,
    12,
  );
  expect(healthyMeanDeficit(Float64Array.of(5, 1.01), Float64Array.of(0.5, 0.5), c)).toBe(0.3);
});

describe('scenarios', () => {
  const worlds = createWorlds('any', 4096);
  const at = (name: 'evidence' | 'git-only' | 'code-red-adjusted', x: number, residual: boolean) => {
    const luck = residual ? worlds.normal('residual', 'a.ts').map(z => 0.1 * z) : new Float64Array(4096);
    const inverse = inverseComplexity(dragLaw(defaultScenarios[name]!, worlds), 0.3 + x, 0.3, 4096, c);
    return rangeOf(inverse.map((part, w) => Math.exp(luck[w]!) / part));
  };

  test.each([
    ['evidence', 2.5, 1.105171, 0.987938, 1.236316],
    ['evidence', 7, 1.32313, 0.966591, 1.811183],
    ['git-only', 2.5, 1.025315, 0.986643, 1.065503],
    ['git-only', 7, 1.072508, 0.96305, 1.194408],
    ['code-red-adjusted', 2.5, 1.212277, 1.137033, 1.292499],
    ['code-red-adjusted', 7, 1.714292, 1.432732, 2.051184],
  ] as const)('%s, %d points above healthy', (name, x, p50, p10, p90) => {
    const range = at(name, x, false);
    // Stratified draws hit quantiles of one unknown to the width of a slice.
    expect(range.p50).toBeCloseTo(p50, 3);
    expect(range.p10).toBeCloseTo(p10, 3);
    expect(range.p90).toBeCloseTo(p90, 3);
  });

  test.each([
    [2.5, 0.932125, 1.310342],
    [7, 0.942587, 1.857306],
  ])('evidence with a residual, %d points above healthy', (x, p10, p90) => {
    const range = at('evidence', x, true);
    expect(range.p10).toBeCloseTo(p10, 2);
    expect(range.p90).toBeCloseTo(p90, 2);
  });

  test.each([
    ['evidence', 0.126549],
    ['git-only', 0.202328],
    ['code-red-adjusted', 0.000059],
  ] as const)('β below 0 under %s', (name, expected) => {
    const law = dragLaw(defaultScenarios[name]!, worlds);
    const below = law.kind === 'normal' ? law.betas.filter(beta => beta < 0).length / 4096 : Number.NaN;
    expect(Math.abs(below - expected)).toBeLessThan(1 / 4096);
  });

  test('D 7 with its burden fixed: ln M is normal with mean 0.351050 and sd 0.254932', () => {
    const luck = residuals(worlds, 'a.ts', c);
    const burden = burdenRatio(0.141811, 0.070614, c);
    const inverse = inverseComplexity(dragLaw(defaultScenarios.evidence!, worlds), 7, 0.3, 4096, c);
    const m = inverse.map((part, w) => (Math.exp(luck[w]!) / part) * burden).toSorted();
    expect(quantile(m, 0.1)).toBeCloseTo(1.02464, 2);
    expect(quantile(m, 0.5)).toBeCloseTo(1.420558, 2);
    expect(quantile(m, 0.9)).toBeCloseTo(1.969457, 1.5);
    expect(m.filter(value => value > 1).length / 4096).toBeCloseTo(0.915749, 2);
    let logs = 0;
    for (const value of m) logs += Math.log(value) / 4096;
    // 0.351050 = 0.04·6.7 + 0.005 + ln 1.081176
    expect(logs).toBeCloseTo(0.35105, 5);
  });

  test('the residual does not bias totals: the mean of 1/e^ε is 1', () => {
    let mean = 0;
    for (const residual of residuals(worlds, 'b.ts', c)) mean += Math.exp(-residual) / 4096;
    expect(mean).toBeCloseTo(1, 5);
  });

  test('the bands of 2022', () => {
    const law = dragLaw(defaultScenarios['code-red-2022']!, worlds);
    if (law.kind !== 'bands') throw new Error('not bands');
    expect([0, 1, 1.01, 6, 6.01].map(d => bandFactor(law, d, c))).toEqual([1, 1, 1.78, 1.78, 2.24]);
  });
});
