/**
 * 1/M of groups of files in every world, without visiting every file in every world. Averaged over the luck of single
 * files, 1/M of a file is e^(-β(D - D₀)) · q(γ), a smooth function of two unknowns that all files share. So is any
 * weighted sum of them: it is computed at a grid of nodes once, and interpolated in each world.
 *
 * The last column is not a node: it holds the sums for the fixed factors of a band scenario.
 */
export interface DragTable {
  /** Rows are nodes of γ, columns nodes of β; stored column by column. */
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** One file's share in a table: its factor at each node of β (and for the bands), and at each node of γ. */
export interface FileDrag {
  readonly complexity: Float64Array;
  readonly burden: Float64Array;
}

/**
 * @param files the measured files of a group with their weights
 * @param rest weight of what has no measured health: 1/M = 1 there
 */
export function dragTable(
  files: Iterable<{ readonly drag: FileDrag; readonly weight: number }>,
  rest: number,
  rows: number,
  columns: number,
): DragTable {
  const values = new Float64Array(rows * columns).fill(rest);
  for (const { drag, weight } of files) {
    for (let column = 0; column < columns; column++) {
      const scaled = weight * drag.complexity[column]!;
      const at = column * rows;
      for (let row = 0; row < rows; row++) values[at + row]! += scaled * drag.burden[row]!;
    }
  }
  return { rows, columns, values };
}

/** Weights of a table's columns in each world under one scenario; a column that it does not use is left out. */
export type ColumnWeights = readonly (Float64Array | undefined)[];

/**
 * The table's sum in every world, for several scenarios at once (γ is interpolated once for all of them).
 * @param gammas weights of the rows in each world
 */
export function inverseSlowdowns(
  { rows, columns, values }: DragTable,
  gammas: readonly Float64Array[],
  laws: readonly ColumnWeights[],
): Float64Array[] {
  const worlds = gammas[0]!.length;
  const results = laws.map(() => new Float64Array(worlds));
  const atGamma = new Float64Array(worlds);
  for (let column = 0; column < columns; column++) {
    atGamma.fill(0);
    // Long plain loops over the worlds: short ones over nodes inside them take several times as long.
    for (let row = 0; row < rows; row += 2) {
      const value = values[column * rows + row]!;
      if (row + 1 < rows)
        addTwo(atGamma, gammas[row]!, value, gammas[row + 1]!, values[column * rows + row + 1]!);
      else addTwo(atGamma, gammas[row]!, value, gammas[row]!, 0);
    }
    laws.forEach((law, i) => {
      const weights = law[column];
      if (weights) addProduct(results[i]!, weights, atGamma);
    });
  }
  return results;
}

function addTwo(sum: Float64Array, a: Float64Array, timesA: number, b: Float64Array, timesB: number): void {
  for (let world = 0; world < sum.length; world++) {
    sum[world] = sum[world]! + a[world]! * timesA + b[world]! * timesB;
  }
}

function addProduct(sum: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let world = 0; world < sum.length; world++) sum[world] = sum[world]! + a[world]! * b[world]!;
}
