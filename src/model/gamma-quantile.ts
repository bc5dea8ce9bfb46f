import { normalQuantile } from './normal-quantile.ts';

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
] as const;

/** ln Γ(x) for x > 0, Lanczos' approximation (g = 7), relative error about 1e-15. */
export function logGamma(x: number): number {
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  const z = x - 1;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const t = z + 7.5;
  return 0.9189385332046727 + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Both tails of a Gamma distribution with scale 1 at x, each to about 1e-14 of itself. */
export function gammaTails(shape: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  const weight = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let i = 1; term > sum * 1e-17; i++) {
      term *= x / (shape + i);
      sum += term;
    }
    return { lower: sum * weight, upper: 1 - sum * weight };
  }
  // Lentz' evaluation of the continued fraction of the upper tail.
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 10_000; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return { lower: 1 - fraction * weight, upper: fraction * weight };
}

/** From this shape on the expansion in powers of 1/√shape has tails right to a few parts in a hundred thousand. */
const LARGE_SHAPE = 32;

/**
 * Quantiles of the Gamma distribution with mean 1 (standard deviation 1/√shape).
 * Below shape 32 by Newton's method on the logarithm, from 32 on by expansion around the normal distribution.
 * @param levels probabilities in (0, 1), ascending
 * @param normals standard normal quantiles of the same levels
 * @throws {RangeError} shape not above 0
 */
export function gammaQuantiles(levels: Float64Array, normals: Float64Array, shape: number): Float64Array {
  if (!(shape > 0)) throw new RangeError(`gamma distribution of shape ${shape}`);
  const quantiles = new Float64Array(levels.length);
  if (shape >= LARGE_SHAPE) {
    for (let i = 0; i < levels.length; i++) quantiles[i] = largeShape(normals[i]!, shape);
    return quantiles;
  }
  const constant = logGamma(shape);
  let log = (Math.log(levels[0]!) + logGamma(shape + 1)) / shape;
  let slope = 0;
  for (let i = 0; i < levels.length; i++) {
    // The tangent at the last quantile is a close first guess for the next one.
    if (slope > 0) log += Math.min(1, (levels[i]! - levels[i - 1]!) / slope);
    for (let step = 0; step < 60; step++) {
      const x = Math.exp(log);
      const { lower, upper } = gammaTails(shape, x);
      slope = Math.exp(shape * log - x - constant);
      const p = levels[i]!;
      // In logs of the smaller tail Newton converges from far out and keeps all digits.
      const move =
        p <= 0.5 ? (Math.log(p / lower) * lower) / slope : (Math.log(upper / (1 - p)) * upper) / slope;
      log += Math.max(-1, Math.min(1, move));
      // Convergence is quadratic: after this step the error is of the order of its square.
      if (Math.abs(move) < 1e-8) break;
    }
    quantiles[i] = Math.exp(log) / shape;
  }
  return quantiles;
}

/** One quantile, as `gammaQuantiles`. */
export function gammaQuantile(p: number, shape: number): number {
  return gammaQuantiles(Float64Array.of(p), Float64Array.of(normalQuantile(p)), shape)[0]!;
}

/** The Cornish-Fisher expansion for chi-squared (Goldberg and Levine 1946), six terms, scaled to mean 1. */
function largeShape(z: number, shape: number): number {
  const s = 1 / Math.sqrt(shape);
  const z2 = z * z;
  const second = (z2 - 1) / 3;
  const third = (z * (z2 - 7)) / 36;
  const fourth = -((3 * z2 + 7) * z2 - 16) / 810;
  const fifth = (z * ((9 * z2 + 256) * z2 - 433)) / 38_880;
  const sixth = (((12 * z2 - 243) * z2 - 923) * z2 + 1472) / 204_120;
  return 1 + s * (z + s * (second + s * (third + s * (fourth + s * (fifth + s * sixth)))));
}
