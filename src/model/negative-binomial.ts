/**
 * Exact quantiles of a negative binomial: the smallest whole number whose cumulative probability reaches each level.
 * @param mean expected count, >= 0
 * @param size dispersion, > 0: variance is mean + mean² / size
 * @param levels in ascending order, each in (0, 1)
 * @throws {RangeError} negative or NaN mean, size not above 0
 */
export function negativeBinomialQuantiles(mean: number, size: number, levels: readonly number[]): number[] {
  if (!(mean >= 0) || !(size > 0))
    throw new RangeError(`negative binomial needs mean >= 0 and size > 0, got ${mean} and ${size}`);
  const ratio = mean / (size + mean);
  let probability = Math.exp(-size * Math.log1p(mean / size));
  let cumulative = probability;
  let count = 0;
  return levels.map(level => {
    while (cumulative < level) {
      probability *= ((count + size) / (count + 1)) * ratio;
      count += 1;
      cumulative += probability;
      // Beyond this the sum has stopped growing by rounding: the level is as good as reached.
      if (probability < 1e-18 && count > mean) break;
    }
    return count;
  });
}
