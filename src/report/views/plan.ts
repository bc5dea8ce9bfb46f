import type { Block, Column, Document, Row, Section } from '../../core/document.ts';
import type { PlanData, PlanItem } from '../../core/plan.ts';
import { LEVEL } from '../claims.ts';
import { code, enumerated, figure, quoted, sentence, type Text } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import {
  capacityLine,
  isTold,
  notYetReason,
  paybackCell,
  planTitle,
  planTotalLines,
  type Speech,
  savingNote,
  verdictReason,
} from '../words.ts';
import { originLine } from './basis.ts';
import { speechOf, titled } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** What to fix within the capacity, in which order, what has to wait and why, and what to leave alone. */
export function planView(data: PlanData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const named = nameOf(options.audience);
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'plan',
      title: planTitle(data.scenario),
      audience: 'both',
      blocks: [
        {
          kind: 'facts',
          rows: [capacityLine(speech, data.capacity), ...planTotalLines(speech, data.totals)].map(label => ({
            label,
          })),
        },
        ...(data.items.length === 0 ? [] : [planTable(speech, data.items, named)]),
      ],
    },
    {
      id: 'not-yet',
      title: 'Not yet',
      audience: 'both',
      blocks: listOf(
        data.notYet.map(item => [
          ...named(item),
          ': not yet, because ',
          ...notYetReason(speech, item.reason),
        ]),
      ),
    },
    {
      id: 'leave-alone',
      title: 'Better left alone',
      audience: 'both',
      blocks: listOf(
        data.doNotRefactor.map(item => [...named(item), ': ', ...verdictReason(speech, item.reason)]),
      ),
    },
    {
      id: 'basis',
      title: 'What this rests on',
      audience: 'both',
      blocks: [
        originLine(
          speech,
          'Configured',
          data.assumptions.filter(isTold).filter(entry => entry.source === 'configured'),
        ),
        originLine(
          speech,
          'Assumed',
          data.assumptions.filter(isTold).filter(entry => entry.source !== 'configured'),
        ),
        savingNote,
        data.exact ? [] : ['So many items that the best set is not proven to be the best one.'],
      ]
        .filter(text => text.length > 0)
        .map((text): Block => ({ kind: 'paragraph', text })),
    },
  ];
  return {
    command: data.command,
    title: titled(speech, data.repository, 'plan'),
    sections: forAudience(sections, options.audience),
    data,
  };
}

type Named = (item: { readonly path: string; readonly valueStreams: readonly string[] }) => Text;

/** Product readers know parts of the product, engineers know files. */
const nameOf =
  (audience: ViewOptions['audience']): Named =>
  item =>
    audience === 'product' && item.valueStreams.length > 0
      ? ['a file of ', ...enumerated(item.valueStreams.map(name => [quoted(name)]))]
      : [code(item.path)];

const listOf = (items: readonly Text[]): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', items }];

function planTable(speech: Speech, items: readonly PlanItem[], named: Named): Block {
  const { numbers, horizon } = speech;
  const columns: Column[] = [
    { title: '#', align: 'right', priority: 0, content: 'figure' },
    { title: 'Fix first', align: 'left', priority: 0, content: 'path' },
    { title: 'Fix', align: 'right', priority: 0, content: 'figure' },
    { title: `Saves / ${horizon.per}`, align: 'left', priority: 0, content: 'figure' },
    { title: 'Payback', align: 'right', priority: 1, content: 'figure' },
    { title: 'Used up', align: 'right', priority: 3, content: 'figure' },
  ];
  return {
    kind: 'table',
    id: 'plan',
    caption: `In this order; ${LEVEL}${NBSP}% ranges, hours and money are expected values`,
    columns,
    rows: items.map((item): Row => {
      const saved = item.savingMoney ?? item.saving;
      const about = item.savingMoney === undefined ? numbers.hours(saved.mean) : numbers.money(saved.mean);
      return {
        cells: [
          { text: [String(item.order)], sort: item.order },
          { text: named(item), sort: item.path },
          {
            text: [figure(numbers.hours(item.fixHours.mean), `${item.path}/fixHours`)],
            sort: item.fixHours.mean,
          },
          {
            text: [
              figure(
                `${about}${NBSP}(${numbers.shortBounds(saved)})`,
                `${item.path}/${item.savingMoney === undefined ? 'saving' : 'savingMoney'}`,
              ),
            ],
            sort: item.saving.mean,
          },
          {
            text: [paybackCell(speech, item.payback)],
            ...(item.payback.kind === 'weeks' ? { sort: item.payback.weeks } : {}),
          },
          { text: [numbers.hours(item.hoursAfter)], sort: item.hoursAfter },
        ],
        notes: [sentence(verdictReason(speech, item.reason))],
        key: item.path,
      };
    }),
  };
}
