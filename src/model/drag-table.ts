import type { Interpolation } from './chebyshev.ts';

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

/**
 * The table's sum in every world, for several scenarios at once (γ is interpolated once for all of them).
 * @param gammas weights of the rows in each world
 * @param laws for each scenario, weights of the columns in each world
 */
export function inverseSlowdowns(
  table: DragTable,
  gammas: Interpolation['basis'],
  laws: readonly Float64Array[],
): Float64Array[] {
  const { rows, columns, values } = table;
  const worlds = gammas.length / rows;
  const results = laws.map(() => new Float64Array(worlds));
  const atGamma = new Float64Array(columns);
  for (let world = 0; world < worlds; world++) {
    const from = world * rows;
    for (let column = 0; column < columns; column++) {
      const at = column * rows;
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += gammas[from + row]! * values[at + row]!;
      atGamma[column] = sum;
    }
    for (let law = 0; law < laws.length; law++) {
      const weights = laws[law]!;
      const at = world * columns;
      let sum = 0;
      for (let column = 0; column < columns; column++) sum += weights[at + column]! * atGamma[column]!;
      results[law]![world] = sum;
    }
  }
  return results;
}
