import type { Chart, Section } from '../../core/document.ts';
import type { ReportData } from '../../core/report.ts';
import { costClaim, LEVEL, type Scope, slowdownClaim } from '../claims.ts';
import { plainText, quoted } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import { costCell, type Speech, slowdownCell } from '../words.ts';
import { listedStreams } from './streams.ts';

/** The cost of the value streams on one scale, for the product page. */
export const streamPicture = (speech: Speech, data: ReportData): Section => ({
  id: 'stream-ranges',
  title: 'Cost by value stream',
  audience: 'product',
  optional: true,
  blocks: streamCharts(speech, data),
});

/** Debt items as pictures, for formats that can draw: the same values, each with its text. */
export const itemPictures = (speech: Speech, data: ReportData): Section => ({
  id: 'map',
  title: 'Where the debt is',
  audience: 'engineering',
  optional: true,
  blocks: itemCharts(speech, data),
});

function streamCharts(speech: Speech, data: ReportData): Section['blocks'] {
  const measured = listedStreams(data).filter(stream => stream.health !== undefined);
  if (measured.length === 0) return [];
  const chart: Chart = {
    kind: 'ranges',
    title: `Cost / ${speech.horizon.per}, ${LEVEL}${NBSP}% ranges, scenario: ${data.scenario}`,
    unit: data.headline.money === undefined ? 'h' : (data.currency ?? ''),
    bars: measured.map(stream => {
      const range = stream.money ?? stream.hours;
      const scope: Scope = { kind: 'value-stream', name: stream.name };
      return {
        label: [quoted(stream.name)],
        low: range.p10,
        mid: range.mean,
        high: range.p90,
        text: plainText(costCell(speech, costClaim(scope, data.scenario, stream))),
      };
    }),
  };
  return [{ kind: 'chart', chart }];
}

function itemCharts(speech: Speech, data: ReportData): Section['blocks'] {
  if (data.items.length === 0) return [];
  const described = (item: ReportData['items'][number]): string => {
    const scope: Scope = { kind: 'file', path: item.path };
    const slowdown = plainText(slowdownCell(speech, slowdownClaim(scope, data.scenario, item.slowdown)));
    const cost = plainText(costCell(speech, costClaim(scope, data.scenario, item)));
    return `health ${speech.numbers.health(item.health)}, slowdown ${slowdown}, cost ${cost}`;
  };
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'map',
        title: 'Debt items by folder: size is effort, shade is health',
        leaves: data.items.map(item => ({
          path: item.path,
          size: item.effortShare,
          health: item.health,
          text: described(item),
        })),
      },
    },
    {
      kind: 'chart',
      chart: {
        kind: 'quadrant',
        title: `Cost / ${speech.horizon.per} against fix effort; worth fixing is marked`,
        x: 'Fix, hours',
        y: `Cost / ${speech.horizon.per}, hours`,
        points: data.items.map(item => ({
          label: item.path,
          x: item.economics.fix.hours.mean,
          y: item.hours.mean,
          marked: item.economics.verdict === 'worth-it',
          text: described(item),
        })),
      },
    },
  ];
}
