import type { Worlds } from '../core/worlds.ts';
import {
  type BurdenEvidence,
  burdenRatio,
  expectedRate,
  type MeasuredBurden,
  meanInverse,
  type RepositoryBurden,
  shrunkRate,
} from './burden.ts';
import { type Interpolation, interpolation, nodesFor } from './chebyshev.ts';
import type { Coefficients } from './coefficients.ts';

/** The fix burden in every world. γ is one unknown for all files; the rate of a file has luck of its own. */
export interface BurdenWorlds {
  readonly gammas: Interpolation;
  /** 1 + b of one file, its own luck included, in each world. */
  ratio(evidence: BurdenEvidence, path: string): Float64Array;
  /** Mean of 1 / (1 + b) over that luck, at each node of γ: what a total needs. */
  meanInverseAtNodes(evidence: BurdenEvidence): Float64Array;
}

/** Error allowed in interpolating over γ, relative to the burden: itself a few per cent of a file's time. */
const ERROR = 1e-5;
/** ln(1 + cog) hardly ever strays further than this from its mean (a factor of 55). */
const FARTHEST_DELTA = 4;

/** @returns undefined when the repository has no burden to speak of: then b = 0 everywhere */
export function burdenWorlds(
  base: RepositoryBurden,
  worlds: Worlds,
  c: Coefficients,
): BurdenWorlds | undefined {
  if (base.kind === 'absent') return undefined;
  const draws = worlds.normal('gamma', '').map(z => c.fixRateGamma + c.fixRateGammaSd * z);
  // Beyond 4 standard deviations there is no world; 1/(1 + b) bends less than e^(γΔ) itself.
  const gammas = interpolation(draws, nodesFor(4 * c.fixRateGammaSd * FARTHEST_DELTA, ERROR));
  const healthy = draws.map(gamma => expectedRate(base.healthyDelta, base, gamma));
  return {
    gammas,
    ratio: (evidence, path) =>
      ratioInWorlds(
        evidence,
        base,
        draws,
        healthy,
        worlds.gamma(evidence.followUps + c.fixRatePrior, 'fix rate', path),
        c,
      ),
    meanInverseAtNodes: evidence =>
      gammas.nodes.map(gamma => {
        const rate = shrunkRate(evidence, expectedRate(evidence.delta, base, gamma), c);
        const inverse = meanInverse(evidence.followUps + c.fixRatePrior, rate, c.fixTimeFactor);
        return inverse * (1 + c.fixTimeFactor * expectedRate(base.healthyDelta, base, gamma));
      }),
  };
}

function ratioInWorlds(
  evidence: BurdenEvidence,
  base: MeasuredBurden,
  gammas: Float64Array,
  healthyRates: Float64Array,
  luck: Float64Array,
  c: Coefficients,
): Float64Array {
  const ratios = new Float64Array(gammas.length);
  for (let world = 0; world < ratios.length; world++) {
    const rate = luck[world]! * shrunkRate(evidence, expectedRate(evidence.delta, base, gammas[world]!), c);
    ratios[world] = burdenRatio(rate, healthyRates[world]!, c);
  }
  return ratios;
}
