/** The relative points that SAFe's weighted-shortest-job-first uses. */
export const wsjfPoints = [1, 2, 3, 5, 8, 13, 20] as const;

export interface WsjfScore {
  readonly value: number;
  readonly size: number;
  readonly score: number;
}

/**
 * Points by quantile: the lowest seventh of the amounts gets 1, the highest 20; equal amounts get equal points.
 * Relative to this list only; an export, not an amount.
 */
export function pointsByQuantile(amounts: readonly number[]): number[] {
  const sorted = amounts.toSorted((a, b) => a - b);
  return amounts.map(
    amount => wsjfPoints[Math.floor((sorted.indexOf(amount) / amounts.length) * wsjfPoints.length)]!,
  );
}

/** Value points ÷ size points, for each item of one list. */
export function wsjf(items: readonly { readonly value: number; readonly size: number }[]): WsjfScore[] {
  const values = pointsByQuantile(items.map(item => item.value));
  const sizes = pointsByQuantile(items.map(item => item.size));
  return items.map((_, index) => ({
    value: values[index]!,
    size: sizes[index]!,
    score: values[index]! / sizes[index]!,
  }));
}
