import { meanOf } from './range-of.ts';

/**
 * Interpolation of a smooth function of one unknown: it is computed at a few nodes instead of in every world.
 * `weights[k][world]` is the weight of node k in that world; the weights of a world add up to 1.
 */
export interface Interpolation {
  readonly nodes: Float64Array;
  readonly weights: readonly Float64Array[];
}

const MOST_NODES = 40;

/**
 * Nodes needed to interpolate e^(reach·x), x in -1..1, to the given error: that of Chebyshev's expansion,
 * 2·(reach/2)^n / n!.
 */
export function nodesFor(reach: number, error: number): number {
  let count = 1;
  for (let bound = Math.abs(reach); bound > error && count < MOST_NODES; count++)
    bound *= Math.abs(reach) / 2 / (count + 1);
  return count;
}

/** Chebyshev nodes over the range of the values, and each value's weights (barycentric formula). */
export function interpolation(values: Float64Array, count: number): Interpolation {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low))
    return { nodes: Float64Array.of(low), weights: [new Float64Array(values.length).fill(1)] };
  const nodes = chebyshevPoints(count).map(x => (low + high) / 2 + (x * (high - low)) / 2);
  const scale = nodes.map((node, k) =>
    nodes.reduce((product, other, j) => (j === k ? product : product / (node - other)), 1),
  );
  const weights = Array.from({ length: count }, () => new Float64Array(values.length));
  for (let world = 0; world < values.length; world++) {
    const value = values[world]!;
    const hit = nodes.indexOf(value);
    if (hit >= 0) {
      weights[hit]![world] = 1;
      continue;
    }
    let sum = 0;
    for (let k = 0; k < count; k++) sum += scale[k]! / (value - nodes[k]!);
    for (let k = 0; k < count; k++) weights[k]![world] = scale[k]! / (value - nodes[k]!) / sum;
  }
  return { nodes, weights };
}

/** Mean over the worlds of each node's weight: turns values at the nodes into a mean over the worlds. */
export const meanWeights = (weights: readonly (Float64Array | undefined)[]): Float64Array =>
  Float64Array.from(weights, list => (list ? meanOf(list) : 0));

/**
 * cos((2k + 1)π / 2n). `Math.cos` is not the same on every version of Node; these come from the recurrence of the
 * polynomials themselves, by Newton's method, and are good to rounding.
 */
function chebyshevPoints(count: number): Float64Array {
  const points = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let x = cosine(((2 * k + 1) * Math.PI) / (2 * count));
    for (let step = 0; step < 3; step++) {
      let previous = 1;
      let value = x;
      for (let n = 1; n < count; n++) [previous, value] = [value, 2 * x * value - previous];
      const slope = (count * (previous - x * value)) / (1 - x * x);
      x -= value / slope;
    }
    points[k] = x;
  }
  return points;
}

/** Taylor series of the cosine on 0..π, by plain arithmetic. */
function cosine(angle: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 20; n++) {
    term *= (-angle * angle) / ((2 * n - 1) * (2 * n));
    sum += term;
  }
  return sum;
}
