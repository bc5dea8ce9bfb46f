/**
 * Text in Markdown that stays text. Our own words only get backslashes before characters that would be markup.
 * Text from a repository is put into a code span as soon as it holds anything that some renderer might act on: code
 * spans are the one place where `@names`, `#1`, links, emoji codes and formulas are left alone everywhere.
 */
import type { Inline } from '../../core/document.ts';
import { unreachable } from '../../core/errors.ts';
import { NBSP } from '../numbers.ts';
import { inert } from '../safe-text.ts';

/** Anything but letters, digits, plain spaces and punctuation that no renderer gives a meaning to. */
const NEEDS_CODE =
  /[^\p{L}\p{N} ,;.()/'’–—…·+%€£-]|^\s|\s$|\s\s|\/\/|[A-Z_]\.\w|\w\.[A-Z_]|www\.|--|\b[0-9a-f]{7,40}\b|^\W|%\S/iu;

/** Our own words: characters that start markup anywhere in a line. */
const MARKUP = /[\\`*_[\]<>|#~$&^{}]/g;

export interface MarkdownPlace {
  /** Inside a table cell, where a pipe ends the cell even in code. */
  readonly inTable: boolean;
}

/** Our own text, with plain spaces: what is pasted can be searched. */
export function ownText(text: string): string {
  return inert(text.replaceAll(NBSP, ' ')).replace(MARKUP, '\\$&');
}

/** A code span around any text; its fence is longer than any run of backticks inside. */
export function codeSpan(text: string, place: MarkdownPlace): string {
  const safe = inPlace(inert(text), place);
  if (safe === '') return '';
  const runs = safe.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(run => run.length)) + 1);
  // One space on each side is taken away by the renderer; needed at backticks, and where the text has such spaces itself.
  const padded =
    /^`|`$|^ .*[^ ].* $|^ +[^ ]$|^[^ ] +$/.test(safe) ||
    (safe.startsWith(' ') && safe.endsWith(' ') && safe.trim() !== '');
  return padded ? `${fence} ${safe} ${fence}` : `${fence}${safe}${fence}`;
}

/** Renderers disagree about a backslash before a pipe in a cell: there the pipe is written as an escape. */
function inPlace(text: string, place: MarkdownPlace): string {
  if (!place.inTable) return text;
  return text.replace(/(\\*)\|/g, (_, slashes: string) => (slashes === '' ? '\\|' : `${slashes}\\u007c`));
}

function inlineText(inline: Inline, place: MarkdownPlace): string {
  if (typeof inline === 'string') return ownText(inline);
  switch (inline.kind) {
    case 'code':
      return codeSpan(inline.text, place);
    case 'quoted':
      return NEEDS_CODE.test(inline.text) ? codeSpan(inline.text, place) : inline.text;
    case 'strong':
      return `**${ownText(inline.text)}**`;
    case 'muted':
    case 'term':
    case 'figure':
      return ownText(inline.text);
    default:
      return unreachable(inline);
  }
}

export const markdownText = (text: readonly Inline[], place: MarkdownPlace = { inTable: false }): string =>
  text.map(inline => inlineText(inline, place)).join('');

/** A paragraph, whose first characters must not start a list, a heading or a quote. */
export const paragraphText = (text: readonly Inline[]): string =>
  markdownText(text).replace(
    /^(\d{1,9})([.)])(?=\s|$)|^([+-])(?=\s|$)|^(=+|-+)$/u,
    (match, digits, mark, bullet) =>
      digits !== undefined ? `${digits}\\${mark}` : bullet !== undefined ? `\\${bullet}` : `\\${match}`,
  );
