/**
 * Weights of quarters 0 (latest), 1, 2 …: 1, decay, decay² … By repeated multiplication: powers of fractions differ in
 * the last bit between versions of Node.
 */
export function decayWeights(decay: number, quarters: number): number[] {
  const weights: number[] = [];
  for (let quarter = 0, weight = 1; quarter < quarters; quarter++, weight *= decay) weights.push(weight);
  return weights;
}

/** Weighted sum over the quarters from `from` on; quarters that the list does not hold count 0. */
export function decayedSum(byQuarter: readonly number[], weights: readonly number[], from = 0): number {
  let sum = 0;
  for (let quarter = 0; quarter < weights.length; quarter++)
    sum += weights[quarter]! * (byQuarter[from + quarter] ?? 0);
  return sum;
}
