import type { Block, Section } from '../../core/document.ts';
import type { Assumption, ReportData } from '../../core/report.ts';
import { code, enumerated, joined, muted, quoted, type Text } from '../inline.ts';
import { plural } from '../numbers.ts';
import { assumptionText, isTold, leftOutCommits, leftOutFiles, readingNotes, type Speech } from '../words.ts';

/** What is configured, measured, assumed and left out: nobody should have to ask. */
export function basisSection(speech: Speech, data: ReportData): Section {
  const told = data.assumptions.filter(isTold);
  const lines: Text[] = [
    originLine(
      speech,
      'Configured',
      told.filter(entry => entry.source === 'configured'),
    ),
    originLine(
      speech,
      'Assumed',
      told.filter(entry => entry.source !== 'configured'),
    ),
    scopeLine(speech, data),
    leftOutLine(speech, data),
    readingNotes(speech),
    data.items.length > 0
      ? [code('debtcast explain 1'), ' shows every step behind the first item.']
      : [code('debtcast explain headline'), ' shows every step behind these figures.'],
  ];
  return {
    id: 'basis',
    title: 'What this rests on',
    audience: 'both',
    blocks: lines.filter(line => line.length > 0).map((text): Block => ({ kind: 'paragraph', text })),
  };
}

export function originLine(speech: Speech, title: string, assumptions: readonly Assumption[]): Text {
  if (assumptions.length === 0) return [];
  return [
    muted(`${title}: `),
    ...joined(
      assumptions.map(entry => assumptionText(speech, entry)),
      ', ',
    ),
    '.',
  ];
}

function scopeLine(speech: Speech, data: ReportData): Text {
  const { numbers } = speech;
  const { tests, unmeasured } = data;
  const pieces: Text[] = [];
  if (tests.files > 0) {
    pieces.push([
      `${plural(numbers, tests.files, 'test file', 'test files')} (${plural(numbers, tests.changes, 'change', 'changes')})`,
    ]);
  }
  for (const language of unmeasured) {
    pieces.push([
      `${plural(numbers, language.files, 'file', 'files')} of `,
      quoted(language.language),
      ` (${numbers.share({ kind: 'share', of: 'effort', value: language.effortShare })} of effort, no health measured)`,
    ]);
  }
  if (pieces.length === 0) return [];
  return [muted('Reported apart: '), ...enumerated(pieces), '.'];
}

function leftOutLine(speech: Speech, data: ReportData): Text {
  const pieces = [leftOutFiles(speech, data.excluded), leftOutCommits(speech, data.excludedCommits)].filter(
    piece => piece.length > 0,
  );
  return [
    muted('Left out: '),
    ...(pieces.length === 0 ? [] : [...joined(pieces, '; '), '; ']),
    'uncommitted code.',
  ];
}
