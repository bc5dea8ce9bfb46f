/** Tickets as trackers import them. Each carries its key, so that a second export finds the first one's tickets again. */
import type { Inline } from '../../core/document.ts';
import type { TicketText } from '../../core/tickets.ts';
import { plainText } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import { inert } from '../safe-text.ts';
import { csvRow } from './csv.ts';
import { stableJson } from './json.ts';
import { markdownText, paragraphText } from './markdown-text.ts';

export type TicketFormat = (texts: readonly TicketText[]) => string;

const plain = (text: readonly Inline[]): string => inert(plainText(text).replaceAll(NBSP, ' '));
const hoursOf = (text: TicketText): number => Number(text.hours.toPrecision(2));

/**
 * For Jira's CSV import. `External ID` holds the key: map it to a text field once, and a later import with the same field
 * updates. The description is Jira's own markup.
 */
const jiraCsv: TicketFormat = texts =>
  [
    csvRow([
      'Summary',
      'Issue Type',
      'Description',
      'Labels',
      'External ID',
      'Original Estimate (hours)',
      'WSJF value (relative)',
      'WSJF size (relative)',
      'WSJF (relative)',
    ]),
    ...texts.map(text =>
      csvRow([
        plain(text.title),
        'Task',
        { lines: jiraDescription(text) },
        'technical-debt',
        text.key,
        hoursOf(text),
        text.wsjf.value,
        text.wsjf.size,
        text.wsjf.score,
      ]),
    ),
  ].join('');

const jiraDescription = (text: TicketText): readonly string[] => [
  ...text.paragraphs.flatMap(paragraph => [jiraText(paragraph), '']),
  'Done when:',
  ...text.criteria.map(criterion => `* ${jiraText(criterion)}`),
  '',
  `Key: ${text.key}`,
];

/** Characters that start markup in Jira, anywhere in a line. */
const JIRA_MARKUP = /[\\{}[\]!*_+^~?|#@-]/g;
const jiraText = (text: readonly Inline[]): string => plain(text).replace(JIRA_MARKUP, '\\$&');

/** For Linear's CSV import: `ID` keeps a ticket the same between imports. */
const linear: TicketFormat = texts =>
  [
    csvRow(['ID', 'Title', 'Description', 'Labels', 'Estimate', 'WSJF (relative)']),
    ...texts.map(text =>
      csvRow([
        text.key,
        plain(text.title),
        { lines: markdownBody(text) },
        'technical-debt',
        text.wsjf.size,
        text.wsjf.score,
      ]),
    ),
  ].join('');

/**
 * Issues as GitHub's API takes them, with the key beside: search for it in open issues, then create or edit. The body ends
 * with the key in a comment that readers do not see.
 */
const github: TicketFormat = texts =>
  stableJson(
    texts.map(text => ({
      key: text.key,
      title: plain(text.title),
      body: [...markdownBody(text), '', `<!-- ${text.key} -->`].join('\n'),
      labels: ['technical-debt'],
    })),
  );

const markdownBody = (text: TicketText): readonly string[] => [
  ...text.paragraphs.flatMap(paragraph => [paragraphText(paragraph), '']),
  '**Done when**',
  '',
  ...text.criteria.map(criterion => `- [ ] ${markdownText(criterion)}`),
];

/** The tracker formats by the name they have on the command line; `json` is the data itself. */
export const ticketFormats = { 'jira-csv': jiraCsv, linear, github } as const satisfies Record<
  string,
  TicketFormat
>;
