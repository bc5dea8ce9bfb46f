import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../bench/seeded-random.ts';
import { syntheticTracker } from '../../bench/synthetic-tracker.ts';
import type { CalibrationEstimate, IssueObservation } from '../../src/core/calibration.ts';
import { calibrate, posteriorOf, weightClassOf } from '../../src/model/calibrate.ts';

const prior = { mean: 0.04, sd: 0.035 };

describe('posterior of the worked examples', () => {
  test.each([
    [0.09, 0.03, 0.068824, 0.022778, 0.576471],
    [0, 0.056, 0.028764, 0.02968, 0.280899],
    [0.08, 0.1, 0.044365, 0.033035, 0.109131],
  ])('own beta %d ± %d', (mean, sd, posteriorMean, posteriorSd, weight) => {
    const posterior = posteriorOf({ mean, sd }, prior);
    expect(posterior.mean).toBeCloseTo(posteriorMean, 6);
    expect(posterior.sd).toBeCloseTo(posteriorSd, 6);
    expect(posterior.weight).toBeCloseTo(weight, 6);
  });
});

test('what the weight means', () => {
  expect([0, 0.199, 0.2, 0.5, 0.501, 1].map(weightClassOf)).toEqual([
    'silent',
    'silent',
    'leans',
    'leans',
    'decides',
    'decides',
  ]);
});

test('fewer than 100 issues are too few', () => {
  const { issues } = syntheticTracker(seededRandom(1), prior);
  expect(calibrate(issues.slice(0, 99), prior)).toEqual({ kind: 'too-few-issues', issues: 99, needed: 100 });
});

/** 120 issues of four people whose hours follow the formula, but for a sixth of noise that no column explains. */
function made(beta: number, workShare = 1): IssueObservation[] {
  const random = seededRandom(5);
  return Array.from({ length: 120 }, (_, i) => {
    const deficit = 7 * random.uniform();
    const lines = Math.floor(500 * random.uniform());
    const hours = Math.exp(
      (i % 4) + 0.4 * Math.log1p(lines) + workShare * beta * deficit + 0.15 * random.normal(),
    );
    return {
      key: `X-${i}`,
      type: i % 3 === 0 ? 'bug' : 'story',
      author: `p${i % 4}`,
      hours,
      lines,
      files: 1 + (i % 5),
      deficit,
    };
  });
}

describe('calibration', () => {
  const result = calibrate(made(0.09), prior) as CalibrationEstimate;

  test('finds the drag that the issues were made with, and lets it decide', () => {
    expect(Math.abs(result.fit.beta - 0.09)).toBeLessThan(3 * result.fit.standardError);
    expect(result.fit.standardError).toBeLessThan(0.03);
    expect(result.fit.weightClass).toBe('decides');
    expect(result.fit.range.low).toBeCloseTo(
      result.fit.posterior.mean - 1.2815515655 * result.fit.posterior.sd,
      9,
    );
    expect([result.issues, result.authors, result.types]).toEqual([120, 4, 2]);
  });

  test('shows what it means before and after', () => {
    const at = result.drag.find(drag => drag.pointsAboveHealthy === 2.5)!;
    // the table of the published scenario: 1.11 (0.99-1.24)
    expect(at.prior.p50).toBeCloseTo(0.105171, 6);
    expect(at.prior.p10).toBeCloseTo(-0.012062, 6);
    expect(at.prior.p90).toBeCloseTo(0.236316, 6);
    expect(at.posterior.p50).toBeCloseTo(Math.expm1(2.5 * result.fit.posterior.mean), 12);
  });

  test('without lines is fitted too, with its own error', () => {
    expect(result.withoutLines.controls).toBe('without-lines');
    expect(result.withoutLines.standardError).toBeGreaterThan(result.fit.standardError);
  });

  test('waiting hides drag: half the time at work, twice the drag and twice its error', () => {
    const half = calibrate(made(0.09), prior, 0.5) as CalibrationEstimate;
    expect(half.fit.beta).toBeCloseTo(2 * result.fit.beta, 12);
    expect(half.fit.standardError).toBeCloseTo(2 * result.fit.standardError, 12);
  });

  test('the order of the issues does not matter', () => {
    expect(calibrate(made(0.09).toReversed(), prior)).toEqual(result);
  });

  test('all issues in code of the same health: nothing to learn', () => {
    const flat = made(0.09).map(issue => ({ ...issue, deficit: 2 }));
    expect(calibrate(flat, prior)).toEqual({ kind: 'no-spread', issues: 120, deficitSpread: 0 });
  });
});

test('the 80 % range holds the true drag about four times in five', () => {
  const random = seededRandom(3);
  let held = 0;
  for (let i = 0; i < 150; i++) {
    const { beta, issues } = syntheticTracker(random, prior);
    const { fit } = calibrate(issues, prior) as CalibrationEstimate;
    if (fit.range.low <= beta && beta <= fit.range.high) held++;
  }
  // 120 expected, standard deviation 4.9
  expect(held).toBeGreaterThan(105);
  expect(held).toBeLessThan(135);
});
