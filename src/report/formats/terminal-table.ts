/** Tables without borders: columns dropped by priority until the rest fits, notes over the full width below a row. */
import type { ChalkInstance } from 'chalk';
import Table from 'cli-table3';
import type { Block, Cell, Column } from '../../core/document.ts';
import { lineWidth, type Style, toneStyle, widestWord, wrap } from './terminal-text.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

const GAP = 2;
/** Below this a path says nothing any more. */
const NARROWEST_PATH = 16;
/** Columns of this priority and above are not worth a path that is cut down to its file name. */
const SPARE_PRIORITY = 3;
const COMFORTABLE_PATH = 26;
const NARROWEST_TEXT = 10;

interface PlacedColumn {
  readonly index: number;
  readonly column: Column;
  readonly narrowest: number;
  readonly natural: number;
  width: number;
}

export function tableLines(table: TableBlock, width: number, chalk: ChalkInstance): readonly string[] {
  const columns = place(table, width, chalk);
  const printed = new Table({
    head: columns.map(({ column }) => chalk.dim(column.title)),
    colAligns: columns.map(({ column }) => column.align),
    // One column of padding and a one-column separator: the way cli-table3 counts the width of a cell that spans columns.
    colWidths: columns.map(column => column.width + 1),
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 1, head: [], border: [], compact: true },
  });
  const indent = noteIndent(columns);
  for (const row of table.rows) {
    printed.push(columns.map(({ index, width: room }) => cellText(row.cells[index], room, chalk)));
    for (const note of row.notes ?? []) {
      const lines = wrap(note, width - indent, chalk, chalk.dim);
      printed.push([
        {
          content: lines.map(line => ' '.repeat(indent) + line).join('\n'),
          colSpan: columns.length,
          hAlign: 'left',
        },
      ]);
    }
  }
  return printed.toString().split('\n');
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
} as const;

const emptyCell: Cell = { text: [] };

function cellText(cell: Cell = emptyCell, room: number, chalk: ChalkInstance): string {
  const style: Style = toneStyle(chalk, cell.tone);
  return wrap(cell.text, room, chalk, style).join('\n');
}

/** Notes stand below the second column when the first one is a rank. */
function noteIndent(columns: readonly PlacedColumn[]): number {
  const first = columns[0];
  return first !== undefined && first.column.content === 'figure' ? first.width + GAP : GAP;
}

function place(table: TableBlock, width: number, chalk: ChalkInstance): readonly PlacedColumn[] {
  let columns = table.columns.map((column, index): PlacedColumn => {
    const cells = table.rows.map(row => row.cells[index]?.text ?? []);
    const natural = Math.max(lineWidth([column.title], chalk), ...cells.map(text => lineWidth(text, chalk)));
    const narrowest =
      column.content === 'figure'
        ? natural
        : Math.min(
            natural,
            column.content === 'path'
              ? NARROWEST_PATH
              : Math.max(NARROWEST_TEXT, widestWord([column.title], chalk)),
          );
    return { index, column, narrowest, natural, width: narrowest };
  });
  const needed = (list: readonly PlacedColumn[], highest: number): number =>
    list.reduce(
      (sum, column) => sum + (highest >= SPARE_PRIORITY ? comfortable(column) : column.narrowest),
      0,
    ) +
    GAP * (list.length - 1);
  for (;;) {
    const highest = Math.max(...columns.map(({ column }) => column.priority));
    if (highest === 0 || needed(columns, highest) <= width) break;
    const dropped = columns.findLastIndex(({ column }) => column.priority === highest);
    columns = columns.filter((_, at) => at !== dropped);
  }
  share(columns, width - needed(columns, 0));
  return columns;
}

const comfortable = ({ column, narrowest, natural }: PlacedColumn): number =>
  column.content === 'path' ? Math.min(natural, COMFORTABLE_PATH) : narrowest;

/** Gives spare columns to the cells that were made narrow, or takes from them what is missing. */
function share(columns: readonly PlacedColumn[], spare: number): void {
  const flexible = columns.filter(({ column }) => column.content !== 'figure');
  let left = spare;
  for (const column of flexible) {
    const step = left >= 0 ? Math.min(left, column.natural - column.width) : Math.max(left, 6 - column.width);
    if (left < 0 && step > 0) continue;
    column.width += step;
    left -= step;
  }
}
