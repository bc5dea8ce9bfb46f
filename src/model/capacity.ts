import type { Days, Hours, Ratio } from '../core/units.ts';
import type { Coefficients } from './coefficients.ts';

const DAYS_PER_WEEK = 7;
/** Working days of a week, to turn engineer-days seen in git into engineers. */
const WORKING_DAYS_PER_WEEK = 5;

export interface Team {
  readonly engineers: number;
  readonly hoursPerWeek: Hours;
  /** Part of the working time that goes into code. */
  readonly codingShare: Ratio;
}

/**
 * C: engineer-hours that the horizon holds for code that exists today; 12 % go to files that are not written yet.
 * @throws {RangeError} negative or NaN figures
 * @example capacityHours({ engineers: 8, hoursPerWeek: 32, codingShare: 1 }, 91, coefficients) // 2928.64
 */
export function capacityHours(team: Team, horizon: Days, c: Pick<Coefficients, 'existingCodeShare'>): Hours {
  const hours =
    team.engineers * team.hoursPerWeek * (horizon / DAYS_PER_WEEK) * c.existingCodeShare * team.codingShare;
  if (!(hours >= 0 && hours < Number.POSITIVE_INFINITY)) throw new RangeError(`capacity of ${hours} hours`);
  return hours;
}

/**
 * Team size when none is configured: engineer-days seen in git over the working days of the same time, in full-time
 * engineers. A lower bound: days without a commit do not show. Stated as assumed wherever it is used.
 * @param engineerDays sum over authors of days with a counted commit
 * @param days length of the time observed, > 0
 */
export function assumedEngineers(engineerDays: number, days: Days): number {
  if (!(engineerDays >= 0 && days > 0)) throw new RangeError(`${engineerDays} engineer-days in ${days} days`);
  return engineerDays / ((days / DAYS_PER_WEEK) * WORKING_DAYS_PER_WEEK);
}
