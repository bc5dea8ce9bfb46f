import { expect, test } from 'vitest';
import { assumedEngineers, capacityHours } from '../../src/model/capacity.ts';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';

test('hours for code that exists today', () => {
  // 8 · 32 · 13 · 0.88
  expect(capacityHours({ engineers: 8, hoursPerWeek: 32, codingShare: 1 }, 91, c)).toBeCloseTo(2928.64, 9);
  expect(capacityHours({ engineers: 8, hoursPerWeek: 32, codingShare: 0.5 }, 91, c)).toBeCloseTo(1464.32, 9);
  expect(() => capacityHours({ engineers: -1, hoursPerWeek: 32, codingShare: 1 }, 91, c)).toThrow(RangeError);
  expect(() => capacityHours({ engineers: Number.NaN, hoursPerWeek: 32, codingShare: 1 }, 91, c)).toThrow(
    RangeError,
  );
});

test('a team as git shows it: 130 engineer-days in 13 weeks are two people', () => {
  expect(assumedEngineers(130, 91)).toBeCloseTo(2, 12);
  expect(() => assumedEngineers(1, 0)).toThrow(RangeError);
});
