import { compareText } from '../core/text-order.ts';

/** Longer words are not compared: nobody mistypes them by a letter or two, and the comparison is quadratic. */
const LONGEST_WORD = 60;

/**
 * The known word somebody most likely meant: the nearest by edit distance, at most a third of its letters away; ties
 * by code point. `undefined` when none is near.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    if (candidate.length > LONGEST_WORD) continue;
    const distance =
      letters(word) === letters(candidate) ? 0 : editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance > Math.floor(candidate.length / 3)) continue;
    const closer =
      !best ||
      distance < best.distance ||
      (distance === best.distance && compareText(candidate, best.candidate) < 0);
    if (closer) best = { candidate, distance };
  }
  return best?.candidate;
}

/** `cost_per_hour`, `cost-per-hour` and `costPerHour` are the same word. */
function letters(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to insert, delete, replace or swap with their neighbour to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
