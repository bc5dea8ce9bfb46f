import type { HardFact } from '../core/hard-fact.ts';
import type { FunctionMeasure } from '../core/measure.ts';

/**
 * Counts above which a reader has to stop and think. `flow` is the default of Sonar's rule S3776, `branches` twice
 * McCabe's (1976) own limit of 10, since each `&&` and `??` counts; depth, length and parameters are the defaults of
 * Sonar's rules S134, S138 and S107.
 */
const LIMITS = [
  ['depth', 3],
  ['flow', 15],
  ['branches', 20],
  ['length', 200],
  ['parameters', 7],
] as const satisfies readonly (readonly [HardFact['kind'], number])[];

/**
 * What makes a function hard, worst first (by how many times the count exceeds its limit, then in a fixed order).
 * @returns nothing for a function within all limits
 */
export function whyHard(fn: FunctionMeasure): readonly HardFact[] {
  const counts = {
    flow: fn.cognitive,
    depth: fn.nesting,
    branches: fn.cyclomatic,
    length: fn.endLine - fn.line + 1,
    parameters: fn.parameters,
  } satisfies Record<HardFact['kind'], number>;
  return LIMITS.filter(([kind, limit]) => counts[kind] > limit)
    .map(([kind, limit]) => ({
      fact: { kind, value: counts[kind] } satisfies HardFact,
      excess: counts[kind] / limit,
    }))
    .sort((a, b) => b.excess - a.excess)
    .map(({ fact }) => fact);
}
