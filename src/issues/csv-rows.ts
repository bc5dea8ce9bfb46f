import { parse } from 'csv-parse/sync';
import { UserError } from '../core/errors.ts';

/** Separators that trackers and spreadsheets write; the one that the first line has most of is meant. */
const SEPARATORS = [',', ';', '\t'] as const;
/** A tracker export is text of a few megabytes; one field of more than this is not an issue. */
const LONGEST_RECORD = 4_000_000;

/**
 * The rows of a CSV export as they stand, header first. Rows shorter or longer than the header are let through:
 * exports are untidy.
 * @param file name for messages
 * @throws {UserError} text that is not CSV, or without any row
 */
export function csvRows(text: string, file: string): string[][] {
  let rows: string[][];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD,
    });
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : 'not readable as CSV';
    throw new UserError(
      {
        code: 'issues-not-csv',
        what,
        where: file,
        fix: 'export the issues as CSV again, and pass that file unchanged',
      },
      { cause },
    );
  }
  if (rows.length === 0) {
    throw new UserError({
      code: 'issues-empty',
      what: 'the file is empty',
      where: file,
      fix: 'export closed issues as CSV, with a header line',
    });
  }
  return rows;
}

function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const header = end < 0 ? text : text.slice(0, end);
  const count = (separator: string) => header.split(separator).length;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
