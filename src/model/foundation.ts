import { type ScenarioName, scenarioNames } from '../core/cost-model.ts';
import type { ModelInput } from '../core/model-input.ts';
import type { Ratio } from '../core/units.ts';
import type { Worlds } from '../core/worlds.ts';
import { fileEvidence, type RepositoryBurden, repositoryBurden } from './burden.ts';
import { type BurdenWorlds, burdenWorlds } from './burden-worlds.ts';
import { type Cell, cellsOf } from './cells.ts';
import { type Interpolation, interpolation, nodesFor } from './chebyshev.ts';
import type { Coefficients } from './coefficients.ts';
import { type ColumnWeights, type DragTable, dragTable, type FileDrag } from './drag-table.ts';
import { type EffortShares, effortShares } from './effort-share.ts';
import { deficit } from './health.ts';
import type { Scenarios } from './scenarios.ts';
import { bandFactor, type DragLaw, dragLaw, healthyMeanDeficit } from './slowdown.ts';

/** What a price rests on whatever the scenario, the capacity or the roadmap. */
export interface Foundation {
  readonly input: ModelInput;
  readonly c: Coefficients;
  readonly scenarios: Scenarios;
  readonly worlds: Worlds;
  readonly shares: EffortShares;
  readonly burden: RepositoryBurden;
  /** Absent: no fix burden is known, b = 0. */
  readonly burdenWorlds: BurdenWorlds | undefined;
  /** By file, NaN where nothing is measured. */
  readonly deficits: Float64Array;
  /** D₀. */
  readonly healthy: number;
  readonly laws: ReadonlyMap<ScenarioName, DragLaw>;
  readonly gammas: Interpolation;
  readonly columns: ReadonlyMap<ScenarioName, ColumnWeights>;
  /** By file; undefined where nothing is measured. */
  readonly drags: readonly (FileDrag | undefined)[];
  readonly cells: readonly PricedCell[];
}

export interface PricedCell extends Cell {
  readonly table: DragTable;
  /** Part of the cell's effort in files without a measured health. */
  readonly unmeasured: Ratio;
}

/** Error allowed in interpolating over β, relative. */
const ERROR = 1e-8;

export function foundationOf(
  input: ModelInput,
  c: Coefficients,
  scenarios: Scenarios,
  worlds: Worlds,
): Foundation {
  const shares = effortShares(input, c);
  const burden = repositoryBurden(input.burden);
  const inWorlds = burdenWorlds(burden, worlds, c);
  const gammas = inWorlds?.gammas ?? interpolation(new Float64Array(worlds.count), 1);
  const deficits = Float64Array.from(input.files, file =>
    file.measure ? deficit(file.measure.cognitive, file.measure.size, c) : Number.NaN,
  );
  const healthy = healthyMeanDeficit(deficits, shares.files, c);
  const laws = lawsOf(scenarios, worlds);
  const { betas, columns } = columnsOf(laws, worlds.count, Math.max(healthy, c.deficitCap - healthy));
  const bands = [...laws.values()].find(law => law.kind === 'bands');
  const drags = input.files.map((file, index): FileDrag | undefined => {
    if (!file.measure) return undefined;
    const evidence = burden.kind === 'measured' ? fileEvidence(file, burden) : undefined;
    return {
      complexity: complexityAtColumns(deficits[index]!, healthy, betas, bands, c),
      burden: inWorlds && evidence ? inWorlds.meanInverseAtNodes(evidence) : Float64Array.of(1),
    };
  });
  const cells = cellsOf(input, shares).map(cell => ({
    ...cell,
    ...tableOf(cell, drags, gammas.nodes.length, betas.length + 1),
  }));
  return {
    input,
    c,
    scenarios,
    worlds,
    shares,
    burden,
    burdenWorlds: inWorlds,
    deficits,
    healthy,
    laws,
    gammas,
    columns,
    drags,
    cells,
  };
}

function lawsOf(scenarios: Scenarios, worlds: Worlds): Map<ScenarioName, DragLaw> {
  const laws = new Map<ScenarioName, DragLaw>();
  for (const name of scenarioNames) {
    const scenario = scenarios[name];
    if (scenario) laws.set(name, dragLaw(scenario, worlds));
  }
  return laws;
}

/** One grid of β serves every scenario: it spans all their worlds. The last column is that of the bands. */
function columnsOf(
  laws: ReadonlyMap<ScenarioName, DragLaw>,
  worlds: number,
  farthest: number,
): { readonly betas: Float64Array; readonly columns: Map<ScenarioName, ColumnWeights> } {
  const normal = [...laws.values()].flatMap(law => (law.kind === 'normal' ? [law] : []));
  const all = new Float64Array(Math.max(1, normal.length) * worlds);
  normal.forEach(({ betas }, i) => {
    all.set(betas, i * worlds);
  });
  const grid = interpolation(all, nodesFor((spanOf(all) / 2) * farthest, ERROR));
  const columns = new Map<ScenarioName, ColumnWeights>();
  for (const [name, law] of laws) {
    if (law.kind === 'bands') {
      columns.set(name, [...grid.weights.map(() => undefined), new Float64Array(worlds).fill(1)]);
    } else {
      const from = normal.indexOf(law) * worlds;
      columns.set(name, [...grid.weights.map(weights => weights.subarray(from, from + worlds)), undefined]);
    }
  }
  return { betas: grid.nodes, columns };
}

function spanOf(values: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

function complexityAtColumns(
  deficitOfFile: number,
  healthy: number,
  betas: Float64Array,
  bands: Extract<DragLaw, { kind: 'bands' }> | undefined,
  c: Coefficients,
): Float64Array {
  const columns = new Float64Array(betas.length + 1);
  for (let k = 0; k < betas.length; k++) columns[k] = Math.exp(-betas[k]! * (deficitOfFile - healthy));
  columns[betas.length] = bands ? 1 / bandFactor(bands, deficitOfFile, c) : 1;
  return columns;
}

function tableOf(
  cell: Cell,
  drags: readonly (FileDrag | undefined)[],
  rows: number,
  columns: number,
): Pick<PricedCell, 'table' | 'unmeasured'> {
  let unmeasured = 0;
  const measured: { drag: FileDrag; weight: number }[] = [];
  cell.files.forEach((file, i) => {
    const drag = drags[file];
    if (drag) measured.push({ drag, weight: cell.weights[i]! });
    else unmeasured += cell.weights[i]!;
  });
  return { table: dragTable(measured, unmeasured, rows, columns), unmeasured };
}
