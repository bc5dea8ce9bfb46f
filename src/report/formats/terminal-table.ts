/** Tables without borders: columns dropped by priority until the rest fits, notes over the full width below a row. */
import type { ChalkInstance } from 'chalk';
import Table from 'cli-table3';
import type { Block, Column, Inline } from '../../core/document.ts';
import { displayWidth, pathLines, shortenPath } from '../display-width.ts';
import { inert } from '../safe-text.ts';
import { lineWidth, type StyledLine, styledLines, toneStyle, widestWord } from './terminal-text.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

const GAP = 2;
/** Below this a path says nothing any more. */
const NARROWEST_PATH = 16;
const NARROWEST_TEXT = 10;
/** Words up to here are not cut to make room for other columns. */
const WIDE_WORD = 20;
/** Columns of this priority and above are not worth a path that is cut down to its file name. */
const SPARE_PRIORITY = 3;
const COMFORTABLE_PATH = 26;

interface PlacedColumn {
  readonly index: number;
  readonly column: Column;
  readonly narrowest: number;
  readonly natural: number;
  width: number;
}

/** One printed row: for each cell its lines. */
type Cells = readonly (readonly StyledLine[])[];

/**
 * cli-table3 places stand-ins of the right width, and the text takes their place afterwards: it measures characters
 * by another table than ours, and where the two disagree it would cut inside a character.
 */
export function tableLines(table: TableBlock, width: number, chalk: ChalkInstance): readonly string[] {
  const columns = place(table, width, chalk);
  const indent = noteIndent(columns);
  const printed = new Table({
    colAligns: columns.map(({ column }) => column.align),
    // One column of padding and a one-column separator: the way cli-table3 counts the width of a cell that spans columns.
    // The last, empty column takes what is left of the line, so that notes may use it.
    colWidths: [...columns.map(column => column.width + 1), Math.max(1, width - widthOf(columns) - 1)],
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 1, head: [], border: [], compact: true },
  });
  const rows: Cells[] = [];
  const add = (cells: Cells, note: boolean): void => {
    rows.push(cells);
    const texts = cells.map(lines => lines.map(line => standIn(line.width)).join('\n'));
    printed.push(
      note
        ? [{ content: indented(texts[0] ?? '', indent), colSpan: columns.length + 1, hAlign: 'left' }]
        : [...texts, ''],
    );
  };
  add(
    columns.map(({ column, width: room }) => styledLines([column.title], room, chalk, chalk.dim)),
    false,
  );
  const alike = columns.map(({ column, index, width: room }) =>
    column.content === 'path' ? alikeWhenShort(table, index, room) : nothing,
  );
  for (const row of table.rows) {
    add(
      columns.map(({ index, width: room }, at) => {
        const cell = row.cells[index];
        const path = cell === undefined ? undefined : pathOf(cell.text);
        if (path !== undefined && alike[at]!.has(path)) return pathLinesIn(path, room, chalk);
        return cell === undefined ? [] : styledLines(cell.text, room, chalk, toneStyle(chalk, cell.tone));
      }),
      false,
    );
    for (const note of row.notes ?? []) add([styledLines(note, width - indent, chalk, chalk.dim)], true);
  }
  return filled(printed.toString().split('\n'), rows);
}

const nothing: ReadonlySet<string> = new Set();

const pathOf = ([only, ...others]: readonly Inline[]): string | undefined =>
  others.length === 0 && typeof only === 'object' && only.kind === 'code' ? only.text : undefined;

/** Paths of a column that would look the same once they are shortened: those are written in full, over several lines. */
function alikeWhenShort(table: TableBlock, column: number, room: number): ReadonlySet<string> {
  const byShort = new Map<string, Set<string>>();
  for (const row of table.rows) {
    const path = pathOf(row.cells[column]?.text ?? []);
    if (path === undefined) continue;
    const short = shortenPath(inert(path), room);
    const paths = byShort.get(short) ?? new Set();
    byShort.set(short, paths.add(path));
  }
  return new Set([...byShort.values()].filter(paths => paths.size > 1).flatMap(paths => [...paths]));
}

const pathLinesIn = (path: string, room: number, chalk: ChalkInstance): readonly StyledLine[] =>
  pathLines(inert(path), room).map(line => ({ text: chalk.cyan(line), width: displayWidth(line) }));

const STAND_IN = 'x';
const standIn = (width: number): string => STAND_IN.repeat(width);

const indented = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by));

/** Puts the texts where their stand-ins are: from left to right in each line of each row. */
function filled(lines: readonly string[], rows: readonly Cells[]): readonly string[] {
  const texts = rows.flatMap(cells => {
    const height = Math.max(1, ...cells.map(cell => cell.length));
    return Array.from({ length: height }, (_, line) =>
      cells.flatMap(cell => {
        const text = cell[line];
        return text === undefined || text.width === 0 ? [] : [text.text];
      }),
    );
  });
  return lines.map((line, at) => {
    let next = 0;
    return line.replace(/x+/g, () => texts[at]?.[next++] ?? '');
  });
}

const widthOf = (columns: readonly PlacedColumn[]): number =>
  columns.reduce((sum, column) => sum + column.width, GAP * (columns.length - 1));

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

/** Notes stand below the second column when the first one is a rank. */
function noteIndent(columns: readonly PlacedColumn[]): number {
  const first = columns[0];
  return first !== undefined && first.column.content === 'figure' ? first.width + GAP : GAP;
}

function place(table: TableBlock, width: number, chalk: ChalkInstance): readonly PlacedColumn[] {
  let columns = table.columns.map((column, index): PlacedColumn => {
    const cells = table.rows.map(row => row.cells[index]?.text ?? []);
    const natural = Math.max(
      1,
      lineWidth([column.title], chalk),
      ...cells.map(text => lineWidth(text, chalk)),
    );
    const longestWord = Math.max(
      widestWord([column.title], chalk),
      ...cells.map(text => widestWord(text, chalk)),
    );
    const narrowest =
      column.content === 'figure' ? natural : Math.min(natural, narrowestOf(column, longestWord));
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

const narrowestOf = (column: Column, longestWord: number): number =>
  column.content === 'path' ? NARROWEST_PATH : Math.max(NARROWEST_TEXT, Math.min(WIDE_WORD, longestWord));

const comfortable = ({ column, narrowest, natural }: PlacedColumn): number =>
  column.content === 'path' ? Math.min(natural, COMFORTABLE_PATH) : narrowest;

/** Not even the columns that are never dropped may leave the screen: names give way before figures are broken. */
const SMALLEST = 6;

/** Gives spare room to the cells that lack most of it, or takes from the names what is missing. */
function share(columns: readonly PlacedColumn[], spare: number): void {
  const flexible = columns.filter(({ column }) => column.content !== 'figure');
  for (let left = spare; left > 0; left--) {
    const narrow = flexible.filter(column => column.width < column.natural);
    const [first] = narrow;
    if (first === undefined) return;
    const poorest = narrow.reduce(
      (poor, column) => (column.width / column.natural < poor.width / poor.natural ? column : poor),
      first,
    );
    poorest.width++;
  }
  for (let missing = -spare; missing > 0; missing--) {
    const widest = flexible.reduce<PlacedColumn | undefined>(
      (wide, column) => (wide === undefined || column.width > wide.width ? column : wide),
      undefined,
    );
    if (widest === undefined || widest.width <= SMALLEST) return;
    widest.width--;
  }
}
