import type { Problem } from '../core/errors.ts';
import { visible } from './reading.ts';

/** Offsets in the text, end not included. */
export type Span = readonly [start: number, end: number];

/** A text with the name people know it by, and where its lines start. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export function sourceText(text: string, file: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** 1-based line and column; columns count UTF-16 units, as editors do. */
export function lineAndColumn(
  source: SourceText,
  offset: number,
): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (source.lineStarts[low] ?? 0) + 1 };
}

/** `debt.config.yaml:5`, the form in which settings name their origin. */
export function linePlace(source: SourceText, span: Span): string {
  return `${source.file}:${lineAndColumn(source, span[0]).line}`;
}

export function problemAt(source: SourceText, span: Span, code: string, what: string, fix: string): Problem {
  const { line, column } = lineAndColumn(source, span[0]);
  return {
    code,
    what: visible(what),
    where: `${source.file}:${line}:${column}`,
    fix: visible(fix),
    excerpt: excerpt(source, span),
  };
}

/** A problem that is put into words only if it gets told: a hostile file may have a hundred thousand. */
export interface PlacedProblem {
  readonly offset: number;
  readonly problem: () => Problem;
}

export function placedProblem(
  source: SourceText,
  span: Span,
  code: string,
  what: string,
  fix: string,
): PlacedProblem {
  return { offset: span[0], problem: () => problemAt(source, span, code, what, fix) };
}

/** Characters of a long line that are shown around the marker. */
const EXCERPT_WIDTH = 100;

/**
 * The line a span starts on, with `~` below the part that is meant; a span that goes on over several lines is marked
 * to the end of its first. Two lines, no line break at the end, ready to print: `    5 |   hourly: 120 EUR`.
 */
function excerpt(source: SourceText, span: Span): string {
  const { line, column } = lineAndColumn(source, span[0]);
  const start = source.lineStarts[line - 1] ?? 0;
  const nextStart = source.lineStarts[line];
  const end = nextStart === undefined ? source.text.length : nextStart - 1;
  const whole = source.text.slice(start, end).replace(/\r$/, '');
  const from = Math.max(0, Math.min(column - 1, whole.length));
  const cut = whole.length > EXCERPT_WIDTH && from > EXCERPT_WIDTH / 2 ? from - EXCERPT_WIDTH / 2 : 0;
  const before = (cut > 0 ? '…' : '') + visible(whole.slice(cut, from));
  const markedEnd = Math.max(from, Math.min(span[1] - start, whole.length, cut + EXCERPT_WIDTH));
  const marked = visible(whole.slice(from, markedEnd)).trimEnd();
  const shownEnd = Math.min(whole.length, cut + EXCERPT_WIDTH);
  const after = visible(whole.slice(markedEnd, shownEnd)) + (shownEnd < whole.length ? '…' : '');
  const margin = String(line).padStart(5);
  const rest = `${before}${visible(whole.slice(from, markedEnd))}${after}`.trimEnd();
  const marker = `${' '.repeat(columns(before))}${'~'.repeat(Math.max(1, columns(marked)))}`;
  return `${margin} | ${rest}\n${' '.repeat(margin.length)} | ${marker}`;
}

/** Terminal columns of a text, near enough for a marker: East Asian and emoji take two, combining marks none. */
function columns(text: string): number {
  const wide =
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/gu;
  return [...text.replace(/\p{M}/gu, '')].length + (text.match(wide)?.length ?? 0);
}
