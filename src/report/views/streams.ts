import type { Block, Cell, Column, Row } from '../../core/document.ts';
import type { ReportData, ValueStreamReport } from '../../core/report.ts';
import { costClaim, type Scope, slowdownClaim } from '../claims.ts';
import { figure, joined, muted, quoted, type Text } from '../inline.ts';
import { plural } from '../numbers.ts';
import { activityCell, capital, costCell, type Speech, slowdownCell } from '../words.ts';
import { healthTone } from './items.ts';

/** Longer lists are read by nobody; what is left out costs less than each row shown, and is named. */
const LISTED = 10;

/** The streams that get a row: by cost, as the data has them. */
export const listedStreams = (data: ReportData): readonly ValueStreamReport[] =>
  data.valueStreams.slice(0, LISTED);

/** Names the streams without a row. */
export function otherStreams(speech: Speech, data: ReportData): readonly Block[] {
  const rest = data.valueStreams.slice(LISTED);
  if (rest.length === 0) return [];
  const names = joined(
    rest.map(stream => [quoted(stream.name)]),
    ', ',
  );
  const text: Text = [
    muted(
      `${plural(speech.numbers, rest.length, 'more value stream', 'more value streams')}${rest.length === 1 ? '' : ', each'} with less cost: `,
    ),
    ...names,
    '.',
  ];
  return [{ kind: 'paragraph', text }];
}

const scopeOf = (stream: ValueStreamReport): Scope => ({ kind: 'value-stream', name: stream.name });

const slowdownOf = (speech: Speech, stream: ValueStreamReport): Text =>
  stream.health === undefined
    ? [muted('not measured')]
    : slowdownCell(speech, slowdownClaim(scopeOf(stream), stream.slowdown.scenario, stream.slowdown));

const costOf = (speech: Speech, stream: ValueStreamReport): Text =>
  stream.health === undefined
    ? [muted('not measured')]
    : costCell(speech, costClaim(scopeOf(stream), stream.slowdown.scenario, stream));

/** Above this part of unmeasured effort a stream's figures need a remark. */
const NOTEWORTHY = 0.1;

function unmeasuredNote(speech: Speech, stream: ValueStreamReport): readonly Text[] {
  if (stream.health === undefined || stream.unmeasuredShare < NOTEWORTHY) return [];
  const share = speech.numbers.share({
    kind: 'share',
    of: 'effort in the stream',
    value: stream.unmeasuredShare,
  });
  return [[`${share} of the effort here is in code without a measured health.`]];
}

/** Engineering: health, activity, slowdown and cost of each value stream. */
export function streamsTable(speech: Speech, data: ReportData, caption: string): Block {
  const withRoadmap = data.valueStreams.some(stream => stream.withRoadmap !== undefined);
  const columns: Column[] = [
    { title: 'Value stream', align: 'left', priority: 0, content: 'text' },
    { title: 'Health', align: 'right', priority: 3, content: 'figure' },
    { title: 'Slowdown', align: 'left', priority: 0, content: 'figure' },
    { title: capital(speech.horizon.next), align: 'left', priority: 4, content: 'figure' },
    { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
    ...(withRoadmap
      ? [{ title: 'With the roadmap', align: 'left', priority: 2, content: 'figure' } as const]
      : []),
  ];
  const rows = listedStreams(data).map((stream): Row => {
    const cells: Cell[] = [
      { text: [quoted(stream.name)], sort: stream.name },
      stream.health === undefined
        ? { text: [muted('–')] }
        : {
            text: [figure(speech.numbers.health(stream.health), `${stream.name}/health`)],
            sort: stream.health,
            tone: healthTone(10 - stream.health),
          },
      { text: slowdownOf(speech, stream), sort: stream.slowdown.p50 },
      {
        text: activityCell(speech, stream, stream.name),
        ...(stream.activity.kind === 'estimated' ? { sort: stream.activity.value.mean } : {}),
      },
      { text: costOf(speech, stream), sort: stream.hours.mean },
      ...(withRoadmap ? [roadmapCell(speech, stream)] : []),
    ];
    return { cells, notes: unmeasuredNote(speech, stream), key: stream.name };
  });
  return { kind: 'table', id: 'value-streams', caption, columns, rows };
}

function roadmapCell(speech: Speech, stream: ValueStreamReport): Cell {
  if (stream.withRoadmap === undefined) return { text: [muted('as by history')] };
  return {
    text: costCell(
      speech,
      costClaim(scopeOf(stream), stream.slowdown.scenario, stream.withRoadmap),
      'withRoadmap/',
    ),
    sort: stream.withRoadmap.hours.mean,
  };
}

/** Product: who owns it, how much slower, what it costs; hours beside money. */
export function productStreamsTable(speech: Speech, data: ReportData, caption: string): Block {
  const owned = data.valueStreams.some(stream => stream.owner !== undefined);
  const priced = data.headline.money !== undefined;
  const columns: Column[] = [
    { title: 'Value stream', align: 'left', priority: 0, content: 'text' },
    ...(owned ? [{ title: 'Owner', align: 'left', priority: 3, content: 'text' } as const] : []),
    { title: 'Work takes longer by', align: 'left', priority: 0, content: 'figure' },
    ...(priced
      ? [{ title: `Hours / ${speech.horizon.per}`, align: 'right', priority: 2, content: 'figure' } as const]
      : []),
    { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
  ];
  const rows = listedStreams(data).map(
    (stream): Row => ({
      cells: [
        { text: [quoted(stream.name)], sort: stream.name },
        ...(owned ? [{ text: stream.owner === undefined ? [muted('–')] : [quoted(stream.owner)] }] : []),
        { text: slowdownOf(speech, stream), sort: stream.slowdown.p50 },
        ...(priced
          ? [
              {
                text: stream.health === undefined ? [muted('–')] : [speech.numbers.hours(stream.hours.mean)],
                sort: stream.hours.mean,
              },
            ]
          : []),
        { text: costOf(speech, stream), sort: stream.hours.mean },
      ],
      notes: unmeasuredNote(speech, stream),
      key: stream.name,
    }),
  );
  return { kind: 'table', id: 'value-streams-product', caption, columns, rows };
}
