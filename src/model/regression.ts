import { Matrix, pseudoInverse } from 'ml-matrix';

/** Effect of one column on the outcome, all others held fixed, with errors that may be alike within a group. */
export interface PartialEffect {
  readonly estimate: number;
  readonly standardError: number;
  readonly basis: 'cluster-robust' | 'heteroskedasticity-robust';
  /** Standard deviation of what is left of the column once the others and the group means are taken out. */
  readonly residualSpread: number;
}

/** Fewer groups than this say nothing about how groups differ: errors are then taken as independent. */
const FEWEST_GROUPS = 3;
/** What is left of a column is nothing when it is below this part of it: rounding, not signal. */
const NOTHING_LEFT = 1e-9;

/**
 * Ordinary least squares with a fixed effect for each group: means are taken out group by group, then the controls
 * out of outcome and column (Frisch, Waugh, Lovell). The standard error is the jackknife over groups (CV3), because
 * the plain sandwich is too small when groups are few; and never below the error of independent rows, because groups
 * that look more alike than chance would have them are chance. Controls that repeat each other do no harm.
 * @param controls columns, each as long as `outcome`
 * @returns `undefined` when nothing of the column is left to explain with
 */
export function partialEffect(
  outcome: readonly number[],
  column: readonly number[],
  controls: readonly (readonly number[])[],
  groups: readonly string[],
): PartialEffect | undefined {
  const members = membersOf(groups);
  const y = withoutGroupMeans(outcome, members);
  const columns = [column, ...controls].map(list => scaled(withoutGroupMeans(list, members)));
  if (columns[0]!.scale === 0) return undefined;
  const used = columns.filter(({ scale }) => scale > 0).map(({ values }) => values);
  const parts = members.map(group => products(y, used, group));
  const total = parts.reduce(
    (sum, part) => Matrix.add(sum, part),
    Matrix.zeros(used.length + 1, used.length + 1),
  );
  const whole = solve(total);
  if (whole === undefined) return undefined;
  const scale = columns[0]!.scale;
  const jackknife = members.length < FEWEST_GROUPS ? undefined : groupJackknife(whole.estimate, total, parts);
  return {
    estimate: whole.estimate / scale,
    standardError: Math.max(jackknife ?? 0, independentError(whole, y, used, members.length)) / scale,
    basis: jackknife === undefined ? 'heteroskedasticity-robust' : 'cluster-robust',
    residualSpread: scale * Math.sqrt(whole.left / outcome.length),
  };
}

interface Solution {
  readonly estimate: number;
  /** Sum of squares of the column once the controls are taken out. */
  readonly left: number;
  /** Coefficients of column and outcome on the controls. */
  readonly columnOnControls: readonly number[];
  readonly outcomeOnControls: readonly number[];
}

/** Cross products of a group's rows: row and column 0 the column of interest, then the controls, last the outcome. */
function products(
  y: readonly number[],
  columns: readonly (readonly number[])[],
  group: readonly number[],
): Matrix {
  const all = [...columns, y];
  const result = Matrix.zeros(all.length, all.length);
  for (let a = 0; a < all.length; a++) {
    for (let b = a; b < all.length; b++) {
      let sum = 0;
      for (const row of group) sum += all[a]![row]! * all[b]![row]!;
      result.set(a, b, sum);
      result.set(b, a, sum);
    }
  }
  return result;
}

function solve(cross: Matrix): Solution | undefined {
  const last = cross.rows - 1;
  const columnSquares = cross.get(0, 0);
  const none = { columnOnControls: [], outcomeOnControls: [] };
  if (last === 1) {
    return columnSquares > 0
      ? { estimate: cross.get(0, 1) / columnSquares, left: columnSquares, ...none }
      : undefined;
  }
  const controls = cross.subMatrix(1, last - 1, 1, last - 1);
  const withColumn = cross.subMatrix(1, last - 1, 0, 0);
  const withOutcome = cross.subMatrix(1, last - 1, last, last);
  const inverse = pseudoInverse(controls, NOTHING_LEFT * controls.max());
  const columnOnControls = inverse.mmul(withColumn).to1DArray();
  const outcomeOnControls = inverse.mmul(withOutcome).to1DArray();
  const left = columnSquares - dot(withColumn.to1DArray(), columnOnControls);
  if (!(left > NOTHING_LEFT * columnSquares)) return undefined;
  const estimate = (cross.get(0, last) - dot(withColumn.to1DArray(), outcomeOnControls)) / left;
  return { estimate, left, columnOnControls, outcomeOnControls };
}

/** Spread of the estimates with one group left out at a time, around the estimate of all. */
function groupJackknife(estimate: number, total: Matrix, parts: readonly Matrix[]): number | undefined {
  let sum = 0;
  for (const part of parts) {
    const without = solve(Matrix.sub(total, part));
    if (without === undefined) return undefined;
    sum += (without.estimate - estimate) * (without.estimate - estimate);
  }
  return Math.sqrt(((parts.length - 1) / parts.length) * sum);
}

/** Sandwich for independent errors of unequal size (HC1). */
function independentError(
  { estimate, left, columnOnControls, outcomeOnControls }: Solution,
  y: readonly number[],
  columns: readonly (readonly number[])[],
  groups: number,
): number {
  const [column, ...controls] = columns as [readonly number[], ...(readonly number[])[]];
  let meat = 0;
  for (let row = 0; row < y.length; row++) {
    const values = controls.map(control => control[row]!);
    const own = column[row]! - dot(values, columnOnControls);
    const residual = y[row]! - dot(values, outcomeOnControls) - estimate * own;
    meat += own * own * residual * residual;
  }
  const freedom = Math.max(1, y.length - columns.length - groups);
  return Math.sqrt((meat * y.length) / freedom) / left;
}

function membersOf(groups: readonly string[]): number[][] {
  const members = new Map<string, number[]>();
  groups.forEach((group, index) => {
    const list = members.get(group);
    if (list === undefined) members.set(group, [index]);
    else list.push(index);
  });
  return [...members.values()];
}

function withoutGroupMeans(column: readonly number[], members: readonly (readonly number[])[]): number[] {
  const left = [...column];
  for (const group of members) {
    const mean = group.reduce((sum, index) => sum + column[index]!, 0) / group.length;
    for (const index of group) left[index] = column[index]! - mean;
  }
  return left;
}

/** To a mean square of 1, so that one threshold fits all columns; scale 0 for a column that does not vary. */
function scaled(column: readonly number[]): { values: number[]; scale: number } {
  const scale = Math.sqrt(dot(column, column) / column.length);
  return scale > 1e-12 ? { values: column.map(value => value / scale), scale } : { values: [], scale: 0 };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
