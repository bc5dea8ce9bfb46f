import type { Block, Cell, Column, Row, Tone } from '../../core/document.ts';
import type { DebtItem, ReportData } from '../../core/report.ts';
import { costClaim, LEVEL, type Scope, slowdownClaim } from '../claims.ts';
import { code, figure, muted, quoted, type Text } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import {
  activityCell,
  capital,
  costCell,
  decisionLine,
  paybackCell,
  type Speech,
  slowdownCell,
  verdictLine,
  whyLine,
} from '../words.ts';

/** Ranked debt items with the reason below each. */
export function itemsTable(speech: Speech, items: readonly DebtItem[], caption: string): Block {
  const columns: Column[] = [
    { title: '#', align: 'right', priority: 0, content: 'figure' },
    { title: 'Debt item', align: 'left', priority: 0, content: 'path' },
    { title: 'Slowdown', align: 'left', priority: 0, content: 'figure' },
    { title: capital(speech.horizon.next), align: 'left', priority: 4, content: 'figure' },
    { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
    { title: 'Fix', align: 'right', priority: 3, content: 'figure' },
    { title: 'Payback', align: 'right', priority: 2, content: 'figure' },
  ];
  return {
    kind: 'table',
    id: 'items',
    caption,
    columns,
    rows: items.map(item => itemRow(speech, item)),
    filterable: true,
  };
}

function itemRow(speech: Speech, item: DebtItem): Row {
  const scope: Scope = { kind: 'file', path: item.path };
  const { economics } = item;
  const cells: Cell[] = [
    { text: [String(item.rank)], sort: item.rank },
    { text: [code(item.path)], sort: item.path },
    {
      text: slowdownCell(speech, slowdownClaim(scope, item.slowdown.scenario, item.slowdown)),
      sort: item.slowdown.p50,
    },
    {
      text: activityCell(speech, item, item.path),
      ...(item.activity.kind === 'estimated' ? { sort: item.activity.value.mean } : {}),
    },
    { text: costCell(speech, costClaim(scope, item.slowdown.scenario, item)), sort: item.hours.mean },
    {
      text: [figure(speech.numbers.hours(economics.fix.hours.mean), `${item.path}/fixHours`)],
      sort: economics.fix.hours.mean,
    },
    {
      text: [figure(paybackCell(speech, economics.payback), `${item.path}/payback`)],
      ...(economics.payback.kind === 'weeks' ? { sort: economics.payback.weeks } : {}),
    },
  ];
  const notes = [
    whyLine(speech, item),
    verdictLine(speech, economics),
    item.decision === undefined ? [] : decisionLine(item.decision),
  ].filter(line => line.length > 0);
  return { cells, notes, details: [itemDetails(speech, item)], key: item.path };
}

/** The raw factors beside the score, for whoever unfolds the row. */
function itemDetails(speech: Speech, item: DebtItem): Block {
  const { numbers } = speech;
  const rows: { readonly label: Text; readonly value: Text }[] = [
    {
      label: ['Health'],
      value: [`${numbers.health(item.health)} of 10 (deficit ${numbers.health(item.deficit)})`],
    },
    {
      label: ['Complexity and size'],
      value: [
        `cognitive ${numbers.count(item.cognitive)}, ${numbers.count(item.loc)} lines, ${numbers.count(item.statements)} statements`,
      ],
    },
    {
      label: ['Hotspot'],
      value: [
        `rank ${numbers.count(item.hotspot.rank)}, score ${numbers.plain(item.hotspot.score)}: ${numbers.count(item.hotspot.changes)} changes and ${numbers.count(item.hotspot.fixes)} fix commits`,
      ],
    },
    {
      label: ['Fix burden'],
      value:
        item.burden.kind === 'absent'
          ? ['none counted: ', quoted(item.burden.why)]
          : [
              `${item.burden.value.basis}: ${numbers.count(Math.round(item.burden.value.followUps))} follow-up fixes in ${numbers.count(item.burden.value.changes)} changes`,
            ],
    },
    ...item.functions.map(fn => ({
      label: [code(fn.name)] as Text,
      value: [
        `lines ${numbers.count(fn.line)}–${numbers.count(fn.endLine)}: cognitive ${numbers.count(fn.cognitive)}, ${numbers.count(fn.nesting)} levels deep, ${numbers.count(fn.parameters)} parameters, ${numbers.count(fn.statements)} statements`,
      ] as Text,
    })),
  ];
  if (item.withRoadmap !== undefined) {
    const scope: Scope = { kind: 'file', path: item.path };
    rows.push({
      label: ['With the roadmap'],
      value: costCell(speech, costClaim(scope, item.slowdown.scenario, item.withRoadmap), 'withRoadmap/'),
    });
  }
  return { kind: 'facts', rows };
}

/** Warning and alert band of the health deficit; the figure beside it says the same. */
export const healthTone = (deficit: number): Tone => (deficit > 6 ? 'bad' : deficit > 1 ? 'warning' : 'good');

const sortWords = {
  cost: 'cost',
  slowdown: 'slowdown',
  hotspot: 'hotspot score',
  payback: 'payback',
  cd3: 'CD3 (cost of delay ÷ duration)',
} as const satisfies Record<ReportData['sort'], string>;

/** Says what the order is, how many are shown, and what the ranges are. */
export function itemsCaption(speech: Speech, data: ReportData): string {
  const { numbers } = speech;
  const shown =
    data.items.length < data.itemsTotal
      ? `First ${numbers.count(data.items.length)} of ${numbers.count(data.itemsTotal)}`
      : `All ${numbers.count(data.itemsTotal)}`;
  return `${shown}, by ${sortWords[data.sort]}; ${LEVEL}${NBSP}% ranges, scenario: ${data.scenario}`;
}

/** An empty list; why, unless `--only` emptied it, which has a warning of its own. */
export const noItems = ({ warnings }: ReportData): Text =>
  warnings.some(warning => warning.code === 'only-lists-nothing')
    ? ['No debt items are listed.']
    : [
        muted('No debt items: '),
        'every measured file is healthy and no function is above cognitive complexity 15.',
      ];
