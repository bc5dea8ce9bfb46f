import type { Instant } from '../core/units.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';

/**
 * Engineer-days that each counted commit stands for: one over the number of counted commits its author made on the
 * same UTC day (by author time). A day with five commits is still one day of one person.
 *
 * @returns one value for each commit, in (0, 1]; 0 for a commit that is not counted
 */
export function effortOfCommits(
  commits: readonly { readonly author: string; readonly authorTime: Instant; readonly excluded?: unknown }[],
): Float64Array {
  /** Author → day → counted commits. */
  const counts = new Map<string, Map<number, number>>();
  for (const { author, authorTime, excluded } of commits) {
    if (excluded !== undefined) continue;
    let days = counts.get(author);
    if (days === undefined) {
      days = new Map();
      counts.set(author, days);
    }
    const day = dayOf(authorTime);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return Float64Array.from(commits, ({ author, authorTime, excluded }) =>
    excluded === undefined ? 1 / counts.get(author)!.get(dayOf(authorTime))! : 0,
  );
}

const dayOf = (time: Instant): number => Math.floor(time / SECONDS_PER_DAY);

/**
 * Splits the effort of a commit over the source files it touches, by lines added and deleted plus one. The one keeps
 * a pure rename or a change of mode from being free, and makes the sum positive.
 *
 * @param lines added + deleted of each source file, >= 0; empty gives an empty result
 * @returns engineer-days of each file; they add up to `effort`
 */
export function splitEffort(effort: number, lines: readonly number[]): readonly number[] {
  let total = 0;
  for (const count of lines) total += count + 1;
  return lines.map(count => (effort * (count + 1)) / total);
}
