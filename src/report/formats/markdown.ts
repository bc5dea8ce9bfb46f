import type { Block, Cell, Column, Document, Inline, Row, Section } from '../../core/document.ts';
import { unreachable } from '../../core/errors.ts';
import { NBSP } from '../numbers.ts';
import { inert } from '../safe-text.ts';
import type { Format, FormatOptions } from './format.ts';
import { markdownText, ownText, paragraphText } from './markdown-text.ts';
import { chartLines } from './text-charts.ts';

/**
 * Plain Markdown: headings, paragraphs, lists and pipe tables, which every tool renders or pastes. No HTML, except
 * folded details where the place is known to fold them.
 */
export const markdown: Format = (document, options) => {
  const whole = render(document, options, Number.POSITIVE_INFINITY, true);
  const { maxBytes } = options;
  if (maxBytes === undefined || bytes(whole) <= maxBytes) return whole;
  return cut(document, options, maxBytes);
};

const encoder = new TextEncoder();
const bytes = (text: string): number => encoder.encode(text).length;

/**
 * The longest version that fits: first without what is optional, then with fewer rows in every table, last with fewer
 * sections. What was left out is counted in the text.
 * @throws {RangeError} when not even the title fits
 */
function cut(document: Document, options: FormatOptions, maxBytes: number): string {
  const longest = Math.max(0, ...document.sections.flatMap(section => section.blocks.map(rowCount)));
  let fits = -1;
  let tooLong = longest + 1;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (bytes(render(document, options, middle, false)) <= maxBytes) fits = middle;
    else tooLong = middle;
  }
  if (fits >= 0) return render(document, options, fits, false);
  const sections = document.sections.filter(section => section.optional !== true);
  for (let kept = sections.length - 1; kept >= 0; kept--) {
    const shorter = { ...document, sections: sections.slice(0, kept) };
    const left = sections.length - kept;
    const text = `${render(shorter, options, 0, false)}\n${left} ${left === 1 ? 'section' : 'sections'} left out: no room here.\n`;
    if (bytes(text) <= maxBytes) return text;
  }
  throw new RangeError(`${maxBytes} bytes are too few for any report`);
}

const rowCount = (block: Block): number =>
  block.kind === 'table'
    ? block.rows.length
    : block.kind === 'details'
      ? Math.max(0, ...block.blocks.map(rowCount))
      : 0;

interface Setting {
  readonly rows: number;
  readonly folds: boolean;
  readonly level: number;
}

function render(document: Document, options: FormatOptions, rows: number, optional: boolean): string {
  const setting: Setting = { rows, folds: options.folds === true, level: 2 };
  const parts = [
    `# ${markdownText(document.title)}`,
    ...document.sections
      .filter(section => optional || section.optional !== true)
      .flatMap(section => sectionParts(section, setting)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionParts(section: Section, setting: Setting): readonly string[] {
  const inner = { ...setting, level: setting.level + 1 };
  const parts = section.blocks.flatMap(block => blockParts(block, inner)).filter(part => part !== '');
  if (parts.length === 0 || section.title === undefined) return parts;
  return [`${'#'.repeat(setting.level)} ${ownText(section.title)}`, ...parts];
}

function blockParts(block: Block, setting: Setting): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [paragraphText(block.text)];
    case 'facts':
      return [
        block.rows
          .map(
            row =>
              `- ${paragraphText(row.label)}${row.value === undefined ? '' : ` – ${markdownText(row.value)}`}`,
          )
          .join('\n'),
      ];
    case 'table':
      return tableParts(block, setting);
    case 'list':
      return [
        block.items
          .map((item, index) => `${block.ordered === true ? `${index + 1}.` : '-'} ${paragraphText(item)}`)
          .join('\n'),
      ];
    case 'preformatted':
      return [fenced(block.text.split('\n').map(inert))];
    case 'chart': {
      const lines = chartLines(block.chart, CHART_WIDTH);
      if (lines.length === 0) return [];
      const title = 'title' in block.chart ? [ownText(block.chart.title)] : [];
      return [...title, fenced(lines.map(line => line.replaceAll(NBSP, ' ')))];
    }
    case 'details': {
      const inner = block.blocks.flatMap(part => blockParts(part, setting)).filter(part => part !== '');
      // Only words go into the summary: inside HTML, Markdown's own escapes do not hold.
      return setting.folds
        ? [`<details><summary>${htmlText(block.summary)}</summary>`, ...inner, '</details>']
        : [`${'#'.repeat(setting.level)} ${markdownText(block.summary)}`, ...inner];
    }
    default:
      return unreachable(block);
  }
}

const CHART_WIDTH = 80;

function fenced(lines: readonly string[]): string {
  const runs = lines.flatMap(line => line.match(/`+/g) ?? []);
  const fence = '`'.repeat(Math.max(2, ...runs.map(run => run.length)) + 1);
  return [`${fence}text`, ...lines, fence].join('\n');
}

/** Inside a tag line every character with a meaning becomes a reference; mentions are broken by one too. */
const htmlText = (text: readonly Inline[]): string =>
  text
    .map(inline => inert((typeof inline === 'string' ? inline : inline.text).replaceAll(NBSP, ' ')))
    .join('')
    .replace(/[^\p{L}\p{N} ,.;()–-]/gu, character => `&#${character.codePointAt(0) ?? 0};`);

function tableParts(table: Extract<Block, { kind: 'table' }>, setting: Setting): readonly string[] {
  const rows = table.rows.slice(0, setting.rows);
  const left = table.rows.length - rows.length;
  const leftOut = left === 0 ? [] : [`${left} more ${left === 1 ? 'row' : 'rows'} left out: no room here.`];
  const caption = table.caption === undefined ? [] : [ownText(table.caption)];
  if (rows.length === 0) return [...caption, ...leftOut];
  const notes = rows
    .filter(row => (row.notes ?? []).length > 0)
    .map(row => `- ${noteLine(row, table.columns)}`);
  return [
    ...caption,
    [
      tableRow(table.columns.map(column => ownText(column.title))),
      tableRow(table.columns.map(column => (column.align === 'right' ? '---:' : '---'))),
      ...rows.map(row => tableRow(table.columns.map((_, index) => cellText(row.cells[index])))),
    ].join('\n'),
    ...leftOut,
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
  ];
}

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A cell ends at a pipe; one that is empty still needs its place. */
const cellText = (cell: Cell | undefined): string =>
  cell === undefined ? '' : markdownText(cell.text, { inTable: true });

/**
 * Tables cannot span a line under a row: the reasons follow as a list, named by rank and name of the row. The rank is
 * not written as `#1`, which GitHub and GitLab would link to an issue.
 */
function noteLine(row: Row, columns: readonly Column[]): string {
  const rank = columns[0]?.content === 'figure' ? `**${markdownText(row.cells[0]?.text ?? [])}** ` : '';
  const named = columns.findIndex(column => column.content !== 'figure');
  const name = markdownText(row.cells[named]?.text ?? []);
  return `${rank}${name}: ${(row.notes ?? []).map(note => markdownText(note)).join('; ')}`;
}
