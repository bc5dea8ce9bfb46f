import { expect, test } from 'vitest';
import { partialEffect } from '../../src/model/regression.ts';

const people = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'd', 'd', 'd'];
const x = [1, 2, 4, 2, 3, 7, 1, 5, 6, 0, 2, 1];
const size = [5, 1, 2, 8, 3, 3, 1, 2, 9, 4, 4, 7];
const level: Record<string, number> = { a: 10, b: -3, c: 0, d: 4 };
const exact = x.map((value, i) => level[people[i]!]! + 0.25 * value - 2 * size[i]!);

test('finds the coefficient that the data were made with, whoever is faster', () => {
  const effect = partialEffect(exact, x, [size], people);
  expect(effect!.estimate).toBeCloseTo(0.25, 9);
  expect(effect!.standardError).toBeLessThan(1e-9);
});

test('controls that repeat each other or do not vary change nothing', () => {
  const noisy = exact.map((value, i) => value + [0.3, -0.2, 0.1][i % 3]! * (i % 2 ? 1 : -1));
  const plain = partialEffect(noisy, x, [size], people)!;
  const doubled = partialEffect(noisy, x, [size, size.map(s => 3 * s + 1), people.map(() => 1)], people)!;
  expect(doubled.estimate).toBeCloseTo(plain.estimate, 9);
  expect(doubled.standardError).toBeCloseTo(plain.standardError, 9);
});

test('a column that the controls or the people explain wholly has no effect of its own', () => {
  expect(partialEffect(exact, x, [x], people)).toBeUndefined();
  expect(
    partialEffect(
      exact,
      people.map(p => level[p]!),
      [size],
      people,
    ),
  ).toBeUndefined();
});

test('jackknife over groups, by hand', () => {
  // x is -1, 1 in each group: the slope of a group is half the difference, the whole one their mean.
  // Slopes 1, 2, 6: mean 3; one left out: 4, 3.5, 1.5. CV3 = 2/3 x (1 + 0.25 + 2.25) = 2.3333
  const groups = ['a', 'a', 'b', 'b', 'c', 'c'];
  const effect = partialEffect([-1, 1, -2, 2, -6, 6], [-1, 1, -1, 1, -1, 1], [], groups)!;
  expect(effect.estimate).toBeCloseTo(3, 12);
  expect(effect.standardError).toBeCloseTo(Math.sqrt(7 / 3), 12);
  expect(effect.basis).toBe('cluster-robust');
  expect(effect.residualSpread).toBeCloseTo(1, 12);
});

test('people who look more alike than chance: the error of independent issues', () => {
  // Each group has slope 1, so that leaving one out changes nothing; residuals of 1 within the groups remain.
  const groups = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c', 'c'];
  const column = [-1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1];
  const outcome = [-2, 0, 0, 2, -2, 0, 0, 2, -2, 0, 0, 2];
  // meat 12; x 12 / (12 - 1 - 3); ÷ 12²
  expect(partialEffect(outcome, column, [], groups)!.standardError).toBeCloseTo(
    Math.sqrt((12 * 12) / 8) / 12,
    12,
  );
});

test('one or two people: errors are taken as independent', () => {
  // Slope of 0, 1, 2, 5 over -3, -1, 1, 3: (−0 − 1 + 2 + 15) / 20 = 0.8; residuals about the mean 2: .4, −.2, −.8, .6
  // meat = 9 x .16 + .04 + .64 + 9 x .36 = 5.36; x 4 / 2 degrees of freedom; ÷ 20²
  const effect = partialEffect([0, 1, 2, 5], [-3, -1, 1, 3], [], ['a', 'a', 'a', 'a'])!;
  expect(effect.estimate).toBeCloseTo(0.8, 12);
  expect(effect.standardError).toBeCloseTo(Math.sqrt(5.36 * 2) / 20, 12);
  expect(effect.basis).toBe('heteroskedasticity-robust');
});
