import { describe, expect, test } from 'vitest';
import {
  burdenRatio,
  expectedRate,
  fixBurden,
  type MeasuredBurden,
  meanInverse,
  repositoryBurden,
  shrunkRate,
  streamEvidence,
} from '../../src/model/burden.ts';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';
import { measured, modelFile } from './model-fixture.ts';

const base = repositoryBurden({
  kind: 'measured',
  followUps: 8,
  changes: 100,
  meanLogCog: 3,
  meanLogCogHealthy: 1.8,
}) as MeasuredBurden;

test('rate of healthy code', () => {
  expect(expectedRate(base.healthyDelta, base, c.fixRateGamma)).toBeCloseTo(0.070614, 6);
});

describe.each([
  { cog: 120, changes: 60, followUps: 9, prior: 0.096427, rate: 0.10463, b: 0.038784 },
  { cog: 0, changes: 0, followUps: 0, prior: 0.058559, rate: 0.058559, b: -0.013745 },
  { cog: 20, changes: 100, followUps: 4, prior: 0.080371, rate: 0.072267, b: 0.001885 },
  { cog: 400, changes: 250, followUps: 45, prior: 0.109224, rate: 0.141811, b: 0.081176 },
])('complexity $cog, $followUps fixes of $changes changes', ({ cog, changes, followUps, prior, rate, b }) => {
  const evidence = { changes, followUps, delta: Math.log(1 + cog) - 3 };
  test('prior, shrunk rate and burden', () => {
    const expected = expectedRate(evidence.delta, base, c.fixRateGamma);
    expect(expected).toBeCloseTo(prior, 6);
    expect(shrunkRate(evidence, expected, c)).toBeCloseTo(rate, 6);
    const burden = fixBurden(evidence, base, c);
    expect(burden.kind === 'estimated' && burden.value.burden).toBeCloseTo(b, 6);
    expect(burden.kind === 'estimated' && burden.value.basis).toBe(
      followUps < 8 ? 'estimated from complexity' : 'measured',
    );
  });
});

test.each([
  [{ kind: 'absent', why: 'history too short' } as const, /too short/],
  [
    { kind: 'measured', followUps: 0, changes: 10, meanLogCog: 1, meanLogCogHealthy: 1 } as const,
    /no fix commit/,
  ],
  [
    { kind: 'measured', followUps: 0, changes: 0, meanLogCog: 0, meanLogCogHealthy: 0 } as const,
    /old enough/,
  ],
])('%j is absent, with a reason', (input, why) => {
  const repository = repositoryBurden(input);
  expect(repository.kind).toBe('absent');
  const burden = fixBurden({ changes: 1, followUps: 0, delta: 0 }, repository, c);
  expect(burden.kind === 'absent' && burden.why).toMatch(why);
});

test('a stream is as complex as what changes in it', () => {
  const files = [
    modelFile('hot.ts', { measure: measured(100, 1), burdenChanges: 30, burdenFollowUps: 2 }),
    modelFile('cold.ts', { measure: measured(0, 1), burdenChanges: 10, burdenFollowUps: 1 }),
    modelFile('other.py', { burdenChanges: 99, burdenFollowUps: 99 }),
  ];
  expect(streamEvidence(files, base)).toEqual({ changes: 40, followUps: 3, delta: 0.75 * Math.log(101) - 3 });
});

test('burden is a ratio of times, not a difference of rates', () => {
  expect(burdenRatio(0.10463, 0.070614, c) - 1).toBeCloseTo(0.038784, 5);
  expect(1.24 * (0.10463 - 0.070614)).not.toBeCloseTo(0.038784, 3);
});

test.each([
  [32, 0.1, 1.24],
  [41, 0.4, 1.24],
  [32.5, 0.02, 3],
])('mean of 1/(1 + tρ), shape %d, mean %d, t %d: against integration', (shape, mean, t) => {
  // Trapezoid over the density, far into both tails.
  let total = 0;
  let weighted = 0;
  const steps = 200_000;
  for (let i = 1; i < steps; i++) {
    const x = (i / steps) * 4;
    const density = Math.exp((shape - 1) * Math.log(x) - shape * (x - 1));
    total += density;
    weighted += density / (1 + t * mean * x);
  }
  expect(meanInverse(shape, mean, t)).toBeCloseTo(weighted / total, 10);
});
