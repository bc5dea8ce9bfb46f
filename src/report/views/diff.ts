import type { DiffData, FileDiff } from '../../core/diff.ts';
import type { Block, Column, Document, Row, Section } from '../../core/document.ts';
import { LEVEL, slowdownClaim } from '../claims.ts';
import { code, figure, joined, quoted, type Text } from '../inline.ts';
import { NBSP, twoDigits } from '../numbers.ts';
import {
  balance,
  breachesTitle,
  breachLine,
  capital,
  changeCell,
  changeSentence,
  diffTitle,
  functionLine,
  healthChange,
  limitsHeld,
  movedFrom,
  nothingToSay,
  type Speech,
  slowdownChange,
} from '../words.ts';
import { speechOf } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** Nothing was written or removed that has a price, listed or not, and no limit speaks of it. */
export const isClean = ({ files, breaches, warnings }: DiffData): boolean =>
  files.length === 0 && breaches.length === 0 && !warnings.some(({ code: what }) => what === 'not-listed');

/** What a change costs: the sum, what exceeds a limit, file by file, by value stream, and what it rests on. */
export function diffView(data: DiffData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const warnings = warningSection(data.warnings);
  if (isClean(data)) {
    return {
      command: data.command,
      title: nothingToSay(speech, data),
      sections: forAudience([warnings], options.audience),
      data,
    };
  }
  const sections: Section[] = [
    warnings,
    {
      id: 'change',
      audience: 'both',
      blocks: [
        { kind: 'paragraph', text: changeSentence(speech, data) },
        {
          kind: 'paragraph',
          text: joined(
            [balance(speech, data), data.breaches.length === 0 ? limitsHeld(speech, data) : []],
            ' ',
          ),
        },
      ],
    },
    {
      id: 'limits',
      ...(data.breaches.length > 0 && { title: breachesTitle(speech, data) }),
      audience: 'both',
      blocks: data.breaches.length === 0 ? [] : [{ kind: 'list', items: data.breaches.map(breachLine) }],
    },
    {
      id: 'files',
      title: 'By file',
      audience: 'both',
      blocks: data.files.length === 0 ? [] : [filesTable(speech, data)],
    },
    {
      id: 'value-streams',
      title: 'By value stream',
      audience: 'both',
      optional: true,
      blocks: data.valueStreams.length === 0 ? [] : [streamsTable(speech, data)],
    },
    { id: 'basis', title: 'How this was computed', audience: 'both', optional: true, blocks: basis(data) },
  ];
  return {
    command: data.command,
    title: diffTitle(data),
    sections: forAudience(sections, options.audience),
    data,
  };
}

const caption = (data: DiffData): string =>
  `Expected change and ${LEVEL}${NBSP}% ranges, scenario: ${data.scenario}; below 0 is saved`;

function filesTable(speech: Speech, data: DiffData): Block {
  const columns: Column[] = [
    { title: 'File', align: 'left', priority: 0, content: 'path' },
    { title: 'Health', align: 'left', priority: 1, content: 'figure' },
    { title: 'Slowdown', align: 'left', priority: 2, content: 'figure' },
    { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
  ];
  return {
    kind: 'table',
    id: 'files',
    caption: caption(data),
    columns,
    rows: data.files.map(file => fileRow(speech, file, data.scenario)),
    filterable: true,
  };
}

function fileRow(speech: Speech, file: FileDiff, scenario: DiffData['scenario']): Row {
  const { health, slowdown, path } = file;
  const tone = file.hours.mean > 0 ? 'warning' : file.hours.mean < 0 ? 'good' : 'neutral';
  return {
    cells: [
      { text: [code(path)], sort: path },
      { text: [figure(healthChange(speech, health), `${path}/health`)], sort: health.after ?? 0 },
      {
        text: [
          figure(
            slowdownChange(speech, slowdownClaim({ kind: 'file', path }, scenario, slowdown.change)),
            `${path}/slowdown`,
          ),
        ],
        sort: slowdown.change.p50,
      },
      { text: changeCell(speech, file, `${path}/hours`), sort: file.hours.mean, tone },
    ],
    notes: [movedFrom(file), ...file.functions.map(fn => functionLine(speech, fn))].filter(
      line => line.length > 0,
    ),
    key: path,
  };
}

function streamsTable(speech: Speech, data: DiffData): Block {
  return {
    kind: 'table',
    id: 'value-streams',
    caption: caption(data),
    columns: [
      { title: 'Value stream', align: 'left', priority: 0, content: 'text' },
      { title: 'Health', align: 'left', priority: 1, content: 'figure' },
      { title: 'Slowdown', align: 'left', priority: 2, content: 'figure' },
      { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
    ],
    rows: data.valueStreams.map(stream => ({
      cells: [
        { text: [quoted(stream.name)], sort: stream.name },
        { text: [points(speech, stream.health.change)], sort: stream.health.change },
        {
          text: [
            slowdownChange(
              speech,
              slowdownClaim(
                { kind: 'value-stream', name: stream.name },
                data.scenario,
                stream.slowdown.change,
              ),
            ),
          ],
          sort: stream.slowdown.change.p50,
        },
        { text: changeCell(speech, stream, `${stream.name}/hours`), sort: stream.hours.mean },
      ],
      key: stream.name,
    })),
  };
}

/** Change of a mean over all files of a stream: small, so two digits. */
function points({ numbers }: Speech, change: number): string {
  const shown = numbers.plain(Math.abs(change));
  return Math.abs(change) < 0.005 ? '0' : `${change < 0 ? '−' : '+'}${shown}`;
}

function basis({ assumptions, gates, unchanged }: DiffData): Block[] {
  const lines: Text[] = [
    [
      'Each file is priced twice in the same simulated worlds: as it is, and had nothing been written or removed. Functions are matched by their text and name; what moved costs nothing.',
    ],
    ...assumptions.map(
      ({ name, value, source, detail }): Text => [
        // Names of settings are written as in the config; what was configured says where, in somebody else's words.
        `${name.includes('.') ? name : capital(name)}: ${value} (`,
        source === 'configured' ? quoted(detail) : detail,
        ').',
      ],
    ),
    ...(unchanged > 0 ? [[`Source files that changed without a change of complexity: ${unchanged}.`]] : []),
    ...gates.map(
      ({ name, limit, valueStream, median }): Text => [
        `Limit ${name}: ${limit}`,
        ...(valueStream === undefined ? [] : [' in ', quoted(valueStream)]),
        ...(median === undefined ? [] : [`, held against the median of the change: ${twoDigits(median)}`]),
      ],
    ),
  ];
  return [{ kind: 'list', items: lines }];
}
