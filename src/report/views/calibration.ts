import type { CalibrationData, CalibrationEstimate } from '../../core/calibration.ts';
import type { Block, Document, Section } from '../../core/document.ts';
import { LEVEL, slowdownClaim } from '../claims.ts';
import { code, enumerated, joined, muted, quoted, type Text } from '../inline.ts';
import { NBSP, plural } from '../numbers.ts';
import {
  betaText,
  calibrationIntro,
  priorText,
  type Speech,
  skippedWords,
  slowdownCell,
  weightText,
} from '../words.ts';
import { speechOf, titled } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** What the team's own issues say about the slowdown, and how much weight they have against the published prior. */
export function calibrationView(data: CalibrationData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const { result } = data;
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'calibration',
      title: 'Slowdown by your own issues',
      audience: 'both',
      blocks: [
        { kind: 'paragraph', text: calibrationIntro(speech, result) },
        ...(result.kind === 'estimated' ? estimateBlocks(speech, data, result) : []),
        { kind: 'paragraph', text: writtenText(data) },
      ],
    },
    { id: 'export', title: 'What was read', audience: 'both', blocks: exportBlocks(speech, data) },
  ];
  return {
    command: data.command,
    title: titled(speech, data.repository, 'calibrate'),
    sections: forAudience(sections, options.audience),
    data,
  };
}

function estimateBlocks(
  speech: Speech,
  data: CalibrationData,
  result: CalibrationEstimate,
): readonly Block[] {
  const { fit, withoutLines } = result;
  const errors =
    result.standardErrorBasis === 'cluster-robust'
      ? 'standard errors grouped by author'
      : 'robust standard errors';
  return [
    {
      kind: 'facts',
      rows: [
        { label: weightText(speech, fit) },
        { label: ['Log of extra time for each point of health deficit'], value: priorText(speech, result) },
        { label: ['  at equal lines changed'], value: betaText(speech, fit) },
        {
          label: ['  lines not held equal'],
          value: [...betaText(speech, withoutLines), muted(`; ${errors}`)],
        },
      ],
    },
    dragTable(speech, data, result),
  ];
}

function dragTable(speech: Speech, data: CalibrationData, result: CalibrationEstimate): Block {
  const scope = { kind: 'repository', name: data.repository.name } as const;
  const cell = (
    scenario: 'evidence' | 'calibrated',
    range: { readonly p10: number; readonly p50: number; readonly p90: number },
  ): Text => slowdownCell(speech, slowdownClaim(scope, scenario, { ...range, mean: range.p50 }));
  return {
    kind: 'table',
    id: 'drag',
    caption: `Extra time by scenario, for code that many points of health deficit from healthy; ${LEVEL}${NBSP}% ranges`,
    columns: [
      { title: 'Points', align: 'right', priority: 0, content: 'figure' },
      { title: 'evidence', align: 'left', priority: 0, content: 'figure' },
      { title: 'calibrated', align: 'left', priority: 0, content: 'figure' },
    ],
    rows: result.drag.map(at => ({
      cells: [
        { text: [speech.numbers.plain(at.pointsAboveHealthy)], sort: at.pointsAboveHealthy },
        { text: cell('evidence', at.prior), sort: at.prior.p50 },
        { text: cell('calibrated', at.posterior), sort: at.posterior.p50 },
      ],
    })),
  };
}

function writtenText(data: CalibrationData): Text {
  if (data.writtenTo !== undefined) return ['Written as scenario calibrated to ', code(data.writtenTo), '.'];
  if (data.result.kind !== 'estimated') return ['The scenario stays as it was.'];
  return ['Nothing was written; ', code('--write'), ' puts it into the config as scenario calibrated.'];
}

function exportBlocks(speech: Speech, data: CalibrationData): readonly Block[] {
  const { numbers } = speech;
  const { export: read } = data;
  const skipped = read.skipped.filter(entry => entry.count > 0);
  const lines: Text[] = [
    [
      `${plural(numbers, read.rows, 'row', 'rows')}; columns: `,
      ...enumerated(
        Object.entries(read.columns).map(([field, column]) => [`${field} from `, quoted(column)]),
      ),
      '. Titles and texts were not read.',
    ],
  ];
  if (read.startedByFirstCommit > 0) {
    lines.push([
      `${plural(numbers, read.startedByFirstCommit, 'issue', 'issues')} without a start in the export begin with their first commit.`,
    ]);
  }
  if (skipped.length > 0) {
    lines.push([
      'Not used: ',
      ...joined(
        skipped.map(entry => [`${numbers.count(entry.count)}${NBSP}${skippedWords[entry.reason]}`]),
        ', ',
      ),
      '.',
    ]);
  }
  return lines.map((text): Block => ({ kind: 'paragraph', text }));
}
