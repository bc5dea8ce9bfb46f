import type { BacktestData, CutScore, RankingScore } from '../../src/core/backtest.ts';
import type { CalibrationData, CalibrationFit } from '../../src/core/calibration.ts';
import type { DoctorData } from '../../src/core/doctor.ts';
import type { ExplainData } from '../../src/core/explain.ts';
import type { InspectData } from '../../src/core/inspect.ts';
import type { PlanData } from '../../src/core/plan.ts';
import type { RoadmapData } from '../../src/core/roadmap.ts';
import type { TrendData, TrendPoint } from '../../src/core/trend.ts';
import { range, reportData } from './report-data.ts';

const tool = { name: 'debtcast', version: '0.1.0' } as const;
const { repository, assumptions, horizon, worlds, seed } = reportData();
const head = {
  formatVersion: 1,
  tool,
  repository,
  horizon,
  scenario: 'evidence',
  currency: 'EUR',
  worlds,
  seed,
  assumptions,
  warnings: [],
} as const;

/** A page about code alone knows nothing of commits and authors. */
const { commits: _commits, authors: _authors, ...committed } = repository;

export const inspectData: InspectData = {
  formatVersion: 1,
  tool,
  command: 'inspect',
  repository: committed,
  files: [
    {
      path: 'src/billing/invoice.ts',
      health: 4.2,
      deficit: 5.8,
      cognitive: 212,
      statements: 410,
      loc: 980,
      size: 980,
      syntaxErrors: 1,
      functions: [
        {
          name: 'InvoiceBuilder.calculateTotals › discount callback',
          line: 40,
          endLine: 252,
          cognitive: 64,
          cyclomatic: 31,
          nesting: 9,
          parameters: 7,
          statements: 90,
          why: [
            { kind: 'flow', value: 64 },
            { kind: 'depth', value: 9 },
            { kind: 'branches', value: 31 },
            { kind: 'length', value: 213 },
            { kind: 'parameters', value: 7 },
          ],
        },
        {
          name: 'round',
          line: 260,
          endLine: 264,
          cognitive: 2,
          cyclomatic: 2,
          nesting: 1,
          parameters: 1,
          statements: 3,
          why: [],
        },
      ],
    },
  ],
  skipped: [{ path: 'src/huge.ts', reason: 'too-large', detail: '' }],
  warnings: [],
};

export const doctorData: DoctorData = {
  formatVersion: 1,
  tool,
  command: 'doctor',
  checks: [
    { name: 'git', status: 'ok', finding: 'version 2.39.5', fix: '' },
    {
      name: 'history',
      status: 'problem',
      finding: 'shallow clone, 50 commits deep',
      fix: 'git fetch --unshallow',
    },
  ],
};

export const explainData: ExplainData = {
  formatVersion: 1,
  tool,
  command: 'explain',
  repository,
  subject: {
    kind: 'file',
    path: 'src/billing/invoice.ts',
    rank: 1,
    names: ['src/billing/invoice.ts', 'src/invoice.ts'],
    valueStreams: ['Checkout'],
  },
  scenario: 'evidence',
  currency: 'EUR',
  steps: [
    {
      id: 'health',
      title: 'Health',
      text: 'Complexity and size of the file, as deficit points.',
      figures: [
        {
          id: 'src/billing/invoice.ts/cog',
          symbol: 'cog',
          label: 'cognitive complexity',
          value: 212,
          unit: 'count',
          inputs: {},
          source: { kind: 'measured', from: 'ts-morph' },
        },
        {
          id: 'src/billing/invoice.ts/D',
          symbol: 'D',
          label: 'health deficit',
          value: 5.80312345,
          unit: 'points',
          formula: 'min(9, a * log(1 + cog / b)^2)',
          inputs: {
            cog: 'src/billing/invoice.ts/cog',
            a: 'coefficients/deficitComplexityWeight',
            b: 'coefficients/deficitComplexityScale',
          },
          source: { kind: 'computed' },
        },
        {
          id: 'beta',
          symbol: 'beta',
          label: 'log of extra time for each point',
          value: [0.01, 0.04, 0.07],
          unit: 'ratio',
          scenario: 'evidence',
          inputs: {},
          source: { kind: 'simulated', worlds: 3, seed: 's' },
        },
        {
          id: 'rate',
          symbol: 'rate',
          label: 'cost of an hour',
          value: 85,
          unit: 'money/hour',
          inputs: {},
          source: { kind: 'configured', place: 'debt.config.yaml:4' },
        },
      ],
    },
  ],
  functions: [
    { ...inspectData.files[0]!.functions[0]!, path: 'src/billing/invoice.ts', changes: 12, fixes: 1 },
  ],
  commits: {
    total: 41,
    listed: [
      {
        id: 'abcdef0123456789',
        landed: '2026-11-02',
        subject: 'fix: round once, at the end',
        fix: true,
        added: 12,
        deleted: 3,
      },
    ],
  },
  coupling: [{ path: 'src/billing/tax.ts', shared: 14, degree: 0.31 }],
  people: { authors: 5, lastChanged: '2026-11-02', owners: ['Payments team'] },
  sensitivity: reportData().headline.sensitivity,
  warnings: [],
};

const repays = {
  kind: 'repays',
  probability: 0.58,
  npvHours: 55,
  payback: { kind: 'weeks', weeks: 26 },
} as const;

export const planData: PlanData = {
  ...head,
  command: 'plan',
  capacity: { given: '80 h', hours: 80, shareOfTeam: 0.027 },
  items: [
    {
      order: 1,
      path: 'src/billing/invoice.ts',
      valueStreams: ['Checkout'],
      health: 4.2,
      fixHours: range(6.5, 19, 56, 28),
      saving: range(-2, 11, 40, 14),
      savingMoney: range(-170, 935, 3400, 1190),
      payback: { kind: 'weeks', weeks: 26 },
      npv: range(-60, 12, 200, 55),
      probabilityWorthIt: 0.58,
      cd3: 4.2,
      hoursAfter: 28,
      reason: repays,
    },
  ],
  totals: {
    items: 1,
    fixHours: range(6.5, 19, 56, 28),
    saving: range(-2, 11, 40, 14),
    savingMoney: range(-170, 935, 3400, 1190),
    npv: range(-60, 12, 200, 55),
    probabilityWorthIt: 0.58,
    payback: { kind: 'weeks', weeks: 26 },
    hoursLeft: 52,
  },
  notYet: [
    {
      path: 'src/checkout/cart.ts',
      valueStreams: ['Checkout'],
      fixHours: 90,
      saving: 30,
      probabilityWorthIt: 0.61,
      npv: 70,
      reason: { kind: 'larger-than-capacity', fixHours: 90, capacityHours: 80 },
    },
    {
      path: 'src/catalog/facets.ts',
      valueStreams: [],
      fixHours: 40,
      saving: 3,
      probabilityWorthIt: 0.3,
      npv: -22,
      reason: {
        kind: 'costs-more-than-it-saves',
        probability: 0.3,
        npvHours: -22,
        payback: { kind: 'never' },
      },
    },
  ],
  doNotRefactor: [
    {
      path: 'src/legacy/import.ts',
      valueStreams: ['Catalog'],
      health: 1.2,
      fixHours: 170,
      saving: 1,
      probabilityWorthIt: 0.03,
      npv: -160,
      reason: { kind: 'do-not-refactor', probability: 0.03, npvHours: -160, among: 'least-healthy' },
    },
  ],
  exact: true,
};

export const roadmapData: RoadmapData = {
  ...head,
  command: 'roadmap',
  items: [
    {
      id: 'PAY-120',
      title: 'One-click checkout',
      engineers: 2,
      dependsOn: [],
      start: '2027-01-04',
      due: '2027-03-26',
      touches: [{ stream: 'Checkout', share: 0.8, now: 1.22, afterPlan: 1.12 }],
      outsideShare: 0.2,
      now: {
        likely: '2027-03-01',
        sure: '2027-03-12',
        likelyWeeks: 7.7,
        sureWeeks: 9.5,
        weeks: range(6, 7.7, 10),
        probabilityByDue: 0.98,
      },
      afterPlan: {
        likely: '2027-03-05',
        sure: '2027-03-17',
        likelyWeeks: 8.5,
        sureWeeks: 10.1,
        weeks: range(6.7, 8.5, 10.7),
        probabilityByDue: 0.96,
      },
      weeksLater: range(0.4, 0.742, 1.1, 0.75),
      probabilityEarlier: 0.000003,
      costOfDelay: { perWeek: 9000, money: range(3600, 6678, 9900, 6750) },
      breakEvenWeeks: 19.0625,
      verdict: 'later',
      outcomes: { now: [6, 7, 7.5, 8, 9, 10], afterPlan: [6.8, 7.7, 8.2, 8.7, 9.7, 10.8] },
    },
  ],
  plan: { capacityHours: 80, paths: ['src/billing/invoice.ts'], totals: planData.totals },
  shift: {
    plannedShare: 0.21,
    streams: [
      { name: 'Checkout', byHistory: 0.31, withRoadmap: 0.42 },
      { name: 'Catalog', byHistory: 0.4, withRoadmap: 0.34 },
    ],
    gainsMost: 'Checkout',
    losesMost: 'Catalog',
  },
  estimatesIncludeDrag: true,
  fiscalYearStarts: 4,
  inOrder: true,
};

const ranking = (name: RankingScore['ranking'], caught: number): RankingScore => ({
  ranking: name,
  caught,
  fixes: 100,
  recall: caught / 100,
  hitRate: 0.55,
});
const cut: CutScore = {
  revision: 'abc',
  asOf: '2026-08-24T00:00:00Z',
  files: 2000,
  fixesInNewFiles: 4,
  rankings: [
    ranking('cost', 29),
    ranking('hotspot', 31),
    ranking('commits-x-loc', 30),
    ranking('best-possible', 61),
  ],
  baseRate: 0.11,
  streams: { of: 12, held: 10, coverage: 10 / 12, loss: 3, baselineLoss: 4, skill: 0.25 },
  listedFiles: { of: 20, held: 17, coverage: 0.85, loss: 1, baselineLoss: 0.9, skill: -0.11 },
  burden: { files: 20, changes: 300, followUps: 12, loss: 1, baselineLoss: 1, skill: 0 },
};

const { revision: _revision, asOf: _asOf, ...pooled } = cut;

export const backtestData: BacktestData = {
  ...head,
  command: 'backtest',
  record: { kind: 'scored', quarters: 4, listed: 20, nominal: 0.8, pooled, cuts: [cut] },
  notScored: [{ asOf: '2025-01-01', why: 'fewer than 4 quarters before it' }],
};

const point = (asOf: string, health: number, hours: number): TrendPoint => ({
  revision: asOf,
  asOf,
  health,
  slowdown: range(-0.01, 0.07, 0.17),
  hours: range(-12, hours, hours * 2, hours),
  items: 140,
  streams: [],
});

export const trendData: TrendData = {
  ...head,
  command: 'trend',
  points: [
    point('2026-02-25', 6.8, 260),
    point('2026-05-26', 7, 230),
    point('2026-08-24', 7.1, 210),
    point('2026-11-22', 7.4, 190),
  ],
  forecast: {
    kind: 'estimated',
    value: { growth: { p10: -0.005, p50: 0, p90: 0.11 }, health: { low: 7.2, likely: 7.4, high: 7.4 } },
  },
  wins: {
    items: [
      {
        kind: 'left',
        path: 'src/billing/old.ts',
        valueStreams: ['Checkout'],
        from: '2026-05-26',
        until: '2026-08-24',
        deficitBefore: 6,
        deficitNow: 0.8,
        hoursSaved: range(-1, 9, 31, 12),
        moneySaved: range(-85, 765, 2635, 1020),
      },
      {
        kind: 'deleted',
        path: 'src/gone.ts',
        valueStreams: [],
        from: '2026-05-26',
        until: '2026-08-24',
        deficitBefore: 4,
      },
    ],
    hoursSaved: range(-1, 9, 31, 12),
    moneySaved: range(-85, 765, 2635, 1020),
    byStream: [
      {
        name: 'Checkout',
        items: 1,
        hoursSaved: range(-1, 9, 31, 12),
        moneySaved: range(-85, 765, 2635, 1020),
      },
    ],
  },
  decisions: [
    {
      on: '2026-06-02',
      item: 'src/billing/old.ts',
      valueStreams: ['Checkout'],
      decision: 'fix',
      reason: 'before the tax rules change',
    },
  ],
};

const fit: CalibrationFit = {
  controls: 'with-lines',
  beta: 0.09,
  standardError: 0.03,
  posterior: { mean: 0.068824, sd: 0.022778 },
  range: { low: 0.0396, high: 0.098 },
  weight: 0.576,
  weightClass: 'decides',
};

export const calibrationData: CalibrationData = {
  ...head,
  command: 'calibrate',
  export: {
    rows: 412,
    tracker: 'jira',
    columns: { key: 'Issue key', done: 'Resolved' },
    startedByFirstCommit: 20,
    skipped: [
      { reason: 'no-commits', count: 120 },
      { reason: 'not-done', count: 0 },
    ],
  },
  result: {
    kind: 'estimated',
    issues: 260,
    authors: 8,
    types: 3,
    deficitSpread: 2.4,
    workShare: 1,
    prior: { mean: 0.04, sd: 0.035 },
    fit,
    withoutLines: { ...fit, controls: 'without-lines', beta: 0.11 },
    standardErrorBasis: 'cluster-robust',
    drag: [
      {
        pointsAboveHealthy: 2.5,
        prior: { p10: -0.012, p50: 0.105, p90: 0.236 },
        posterior: { p10: 0.1, p50: 0.19, p90: 0.28 },
      },
    ],
  },
};
