/**
 * The k-th smallest value (k from 0), by Hoare's selection. Afterwards it stands at index k, with nothing larger
 * before it and nothing smaller after it: a few quantiles cost a fraction of sorting thousands of worlds.
 * @param work reordered in place; at least k + 1 values, none of them NaN
 */
export function select(work: Float64Array, k: number): number {
  let left = 0;
  let right = work.length - 1;
  while (left < right) {
    const pivot = work[(left + right) >> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (work[i]! < pivot) i += 1;
      while (work[j]! > pivot) j -= 1;
      if (i > j) break;
      const swap = work[i]!;
      work[i] = work[j]!;
      work[j] = swap;
      i += 1;
      j -= 1;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return work[k]!;
}

/**
 * Quantile by linear interpolation between order statistics (type 7), without sorting.
 * @param work reordered in place, at least one value, none of them NaN
 * @param level 0-1
 */
export function selectQuantile(work: Float64Array, level: number): number {
  const position = (work.length - 1) * level;
  const below = Math.floor(position);
  const low = select(work, below);
  if (below === position) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < work.length; i++) if (work[i]! < high) high = work[i]!;
  return low + (high - low) * (position - below);
}

/** Values in one bucket from which the engine's own sort is quicker than insertion. */
const CROWDED = 512;

/**
 * The values in ascending order: buckets first, insertion after, about four times faster than a sort by comparison
 * on the smooth distributions of simulated worlds.
 * @param values none of them NaN
 */
export function sortedCopy(values: Float64Array): Float64Array {
  const n = values.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = (n - 1) / (high - low);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return values.toSorted();
  const starts = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) starts[Math.trunc((values[i]! - low) * scale) + 1]! += 1;
  for (let bucket = 1; bucket <= n; bucket++) {
    if (starts[bucket]! > CROWDED) return values.toSorted();
    starts[bucket]! += starts[bucket - 1]!;
  }
  const sorted = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const bucket = Math.trunc((values[i]! - low) * scale);
    sorted[starts[bucket]!] = values[i]!;
    starts[bucket]! += 1;
  }
  for (let i = 1; i < n; i++) {
    const value = sorted[i]!;
    let at = i;
    while (at > 0 && sorted[at - 1]! > value) {
      sorted[at] = sorted[at - 1]!;
      at -= 1;
    }
    sorted[at] = value;
  }
  return sorted;
}
