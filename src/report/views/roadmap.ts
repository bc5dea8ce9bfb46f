import type { Block, Document, Section } from '../../core/document.ts';
import type { RoadmapData, RoadmapItemForecast } from '../../core/roadmap.ts';
import { code, enumerated, quoted, type Text } from '../inline.ts';
import {
  breakEvenText,
  delayText,
  differenceText,
  dueText,
  finishText,
  laterIsNormal,
  roadmapPlanLine,
  type Speech,
  touchesText,
} from '../words.ts';
import { speechOf, titled } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** When each roadmap item is finished if the debt stays, and if the plan is done first. */
export function roadmapView(data: RoadmapData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'roadmap',
      title: `Roadmap with and without the plan · scenario: ${data.scenario}`,
      audience: 'both',
      blocks: [
        { kind: 'paragraph', text: roadmapPlanLine(speech, data) },
        ...(data.items.length === 0
          ? [
              {
                kind: 'paragraph',
                text: ['No roadmap is configured: add ', code('roadmap:'), ' to the config.'],
              } as const,
            ]
          : [datesTable(data, speech), datesChart(data.items)]),
      ],
    },
    ...data.items.map(item => itemSection(speech, item, data)),
    shiftSection(speech, data),
    {
      id: 'paths',
      title: 'What the plan fixes',
      audience: 'engineering',
      blocks: pathBlocks(data.plan.paths),
    },
    {
      id: 'note',
      audience: 'both',
      blocks: data.items.some(item => item.verdict === 'later')
        ? [{ kind: 'paragraph', text: laterIsNormal }]
        : [],
    },
  ];
  return {
    command: data.command,
    title: titled(speech, data.repository, 'roadmap'),
    sections: forAudience(sections, options.audience),
    data,
  };
}

function datesTable(data: RoadmapData, speech: Speech): Block {
  return {
    kind: 'table',
    id: 'roadmap',
    columns: [
      { title: 'Item', align: 'left', priority: 0, content: 'text' },
      { title: 'If nothing changes', align: 'left', priority: 0, content: 'text' },
      { title: 'Plan first', align: 'left', priority: 0, content: 'text' },
    ],
    rows: data.items.map(item => ({
      cells: [
        { text: [quoted(item.id), ' ', quoted(item.title)], sort: item.id },
        { text: [finishText(item.now, data.fiscalYearStarts)], sort: item.now.likely },
        { text: [finishText(item.afterPlan, data.fiscalYearStarts)], sort: item.afterPlan.likely },
      ],
      notes: [differenceText(speech, item)],
      key: item.id,
    })),
  };
}

const datesChart = (items: readonly RoadmapItemForecast[]): Block => ({
  kind: 'chart',
  chart: {
    kind: 'dates',
    title: 'Finish dates',
    rows: items.map(item => ({
      label: item.title,
      now: item.now,
      plan: item.afterPlan,
      ...(item.due === undefined ? {} : { due: item.due }),
    })),
  },
});

function itemSection(speech: Speech, item: RoadmapItemForecast, data: RoadmapData): Section {
  const lines: Text[] = [
    delayText(speech, item),
    dueText(item, data.fiscalYearStarts),
    touchesText(speech, item),
    breakEvenText(speech, item),
  ].filter(line => line.length > 0);
  return {
    id: `item-${item.id}`,
    audience: 'both',
    blocks: [
      {
        kind: 'details',
        summary: [quoted(item.id), ' ', quoted(item.title)],
        blocks: [
          ...lines.map((text): Block => ({ kind: 'paragraph', text })),
          {
            kind: 'chart',
            chart: {
              kind: 'dots',
              title: 'Weeks until finished, one dot for each of the evenly spaced outcomes',
              unit: 'weeks',
              series: [
                { label: 'now', values: item.outcomes.now },
                { label: 'plan first', values: item.outcomes.afterPlan },
              ],
            },
          },
        ],
      },
    ],
  };
}

function shiftSection(speech: Speech, { shift }: RoadmapData): Section {
  const { numbers } = speech;
  const share = (value: number): string => numbers.share({ kind: 'share', of: 'effort', value });
  const lines: Text[] = [];
  if (shift.plannedShare > 0)
    lines.push([
      `Planned work takes ${share(shift.plannedShare)} of the team's time ${speech.horizon.next}.`,
    ]);
  if (shift.gainsMost !== undefined) lines.push(['Gains most effort: ', quoted(shift.gainsMost), '.']);
  if (shift.losesMost !== undefined) lines.push(['Loses most effort: ', quoted(shift.losesMost), '.']);
  const moved = shift.streams.filter(stream => stream.byHistory !== stream.withRoadmap);
  return {
    id: 'shift',
    title: 'Where the work goes',
    audience: 'both',
    blocks: [
      ...lines.map((text): Block => ({ kind: 'paragraph', text })),
      ...(moved.length === 0
        ? []
        : [
            {
              kind: 'table',
              id: 'shift',
              columns: [
                { title: 'Value stream', align: 'left', priority: 0, content: 'text' },
                { title: 'By history', align: 'right', priority: 0, content: 'figure' },
                { title: 'With the roadmap', align: 'right', priority: 0, content: 'figure' },
              ],
              rows: moved.map(stream => ({
                cells: [
                  { text: [quoted(stream.name)], sort: stream.name },
                  { text: [share(stream.byHistory)], sort: stream.byHistory },
                  { text: [share(stream.withRoadmap)], sort: stream.withRoadmap },
                ],
                key: stream.name,
              })),
            } as const,
          ]),
    ],
  };
}

const pathBlocks = (paths: readonly string[]): readonly Block[] =>
  paths.length === 0
    ? []
    : [{ kind: 'paragraph', text: [...enumerated(paths.map(path => [code(path)])), '.'] }];
