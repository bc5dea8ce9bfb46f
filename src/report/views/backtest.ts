import type { BacktestData, CutScore, TrackRecord } from '../../core/backtest.ts';
import type { Block, Document, Section } from '../../core/document.ts';
import { quoted, type Text } from '../inline.ts';
import { dayText } from '../numbers.ts';
import {
  coverageText,
  quartersWithOrder,
  rankingText,
  rankingWords,
  recordIntro,
  type ScoredRecord,
  type Speech,
  skillText,
  slowdownNotScored,
  testsOrder,
  untestedOrder,
} from '../words.ts';
import { speechOf, titled } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** How good the tool's own forecasts were in this repository's past quarters, beside the simplest ones. */
export function backtestView(data: BacktestData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const { record } = data;
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'record',
      title: 'Track record',
      audience: 'both',
      blocks: [
        { kind: 'paragraph', text: recordIntro(speech, record) },
        ...(record.kind === 'scored' ? pooledBlocks(speech, record) : []),
        { kind: 'paragraph', text: slowdownNotScored },
      ],
    },
    {
      id: 'cuts',
      title: 'Quarter by quarter',
      audience: 'engineering',
      blocks: cutBlocks(speech, record),
    },
    {
      id: 'not-scored',
      title: 'Not scored',
      audience: 'engineering',
      blocks:
        data.notScored.length === 0
          ? []
          : [
              {
                kind: 'list',
                items: data.notScored.map((cut): Text => [dayText(cut.asOf), ': ', quoted(cut.why)]),
              },
            ],
    },
  ];
  return {
    command: data.command,
    title: titled(speech, data.repository, 'backtest'),
    sections: forAudience(sections, options.audience),
    data,
  };
}

function pooledBlocks(speech: Speech, record: ScoredRecord): readonly Block[] {
  const { numbers } = speech;
  const { pooled } = record;
  const share = (of: string, value: number | null): string =>
    value === null ? 'not scored' : numbers.share({ kind: 'share', of, value });
  const orders: Block = {
    kind: 'table',
    id: 'rankings',
    caption: 'Fix commits of the following quarter that fell into the listed files',
    columns: [
      { title: 'Order', align: 'left', priority: 0, content: 'text' },
      { title: 'Caught', align: 'left', priority: 0, content: 'figure' },
      { title: 'Listed files with a fix', align: 'right', priority: 1, content: 'figure' },
    ],
    rows: pooled.rankings.map(score => ({
      cells: [
        { text: [rankingWords[score.ranking]], sort: score.ranking },
        { text: rankingText(speech, score), ...(score.recall === null ? {} : { sort: score.recall }) },
        {
          text: [share('listed files', score.hitRate)],
          ...(score.hitRate === null ? {} : { sort: score.hitRate }),
        },
      ],
      key: score.ranking,
    })),
  };
  const untested = untestedOrder(speech, record);
  return [
    ...(quartersWithOrder(record) > 0 ? [orders] : []),
    ...(untested.length > 0 ? [{ kind: 'paragraph', text: untested } as const] : []),
    {
      kind: 'facts',
      rows: [
        { label: ['Any file had a fix'], value: [share('all files', pooled.baseRate), ' (picking blindly)'] },
        { label: ['Ranges of value streams'], value: coverageText(speech, pooled.streams) },
        { label: ['Ranges of listed files'], value: coverageText(speech, pooled.listedFiles) },
        {
          label: ['Fix burden'],
          value: [
            skillText(speech, pooled.burden.skill).replace(
              'repeating last quarter',
              'one rate for all files',
            ),
          ],
        },
      ],
    },
  ];
}

function cutBlocks(speech: Speech, record: TrackRecord): readonly Block[] {
  const { cuts } = record;
  if (cuts.length === 0) return [];
  const held = (score: CutScore['streams']): string =>
    score.of === 0 ? '–' : `${speech.numbers.count(score.held)} of ${speech.numbers.count(score.of)}`;
  return [
    {
      kind: 'table',
      id: 'cuts',
      columns: [
        { title: 'Forecast made', align: 'left', priority: 0, content: 'figure' },
        { title: 'By cost', align: 'right', priority: 0, content: 'figure' },
        { title: 'By hotspot', align: 'right', priority: 0, content: 'figure' },
        { title: 'Changes × lines', align: 'right', priority: 0, content: 'figure' },
        { title: 'Streams held', align: 'right', priority: 1, content: 'figure' },
        { title: 'Files held', align: 'right', priority: 2, content: 'figure' },
      ],
      rows: cuts.map(cut => ({
        cells: [
          { text: [dayText(cut.asOf)], sort: cut.asOf },
          ...(['cost', 'hotspot', 'commits-x-loc'] as const).map(name => {
            const score = cut.rankings.find(ranking => ranking.ranking === name);
            return {
              text: [
                score === undefined || score.recall === null || !testsOrder(record, cut)
                  ? '–'
                  : speech.numbers.share({ kind: 'share', of: 'fix changes', value: score.recall }),
              ],
            };
          }),
          { text: [held(cut.streams)] },
          { text: [held(cut.listedFiles)] },
        ],
        key: cut.revision,
      })),
    },
  ];
}
