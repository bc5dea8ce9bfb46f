/** Short makers for the pieces of a Document. */
import type { Inline } from '../core/document.ts';
import type { Term } from './glossary.ts';

export type Text = readonly Inline[];

export const code = (text: string): Inline => ({ kind: 'code', text });
export const quoted = (text: string): Inline => ({ kind: 'quoted', text });
export const strong = (text: string): Inline => ({ kind: 'strong', text });
export const muted = (text: string): Inline => ({ kind: 'muted', text });
export const figure = (text: string, id: string): Inline => ({ kind: 'figure', text, id });
export const term = (text: string, of: Term): Inline => ({ kind: 'term', text, term: of });

/** Pieces with a separator between them; empty pieces are skipped. */
export function joined(pieces: readonly Text[], separator: string): Text {
  const present = pieces.filter(piece => piece.length > 0);
  return present.flatMap((piece, index) => (index === 0 ? piece : [separator, ...piece]));
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(pieces: readonly Text[]): Text {
  if (pieces.length <= 1) return pieces[0] ?? [];
  const last = pieces.at(-1) ?? [];
  return [...joined(pieces.slice(0, -1), ', '), ' and ', ...last];
}

/** The bare words of a text, without any marking. */
export const plainText = (text: Text): string =>
  text.map(inline => (typeof inline === 'string' ? inline : inline.text)).join('');

/** A text that opens a line: its first word of our own starts with a capital. */
export function sentence(text: Text): Text {
  const [first, ...rest] = text;
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : text;
}
