import type { ModelFile } from '../core/model-input.ts';
import type { Range } from '../core/range.ts';
import type {
  DebtItem,
  Economics,
  FunctionEvidence,
  Headline,
  ReportData,
  ValueStreamReport,
  Warning,
} from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import { fileActivity, meanFileChanges, streamActivities } from '../model/activity.ts';
import { activityTrackRecord } from '../model/activity-track.ts';
import { fileEvidence, fixBurden, streamEvidence } from '../model/burden.ts';
import { healthOf } from '../model/health.ts';
import { WEEKS_PER_QUARTER } from '../model/payback.ts';
import type { Pricing } from '../model/pricing.ts';
import { scaleRange } from '../model/range-of.ts';
import { decisionFor } from './decisions.ts';
import { commandResult, windowFacts } from './facts.ts';
import { matcherOf } from './only.ts';
import { originOf } from './origin.ts';
import { roadmapPricing } from './roadmap.ts';
import { headlineSensitivity } from './sensitivity.ts';
import type { Snapshot } from './snapshot.ts';
import { atOnce, type Steps } from './turn.ts';
import { type Valuation, type ValuedItem, value } from './valuation.ts';

export interface ReportOptions {
  readonly version: string;
  readonly top: number;
  readonly sort: ReportData['sort'];
  /** Globs; empty lists everything. */
  readonly only: readonly string[];
  /** Order by activity for each line, for line-by-line review. */
  readonly density?: boolean;
}

/** Functions shown as evidence inside an item. */
const FUNCTIONS_SHOWN = 3;
/** Paths listed for each reason of exclusion. */
const EXCLUDED_LISTED = 10_000;

/** Measure → price → forecast → report, for one revision. */
export function report(
  snapshot: Snapshot,
  options: ReportOptions,
): { readonly data: ReportData; readonly valuation: Valuation } {
  const valuation = value(snapshot, options.top);
  return { data: atOnce(reporting(valuation, options)), valuation };
}

/**
 * What a priced snapshot says, with a pause behind every part that takes a while.
 * @param valuation of as many items as are listed
 */
export function* reporting(valuation: Valuation, options: ReportOptions): Steps<ReportData> {
  const { pricing, costModel, snapshot } = valuation;
  const roadmap = roadmapPricing(valuation);
  const activities = fileActivities(valuation);
  const ordered = orderItems(valuation, options);
  const listed = ordered.slice(0, options.top);
  yield;
  const items: DebtItem[] = [];
  for (const item of listed) {
    items.push(debtItem(item, items.length + 1, valuation, activities, roadmap?.pricing));
    yield;
  }
  const whole = headline(valuation, items);
  yield;
  const streams = valueStreams(valuation, roadmap?.pricing);
  yield;
  const head = commandResult('report', valuation, options.version);
  return {
    ...head,
    window: windowFacts(snapshot),
    headline: whole,
    valueStreams: streams,
    items,
    itemsTotal: options.only.length > 0 ? ordered.length : valuation.itemsTotal,
    sort: options.sort,
    tests: testFacts(snapshot),
    unmeasured: unmeasured(snapshot, pricing),
    trackRecord: { activity: activityTrackRecord(snapshot.input, valuation.coefficients) },
    excluded: [
      ...(snapshot.tests.length > 0 ? [{ reason: 'test' as const, count: snapshot.tests.length }] : []),
      ...snapshot.excluded.map(({ reason, files }) => ({
        reason,
        count: files.length,
        files: files.slice(0, EXCLUDED_LISTED),
      })),
    ],
    excludedCommits: snapshot.history.excluded,
    warnings: [
      ...head.warnings,
      ...(items.length === 0 ? onlyWarning(options.only, snapshot) : []),
      ...quietWarning(head.warnings, snapshot, costModel.history.sinceDays.value),
    ],
  };
}

/** Of a list that `--only` left empty: a pattern that matches nothing must not read like good news. */
function onlyWarning(only: readonly string[], { files }: Snapshot): Warning[] {
  if (only.length === 0) return [];
  const matches = matcherOf(only);
  const count = files.filter(file => matches(file.path)).length;
  const what =
    count === 0
      ? 'matches no source file'
      : count === 1
        ? 'matches one source file, which is no debt item'
        : `matches ${count} source files, none of them a debt item`;
  return [
    {
      code: 'only-lists-nothing',
      text: `--only ${only.join(' ')} ${what}; all other figures are of the whole repository.`,
    },
  ];
}

function quietWarning(present: readonly Warning[], snapshot: Snapshot, days: number): Warning[] {
  if (present.some(warning => warning.code === 'no-changes') || windowFacts(snapshot).changes > 0) return [];
  return [
    {
      code: 'no-changes',
      text: `No counted change of source landed in the last ${Math.round(days)} days: there is nothing to forecast from, so costs are zero by absence of work, not by health.`,
    },
  ];
}

const optionalMoney = (hours: Range, { terms }: Valuation): { readonly money?: Range } =>
  terms.costPerHour === undefined ? {} : { money: scaleRange(hours, terms.costPerHour) };

export function headline(valuation: Valuation, items: readonly DebtItem[]): Headline {
  const { pricing } = valuation;
  const { headline: priced } = pricing;
  const worth = items.filter(item => item.economics.verdict === 'worth-it');
  const fixHours = worth.reduce((sum, item) => sum + item.economics.fix.hours.mean, 0);
  const savedPerWeek = worth.reduce((sum, item) => sum + item.economics.saving.mean, 0) / WEEKS_PER_QUARTER;
  const paybackWeeks = worth.length > 0 && savedPerWeek > 0 ? fixHours / savedPerWeek : null;
  return {
    scenario: pricing.scenario,
    slowdown: priced.slowdown,
    hours: priced.hours,
    ...optionalMoney(priced.hours, valuation),
    capacityHours: pricing.capacityHours,
    codeHours: pricing.capacityHours * priced.share,
    shareOfCapacity: priced.shareOfCapacity,
    draws: inOrderOfBeta(pricing),
    scenarios: priced.scenarios.map(({ scenario, slowdown, hours }) => ({
      scenario,
      slowdown,
      hours,
      ...optionalMoney(hours, valuation),
    })),
    worthFixing: { count: worth.length, of: items.length, hours: fixHours, paybackWeeks },
    doNotRefactor: valuation.items.filter(item => item.judged.verdict === 'do-not-refactor').length,
    sensitivity: headlineSensitivity(valuation),
  };
}

/** Worlds sorted by their draw of beta: reports of several repositories can then be added world by world. */
function inOrderOfBeta({ worlds, headlineDraws }: Pricing): number[] {
  const z = worlds.normal('beta', '');
  const { cost } = headlineDraws();
  return Array.from(cost.keys())
    .sort((a, b) => z[a]! - z[b]! || a - b)
    .map(world => cost[world]!);
}

export function valueStreams(valuation: Valuation, planned: Pricing | undefined): ValueStreamReport[] {
  const { snapshot, pricing, coefficients } = valuation;
  const activities = streamActivities(snapshot.input, coefficients);
  return snapshot.streams.list
    .map((stream, index): ValueStreamReport => {
      const priced = pricing.streams[index]!;
      const shifted = planned?.streams[index];
      return {
        name: stream.name,
        ...(stream.owner !== undefined && { owner: stream.owner }),
        paths: stream.paths,
        files: snapshot.files.filter(file => file.streams.includes(index)).length,
        ...(priced.health !== undefined && { health: priced.health }),
        effortShare: priced.share,
        unmeasuredShare: priced.unmeasuredShare,
        activity: activities[index]!,
        slowdown: priced.slowdown,
        hours: priced.hours,
        ...optionalMoney(priced.hours, valuation),
        burden: streamBurden(valuation, index),
        ...(shifted && {
          withRoadmap: {
            effortShare: shifted.share,
            hours: shifted.hours,
            ...optionalMoney(shifted.hours, valuation),
          },
        }),
      };
    })
    .sort((a, b) => b.hours.mean - a.hours.mean || compareText(a.name, b.name));
}

type FileActivities = (item: ValuedItem) => DebtItem['activity'];

export function fileActivities({ snapshot, coefficients }: Valuation): FileActivities {
  const mean = meanFileChanges(snapshot.input.files);
  return item => fileActivity(item.file, mean, snapshot.input, coefficients);
}

/** One order for each `--sort`; ties by hotspot score, then path. */
export function orderItems(
  { items }: Valuation,
  options: Pick<ReportOptions, 'sort' | 'only' | 'density'>,
): ValuedItem[] {
  const matches = matcherOf(options.only);
  const key = options.density ? densityKey : sortKeys[options.sort];
  return items
    .filter(item => matches(item.file.path))
    .sort(
      (a, b) => key(b) - key(a) || b.hotspot.score - a.hotspot.score || compareText(a.file.path, b.file.path),
    );
}

const densityKey = (item: ValuedItem): number =>
  (item.hotspot.decayedChanges + item.hotspot.decayedFixes) / Math.max(1, item.file.measure.loc);

const sortKeys: Readonly<Record<ReportData['sort'], (item: ValuedItem) => number>> = {
  cost: item => item.priced.expectedCost,
  slowdown: item => item.priced.deficit,
  hotspot: item => item.hotspot.score,
  payback: item =>
    item.assessment.payback.kind === 'weeks' ? -item.assessment.payback.weeks : Number.NEGATIVE_INFINITY,
  cd3: item => item.assessment.cd3,
};

export function debtItem(
  item: ValuedItem,
  rank: number,
  valuation: Valuation,
  activityOf: FileActivities,
  planned: Pricing | undefined,
): DebtItem {
  const { snapshot, pricing } = valuation;
  const { file, priced, hotspot } = item;
  const { measure } = file;
  const row = pricing.row(file.path);
  const hours = { ...row.hours, mean: priced.expectedCost };
  const source = snapshot.files.find(source => source.path === file.path)!;
  const shifted = planned?.row(file.path);
  const decision = decisionFor(snapshot, file.path);
  return {
    rank,
    kind: 'file',
    path: file.path,
    ...originOf(snapshot, file.path),
    valueStreams: file.streams.map(i => snapshot.streams.list[i]!.name),
    health: healthOf(priced.deficit),
    deficit: priced.deficit,
    cognitive: measure.cognitive,
    statements: measure.statements,
    loc: measure.loc,
    size: measure.size,
    syntaxErrors: source.measure?.syntaxErrors ?? 0,
    activity: activityOf(item),
    effortShare: priced.listedShare,
    slowdown: row.slowdown,
    hours,
    ...optionalMoney(hours, valuation),
    burden: fileBurden(valuation, file),
    hotspot,
    functions: evidence(source.measure?.functions ?? []),
    economics: economicsOf(item),
    ...(decision && { decision }),
    ...(shifted && {
      withRoadmap: { hours: shifted.hours, ...optionalMoney(shifted.hours, valuation) },
    }),
    why: '',
  };
}

function fileBurden({ pricing: { burden }, coefficients }: Valuation, file: ModelFile): DebtItem['burden'] {
  return fixBurden(burden.kind === 'measured' ? fileEvidence(file, burden) : undefined, burden, coefficients);
}

function streamBurden(
  { pricing: { burden }, coefficients, snapshot }: Valuation,
  stream: number,
): DebtItem['burden'] {
  const members = snapshot.input.files.filter(file => file.streams.includes(stream));
  return fixBurden(
    burden.kind === 'measured' ? streamEvidence(members, burden) : undefined,
    burden,
    coefficients,
  );
}

function evidence(
  functions: readonly (FunctionEvidence & { readonly cyclomatic: number })[],
): FunctionEvidence[] {
  return [...functions]
    .filter(fn => fn.cognitive > 0)
    .sort((a, b) => b.cognitive - a.cognitive || a.line - b.line || compareText(a.name, b.name))
    .slice(0, FUNCTIONS_SHOWN)
    .map(({ name, line, endLine, cognitive, nesting, parameters, statements }) => ({
      name,
      line,
      endLine,
      cognitive,
      nesting,
      parameters,
      statements,
    }));
}

export function economicsOf({ assessment, judged }: ValuedItem): Economics {
  return {
    fix: assessment.fix,
    saving: assessment.saving,
    payback: assessment.payback,
    npv: assessment.npv,
    probabilityWorthIt: assessment.probabilityWorthIt,
    verdict: judged.verdict,
    reason: judged.reason,
    cd3: assessment.cd3,
    wsjf: judged.wsjf,
  };
}

function testFacts(snapshot: Snapshot): ReportData['tests'] {
  const tests = new Set(snapshot.tests);
  let changes = 0;
  for (const file of snapshot.history.files) {
    if (file.alive && tests.has(file.path)) changes += file.changes.length;
  }
  return { files: snapshot.tests.length, changes };
}

function unmeasured(snapshot: Snapshot, pricing: Pricing): ReportData['unmeasured'] {
  const byLanguage = new Map<string, { files: number; effortShare: number }>();
  snapshot.files.forEach((file, index) => {
    if (file.language === undefined) return;
    const entry = byLanguage.get(file.language) ?? { files: 0, effortShare: 0 };
    entry.files++;
    entry.effortShare += pricing.shares.files[index]!;
    byLanguage.set(file.language, entry);
  });
  return [...byLanguage]
    .map(([language, entry]) => ({ language, ...entry }))
    .sort(
      (a, b) => b.effortShare - a.effortShare || b.files - a.files || compareText(a.language, b.language),
    );
}
