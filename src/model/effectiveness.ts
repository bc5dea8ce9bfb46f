import type { Worlds } from '../core/worlds.ts';

/** Mean of Beta(2,2): half of the drag goes away on average. */
export const MEAN_EFFECTIVENESS = 0.5;

/**
 * Inverse of the Beta(2,2) distribution function 3x² - 2x³. Newton on the cubic instead of its closed form with
 * sin and asin, because `Math.sin` differs between Node versions and +, *, / and sqrt do not.
 * @param u in (0, 1)
 * @returns x in (0, 1), to the last digits
 */
export function inverseBeta22(u: number): number {
  if (u > 0.5) return 1 - inverseBeta22(1 - u);
  // Below the root (3x² alone exceeds the cubic), where the function is convex: after one step Newton comes from above.
  let x = Math.sqrt(u / 3);
  for (let step = 0; step < 6; step++) x -= (x * x * (3 - 2 * x) - u) / (6 * x * (1 - x));
  return x;
}

/** e: the part of a file's drag that its clean-up removes, 0-1, one draw for each world. How well it goes is the file's own luck. */
export function drawEffectiveness(worlds: Worlds, path: string): Float64Array {
  return worlds.uniform('effectiveness', path, inverseBeta22);
}
