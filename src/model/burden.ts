import type { BurdenBase, ModelFile } from '../core/model-input.ts';
import type { Estimated, FixBurden } from '../core/report.ts';
import type { Coefficients } from './coefficients.ts';

/** What the whole repository says about follow-up fixes, ready to price files with. */
export interface MeasuredBurden {
  readonly kind: 'measured';
  /** ρ: follow-up fixes per change, > 0. */
  readonly rate: number;
  readonly meanLogCog: number;
  /** Δ of healthy files: how much simpler (below 0) they were than the average changed file. */
  readonly healthyDelta: number;
}
export type RepositoryBurden = MeasuredBurden | { readonly kind: 'absent'; readonly why: string };

/** No follow-up fix in the whole repository: the burden is unknown, and the reason is kept. */
export function repositoryBurden(base: BurdenBase): RepositoryBurden {
  if (base.kind === 'absent') return base;
  if (!(base.changes > 0))
    return { kind: 'absent', why: 'no change is old enough to have been followed for 90 days' };
  if (!(base.followUps > 0))
    return { kind: 'absent', why: 'no fix commit rewrote a recent change within 90 days' };
  // Without a change to a healthy file there is nothing to compare with but the average.
  const healthyDelta = Number.isFinite(base.meanLogCogHealthy) ? base.meanLogCogHealthy - base.meanLogCog : 0;
  return { kind: 'measured', rate: base.followUps / base.changes, meanLogCog: base.meanLogCog, healthyDelta };
}

/** Counted evidence of one file or value stream: n changes, F follow-up fixes, and Δ against the average change. */
export interface BurdenEvidence {
  readonly changes: number;
  readonly followUps: number;
  readonly delta: number;
}

export const fileEvidence = (file: ModelFile, base: MeasuredBurden): BurdenEvidence => ({
  changes: file.burdenChanges,
  followUps: file.burdenFollowUps,
  delta: Math.log1p(file.measure?.cognitive ?? 0) - base.meanLogCog,
});

/**
 * Evidence of a value stream: counts add up; its complexity is that of its measured files, by their number of changes
 * (all alike when none was changed).
 */
export function streamEvidence(files: readonly ModelFile[], base: MeasuredBurden): BurdenEvidence {
  const measured = files.filter(file => file.measure);
  const total = (of: (file: ModelFile) => number): number =>
    measured.reduce((sum, file) => sum + of(file), 0);
  const changes = total(file => file.burdenChanges);
  const weight = (file: ModelFile): number =>
    changes > 0 ? file.burdenChanges / changes : 1 / measured.length;
  return {
    changes,
    followUps: total(file => file.burdenFollowUps),
    delta:
      measured.length > 0
        ? total(file => weight(file) * Math.log1p(file.measure!.cognitive)) - base.meanLogCog
        : 0,
  };
}

/** Rate that complexity alone lets expect: the repository's, times e^(γΔ). */
export const expectedRate = (delta: number, base: MeasuredBurden, gamma: number): number =>
  base.rate * Math.exp(gamma * delta);

/** Rate after weighing what was counted against what was expected; the prior is worth 32 fixes. */
export const shrunkRate = (evidence: BurdenEvidence, expected: number, c: Coefficients): number =>
  (evidence.followUps + c.fixRatePrior) / (evidence.changes + c.fixRatePrior / expected);

/**
 * 1 + b: time a change takes with the fixes that follow it, against the same in healthy code. A ratio, without a
 * floor: simple code may come out below 1.
 */
export const burdenRatio = (rate: number, healthyRate: number, c: Coefficients): number =>
  (1 + c.fixTimeFactor * rate) / (1 + c.fixTimeFactor * healthyRate);

/** b of one file or value stream at the middle of γ, with the counts it rests on. */
export function fixBurden(
  evidence: BurdenEvidence | undefined,
  base: RepositoryBurden,
  c: Coefficients,
): Estimated<FixBurden> {
  if (base.kind === 'absent') return base;
  if (!evidence) return { kind: 'absent', why: 'no measured complexity' };
  const healthyRate = expectedRate(base.healthyDelta, base, c.fixRateGamma);
  const rate = shrunkRate(evidence, expectedRate(evidence.delta, base, c.fixRateGamma), c);
  return {
    kind: 'estimated',
    value: {
      burden: burdenRatio(rate, healthyRate, c) - 1,
      rate,
      healthyRate,
      changes: evidence.changes,
      followUps: evidence.followUps,
      basis: evidence.followUps < c.measuredFollowUps ? 'estimated from complexity' : 'measured',
    },
  };
}

/**
 * Mean of 1 / (1 + t·ρ) when ρ is Gamma with the given shape and mean: what is left of the burden in a total, where
 * the luck of single files averages out. (θ/t)·e^(θ/t)·E_shape(θ/t) with θ = shape / mean, by the continued fraction
 * of the exponential integral, exact to rounding.
 */
export function meanInverse(shape: number, mean: number, t: number): number {
  if (!(t * mean > 0)) return 1;
  const z = shape / (mean * t);
  let b = z + shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 200; i++) {
    const a = -i * (shape - 1 + i);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return z * fraction;
}
