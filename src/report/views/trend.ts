import type { Block, Document, Row, Section } from '../../core/document.ts';
import type { Range } from '../../core/range.ts';
import type { TrendData, TrendDecision, TrendPoint } from '../../core/trend.ts';
import { costClaim, LEVEL, type Scope, slowdownClaim } from '../claims.ts';
import { code, figure, plainText, quoted, type Text } from '../inline.ts';
import { dayText, NBSP, plural } from '../numbers.ts';
import { agreements } from '../words/product.ts';
import { costCell, type Speech, slowdownCell } from '../words.ts';
import { speechOf, titled } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** Health, slowdown and cost at the end of each past quarter, the forecast, and what was paid down. */
export function trendView(data: TrendData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'trend',
      title: `Past quarters, by today's model · scenario: ${data.scenario}`,
      audience: 'both',
      blocks:
        data.points.length === 0
          ? []
          : [...sparks(speech, data), pointsTable(speech, data), timeline(data, options.audience)],
    },
    {
      id: 'forecast',
      title: 'The next quarter',
      audience: 'both',
      blocks: [{ kind: 'paragraph', text: forecastText(speech, data) }],
    },
    {
      id: 'wins',
      title: 'What was paid down',
      audience: 'both',
      blocks: winBlocks(speech, data, options.audience),
    },
    ...(data.decisions.length === 0
      ? []
      : [
          {
            id: 'decided',
            title: 'What was decided',
            audience: 'both' as const,
            blocks: [
              {
                kind: 'list' as const,
                items: data.decisions.map(
                  (decision): Text => [
                    `${dayText(decision.on)}: `,
                    ...decided(decision, options.audience),
                    ' – ',
                    quoted(decision.reason),
                  ],
                ),
              },
            ],
          },
        ]),
  ];
  return {
    command: data.command,
    title: titled(speech, data.repository, 'trend'),
    sections: forAudience(sections, options.audience),
    data,
  };
}

const scopeOf = (data: TrendData): Scope => ({ kind: 'repository', name: data.repository.name });

function sparks(speech: Speech, data: TrendData): readonly Block[] {
  const values = (of: (point: TrendPoint) => number): number[] => data.points.map(of);
  const last = data.points.at(-1);
  if (last === undefined) return [];
  const scope = scopeOf(data);
  const lines: readonly (readonly [string, readonly number[], Text])[] = [
    ['Health  ', values(point => point.health), [`${speech.numbers.health(last.health)} now`]],
    [
      'Slowdown',
      values(point => point.slowdown.p50),
      [...slowdownCell(speech, slowdownClaim(scope, data.scenario, last.slowdown)), ' now'],
    ],
    [
      'Cost    ',
      values(point => point.hours.mean),
      [...costCell(speech, costClaim(scope, data.scenario, last)), ' now'],
    ],
  ];
  return lines.map(
    ([label, list, text]): Block => ({
      kind: 'chart',
      chart: {
        kind: 'sparkline',
        label: [label],
        values: list,
        text: text.map(part => (typeof part === 'string' ? part : part.text)).join(''),
      },
    }),
  );
}

function pointsTable(speech: Speech, data: TrendData): Block {
  const scope = scopeOf(data);
  return {
    kind: 'table',
    id: 'trend',
    caption: `${LEVEL}${NBSP}% ranges, scenario: ${data.scenario}`,
    columns: [
      { title: 'End of quarter', align: 'left', priority: 0, content: 'figure' },
      { title: 'Health', align: 'right', priority: 0, content: 'figure' },
      { title: 'Slowdown', align: 'left', priority: 0, content: 'figure' },
      { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
      { title: 'Debt items', align: 'right', priority: 2, content: 'figure' },
    ],
    rows: data.points.map(
      (point): Row => ({
        cells: [
          { text: [dayText(point.asOf)], sort: point.asOf },
          {
            text: [figure(speech.numbers.health(point.health), `trend/${point.revision}/health`)],
            sort: point.health,
          },
          {
            text: slowdownCell(speech, slowdownClaim(scope, data.scenario, point.slowdown)),
            sort: point.slowdown.p50,
          },
          { text: costCell(speech, costClaim(scope, data.scenario, point)), sort: point.hours.mean },
          { text: [speech.numbers.count(point.items)], sort: point.items },
        ],
        key: point.revision,
      }),
    ),
  };
}

/** Decisions stand where they were made; planners read of value streams instead of paths. */
const timeline = (data: TrendData, audience: ViewOptions['audience']): Block => ({
  kind: 'chart',
  chart: {
    kind: 'timeline',
    title: 'Health at the end of each quarter',
    unit: 'health',
    points: [
      ...data.points.map(point => ({ at: point.asOf, value: point.health, forecast: false })),
      ...(data.forecast.kind === 'estimated'
        ? [
            {
              at: data.horizon.until,
              low: data.forecast.value.health.low,
              value: data.forecast.value.health.likely,
              high: data.forecast.value.health.high,
              forecast: true,
            },
          ]
        : []),
    ],
    marks: data.decisions.map(decision => ({
      at: decision.on,
      text: plainText(decided(decision, audience)),
    })),
  },
});

function decided({ decision, item, valueStreams }: TrendDecision, audience: ViewOptions['audience']): Text {
  const about: Text =
    audience === 'product'
      ? [valueStreams.length === 0 ? 'outside of all value streams' : quoted(valueStreams.join(', '))]
      : [code(item)];
  return [`${agreements[decision]}: `, ...about];
}

function forecastText(speech: Speech, data: TrendData): Text {
  if (data.forecast.kind === 'absent') return ['No forecast: ', quoted(data.forecast.why)];
  const { health } = data.forecast.value;
  const { numbers } = speech;
  return [
    'Health most likely stays at about ',
    figure(numbers.health(health.likely), 'trend/forecast/health'),
    ` (${LEVEL}${NBSP}% range ${numbers.health(health.low)}–${numbers.health(health.high)}): complexity hardly moves within a quarter, and extending a trend forecasts worse than no change.`,
  ];
}

const winWords = { left: 'is off the list', deleted: 'is gone', shrank: 'is healthier' } as const;

function winBlocks(speech: Speech, data: TrendData, audience: ViewOptions['audience']): readonly Block[] {
  const { wins } = data;
  if (wins.items.length === 0)
    return [{ kind: 'paragraph', text: ['No debt item left the list or shrank in this time.'] }];
  const scope = scopeOf(data);
  const saved = (hours: Range, money: Range | undefined): Text =>
    costCell(speech, costClaim(scope, data.scenario, { hours, ...(money === undefined ? {} : { money }) }));
  const gone = plural(speech.numbers, wins.items.length, 'item', 'items');
  const [had, would] =
    wins.items.length === 1
      ? ['it stayed as it was', 'it would']
      : ['they stayed as they were', 'they would'];
  const isPriced = wins.items.some(win => win.hoursSaved !== undefined);
  const total: Text = isPriced
    ? [
        `${gone} left the list or shrank. Had ${had}, ${would} cost `,
        ...(wins.hoursSaved.p90 > 0 ? saved(wins.hoursSaved, wins.moneySaved) : ['nothing']),
        ` per ${speech.horizon.per} today (${LEVEL}${NBSP}% range, scenario: ${data.scenario}).`,
      ]
    : [`${gone} left the list: what was deleted is not priced.`];
  const byStream = wins.byStream.map(
    (stream): Text => [
      quoted(stream.name),
      `: ${plural(speech.numbers, stream.items, 'item', 'items')}`,
      ...(stream.hoursSaved.p90 > 0 ? [', ', ...saved(stream.hoursSaved, stream.moneySaved)] : []),
    ],
  );
  const items = wins.items.map(
    (win): Text =>
      win.hoursSaved === undefined
        ? [code(win.path), ` was deleted by ${dayText(win.until)}; not priced`]
        : [
            code(win.path),
            ` ${winWords[win.kind]} since ${dayText(win.until)}: `,
            ...saved(win.hoursSaved, win.moneySaved),
          ],
  );
  return [
    { kind: 'paragraph', text: total },
    ...(byStream.length === 0 ? [] : [{ kind: 'list', items: byStream } as const]),
    ...(audience === 'product' ? [] : [{ kind: 'list', items } as const]),
  ];
}
