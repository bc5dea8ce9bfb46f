/** A probability as people say it: `about 1 in 8`, `about 6 in 10`; never a bare percentage. */
export function chanceText(probability: number): string {
  if (probability < 0.01) return 'under 1 in 100';
  if (probability > 0.99) return 'over 99 in 100';
  if (probability < 0.35) return `about 1 in ${Math.round(1 / probability)}`;
  if (probability > 0.95) return `about ${Math.round(probability * 100)} in 100`;
  return `about ${Math.round(probability * 10)} in 10`;
}
