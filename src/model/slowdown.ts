import type { Scenario } from '../core/cost-model.ts';
import type { Worlds } from '../core/worlds.ts';
import type { Coefficients } from './coefficients.ts';
import { healthBand } from './health.ts';
import { BASE_QUANTITY } from './worlds.ts';

/**
 * E: time that work in a file takes because of its health, against healthy code of this repository.
 * @param beta log of the extra time per point of deficit
 * @param healthy D₀, the mean deficit of healthy files
 * @param residual ε: what is particular to this file
 * @returns ratio, > 0; 1 is no difference
 */
export const complexityFactor = (beta: number, deficit: number, healthy: number, residual: number): number =>
  Math.exp(beta * (deficit - healthy) + residual);

/** W: hours of H that would not have been needed in healthy code. H contains them: W = H·(1 - 1/M), not H·(M - 1). */
export const dragHours = (hours: number, slowdown: number): number => hours * (1 - 1 / slowdown);

/** M of several parts: hours over hours that healthy code would have taken, the effort-weighted harmonic mean. */
export function groupSlowdown(hours: readonly number[], slowdowns: readonly number[]): number {
  let total = 0;
  let healthy = 0;
  for (let i = 0; i < hours.length; i++) {
    total += hours[i]!;
    healthy += hours[i]! / slowdowns[i]!;
  }
  return total / healthy;
}

/**
 * D₀: mean deficit of the healthy files, weighted by effort, so that healthy code as a whole has M = 1.
 * @param deficits by file; NaN where nothing is measured
 * @param shares effort of the same files
 */
export function healthyMeanDeficit(deficits: Float64Array, shares: Float64Array, c: Coefficients): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < deficits.length; i++) {
    const deficit = deficits[i]!;
    // NaN fails the comparison.
    if (!(deficit <= c.healthyDeficit)) continue;
    sum += shares[i]! * deficit;
    weight += shares[i]!;
  }
  return weight > 0 ? sum / weight : c.healthyMeanDeficit;
}

/** A scenario in every world: β, the same for all files of a world; or the factors of the bands. */
export type DragLaw =
  | { readonly kind: 'normal'; readonly betas: Float64Array }
  | { readonly kind: 'bands'; readonly healthy: number; readonly warning: number; readonly alert: number };

/** The same draws serve every scenario: a world that is dark under one is dark under all. */
export function dragLaw(scenario: Scenario, worlds: Worlds): DragLaw {
  if (scenario.kind === 'bands') return scenario;
  const { mean, sd } = scenario;
  return { kind: 'normal', betas: worlds.normal(BASE_QUANTITY, '').map(z => mean + sd * z) };
}

/** Factor of the band that a deficit falls into. */
export function bandFactor(
  law: Extract<DragLaw, { kind: 'bands' }>,
  deficit: number,
  c: Coefficients,
): number {
  return law[healthBand(deficit, c)];
}

/** 1/E of a file in each world, without its own luck ε (whose mean effect on 1/E is none). */
export function inverseComplexity(
  law: DragLaw,
  deficit: number,
  healthy: number,
  worlds: number,
  c: Coefficients,
): Float64Array {
  if (law.kind === 'bands') return new Float64Array(worlds).fill(1 / bandFactor(law, deficit, c));
  const inverse = new Float64Array(worlds);
  for (let world = 0; world < worlds; world++)
    inverse[world] = Math.exp(-law.betas[world]! * (deficit - healthy));
  return inverse;
}

/**
 * ε in each world: normal, once per file and world. Its mean is half its variance, which makes the mean of 1/e^ε
 * exactly 1: totals, in which it averages out, are not biased by it.
 */
export function residuals(worlds: Worlds, path: string, c: Coefficients): Float64Array {
  const sd = c.residualSd;
  const list = worlds.normal('residual', path);
  for (let world = 0; world < list.length; world++) list[world] = (sd * sd) / 2 + sd * list[world]!;
  return list;
}
