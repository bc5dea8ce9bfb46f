import type { KnownModel } from '../../src/config/known-model.ts';

/** Two coefficients are enough to see that names, limits and defaults arrive. */
export const known: KnownModel = {
  coefficients: {
    fixRateGamma: { min: -2, max: 2, meaning: 'fixes for each change', unit: 'per e-fold', default: 0.104 },
    minutesPerLine: { min: 0.1, max: 600, meaning: 'time to clean up a line', unit: 'minutes', default: 15 },
  },
};
