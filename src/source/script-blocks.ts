export type ScriptLanguage = 'ts' | 'tsx' | 'js' | 'jsx';

export interface Script {
  /** As long as the file and with the same lines: all that is no script is white space. */
  readonly text: string;
  readonly language: ScriptLanguage;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly language: ScriptLanguage;
}

/** Whether code has to be taken out of a path before it can be parsed. */
export function hasScriptBlocks(path: string): boolean {
  return /\.(vue|svelte|astro)$/i.test(path);
}

/**
 * Takes the script blocks out of a Vue, Svelte or Astro file: `<script>` elements, and Astro's code between the two
 * `---`. Line and column numbers stay what they are in the file. `undefined` when there is none.
 *
 * Scripts that are data (`type="application/json"`) are left alone, and so are `<script>` tags inside comments, styles
 * and Vue's `<template>`. With several blocks the language is the richest of them: one parse serves all. Reads the text
 * once from front to back, so time is linear whatever is in it; what is never closed ends at the end of the file.
 */
export function scriptBlocks(path: string, text: string): Script | undefined {
  const isAstro = /\.astro$/i.test(path);
  const blocks: Block[] = [];
  const front = isAstro ? frontmatter(text) : undefined;
  if (front) blocks.push(front);
  blocks.push(...elements(text, front?.end ?? 0, /\.vue$/i.test(path), isAstro ? 'ts' : 'js'));
  if (blocks.length === 0) return undefined;

  let script = '';
  let done = 0;
  for (const block of blocks) {
    script += blank(text.slice(done, block.start)) + text.slice(block.start, block.end);
    done = block.end;
    // The closing tag becomes an empty statement: without it, a last line without semicolon would run on.
    if (done < text.length) {
      script += ';';
      done++;
    }
  }
  return { text: script + blank(text.slice(done)), language: richest(blocks.map(block => block.language)) };
}

const blank = (text: string): string => text.replace(/[^\r\n\u2028\u2029]/g, ' ');

function richest(languages: readonly ScriptLanguage[]): ScriptLanguage {
  const typed = languages.some(language => language.startsWith('ts'));
  const jsx = languages.some(language => language.endsWith('x'));
  return typed ? (jsx ? 'tsx' : 'ts') : jsx ? 'jsx' : 'js';
}

/** Astro's code fence: only white space may stand before it. */
function frontmatter(text: string): Block | undefined {
  const open = /^\uFEFF?\s*---/.exec(text);
  if (!open) return undefined;
  const start = open[0].length;
  const close = text.indexOf('\n---', start);
  return { start, end: close === -1 ? text.length : close + 1, language: 'ts' };
}

const TAG_NAME = /[a-zA-Z][a-zA-Z0-9:._-]*/y;

function elements(text: string, from: number, isVue: boolean, fallback: ScriptLanguage): readonly Block[] {
  const blocks: Block[] = [];
  let skipsFolded = isVue;
  let at = text.indexOf('<', from);
  while (at !== -1) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end === -1) break;
      at = text.indexOf('<', end + 3);
      continue;
    }
    TAG_NAME.lastIndex = at + 1;
    const name = TAG_NAME.exec(text)?.[0].toLowerCase();
    if (name === undefined) {
      at = text.indexOf('<', at + 1);
      continue;
    }
    const tag = readTag(text, at + 1 + name.length);
    let next = tag.end;
    if (!tag.isClosed && (name === 'script' || name === 'style')) {
      const end = closingTag(text, name, tag.end);
      if (name === 'script') {
        const language = scriptLanguage(tag.attributes, fallback);
        if (language) blocks.push({ start: tag.end, end, language });
      }
      next = end;
    } else if (!tag.isClosed && skipsFolded) {
      // In Vue, a block at the root that is no script (template, docs) may show scripts in its text.
      const end = foldedEnd(text, name, tag.end);
      if (end === undefined) skipsFolded = false;
      else next = end;
    }
    at = text.indexOf('<', next);
  }
  return blocks;
}

interface Tag {
  /** Position after the `>`. */
  readonly end: number;
  /** `<x … />`. */
  readonly isClosed: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

const ATTRIBUTE = /([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?|["'/]/y;
const SPACE = /\s*/y;
/** Tags with more than this many attributes are not looked at further than that for `lang` and `type`. */
const MOST_ATTRIBUTES = 100;

function readTag(text: string, from: number): Tag {
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
    if (at >= text.length) return { end: text.length, isClosed: false, attributes };
    // No tag after all (`a<b` in an expression), or one that was never closed.
    if (text[at] === '<') return { end: at, isClosed: false, attributes };
    if (text[at] === '>') return { end: at + 1, isClosed: text[at - 1] === '/', attributes };
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found?.[1] !== undefined && attributes.size < MOST_ATTRIBUTES) {
      attributes.set(found[1].toLowerCase(), found[2] ?? found[3] ?? found[4] ?? '');
    }
    at = found ? ATTRIBUTE.lastIndex : at + 1;
  }
}

/** Start of `</name`, or the end of the text. */
function closingTag(text: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = from;
  return close.exec(text)?.index ?? text.length;
}

/** End of an element that may hold elements of its own name; `undefined` when it is never closed. */
function foldedEnd(text: string, name: string, from: number): number | undefined {
  const tags = new RegExp(`<(/?)${name.replace(/\./g, '\\.')}(?=[\\s/>])`, 'gi');
  tags.lastIndex = from;
  let depth = 1;
  for (let found = tags.exec(text); found; found = tags.exec(text)) {
    if (found[1] === '/') depth--;
    else {
      const tag = readTag(text, tags.lastIndex);
      if (!tag.isClosed) depth++;
      tags.lastIndex = tag.end;
    }
    if (depth === 0) return tags.lastIndex;
  }
  return undefined;
}

/** `undefined` for scripts that are data. */
function scriptLanguage(
  attributes: ReadonlyMap<string, string>,
  fallback: ScriptLanguage,
): ScriptLanguage | undefined {
  const type = (attributes.get('type') ?? '').trim().toLowerCase();
  const named = (attributes.get('lang') ?? '').trim().toLowerCase();
  const stated = languageNames[named] ?? languageNames[type.replace(/^(text|application)\/(x-)?/, '')];
  if (stated) return stated;
  return type === '' || type === 'module' ? fallback : undefined;
}

const languageNames: Readonly<Partial<Record<string, ScriptLanguage>>> = Object.assign(Object.create(null), {
  ts: 'ts',
  typescript: 'ts',
  tsx: 'tsx',
  js: 'js',
  javascript: 'js',
  ecmascript: 'js',
  babel: 'jsx',
  jsx: 'jsx',
});
