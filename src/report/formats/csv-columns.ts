/** The columns of each command's sheet, from its data. docs/csv.md holds the same names; a test compares them. */
import type { BacktestData } from '../../core/backtest.ts';
import type { DiffData } from '../../core/diff.ts';
import { UserError } from '../../core/errors.ts';
import type { InspectData } from '../../core/inspect.ts';
import type { PlanData } from '../../core/plan.ts';
import type { PortfolioData } from '../../core/portfolio.ts';
import type { Range } from '../../core/range.ts';
import type { DebtItem, Payback, ReportData } from '../../core/report.ts';
import type { RoadmapData } from '../../core/roadmap.ts';
import type { TrendData } from '../../core/trend.ts';

export type CsvValue = string | number | boolean | undefined;

export interface CsvSheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

/** Column names with what they hold of a row. */
type Columns<Row> = readonly (readonly [name: string, of: (row: Row) => CsvValue])[];

type Listed =
  | ReportData
  | DiffData
  | PlanData
  | RoadmapData
  | TrendData
  | InspectData
  | PortfolioData
  | BacktestData;

/** @throws {UserError} a command whose result is no list */
export function csvSheet(data: unknown): CsvSheet {
  const result = data as Listed;
  switch (result.command) {
    case 'report':
      return sheet(result.items, [...itemColumns(result.currency), ...conditions(result)]);
    case 'portfolio':
      return sheet(result.items, [
        ['repository', item => item.repository],
        ...itemColumns(result.currency),
        ...conditions(result),
      ]);
    case 'diff':
      return sheet(result.files, [...diffColumns(result.currency), ...conditions(result)]);
    case 'plan':
      return sheet(result.items, [...planColumns(result.currency), ...conditions(result)]);
    case 'roadmap':
      return sheet(result.items, [...roadmapColumns(result.currency), ...conditions(result)]);
    case 'trend':
      return sheet(result.points, [...trendColumns(result.currency), ...conditions(result)]);
    case 'inspect':
      return sheet(
        result.files.flatMap(file => file.functions.map(fn => ({ file, fn }))),
        functionColumns,
      );
    case 'backtest':
      return sheet(
        result.record.cuts.flatMap(cut => cut.rankings.map(score => ({ cut, score }))),
        rankingColumns,
      );
    default:
      throw new UserError({
        code: 'bad-option',
        what: `${(data as { command?: string }).command ?? 'this command'} has no list to write as a table`,
        where: 'csv',
        fix: 'use json, or csv with report, plan, roadmap, trend, diff, inspect, backtest or portfolio',
      });
  }
}

const sheet = <Row>(rows: readonly Row[], columns: Columns<Row>): CsvSheet => ({
  columns: columns.map(([name]) => name),
  rows: rows.map(row => columns.map(([, of]) => of(row))),
});

/** On every row, so that a filtered or copied row still says under which assumptions its figures hold. */
const conditions = (data: {
  readonly scenario: string;
  readonly horizon: { readonly days: number };
}): Columns<unknown> => [
  ['scenario', () => data.scenario],
  ['horizon_days', () => data.horizon.days],
];

/** Mean and 80 % range of a quantity; absent where the quantity is. */
const ranged = <Row>(
  name: string,
  unit: string,
  of: (row: Row) => Range | undefined,
  middle: 'mean' | 'median' = 'mean',
): Columns<Row> => [
  [`${name}_${middle}_${unit}`, row => (middle === 'mean' ? of(row)?.mean : of(row)?.p50)],
  [`${name}_p10_${unit}`, row => of(row)?.p10],
  [`${name}_p90_${unit}`, row => of(row)?.p90],
];

/** Money columns carry the currency in their name; without a rate there are none. */
const priced = <Row>(
  name: string,
  currency: string | undefined,
  of: (row: Row) => Range | undefined,
): Columns<Row> => (currency === undefined ? [] : ranged(name, currency, of));

const list = (names: readonly string[]): string => names.join('; ');

const paybackColumns = <Row>(of: (row: Row) => Payback): Columns<Row> => [
  ['pays_back', row => of(row).kind === 'weeks'],
  [
    'payback_weeks',
    row => {
      const payback = of(row);
      return payback.kind === 'weeks' ? payback.weeks : undefined;
    },
  ],
];

function itemColumns(currency: string | undefined): Columns<DebtItem> {
  return [
    ['rank', item => item.rank],
    ['path', item => item.path],
    ['value_streams', item => list(item.valueStreams)],
    ['health_1_to_10', item => item.health],
    ['cognitive_complexity', item => item.cognitive],
    ['source_lines', item => item.loc],
    ['statements', item => item.statements],
    ['changes_so_far', item => item.hotspot.changes],
    ['fix_commits_so_far', item => item.hotspot.fixes],
    ['hotspot_score', item => item.hotspot.score],
    ['hotspot_rank', item => item.hotspot.rank],
    ...ranged<DebtItem>('changes_ahead', 'changes', item =>
      item.activity.kind === 'estimated' ? item.activity.value : undefined,
    ),
    ['effort_share_ratio', item => item.effortShare],
    ...ranged<DebtItem>('slowdown', 'ratio', item => item.slowdown, 'median'),
    ['no_slowdown_probability', item => item.slowdown.probabilityOfNone],
    ...ranged<DebtItem>('cost', 'hours', item => item.hours),
    ...priced<DebtItem>('cost', currency, item => item.money),
    ...ranged<DebtItem>('fix', 'hours', item => item.economics.fix.hours),
    ...priced<DebtItem>('fix', currency, item => item.economics.fix.money),
    ['fix_basis', item => item.economics.fix.basis],
    ...ranged<DebtItem>('saving_per_quarter', 'hours', item => item.economics.saving),
    ...paybackColumns<DebtItem>(item => item.economics.payback),
    ...ranged<DebtItem>('npv', 'hours', item => item.economics.npv),
    ['worth_it_probability', item => item.economics.probabilityWorthIt],
    ['verdict', item => item.economics.verdict],
    ['cd3', item => item.economics.cd3],
    ['wsjf_relative', item => item.economics.wsjf.score],
    ['hardest_function', item => item.functions[0]?.name],
    ['hardest_function_line', item => item.functions[0]?.line],
    ['hardest_function_cognitive', item => item.functions[0]?.cognitive],
    ['decision', item => item.decision?.decision],
    ['decision_reason', item => item.decision?.reason],
    ['decision_on', item => item.decision?.on],
    ['decision_until', item => item.decision?.until],
  ];
}

type FileDiff = DiffData['files'][number];

function diffColumns(currency: string | undefined): Columns<FileDiff> {
  return [
    ['path', file => file.path],
    ['from_path', file => file.from],
    ['status', file => file.status],
    ['value_streams', file => list(file.valueStreams)],
    ['health_before_1_to_10', file => file.health.before],
    ['health_after_1_to_10', file => file.health.after],
    ['slowdown_before_ratio', file => file.slowdown.before],
    ['slowdown_after_ratio', file => file.slowdown.after],
    ...ranged<FileDiff>('slowdown_change', 'ratio', file => file.slowdown.change, 'median'),
    ...ranged<FileDiff>('new_cost', 'hours', file => file.hours),
    ...priced<FileDiff>('new_cost', currency, file => file.money),
    ['effort_share_ratio', file => file.effortShare],
    ['functions', file => list(file.functions.map(fn => `${fn.name}: ${fn.change}`))],
  ];
}

type PlanItem = PlanData['items'][number];

function planColumns(currency: string | undefined): Columns<PlanItem> {
  return [
    ['order', item => item.order],
    ['path', item => item.path],
    ['value_streams', item => list(item.valueStreams)],
    ['health_1_to_10', item => item.health],
    ...ranged<PlanItem>('fix', 'hours', item => item.fixHours),
    ...priced<PlanItem>('fix', currency, item => item.fixMoney),
    ...ranged<PlanItem>('saving_per_quarter', 'hours', item => item.saving),
    ...priced<PlanItem>('saving_per_quarter', currency, item => item.savingMoney),
    ...paybackColumns<PlanItem>(item => item.payback),
    ...ranged<PlanItem>('npv', 'hours', item => item.npv),
    ['worth_it_probability', item => item.probabilityWorthIt],
    ['cd3', item => item.cd3],
    ['used_up_hours', item => item.hoursAfter],
  ];
}

type RoadmapItem = RoadmapData['items'][number];

function roadmapColumns(currency: string | undefined): Columns<RoadmapItem> {
  return [
    ['id', item => item.id],
    ['title', item => item.title],
    ['engineers', item => item.engineers],
    ['start_date', item => item.start],
    ['due_date', item => item.due],
    ['now_likely_date', item => item.now.likely],
    ['now_85_percent_sure_date', item => item.now.sure],
    ['plan_likely_date', item => item.afterPlan.likely],
    ['plan_85_percent_sure_date', item => item.afterPlan.sure],
    ['now_by_due_probability', item => item.now.probabilityByDue],
    ['plan_by_due_probability', item => item.afterPlan.probabilityByDue],
    ...ranged<RoadmapItem>('later_with_plan', 'weeks', item => item.weeksLater),
    ['earlier_probability', item => item.probabilityEarlier],
    ...priced<RoadmapItem>('cost_of_delay', currency, item => item.costOfDelay?.money),
    ['break_even_weeks', item => item.breakEvenWeeks ?? undefined],
    ['verdict', item => item.verdict],
  ];
}

type TrendPoint = TrendData['points'][number];

function trendColumns(currency: string | undefined): Columns<TrendPoint> {
  return [
    ['as_of', point => point.asOf],
    ['revision', point => point.revision],
    ['health_1_to_10', point => point.health],
    ...ranged<TrendPoint>('slowdown', 'ratio', point => point.slowdown, 'median'),
    ...ranged<TrendPoint>('cost', 'hours', point => point.hours),
    ...priced<TrendPoint>('cost', currency, point => point.money),
    ['debt_items', point => point.items],
  ];
}

type InspectedFile = InspectData['files'][number];

const functionColumns: Columns<{
  readonly file: InspectedFile;
  readonly fn: InspectedFile['functions'][number];
}> = [
  ['path', ({ file }) => file.path],
  ['function', ({ fn }) => fn.name],
  ['line', ({ fn }) => fn.line],
  ['end_line', ({ fn }) => fn.endLine],
  ['cognitive_complexity', ({ fn }) => fn.cognitive],
  ['cyclomatic_complexity', ({ fn }) => fn.cyclomatic],
  ['nesting_levels', ({ fn }) => fn.nesting],
  ['parameters', ({ fn }) => fn.parameters],
  ['statements', ({ fn }) => fn.statements],
  ['file_health_1_to_10', ({ file }) => file.health],
];

type Cut = BacktestData['record']['cuts'][number];

const rankingColumns: Columns<{ readonly cut: Cut; readonly score: Cut['rankings'][number] }> = [
  ['as_of', ({ cut }) => cut.asOf],
  ['revision', ({ cut }) => cut.revision],
  ['ranking', ({ score }) => score.ranking],
  ['fix_changes_caught', ({ score }) => score.caught],
  ['fix_changes', ({ score }) => score.fixes],
  ['recall_ratio', ({ score }) => score.recall ?? undefined],
  ['hit_rate_ratio', ({ score }) => score.hitRate ?? undefined],
  ['base_rate_ratio', ({ cut }) => cut.baseRate ?? undefined],
];
