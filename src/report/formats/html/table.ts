import type { Block, Cell, Column, Row } from '../../../core/document.ts';
import { compareText } from '../../../core/text-order.ts';
import type { Place } from './place.ts';
import { escapeText, inlinesHtml, meaningOf } from './text.ts';

type Table = Extract<Block, { kind: 'table' }>;
/** Draws what is folded below a row: blocks of any kind, tables among them. */
type Draw = (blocks: readonly Block[]) => string;

/**
 * A table whose rows can be sorted, filtered and opened. Each row is a body of its own, so that the lines below a row
 * move with it. End tags that HTML lets us leave out are left out: thousands of rows stay small.
 */
export function tableHtml(table: Table, place: Place, draw: Draw): string {
  const id = place.tableId(table.id);
  const kind = place.columnClass(JSON.stringify(table.columns), name => columnStyle(name, table.columns));
  const head = table.columns
    .map(column => `<th scope="col"${hoverText(column.title)}>${escapeText(column.title)}`)
    .join('');
  const ranks = table.columns.map((_, index) => sortRanks(table.rows.map(row => row.cells[index])));
  const sortable = ranks.some(list => list.some(rank => rank !== undefined));
  const named = Math.max(
    0,
    table.columns.findIndex(column => column.content !== 'figure'),
  );
  const rows = table.rows.map((row, index) => {
    const keys = ranks.map(list => list[index] ?? '-').join(' ');
    return `<tbody${sortable ? ` data-k="${keys}"` : ''}>${rowHtml(row, named, table.columns.length, place, draw)}`;
  });
  const caption = table.caption === undefined ? '' : `<caption>${escapeText(table.caption)}</caption>`;
  const filter = table.filterable === true ? ' data-filter' : '';
  // Wide tables scroll, and what scrolls has to be reachable by keyboard; only named ones are landmarks.
  const region =
    table.caption === undefined ? '' : ` role="region" aria-label="${escapeText(table.caption)}"`;
  return `<div class="scroll" tabindex="0"${region}><table id="${id}" class="rows ${kind}"${filter}>${caption}<thead><tr>${head}</thead>${rows.join('')}</table></div>`;
}

function rowHtml(row: Row, named: number, columns: number, place: Place, draw: Draw): string {
  const cells = row.cells.map((cell, index) => {
    const tone = cell.tone === undefined || cell.tone === 'neutral' ? '' : ` class="${cell.tone}"`;
    return index === named
      ? `<th scope="row"${tone}>${inlinesHtml(cell.text)}`
      : `<td${tone}>${inlinesHtml(cell.text)}`;
  });
  return `<tr>${cells.join('')}${below(row, columns, place, draw)}`;
}

/** The first line below a row is seen, the rest and the chain behind the figures open on demand. */
function below(row: Row, columns: number, place: Place, draw: Draw): string {
  const [first, ...rest] = row.notes ?? [];
  const chain = place.fold(draw(row.details ?? []));
  if (first === undefined && chain === '') return '';
  const lines = rest.map(note => `<p>${inlinesHtml(note)}`).join('');
  const summary = first === undefined ? 'Details' : inlinesHtml(first);
  const content =
    lines === '' && chain === ''
      ? `<p>${summary}`
      : `<details><summary>${summary}</summary>${lines}${chain}</details>`;
  return `<tr class="below"><td colspan="${columns}">${content}`;
}

/** Order of each cell in its column, from 0; cells without a value have none and always come last. */
function sortRanks(cells: readonly (Cell | undefined)[]): readonly (number | undefined)[] {
  const values = cells.map(cell => cell?.sort);
  const known = [...new Set(values.filter(value => value !== undefined))].sort(compareValues);
  const rank = new Map(known.map((value, index) => [value, index]));
  return values.map(value => (value === undefined ? undefined : rank.get(value)));
}

const compareValues = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));

/** What is said once for a column is not repeated in each cell: alignment, breaking, and its name on a phone. */
function columnStyle(className: string, columns: readonly Column[]): string {
  return columns
    .map((column, index) => {
      const cell = `.${className}>*>tr:not(.below)>:nth-child(${index + 1})`;
      const figure = column.content === 'figure' ? 'white-space:nowrap;' : '';
      const align = column.align === 'right' ? 'text-align:right;' : '';
      const wide = figure + align === '' ? '' : `${cell}{${figure}${align}}`;
      const narrow = `@media screen and (max-width:700px){.${className}>tbody>tr:not(.below)>:nth-child(${index + 1})::before{content:${cssText(column.title)}}}`;
      return wide + narrow;
    })
    .join('');
}

/** A string of the style sheet; everything but letters, digits and plain signs as an escape. */
export const cssText = (text: string): string =>
  `"${text.replace(/[^A-Za-z0-9 /.,%#-]/gu, character => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`;

function hoverText(title: string): string {
  const meaning = meaningOf(title.toLowerCase());
  return meaning === undefined ? '' : ` title="${escapeText(meaning)}"`;
}
