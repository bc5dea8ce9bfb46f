import { type ModelSettings, type Scenario, type ScenarioName, scenarioNames } from '../core/cost-model.ts';
import { UserError } from '../core/errors.ts';

export interface ScenarioInfo {
  /** Absent: exists only once the team's own data have been blended in. */
  readonly scenario?: Scenario;
  readonly meaning: string;
  readonly citation: string;
}

/**
 * Named assumptions about how much slower work in unhealthy code is. `normal`: the log of the extra time per point of
 * health deficit, drawn once per world; `bands`: fixed factors, which make a file near a band edge jump and are
 * therefore never used for a gate.
 */
export const scenarioInfo = {
  evidence: {
    scenario: { kind: 'normal', mean: 0.04, sd: 0.035 },
    meaning: 'what we think after weighing all sources',
    citation:
      'our weighing of git data, size-adjusted and within-codebase results; wider than any one of them',
  },
  'git-only': {
    scenario: { kind: 'normal', mean: 0.01, sd: 0.012 },
    meaning: 'what git histories show',
    citation: 'time between commits in 24 public repositories',
  },
  'code-red-adjusted': {
    scenario: { kind: 'normal', mean: 0.077, sd: 0.02 },
    meaning: 'the published data, adjusted',
    citation:
      're-analysis of the published Code Red data (39 codebases, 30,737 files), adjusted for size, issues and language',
  },
  'code-red-2022': {
    scenario: { kind: 'bands', healthy: 1, warning: 1.78, alert: 2.24 },
    meaning: 'the published headline',
    citation: 'Code Red 2022: mean time in development by health band, not adjusted for size',
  },
  calibrated: {
    meaning: 'this team’s own issue tracker, blended with `evidence`',
    citation: 'regression on the issues of this team, written by `debtcast calibrate --write`',
  },
} as const satisfies Record<ScenarioName, ScenarioInfo>;

export type Scenarios = Readonly<Partial<Record<ScenarioName, Scenario>>>;

/** The scenarios of this run: the published ones, each replaced by the config where it says so. */
export function resolveScenarios(model: Pick<ModelSettings, 'scenarios'>): Scenarios {
  const resolved: Partial<Record<ScenarioName, Scenario>> = {};
  for (const name of scenarioNames) {
    const info: ScenarioInfo = scenarioInfo[name];
    const scenario = model.scenarios[name]?.value ?? info.scenario;
    if (scenario) resolved[name] = scenario;
  }
  return resolved;
}

export const defaultScenarios: Scenarios = resolveScenarios({ scenarios: {} });

/**
 * @throws {UserError} a scenario that has no figures yet (`calibrated` before a calibration was written)
 */
export function scenarioNamed(scenarios: Scenarios, name: ScenarioName): Scenario {
  const scenario = scenarios[name];
  if (scenario) return scenario;
  throw new UserError({
    code: 'scenario-not-available',
    what: `scenario ${name} has no figures in this configuration`,
    fix:
      name === 'calibrated'
        ? 'run `debtcast calibrate --issues <csv> --write` first'
        : `use one of ${Object.keys(scenarios).join(', ')}`,
  });
}
