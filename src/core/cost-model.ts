import type { Hours, Money, Ratio, Weeks } from './units.ts';

/** Where a setting came from. `place` is `debt.config.yaml:5` for configured values. */
export type Origin =
  | { readonly kind: 'configured'; readonly place: string }
  | { readonly kind: 'measured'; readonly how: string }
  | { readonly kind: 'default'; readonly why: string };

export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}

export const scenarioNames = [
  'evidence',
  'git-only',
  'code-red-adjusted',
  'code-red-2022',
  'calibrated',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Normal distribution of beta, the log of extra time for each point of health deficit. */
export interface NormalScenario {
  readonly kind: 'normal';
  readonly mean: number;
  readonly sd: number;
}
/** Fixed factors for healthy, warning and alert code. */
export interface BandScenario {
  readonly kind: 'bands';
  readonly healthy: number;
  readonly warning: number;
  readonly alert: number;
}
export type Scenario = NormalScenario | BandScenario;

export interface TeamSettings {
  /** Absent: drawn from git as engineer-days active and stated as assumed. */
  readonly engineers?: Setting<number>;
  readonly hoursPerWeek: Setting<number>;
  /** Absent: no money anywhere. */
  readonly costPerHour?: Setting<Money>;
  readonly codingShare: Setting<Ratio>;
}

export interface ValueStreamSettings {
  readonly name: string;
  readonly owner?: string;
  readonly paths: readonly string[];
  readonly costOfDelayPerWeek?: Money;
  readonly place: string;
}

export interface RoadmapItemSettings {
  readonly id: string;
  readonly title: string;
  /** Elapsed weeks for the people on the item, 10-90 % range; equal ends mean a point estimate. */
  readonly estimate: { readonly low: Weeks; readonly high: Weeks };
  /** ISO date YYYY-MM-DD. */
  readonly start?: string;
  readonly due?: string;
  readonly engineers: number;
  /** Value stream name to share of the item's effort, sum <= 1. */
  readonly touches: Readonly<Record<string, Ratio>>;
  readonly dependsOn: readonly string[];
  readonly team?: string;
  readonly costOfDelayPerWeek?: Money;
  readonly place: string;
}

/** A compiled pattern that runs in linear time, whatever the input. */
export interface SafePattern {
  readonly source: string;
  test(text: string): boolean;
}

export interface GateSettings {
  readonly maxNewCostPerQuarter?: Money;
  readonly maxNewHoursPerQuarter?: Hours;
  readonly minHealthOfNewFiles?: number;
  readonly maxHealthDrop?: number;
  readonly noNewFunctionsAbove?: number;
}

/** Every coefficient of the model, each with its origin so that a report can state what it used. */
export interface ModelSettings {
  readonly scenario: Setting<ScenarioName>;
  readonly scenarios: Readonly<Partial<Record<ScenarioName, Setting<Scenario>>>>;
  /** All other coefficients by name (`fixRateGamma`, `minutesPerLine` ...), see model/coefficients.ts. */
  readonly overrides: Readonly<Record<string, Setting<number>>>;
}

/** `debt.config.yaml` after validation, with defaults filled in. */
export interface CostModel {
  /** File name as the user knows it; absent when there is none. */
  readonly file?: string;
  readonly currency: Setting<string>;
  readonly locale: Setting<string>;
  readonly horizonDays: Setting<number>;
  readonly team: TeamSettings;
  readonly calendar: { readonly fiscalYearStarts: number; readonly daysOff: readonly string[] };
  readonly valueStreams: readonly ValueStreamSettings[];
  readonly roadmap: readonly RoadmapItemSettings[];
  /** True (default): one team works its items in order; false: items without dependsOn run independently. */
  readonly roadmapInOrder: boolean;
  readonly estimatesIncludeDrag: boolean;
  readonly history: {
    readonly sinceDays: Setting<number>;
    readonly excludeAuthors: readonly string[];
    readonly ignoreRevsFile: string;
    readonly largestCommit: Setting<number>;
    readonly fixPatterns: readonly SafePattern[];
  };
  readonly code: {
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    /** Kinds of side code brought back: `examples`, `docs` ... */
    readonly sideCode: readonly string[];
    readonly tests: 'separate' | 'source' | 'ignore';
  };
  readonly model: ModelSettings;
  readonly fix: {
    readonly hoursPerFix: readonly { readonly glob: string; readonly hours: Hours; readonly place: string }[];
  };
  readonly gates: GateSettings & { readonly perValueStream: Readonly<Record<string, GateSettings>> };
  readonly decisionsFile: string;
}

export type DecisionKind = 'accept' | 'fix' | 'defer';

export interface Decision {
  /** The path (or value stream name) it speaks of, as written. */
  readonly item: string;
  readonly decision: DecisionKind;
  readonly reason: string;
  /** ISO dates YYYY-MM-DD. */
  readonly on: string;
  readonly until?: string;
  readonly by?: string;
  readonly place: string;
}
