import { createHash } from 'node:crypto';
import type { Document, Section } from '../../core/document.ts';
import { glossary } from '../glossary.ts';
import { plainText } from '../inline.ts';
import { blocksHtml } from './html/blocks.ts';
import type { Place } from './html/place.ts';
import { pageScript } from './html/script.ts';
import { pageStyle } from './html/style.ts';
import { escapeText, inlinesHtml, termId } from './html/text.ts';

/** A page that opens at once and can be mailed. */
const LARGEST = 1_400_000;

/**
 * One file that needs nothing else: pictures drawn, style and script inside and pinned by their hashes in the page's own
 * policy, so that nothing planted in a path, a name or a message can run or reach out. Rows lose their details, last ones
 * first, where the page would grow too large; it says so.
 */
export function html(document: Document): string {
  const whole = page(document, Number.POSITIVE_INFINITY);
  if (bytes(whole) <= LARGEST) return whole;
  return page(document, LARGEST - bytes(page(document, 0)));
}

const encoder = new TextEncoder();
const bytes = (text: string): number => encoder.encode(text).length;

/** @param room bytes that may be folded below the rows */
function page(document: Document, room: number): string {
  const styles: string[] = [pageStyle];
  const place = placeOf(styles, room);
  const parts = partsOf(document.sections);
  const body = [
    '<a class="skip" href="#report">Skip to the report</a>',
    `<header class="top"><div class="head"><h1>${inlinesHtml(document.title)}</h1><div id="tools"></div></div>${navigation(parts)}</header>`,
    `<main id="report">${parts.map(part => partHtml(part, parts.length > 1, place)).join('')}${place.leftOut()}${wordsHtml()}</main>`,
    '<footer><p>Made by debtcast. Every figure comes with its range and its scenario; averages over many changes say nothing about one task or one person.</p></footer>',
  ].join('\n');
  const style = styles.join('');
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(pageScript)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
    `<title>${escapeText(plainText(document.title))}</title><link rel="icon" href="data:,">`,
    `<style>${style}</style></head><body>`,
    body,
    `<script>${pageScript}</script></body></html>\n`,
  ].join('\n');
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function placeOf(styles: string[], room: number): Place & { leftOut(): string } {
  const ids = new Map<string, number>();
  const classes = new Map<string, string>();
  let left = room;
  return {
    tableId(wanted) {
      const base = `t-${wanted.replace(/[^a-z0-9-]/gi, '')}`;
      const times = (ids.get(base) ?? 0) + 1;
      ids.set(base, times);
      return times === 1 ? base : `${base}-${times}`;
    },
    columnClass(key, rules) {
      const known = classes.get(key);
      if (known !== undefined) return known;
      const name = `k${classes.size + 1}`;
      classes.set(key, name);
      styles.push(rules(name));
      return name;
    },
    fold(content) {
      // Once one did not fit, the later ones are left out too: a gap in the middle would look like a mistake.
      if (left >= 0) left -= bytes(content);
      return left >= 0 ? content : '';
    },
    leftOut: () =>
      left < 0
        ? '<p class="note neutral">So many rows that the later ones come without their details here; <code>debtcast explain</code> with their path has them.</p>'
        : '',
  };
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

const partTitles = { product: 'For planning', engineering: 'For engineering', both: 'Basis' } as const;

/** Runs of sections for one kind of reader; what is for both stands by itself before and after them. */
function partsOf(sections: readonly Section[]): readonly Part[] {
  const parts: { id: string; title: string; sections: Section[] }[] = [];
  for (const section of sections) {
    // The whole glossary stands at the end of the page.
    if (section.id === 'product-words') continue;
    const title = partTitles[section.audience];
    const last = parts.at(-1);
    if (last?.title === title) last.sections.push(section);
    else parts.push({ id: `part-${parts.length + 1}`, title, sections: [section] });
  }
  return parts;
}

function partHtml(part: Part, several: boolean, place: Place): string {
  const named = several && part.sections.filter(section => section.title !== undefined).length > 1;
  const level = named ? 3 : 2;
  const sections = part.sections.map(section => {
    const heading =
      section.title === undefined
        ? ''
        : `<h${level} id="h-${escapeText(section.id)}">${escapeText(section.title)}</h${level}>`;
    const labelled = heading === '' ? '' : ` aria-labelledby="h-${escapeText(section.id)}"`;
    const lead = section.id === 'product-summary' ? ' class="lead"' : '';
    return `<section id="${escapeText(section.id)}"${lead}${labelled}>${heading}${blocksHtml(section.blocks, place)}</section>`;
  });
  return `<div class="part" id="${part.id}">${named ? `<h2>${part.title}</h2>` : ''}${sections.join('\n')}</div>\n`;
}

/** The sections that a meeting walks through, then the larger parts below them. */
function navigation(parts: readonly Part[]): string {
  const link = (id: string, title: string): string =>
    `<li><a href="#${escapeText(id)}">${escapeText(title)}</a>`;
  const [opening, ...below] = parts.filter(part =>
    part.sections.some(section => section.title !== undefined),
  );
  if (opening === undefined) return '';
  const links = [
    ...opening.sections.flatMap(({ id, title }) =>
      title === undefined ? [] : [link(id, shortTitle(title))],
    ),
    ...below.map(part => link(part.id, part.title)),
    link('words', 'Words'),
  ];
  return `<nav aria-label="Parts of this page"><ul>${links.join('')}</ul></nav>`;
}

/** Titles carry their scenario; the way there does not need it. */
const shortTitle = (title: string): string => title.split(' · ')[0] ?? title;

/** One meaning for each word: where hovering does not reach, and in print. */
function wordsHtml(): string {
  const entries = Object.entries(glossary).map(
    ([word, meaning]) => `<dt id="${termId(word)}">${escapeText(word)}<dd>${escapeText(meaning)}`,
  );
  return `<div class="part" id="words"><h2>Words used here</h2><dl class="words">${entries.join('')}</dl></div>`;
}
