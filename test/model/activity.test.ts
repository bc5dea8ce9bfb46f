import { describe, expect, test } from 'vitest';
import {
  blend,
  expectedChanges,
  fileActivity,
  fileForecast,
  logErrors,
  meanFileChanges,
  streamActivity,
  streamQuantiles,
} from '../../src/model/activity.ts';
import { activityTrackRecord } from '../../src/model/activity-track.ts';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';
import { negativeBinomialQuantiles } from '../../src/model/negative-binomial.ts';
import { modelFile } from './model-fixture.ts';

const old = { wholeQuarters: 20, startedQuarters: 21 };
const published = { low: -1.236, mid: -0.238, high: 0.715 };
const range = (activity: ReturnType<typeof streamActivity>) =>
  activity.kind === 'estimated' ? [activity.value.p10, activity.value.p50, activity.value.p90] : activity.why;

describe('a value stream', () => {
  test('eight quarters', () => {
    const commits = [12, 8, 15, 4, 0, 3, 6, 10];
    expect(expectedChanges(commits, old, c)).toBeCloseTo(9.027088, 6);
    const { p10, p50, p90 } = streamQuantiles(expectedChanges(commits, old, c), published);
    expect(p10).toBeCloseTo(1.913311, 6);
    expect(p50).toBeCloseTo(6.903378, 6);
    expect(p90).toBeCloseTo(19.497239, 6);
    expect(range(streamActivity(commits, published, old, c))).toEqual([1, 7, 20]);
  });

  test('own errors are blended in by their number', () => {
    const errors = blend({ low: -0.9, mid: 0.05, high: 0.55 }, published, 40 / (40 + 60));
    expect(errors.low).toBeCloseTo(-1.1016, 9);
    expect(errors.mid).toBeCloseTo(-0.1228, 9);
    expect(errors.high).toBeCloseTo(0.649, 9);
    expect(range(streamActivity([12, 8, 15, 4, 0, 3, 6, 10], errors, old, c))).toEqual([2, 8, 19]);
  });

  test('no commit for two years', () => {
    expect(range(streamActivity(Array(8).fill(0), published, old, c))).toEqual([0, 0, 2]);
  });

  test('quarters before the first commit of the repository are not zero, they are not there', () => {
    const young = { wholeQuarters: 2, startedQuarters: 2 };
    expect(expectedChanges([5, 2, 0, 0, 0, 0, 0, 0], young, c)).toBeCloseTo(3.764706, 6);
    expect(range(streamActivity([5, 2, 0, 0, 0, 0, 0, 0], published, young, c))).toEqual([0, 3, 9]);
  });

  test('less than two whole quarters: no range', () => {
    expect(range(streamActivity([5, 2], published, { wholeQuarters: 1, startedQuarters: 2 }, c))).toMatch(
      /too young/,
    );
  });

  test('own errors of four past cuts count from twenty forecasts on, and only what was known at the cut', () => {
    // Always 7: every forecast is 7 and every error 0. Five streams x four cuts = 20 forecasts, weight 20 / 80.
    const steady = { name: 's', commits: Array<number>(16).fill(7) };
    expect(logErrors(Array(5).fill(steady), old, c)).toEqual({
      low: 0.75 * -1.236,
      mid: 0.75 * -0.238,
      high: 0.75 * 0.715,
    });
    expect(logErrors(Array(4).fill(steady), old, c)).toEqual(published);
    // One cut back, a quarter that nobody had seen yet changes nothing.
    const shocked = { name: 's', commits: [900, ...Array<number>(15).fill(7)] };
    expect(logErrors(Array(5).fill(shocked), old, c, 1)).toEqual(logErrors(Array(5).fill(steady), old, c, 1));
  });
});

describe('a file', () => {
  test.each([
    { changes: [9, 7, 4, 6, 2, 0, 1, 3], a: 23.887562, mean: 3.268804, size: 1, quantiles: [0, 2, 8] },
    { changes: [0, 0, 1, 0, 0, 0, 0, 0], a: 1.716976, mean: 0.234953, size: 0.108169, quantiles: [0, 0, 1] },
    {
      changes: [40, 35, 28, 30, 22, 18, 25, 31],
      a: 138.474438,
      mean: 18.949019,
      size: 1,
      quantiles: [2, 13, 44],
    },
  ])('$changes', ({ changes, a, mean, size, quantiles }) => {
    const forecast = fileForecast(changes, 8, 0.6, c);
    expect(forecast.a).toBeCloseTo(a, 6);
    expect(forecast.b).toBeCloseTo(6.204268, 6);
    expect(forecast.mean).toBeCloseTo(mean, 6);
    expect(forecast.size).toBeCloseTo(size, 6);
    expect(range(fileActivity(modelFile('a.ts', { changes }), 0.6, old, c))).toEqual(quantiles);
  });

  test('uncapped, the busiest file gets the narrow range that did not hold', () => {
    expect(negativeBinomialQuantiles(18.949019, 8.72389, [0.1, 0.5, 0.9])).toEqual([10, 18, 29]);
  });

  test('two quarters old', () => {
    const forecast = fileForecast([4, 2, 0, 0, 0, 0, 0, 0], 2, 0.6, c);
    expect([forecast.a, forecast.b, forecast.mean, forecast.size].map(x => x.toFixed(6))).toEqual([
      '6.686000',
      '3.554000',
      '1.597190',
      '0.421218',
    ]);
    expect(
      range(fileActivity(modelFile('a.ts', { changes: [4, 2, 0, 0, 0, 0, 0, 0], quarters: 2 }), 0.6, old, c)),
    ).toEqual([0, 0, 5]);
  });

  test('mean of the repository: 0.5, 0.3 and 0.2 of the last three quarters', () => {
    // (0.5·4 + 0.3·2 + 0.2·1 + 0) / 2
    expect(
      meanFileChanges([modelFile('a', { changes: [4, 2, 1, 9, 9, 9, 9, 9] }), modelFile('b')]),
    ).toBeCloseTo(1.4, 12);
  });
});

test('negative binomial against its definition', () => {
  // Size 1 is geometric: P(X <= k) = 1 - q^(k+1) with q = 3/4 for mean 3; 90 % needs k + 1 >= ln 0.1 / ln 0.75 = 8.004.
  expect(negativeBinomialQuantiles(3, 1, [0.1, 0.5, 0.9])).toEqual([0, 2, 8]);
  expect(() => negativeBinomialQuantiles(-1, 1, [0.5])).toThrow(RangeError);
  expect(() => negativeBinomialQuantiles(1, 0, [0.5])).toThrow(RangeError);
});

describe('activity track record', () => {
  test('counts hits of the last four quarters, a stream from its first commit on', () => {
    // Steady at 7: range from 8·e^-1.236 - 1 = 1.3 to 8·e^0.715 - 1 = 15.3, so 1..16. Quarter 0 holds 40: a miss.
    const streams = [
      { name: 'steady', commits: [40, ...Array<number>(15).fill(7)] },
      // Born in the latest quarter but one: known at one cut only; 10 then 10 held by 2..21.
      { name: 'new', commits: [10, 10, 0, 0, 0, 0, 0, 0] },
    ];
    // New stream at cut 1: expected 10·1 / 3.14 = 3.18, range 0..8: 10 is a miss as well.
    expect(activityTrackRecord({ streams, ...old }, c)).toEqual({
      kind: 'scored',
      held: 3,
      of: 5,
      quarters: 4,
      nominal: 0.8,
    });
  });

  test('fewer than two quarters to score: none', () => {
    const streams = [{ name: 'a', commits: [1, 1, 1, 0, 0, 0, 0, 0] }];
    expect(activityTrackRecord({ streams, wholeQuarters: 3, startedQuarters: 3 }, c).kind).toBe('none');
  });
});
