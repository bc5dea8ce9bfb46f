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
  const days = new Map<string, number[]>();
  for (let i = 0; i < commits.length; i++) {
    const commit = commits[i]!;
    if (commit.excluded !== undefined) continue;
    const key = `${Math.floor(commit.authorTime / SECONDS_PER_DAY)} ${commit.author}`;
    const day = days.get(key);
    if (day) day.push(i);
    else days.set(key, [i]);
  }
  const effort = new Float64Array(commits.length);
  for (const day of days.values()) for (const i of day) effort[i] = 1 / day.length;
  return effort;
}

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
