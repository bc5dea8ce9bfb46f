import {
  Composer,
  type ErrorCode,
  isAlias,
  isMap,
  isPair,
  isScalar,
  Lexer,
  type ParsedNode,
  Parser,
} from 'yaml';
import { UserError } from '../core/errors.ts';
import {
  lineAndColumn,
  type PlacedProblem,
  placedProblem,
  type SourceText,
  type Span,
  sourceText,
} from './place.ts';
import { shown } from './reading.ts';

/** A cost model of a thousand roadmap items has about 300 kB. */
export const MAX_BYTES = 500_000;
/** Tokens of YAML: words, brackets, line breaks. Time goes with them rather than with bytes; a thousand items have about this many. */
const MAX_TOKENS = 60_000;
/** The deepest setting, `model: { scenarios: { evidence: { mean } } }`, has four levels; the count includes what YAML adds between. */
const MAX_DEPTH = 40;

/** A value with its place, and the places of everything below it. */
export interface Located {
  readonly value: unknown;
  readonly span: Span;
  readonly entries?: ReadonlyMap<string, { readonly key: Span; readonly node: Located }>;
  readonly items?: readonly Located[];
}

export interface YamlSource extends SourceText {
  /** Absent when the file holds nothing but comments and white space. */
  readonly root?: Located;
}

/**
 * Bytes of a YAML file as text.
 * @throws {UserError} too large, or not UTF-8: says which byte
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  refuseLarge(bytes.length, file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const line = lineOfFirstBadByte(bytes);
    throw new UserError(
      {
        code: 'config-not-utf8',
        what: utf16 ? 'the file is UTF-16, expected UTF-8' : 'the file is not UTF-8 text',
        where: `${file}:${line}`,
        fix: 'save the file with the encoding UTF-8',
      },
      { cause },
    );
  }
}

function lineOfFirstBadByte(bytes: Uint8Array): number {
  // A line break is one byte in UTF-8 whatever stands around it, so each line can be tried by itself.
  let line = 1;
  let start = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, end < 0 ? bytes.length : end);
    try {
      decoder.decode(piece);
    } catch {
      return line; // this is the line that was looked for
    }
    if (end < 0) return line;
    start = end + 1;
    line += 1;
  }
}

function refuseLarge(size: number, file: string): void {
  if (size <= MAX_BYTES) return;
  throw new UserError({
    code: 'config-too-large',
    what: `the file is too large: ${size} bytes, the limit is ${MAX_BYTES}`,
    where: file,
    fix: 'check that this is the right file; a cost model is usually a page or two',
  });
}

/**
 * YAML text as plain values with places. Only the plain part of YAML is accepted: one document, text keys, no
 * anchors, aliases, tags or directives, so that what a line says does not depend on other lines.
 * @throws {UserError} every problem found, each with its place
 */
export function readYaml(rawText: string, file: string): YamlSource {
  refuseLarge(rawText.length, file);
  const source = sourceText(rawText.replace(/^\u{feff}/u, ''), file);
  const problems: PlacedProblem[] = [];
  const contents = compose(source, problems);
  const root = contents && problems.length === 0 ? locate(contents, source, problems) : undefined;
  throwAll(problems);
  return root === undefined ? source : { ...source, root };
}

/** Most problems told at once. */
const MAX_PROBLEMS = 50;

/** @throws {UserError} if there is any problem: in the order of the file, the first {@link MAX_PROBLEMS} with a count of the rest. */
export function throwAll(problems: readonly PlacedProblem[]): void {
  const inOrder = [...problems].sort((a, b) => a.offset - b.offset);
  const [first, ...others] = inOrder.slice(0, MAX_PROBLEMS).map(each => each.problem());
  if (!first) return;
  const left = problems.length - 1 - others.length;
  if (left > 0) {
    const what = `and ${left} more ${left === 1 ? 'problem' : 'problems'}`;
    others.push({ code: 'config-more-problems', what, fix: 'mend the ones above first' });
  }
  throw new UserError([first, ...others]);
}

function compose(source: SourceText, problems: PlacedProblem[]): ParsedNode | null {
  const say = (span: Span, code: string, what: string, fix: string) =>
    problems.push(placedProblem(source, span, code, what, fix));
  // The composer descends recursively, the parser keeps a stack of its own: watched there, depth costs nothing.
  const parser = new Parser();
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: false,
    version: '1.2',
  });
  const documents = [];
  let tokens = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    tokens += 1;
    if (tokens > MAX_TOKENS) {
      const at = Math.max(0, Math.min(parser.offset, source.text.length - 1));
      say(
        [at, at + 1],
        'config-too-large',
        `the file has more than ${MAX_TOKENS} words and signs up to here`,
        'check that this is the right file',
      );
      return null;
    }
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive') {
        const span: Span = [token.offset, token.offset + token.source.length];
        say(span, 'config-yaml', 'YAML directives are not used here', 'remove this line');
        return null;
      }
      documents.push(...composer.next(token));
    }
    if (parser.stack.length > MAX_DEPTH) {
      const at = Math.max(0, Math.min(parser.offset, source.text.length - 1));
      say([at, at + 1], 'config-too-deep', 'the nesting is too deep', 'no setting has more than four levels');
      return null;
    }
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(false, source.text.length));

  const [first, second] = documents;
  // Past the last character there is nothing to point at.
  const lastPlace = source.text.trimEnd().length;
  const told = new Set<string>();
  for (const error of first?.errors ?? []) {
    const { what, fix } = syntaxWords(error.code, error.message);
    if (told.has(what)) continue; // the first of a kind brings the others about
    told.add(what);
    const [start, end] = error.pos;
    say([Math.min(start, lastPlace), end], 'config-yaml', what, fix);
  }
  if (second) {
    const at = second.range[0];
    const rule = source.text.lastIndexOf('---', at);
    say(
      rule >= 0 ? [rule, rule + 3] : [at, at + 1],
      'config-yaml',
      'a second document starts here',
      'keep one document: remove this `---` and what follows',
    );
  }
  return first?.contents ?? null;
}

const wordsOfCode: { readonly [code in ErrorCode]?: { readonly what?: string; readonly fix: string } } = {
  TAB_AS_INDENT: { what: 'a tab where indentation is expected', fix: 'indent with spaces' },
  BAD_INDENT: {
    what: 'this line is indented unlike its neighbours',
    fix: 'keys of one group start in the same column',
  },
  BAD_SCALAR_START: { what: 'a value cannot start with this character', fix: 'put the value in quotes' },
  BAD_DQ_ESCAPE: {
    what: 'unknown escape in a double-quoted text',
    fix: "write \\\\ for a backslash, or use 'single quotes'",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    what: 'a group of keys where a plain value is expected',
    fix: 'put a value that contains ": " in quotes, or start the group on its own line',
  },
  MULTILINE_IMPLICIT_KEY: {
    what: 'this line has no `key: value`',
    fix: 'add the colon that is missing here or on the line before',
  },
  KEY_OVER_1024_CHARS: { what: 'a key of more than 1,024 characters', fix: 'check the quotes before it' },
};

function syntaxWords(code: ErrorCode, message: string): { readonly what: string; readonly fix: string } {
  if (/quote$/.test(message))
    return {
      what: 'a quote is not closed',
      fix: 'close it, or put the whole value in the other kind of quotes',
    };
  if (/^Flow .*(end with|closing)/.test(message))
    return { what: 'a bracket is not closed', fix: 'close it: ] for a list, } for a group' };
  const words = wordsOfCode[code];
  return {
    what: words?.what ?? message,
    fix: words?.fix ?? 'check the line above too: quotes, brackets and indentation',
  };
}

/** Keys that mean something else to JavaScript objects. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

function locate(node: ParsedNode, source: SourceText, problems: PlacedProblem[]): Located {
  const say = (at: Span, what: string, fix: string) =>
    problems.push(placedProblem(source, at, 'config-yaml', what, fix));
  const span: Span = [node.range[0], node.range[1]];
  if (isAlias(node)) {
    say(span, 'YAML aliases are not used here', `a text that starts with * needs quotes: "*${node.source}"`);
    return { value: null, span };
  }
  if (node.anchor)
    say(
      span,
      `YAML anchors are not used here (&${node.anchor})`,
      'write the value out in each place; a text that starts with & needs quotes',
    );
  if (node.tag)
    say(
      span,
      `YAML tags are not used here (${node.tag.replace('tag:yaml.org,2002:', '!!')})`,
      'remove the tag; a text that starts with ! needs quotes',
    );
  if (isScalar(node)) return { value: node.value, span };
  if (!isMap(node)) {
    const items = node.items.map(item =>
      isPair(item) ? { value: null, span } : locate(item as ParsedNode, source, problems),
    );
    return { value: items.map(item => item.value), span, items };
  }
  // No prototype: a key such as `toString` is a key and nothing else.
  const value: Record<string, unknown> = Object.create(null);
  const entries = new Map<string, { key: Span; node: Located }>();
  for (const pair of node.items) {
    const keyNode = pair.key as ParsedNode;
    const key: Span = [keyNode.range[0], keyNode.range[1]];
    if (!isScalar(keyNode) || keyNode.anchor || keyNode.tag) {
      say(key, 'a key must be plain text', 'write `key: value`; put a key with special characters in quotes');
      continue;
    }
    const name =
      typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? String(keyNode.value));
    const found = pair.value
      ? locate(pair.value as ParsedNode, source, problems)
      : { value: null, span: key };
    // `key:` with nothing behind it has no width of its own: the key is what can be pointed at.
    const child = found.span[0] === found.span[1] ? { ...found, span: key } : found;
    const earlier = entries.get(name);
    if (forbiddenKeys.has(name)) say(key, `the key ${shown(name)} is not allowed`, 'choose another name');
    else if (earlier) {
      const { line } = lineAndColumn(source, earlier.key[0]);
      say(key, `${shown(name)} is given twice, first on line ${line}`, 'keep one of the two');
    } else {
      entries.set(name, { key, node: child });
      value[name] = child.value;
    }
  }
  return { value, span, entries };
}

/** A step is a key of a group or the index of a list. */
export type Path = readonly (string | number)[];

/** The value at a path; where it is missing, the nearest that is there. Reports whether it was found. */
export function find(
  root: Located,
  path: Path,
): { readonly node: Located; readonly key?: Span; readonly found: boolean } {
  let node = root;
  let key: Span | undefined;
  for (const step of path) {
    const entry = typeof step === 'string' ? node.entries?.get(step) : undefined;
    const next = entry?.node ?? (typeof step === 'number' ? node.items?.[step] : undefined);
    if (!next) return { node, found: false, ...(key && { key }) };
    node = next;
    key = entry?.key;
  }
  return { node, found: true, ...(key && { key }) };
}

/** `valueStreams[1].costOfDelay`, as it would be written in code. */
export function pathText(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
