import { SECONDS_PER_DAY } from '../core/units.ts';

/** An ISO day (YYYY-MM-DD) as the number of days since 1970-01-01. */
export function dayNumber(isoDay: string): number {
  return Math.round(Date.parse(`${isoDay}T00:00:00Z`) / (SECONDS_PER_DAY * 1000));
}

/** The ISO day of a day number; a fraction of a day is rounded up: work that ends at noon is there in the evening. */
export function isoDay(day: number): string {
  return new Date(Math.ceil(day - 1e-9) * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
}

/** Monday to Friday. */
export function isWeekday(day: number): boolean {
  // Day 0 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday >= 1 && weekday <= 5;
}

/** The days off that cost working time: weekends and repetitions dropped, ascending. */
export function workingDaysOff(isoDays: readonly string[]): number[] {
  return [...new Set(isoDays.map(dayNumber))].filter(isWeekday).toSorted((a, b) => a - b);
}

/**
 * When work that takes `days` calendar days is done if it starts at `start`: each day off on the way makes it a day
 * longer. Weekends are already part of a week of work.
 * @param daysOff ascending day numbers
 */
export function finishAfter(start: number, days: number, daysOff: readonly number[]): number {
  let finish = start + days;
  for (const off of daysOff) if (off >= Math.floor(start) && off < finish) finish++;
  return finish;
}
