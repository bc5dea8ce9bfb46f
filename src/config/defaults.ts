import type { CostModel, ScenarioName, Setting } from '../core/cost-model.ts';

function assumed<T>(value: T, why: string): Setting<T> {
  return { value, origin: { kind: 'default', why } };
}

/** What is assumed where the config says nothing. Team size and rate have no default: git is asked, or hours stay hours. */
export const defaults = {
  currency: assumed('EUR', 'no currency configured; amounts are printed only with a configured rate'),
  locale: assumed('en', 'no locale configured'),
  horizonDays: assumed(90, 'one quarter of 90 days, the block in which the forecasts were tested'),
  hoursPerWeek: assumed(32, 'a week of 40 hours less a fifth for leave, illness and meetings'),
  codingShare: assumed(1, 'all working hours count as work on code: set team.codingShare if it is less'),
  sinceDays: assumed(720, '8 quarters of 90 days'),
  largestCommit: assumed(50, 'larger commits are sweeps such as formatting or licence headers'),
  scenario: assumed<ScenarioName>(
    'evidence',
    'our weighing of git, size-adjusted and within-codebase results',
  ),
} as const;

/** The cost model of a repository without a config file. */
export function defaultCostModel(): CostModel {
  return {
    currency: defaults.currency,
    locale: defaults.locale,
    horizonDays: defaults.horizonDays,
    team: { hoursPerWeek: defaults.hoursPerWeek, codingShare: defaults.codingShare },
    calendar: { fiscalYearStarts: 1, daysOff: [] },
    valueStreams: [],
    roadmap: [],
    roadmapInOrder: true,
    estimatesIncludeDrag: true,
    history: {
      sinceDays: defaults.sinceDays,
      excludeAuthors: [],
      ignoreRevsFile: '.git-blame-ignore-revs',
      largestCommit: defaults.largestCommit,
      fixPatterns: [],
    },
    code: { include: ['**'], exclude: [], sideCode: [], tests: 'separate' },
    model: { scenario: defaults.scenario, scenarios: {}, overrides: {} },
    fix: { hoursPerFix: [] },
    gates: { perValueStream: {} },
    decisionsFile: 'debt.decisions.yaml',
  };
}
