import type { Document } from '../../core/document.ts';
import { inert } from '../safe-text.ts';
import { type CsvValue, csvSheet } from './csv-columns.ts';

/**
 * One row for each debt item (or file, or point) of the data, for spreadsheets: RFC 4180, CRLF, figures as plain numbers
 * with the unit in the column's name. docs/csv.md says what each column means.
 * @throws {UserError} a command whose result is no list
 */
export function csv(document: Document): string {
  const { columns, rows } = csvSheet(document.data);
  return [columns, ...rows].map(csvRow).join('');
}

/** One line of a sheet, with its line end. */
export const csvRow = (cells: readonly (CsvValue | CsvLines)[]): string =>
  `${cells.map(field).join(',')}\r\n`;

/** A cell of several lines: each is inert by itself. */
export interface CsvLines {
  readonly lines: readonly string[];
}

/** A cell that a spreadsheet might read as a formula, also behind spaces and in full-width forms. */
const FORMULA = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/**
 * Text that cannot run: what looks like a formula gets the apostrophe by which spreadsheets mark text, and invisible
 * characters are escapes. Numbers are ours and stay numbers, also negative ones.
 */
function field(value: CsvValue | CsvLines): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(9)));
  if (typeof value === 'boolean') return String(value);
  const safe = typeof value === 'string' ? inert(value) : value.lines.map(inert).join('\n');
  const text = FORMULA.test(safe) ? `'${safe}` : safe;
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
