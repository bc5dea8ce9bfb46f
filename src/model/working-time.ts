import { type Hours, type Instant, SECONDS_PER_DAY } from '../core/units.ts';
import { isWeekday, workingDaysOff } from './calendar.ts';

/** Work is never shorter than this: an issue closed on a Sunday, or a minute after it was opened, took some time. */
export const SHORTEST_WORK: Hours = 0.25;

export interface WorkingCalendar {
  readonly hoursPerWeek: number;
  /** ISO days. */
  readonly daysOff: readonly string[];
}

/**
 * Working hours between two instants: a fifth of the week's hours for each weekday that is not off, spread evenly over
 * the 24 hours of that day in UTC, because an export does not say where on earth its people sit.
 * @returns at least a quarter of an hour
 */
export function workingHours(
  from: Instant,
  until: Instant,
  { hoursPerWeek, daysOff }: WorkingCalendar,
): Hours {
  const off = new Set(workingDaysOff(daysOff));
  let seconds = 0;
  for (let day = Math.floor(from / SECONDS_PER_DAY); day * SECONDS_PER_DAY < until; day++) {
    if (!isWeekday(day) || off.has(day)) continue;
    const start = Math.max(from, day * SECONDS_PER_DAY);
    const end = Math.min(until, (day + 1) * SECONDS_PER_DAY);
    seconds += end - start;
  }
  return Math.max(SHORTEST_WORK, (seconds / SECONDS_PER_DAY) * (hoursPerWeek / 5));
}
