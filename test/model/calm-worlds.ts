import type { Worlds } from '../../src/core/worlds.ts';

/** One world in which nothing strays: every normal is 0, every gamma 1, every uniform one half. */
export const calmWorlds: Worlds = {
  count: 1,
  seed: 'calm',
  uniform: (_quantity, _key, inverse = level => level) => Float64Array.of(inverse(0.5)),
  normal: () => Float64Array.of(0),
  gamma: () => Float64Array.of(1),
};
