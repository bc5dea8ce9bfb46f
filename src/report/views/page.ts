import type { Block, Chart, Document, Section } from '../../core/document.ts';
import type { ExplainData } from '../../core/explain.ts';
import type { PageFile } from '../../core/page.ts';
import type { PlanData } from '../../core/plan.ts';
import type { ReportData } from '../../core/report.ts';
import type { RoadmapData } from '../../core/roadmap.ts';
import type { TrendData } from '../../core/trend.ts';
import { costClaim, LEVEL, type Scope } from '../claims.ts';
import { plainText } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import { costCell, type Speech } from '../words.ts';
import { explainView } from './explain.ts';
import { speechOf } from './head.ts';
import { planView } from './plan.ts';
import { reportView } from './report.ts';
import { roadmapView } from './roadmap.ts';
import { trendView } from './trend.ts';
import type { ViewOptions } from './view.ts';

/** What the presented page holds besides the report itself. */
export interface PageParts {
  readonly report: ReportData;
  readonly plan?: PlanData;
  /** Absent without a roadmap in the config. */
  readonly roadmap?: RoadmapData;
  readonly trend?: TrendData;
  /** The chains behind the first rows. */
  readonly explained?: readonly ExplainData[];
  /** Every source file that has a part in the effort. */
  readonly files?: readonly PageFile[];
}

/**
 * The page for a meeting: the report, with the headline drawn under each scenario, dates of the roadmap, the past quarters
 * with what was paid down, and the plan among the items. Only known parts are shown; the data is the report's.
 */
export function pageView(parts: PageParts, options: ViewOptions): Document {
  const document = reportView(parts.report, options);
  const speech = speechOf(parts.report, options.locale);
  const planning = options.audience === 'engineering' ? [] : planningSections(parts, options);
  const engineering = options.audience === 'product' ? [] : planSections(parts, options);
  const sections = document.sections.flatMap((section): readonly Section[] => {
    switch (section.id) {
      case 'product-summary':
        return [{ ...section, blocks: [...section.blocks, ...scenarioPicture(speech, parts.report)] }];
      case 'product-sure':
        return [...planning, section];
      case 'items':
        return [...engineering, withChains(section, parts.explained ?? [], options)];
      case 'map':
        return [
          {
            ...section,
            blocks: section.blocks.map(block => allFiles(planMarked(block, parts.plan), parts.files, speech)),
          },
        ];
      default:
        return [section];
    }
  });
  return { ...document, sections };
}

/** The same quarter under each scenario, on one scale: how much of the figure is knowledge, and how much assumption. */
function scenarioPicture(speech: Speech, data: ReportData): readonly Block[] {
  const scope: Scope = { kind: 'repository', name: data.repository.name };
  const { headline } = data;
  const own = { scenario: headline.scenario, hours: headline.hours, money: headline.money };
  const others = headline.scenarios.filter(each => each.scenario !== headline.scenario);
  const bars = [own, ...others].map(({ scenario, hours, money }, index) => {
    const range = headline.money === undefined ? hours : (money ?? hours);
    const cost = headline.money === undefined || money === undefined ? { hours } : { hours, money };
    return {
      label: [index === 0 ? `${scenario} (used here)` : scenario],
      low: range.p10,
      mid: range.mean,
      high: range.p90,
      text: plainText(costCell(speech, costClaim(scope, scenario, cost))),
    };
  });
  const sameUnit = headline.money === undefined || [own, ...others].every(each => each.money !== undefined);
  if (!sameUnit) return [];
  const chart: Chart = {
    kind: 'ranges',
    title: `Cost / ${speech.horizon.per} under each scenario, ${LEVEL}${NBSP}% ranges`,
    unit: headline.money === undefined ? 'h' : (data.currency ?? ''),
    bars,
  };
  return [{ kind: 'chart', chart }];
}

function planningSections({ roadmap, trend }: PageParts, options: ViewOptions): readonly Section[] {
  const forProduct: ViewOptions = { ...options, audience: 'product' };
  return [
    ...(roadmap === undefined ? [] : [roadmapSection(roadmapView(roadmap, forProduct).sections)]),
    ...(trend === undefined ? [] : trendSections(trendView(trend, forProduct).sections)),
  ];
}

const find = (sections: readonly Section[], id: string): Section | undefined =>
  sections.find(section => section.id === id);

/** Dates first; what each item means folds below them. */
function roadmapSection(sections: readonly Section[]): Section {
  const main = find(sections, 'roadmap');
  const items = sections.filter(section => section.id.startsWith('item-')).flatMap(section => section.blocks);
  const shift = find(sections, 'shift');
  return {
    id: 'page-roadmap',
    title: main?.title ?? 'Roadmap',
    audience: 'product',
    blocks: [
      ...picturesFirst(main?.blocks ?? []),
      ...(items.length === 0
        ? []
        : [{ kind: 'details', summary: ['Each item in words'], blocks: items } as const]),
      ...(shift === undefined
        ? []
        : [{ kind: 'details', summary: [shift.title ?? 'Shares'], blocks: shift.blocks } as const]),
      ...(find(sections, 'note')?.blocks ?? []),
    ],
  };
}

function trendSections(sections: readonly Section[]): readonly Section[] {
  const main = find(sections, 'trend');
  const forecast = find(sections, 'forecast');
  const wins = find(sections, 'wins');
  const blocks = main?.blocks ?? [];
  const drawn = blocks.filter(block => block.kind === 'chart' && block.chart.kind !== 'sparkline');
  const tables = blocks.filter(block => block.kind === 'table');
  return [
    {
      id: 'page-trend',
      title: main?.title ?? 'Past quarters',
      audience: 'product',
      blocks: [
        ...drawn,
        ...(forecast?.blocks ?? []),
        ...(tables.length === 0
          ? []
          : [{ kind: 'details', summary: ['Quarter by quarter'], blocks: tables } as const]),
      ],
    },
    ...(wins === undefined ? [] : [{ ...wins, id: 'page-wins', audience: 'product' as const }]),
  ];
}

const picturesFirst = (blocks: readonly Block[]): readonly Block[] => [
  ...blocks.filter(block => block.kind !== 'table'),
  ...blocks
    .filter(block => block.kind === 'table')
    .map((block): Block => ({ kind: 'details', summary: ['The dates as a table'], blocks: [block] })),
];

/** What to fix first, what has to wait and what to leave alone, with paths. */
const planSections = ({ plan }: PageParts, options: ViewOptions): readonly Section[] =>
  plan === undefined
    ? []
    : planView(plan, { ...options, audience: 'engineering' })
        .sections.filter(section => ['plan', 'not-yet', 'leave-alone'].includes(section.id))
        .map(section => ({ ...section, id: `page-${section.id}`, audience: 'engineering' }));

/** Sections of a chain that a row already says, or that the page says once. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['warnings', 'subject', 'functions', 'sensitivity']);

/** Each explained row opens on its whole chain; each step opens by itself. */
function withChains(section: Section, explained: readonly ExplainData[], options: ViewOptions): Section {
  const byPath = new Map(
    explained.flatMap(data => (data.subject.kind === 'file' ? [[data.subject.path, data] as const] : [])),
  );
  return {
    ...section,
    blocks: section.blocks.map(block =>
      block.kind !== 'table'
        ? block
        : {
            ...block,
            rows: block.rows.map(row => {
              const data = row.key === undefined ? undefined : byPath.get(row.key);
              return data === undefined
                ? row
                : { ...row, details: [...(row.details ?? []), ...chainBlocks(data, options)] };
            }),
          },
    ),
  };
}

const chainBlocks = (data: ExplainData, options: ViewOptions): readonly Block[] =>
  explainView(data, { ...options, audience: 'both' })
    .sections.filter(section => !SAID_ELSEWHERE.has(section.id))
    .flatMap((section): readonly Block[] =>
      section.title === undefined
        ? section.blocks
        : [{ kind: 'details', summary: [section.title], blocks: section.blocks }],
    );

/** The map shows all files; those that are debt items keep what their row says. */
function allFiles(block: Block, files: readonly PageFile[] | undefined, { numbers }: Speech): Block {
  if (files === undefined || block.kind !== 'chart' || block.chart.kind !== 'map') return block;
  const listed = new Map(block.chart.leaves.map(leaf => [leaf.path, leaf]));
  return {
    ...block,
    chart: {
      ...block.chart,
      title: 'All files by folder: size is effort, shade is health',
      leaves: files.map(({ path, effortShare, health }) => ({
        path,
        size: effortShare,
        ...(health !== undefined && { health }),
        text:
          listed.get(path)?.text ??
          (health === undefined
            ? `not measured, ${numbers.share({ kind: 'share', of: 'effort', value: effortShare })} of the effort`
            : `health ${numbers.health(health)}, ${numbers.share({ kind: 'share', of: 'effort', value: effortShare })} of the effort`),
      })),
    },
  };
}

/** In the picture of cost against effort the plan is what is marked. */
function planMarked(block: Block, plan: PlanData | undefined): Block {
  if (plan === undefined || block.kind !== 'chart' || block.chart.kind !== 'quadrant') return block;
  const planned = new Set(plan.items.map(item => item.path));
  return {
    ...block,
    chart: {
      ...block.chart,
      title: block.chart.title.replace('worth fixing is marked', 'the plan is marked'),
      points: block.chart.points.map(point => ({ ...point, marked: planned.has(point.label) })),
    },
  };
}
