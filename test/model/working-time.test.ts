import { expect, test } from 'vitest';
import { workingHours } from '../../src/model/working-time.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
/** 40 hours a week: 8 a day, a third of each of its hours. */
const calendar = { hoursPerWeek: 40, daysOff: ['2027-01-06'] };

test.each([
  ['a whole week', '2027-01-11T00:00:00Z', '2027-01-18T00:00:00Z', 40],
  ['half a Monday', '2027-01-11T06:00:00Z', '2027-01-11T18:00:00Z', 4],
  [
    'over a weekend: six hours of Friday, twelve of Monday',
    '2027-01-08T18:00:00Z',
    '2027-01-11T12:00:00Z',
    6,
  ],
  ['over a day off', '2027-01-05T00:00:00Z', '2027-01-08T00:00:00Z', 16],
  ['a Saturday: something was done', '2027-01-09T09:00:00Z', '2027-01-09T17:00:00Z', 0.25],
  ['no time at all', '2027-01-11T09:00:00Z', '2027-01-11T09:00:00Z', 0.25],
])('%s', (_, from, until, hours) => {
  expect(workingHours(at(from), at(until), calendar)).toBeCloseTo(hours, 9);
});
