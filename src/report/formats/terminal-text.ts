/** Inline text for a terminal: made inert, styled, and wrapped at words. */
import type { ChalkInstance } from 'chalk';
import type { Inline, Tone } from '../../core/document.ts';
import { unreachable } from '../../core/errors.ts';
import { displayWidth, shortenMiddle, shortenPath } from '../display-width.ts';
import { NBSP } from '../numbers.ts';
import { inert } from '../safe-text.ts';

export type Style = (text: string) => string;

interface Piece {
  readonly text: string;
  readonly style: Style;
  /** A path: if it must be shortened, folders go first. */
  readonly path: boolean;
}

/** Pieces that stand together without a space. */
type Word = readonly Piece[];

const asIs: Style = text => text;

export function toneStyle(chalk: ChalkInstance, tone: Tone | undefined): Style {
  switch (tone) {
    case undefined:
    case 'neutral':
      return asIs;
    case 'good':
      return chalk.green;
    case 'warning':
      return chalk.yellow;
    case 'bad':
      return chalk.red;
    default:
      return unreachable(tone);
  }
}

function styleOf(chalk: ChalkInstance, inline: Exclude<Inline, string>): Style {
  switch (inline.kind) {
    case 'code':
      return chalk.cyan;
    case 'strong':
      return chalk.bold;
    case 'muted':
      return chalk.dim;
    case 'quoted':
    case 'term':
    case 'figure':
      return asIs;
    default:
      return unreachable(inline);
  }
}

/** Our own no-break spaces have done their work once the words are known; what is printed can then be searched. */
const printable = (text: string): string => text.replaceAll(NBSP, ' ');

/** Splits at plain spaces; code stays in one piece. */
function words(inlines: readonly Inline[], chalk: ChalkInstance, base: Style): readonly Word[] {
  const result: Piece[][] = [];
  let open = false;
  const add = (piece: Piece): void => {
    const last = result.at(-1);
    if (open && last !== undefined) last.push(piece);
    else result.push([piece]);
    open = true;
  };
  for (const inline of inlines) {
    if (typeof inline !== 'string' && inline.kind === 'code') {
      add({ text: inert(inline.text), style: text => base(styleOf(chalk, inline)(text)), path: true });
      continue;
    }
    const own = typeof inline === 'string' || inline.kind !== 'quoted';
    const style: Style = typeof inline === 'string' ? base : text => base(styleOf(chalk, inline)(text));
    const text = inert(typeof inline === 'string' ? inline : inline.text);
    text.split(' ').forEach((word, index) => {
      if (index > 0) open = false;
      if (word !== '') add({ text: own ? printable(word) : word, style, path: false });
    });
  }
  return result;
}

const wordWidth = (word: Word): number => word.reduce((sum, piece) => sum + displayWidth(piece.text), 0);

/** A word wider than the line is cut in its widest piece. */
function fitted(word: Word, width: number): Word {
  const excess = wordWidth(word) - width;
  if (excess <= 0) return word;
  let widest = 0;
  word.forEach((piece, index) => {
    if (displayWidth(piece.text) > displayWidth(word[widest]?.text ?? '')) widest = index;
  });
  return word.map((piece, index) => {
    if (index !== widest) return piece;
    const room = Math.max(1, displayWidth(piece.text) - excess);
    return { ...piece, text: piece.path ? shortenPath(piece.text, room) : shortenMiddle(piece.text, room) };
  });
}

const draw = (word: Word): string => word.map(piece => piece.style(piece.text)).join('');

/** A line ready to print, with the columns it takes. */
export interface StyledLine {
  readonly text: string;
  readonly width: number;
}

/** Lines of at most `width` columns, broken between words only. */
export function styledLines(
  inlines: readonly Inline[],
  width: number,
  chalk: ChalkInstance,
  base: Style = asIs,
): readonly StyledLine[] {
  const lines: StyledLine[] = [];
  let text = '';
  let used = 0;
  for (const raw of words(inlines, chalk, base)) {
    const word = fitted(raw, width);
    const wide = wordWidth(word);
    if (used > 0 && used + 1 + wide > width) {
      lines.push({ text, width: used });
      text = '';
      used = 0;
    }
    text += (used > 0 ? ' ' : '') + draw(word);
    used += (used > 0 ? 1 : 0) + wide;
  }
  if (used > 0) lines.push({ text, width: used });
  return lines;
}

/** The same, without the widths. */
export const wrap = (
  inlines: readonly Inline[],
  width: number,
  chalk: ChalkInstance,
  base?: Style,
): readonly string[] => styledLines(inlines, width, chalk, base).map(line => line.text);

/** Width on one line, unbroken. */
export function lineWidth(inlines: readonly Inline[], chalk: ChalkInstance): number {
  const all = words(inlines, chalk, asIs);
  return all.reduce((sum, word) => sum + wordWidth(word), Math.max(0, all.length - 1));
}

/** Width of the widest word. */
export function widestWord(inlines: readonly Inline[], chalk: ChalkInstance): number {
  return Math.max(0, ...words(inlines, chalk, asIs).map(wordWidth));
}
