/** Text in HTML that stays text: every way in goes through here. */
import type { Inline } from '../../../core/document.ts';
import { unreachable } from '../../../core/errors.ts';
import { glossary, type Term } from '../../glossary.ts';
import { inert } from '../../safe-text.ts';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For element content and for attributes in double quotes; invisible and steering characters become escapes. */
export const escapeText = (text: string): string =>
  inert(text).replace(/[&<>"']/g, character => references[character] ?? character);

/** A path or name from the repository may be broken after its slashes. */
const breakable = (text: string): string => escapeText(text).replace(/\/(?=.)/g, '/<wbr>');

export function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return escapeText(inline);
  switch (inline.kind) {
    case 'code':
      return `<code>${breakable(inline.text)}</code>`;
    case 'quoted':
      return `<bdi>${escapeText(inline.text)}</bdi>`;
    case 'strong':
      return `<strong>${escapeText(inline.text)}</strong>`;
    case 'muted':
      return `<span class="muted">${escapeText(inline.text)}</span>`;
    case 'term':
      return termHtml(inline.text, inline.term);
    case 'figure':
      return `<b>${escapeText(inline.text)}</b>`;
    default:
      return unreachable(inline);
  }
}

export const inlinesHtml = (text: readonly Inline[]): string => text.map(inlineHtml).join('');

/** Explained on hover, reachable by keyboard and finger, and printed at the end of the page. */
function termHtml(text: string, term: string): string {
  const meaning = meaningOf(term);
  return meaning === undefined
    ? escapeText(text)
    : `<a class="term" href="#${termId(term)}" title="${escapeText(`${term}: ${meaning}`)}">${escapeText(text)}</a>`;
}

export const termId = (term: string): string => `word-${term.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;

export const meaningOf = (term: string): string | undefined =>
  Object.hasOwn(glossary, term) ? glossary[term as Term] : undefined;
