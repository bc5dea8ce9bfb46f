import type { ScenarioName } from '../core/cost-model.ts';
import type { Range } from '../core/range.ts';
import type { Slowdown } from '../core/report.ts';
import type { RoadmapShift } from '../core/roadmap.ts';
import type { Hours, Ratio } from '../core/units.ts';
import type { Worlds } from '../core/worlds.ts';
import type { RepositoryBurden } from './burden.ts';
import type { Coefficients } from './coefficients.ts';
import type { EffortShares } from './effort-share.ts';
import type { HealthBand } from './health.ts';

/** Hours of a group in each world. W = H·(1 - 1/M) holds in every one of them. */
export interface GroupDraws {
  /** H: all hours spent there, drag included. */
  readonly hours: Float64Array;
  /** M: extra time against healthy code, as a factor. */
  readonly slowdown: Float64Array;
  /** W: the part of H that is drag; below 0 where code is better than healthy code as a whole. */
  readonly cost: Float64Array;
}

/** One file in each world: the same, and what its slowdown is made of. */
export interface FileDraws extends GroupDraws {
  /** e^(β(D - D₀)), or the factor of the band: what the scenario says of its health. */
  readonly scenarioFactor: Float64Array;
  /** E = scenario factor · e^ε: from complexity alone, the part that a clean-up can remove. */
  readonly complexity: Float64Array;
  /** 1 + b: from the fixes that follow its changes. */
  readonly burden: Float64Array;
}

export interface PricedGroup {
  /** Part of next quarter's effort. */
  readonly share: Ratio;
  /** Part of the group's own effort that goes to files without a measured health. */
  readonly unmeasuredShare: Ratio;
  /** Effort-weighted mean health of its measured files; absent when nothing is measured. */
  readonly health?: number;
  readonly slowdown: Slowdown;
  readonly hours: Range;
}

/** All work in code. `share` is its part of the whole effort; the rest goes to commits without source files. */
export interface PricedHeadline extends PricedGroup {
  /** Hours of drag as a part of all hours, other work included. */
  readonly shareOfCapacity: Range;
  /** The same headline under every scenario that has figures, from the same worlds. */
  readonly scenarios: readonly {
    readonly scenario: ScenarioName;
    readonly slowdown: Range;
    readonly hours: Range;
    readonly shareOfCapacity: Range;
  }[];
}

/** What a list of files can be ordered by, without simulating each of them. */
export interface PricedFile {
  readonly path: string;
  readonly deficit: number;
  readonly band: HealthBand;
  /** Part of next quarter's effort: inside totals, and (pulled to the mean) for a row of its own. */
  readonly share: Ratio;
  readonly listedShare: Ratio;
  /** Mean of W. */
  readonly expectedCost: Hours;
  /** Mean of H·(1 - 1/E): the part that a clean-up can remove. */
  readonly expectedRemovable: Hours;
}

/** A listed file: what its row prints. */
export interface PricedRow {
  readonly path: string;
  readonly share: Ratio;
  /** Range of M - 1 over all pairings of the scenario's factor and of the rest, which are independent (product-range.ts). */
  readonly slowdown: Slowdown;
  /** Range of H·(1 - 1/M) over all pairings of H and M, which are independent as well. */
  readonly hours: Range;
}

/** Groups once some files have been cleaned up, in the same worlds. */
export interface AfterPlan {
  /** M' of each value stream in each world. */
  readonly streams: readonly Float64Array[];
  readonly headline: Float64Array;
}

export interface Pricing {
  readonly scenario: ScenarioName;
  readonly worlds: Worlds;
  readonly capacityHours: Hours;
  readonly coefficients: Coefficients;
  /** D₀. */
  readonly healthyDeficit: number;
  readonly burden: RepositoryBurden;
  readonly shares: EffortShares;
  readonly headline: PricedHeadline;
  /** By value stream, in input order. */
  readonly streams: readonly PricedGroup[];
  /** Measured files, in input order. */
  readonly files: readonly PricedFile[];
  /** The same files under another scenario: means only, without simulating again. */
  filesUnder(scenario: ScenarioName): readonly PricedFile[];
  /** @throws {RangeError} a path that is not a measured file */
  row(path: string): PricedRow;
  headlineDraws(): GroupDraws;
  /** What the headline's ranges are taken from: 1/M for the work of each world in the code of several worlds. */
  headlineInverse(scenario: ScenarioName): Float64Array;
  /** In the same lists: part of the hours that goes to code; the rest is other work, which carries no debt. */
  readonly inCode: Float64Array;
  streamDraws(stream: number): GroupDraws;
  /**
   * Hours spent in a stream that shares no file with another one, evenly paired with the rest of the effort and in the
   * order of no world: its range of cost is taken from all pairs of these and of 1 - 1/M. Otherwise undefined: the
   * range is taken from the worlds.
   */
  streamHoursEvenly(stream: number): Float64Array | undefined;
  /**
   * E of a file in each world, its own luck included: what a fix is assessed by.
   * @throws {RangeError} a path that is not a measured file
   */
  complexityDraws(path: string): Float64Array;
  /**
   * A listed file in every world. With `instead`, the same file in the same worlds, had it that deficit: the difference
   * of two such prices is the price of a change, and exactly 0 when the deficit is the same.
   * @throws {RangeError} a path that is not a measured file
   */
  fileDraws(path: string, instead?: { readonly deficit: number }): FileDraws;
  /** H·(1 - 1/E): what a clean-up that removes all of the complexity's drag would save, hours in each world. */
  removableDraws(path: string): Float64Array;
  /** M of the groups if in each listed file the part e (0..1, one value for each world) of the complexity's drag were gone. */
  after(effectiveness: ReadonlyMap<string, Float64Array>): AfterPlan;
  /** The same input under another scenario; or with another capacity. */
  under(scenario: ScenarioName, capacityHours?: Hours): Pricing;
  /**
   * The same, when part of next quarter's work is planned: the streams get the shares that the roadmap gives them,
   * within a stream the files keep their relative shares, and planned work outside every stream is done in no file
   * of today.
   */
  withRoadmap(shift: RoadmapShift): Pricing;
}
