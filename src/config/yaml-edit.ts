import {
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { InvariantError } from '../core/errors.ts';

/**
 * Small changes to a YAML text that leave every other byte as it was: comments, order, quotes and line ends. Works by
 * the places of the nodes, so the text must be one that `readYaml` accepts. Whoever calls reads the result again.
 */

export type Plain = string | number | boolean;
/** A value to write: plain, or a group of values that is written in braces. */
export type Value = Plain | { readonly [key: string]: Value };

/** Sets one value; groups that are missing on the way are made, an existing plain value is replaced. */
export function setValue(text: string, path: readonly [string, ...string[]], value: Value): string {
  const [first, ...rest] = path;
  const root = contents(text);
  if (!isMap(root)) return append(text, `${entryText(first, nested(rest, value), false)}\n`);
  let map: YAMLMap.Parsed = root;
  for (const [i, key] of path.entries()) {
    const below = path.slice(i + 1);
    const pair = map.items.find(each => isScalar(each.key) && String(each.key.value) === key);
    if (!pair) return insertEntry(text, map, key, nested(below, value), map === root);
    const node = pair.value as ParsedNode | null;
    if (isMap(node) && below.length > 0) {
      map = node as YAMLMap.Parsed;
      continue;
    }
    return replaceValue(text, pair, flowText(nested(below, value)));
  }
  throw new InvariantError(`nothing to set at ${path.join('.')}`);
}

/** Adds one entry, a group of plain values, to the end of the list under a top-level key. */
export function appendToList(text: string, key: string, entry: Readonly<Record<string, Plain>>): string {
  const root = contents(text);
  const pair = isMap(root)
    ? root.items.find(each => isScalar(each.key) && each.key.value === key)
    : undefined;
  const list = pair?.value as ParsedNode | null | undefined;
  if (!isMap(root)) return append(text, `${key}:\n${itemText(entry, 2)}`);
  if (isSeq(list))
    return list.flow
      ? insertIntoFlow(text, list as YAMLSeq.Parsed, flowText(entry))
      : insertItem(text, list as YAMLSeq.Parsed, entry);
  if (!pair)
    return root.flow
      ? insertIntoFlow(text, root, `${key}: [${flowText(entry)}]`)
      : append(text, `${key}:\n${itemText(entry, 2)}`);
  return replaceValue(text, pair as Pair<ParsedNode, ParsedNode | null>, `[${flowText(entry)}]`);
}

function contents(text: string): ParsedNode | null {
  return parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, version: '1.2' }).contents;
}

function nested(path: readonly string[], value: Value): Value {
  return path.reduceRight<Value>((inner, key) => ({ [key]: inner }), value);
}

function insertEntry(text: string, map: YAMLMap.Parsed, key: string, value: Value, atRoot: boolean): string {
  if (map.flow) return insertIntoFlow(text, map, entryText(key, value, true));
  const line = entryText(key, value, false);
  // At the root the end of the file is the better place: what stands between may be comments that belong together.
  if (atRoot && !/^\.\.\.\s/m.test(text)) return append(text, `${line}\n`);
  return insertLines(text, endOfLast(map), `${' '.repeat(indentOf(map))}${line}\n`);
}

function insertItem(text: string, list: YAMLSeq.Parsed, entry: Readonly<Record<string, Plain>>): string {
  return insertLines(text, endOfLast(list), itemText(entry, indentOf(list)));
}

function insertIntoFlow(text: string, collection: YAMLMap.Parsed | YAMLSeq.Parsed, written: string): string {
  const [start] = collection.range;
  if (collection.items.length === 0) return splice(text, start + 1, start + 1, written);
  const end = endOfLast(collection);
  return splice(text, end, end, `, ${written}`);
}

/** `key:` with nothing behind it has no value to replace: the new one goes behind the colon. */
function replaceValue(text: string, pair: Pair<ParsedNode, ParsedNode | null>, written: string): string {
  const [start, end] = pair.value?.range ?? [0, 0];
  if (end > start) return splice(text, start, end, written);
  const colon = text.indexOf(':', pair.key.range[1]);
  return splice(text, colon + 1, colon + 1, ` ${written}`);
}

function endOfLast(collection: YAMLMap.Parsed | YAMLSeq.Parsed): number {
  const last = collection.items.at(-1);
  if (last === undefined) throw new InvariantError('an empty collection has no last entry');
  if (!('key' in last)) return (last as ParsedNode).range[1];
  const value = last.value as ParsedNode | null;
  return Math.max((last.key as ParsedNode).range[1], value ? value.range[1] : 0);
}

function indentOf(collection: YAMLMap.Parsed | YAMLSeq.Parsed): number {
  const token = collection.srcToken;
  return token && 'indent' in token ? token.indent : 0;
}

/** Puts whole lines behind the line that `offset` is on, or right there when it is at the start of one. */
function insertLines(text: string, offset: number, lines: string): string {
  if (offset > 0 && text[offset - 1] === '\n') return splice(text, offset, offset, withLineEnds(lines, text));
  const end = text.indexOf('\n', offset);
  return end < 0 ? append(text, lines) : splice(text, end + 1, end + 1, withLineEnds(lines, text));
}

function append(text: string, lines: string): string {
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return text + withLineEnds(gap + lines, text);
}

function withLineEnds(lines: string, text: string): string {
  return text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;
}

function splice(text: string, start: number, end: number, written: string): string {
  return text.slice(0, start) + written + text.slice(end);
}

function itemText(entry: Readonly<Record<string, Plain>>, indent: number): string {
  const margin = ' '.repeat(indent);
  return Object.entries(entry)
    .map(([key, value], i) => `${margin}${i === 0 ? '- ' : '  '}${entryText(key, value, false)}\n`)
    .join('');
}

function entryText(key: string, value: Value, inFlow: boolean): string {
  return `${plainText(key, inFlow)}: ${typeof value === 'object' ? flowText(value) : plainText(value, inFlow)}`;
}

function flowText(value: Value): string {
  if (typeof value !== 'object') return plainText(value, true);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => entryText(key, inner, true))
    .join(', ')} }`;
}

/** A plain value on one line, in quotes where it needs them; invisible characters are written as escapes. */
export function plainText(value: Plain, inFlow = true): string {
  if (typeof value !== 'string') return String(value);
  const bare = stringify(value, { lineWidth: 0, version: '1.2' }).trimEnd();
  const needsQuotes =
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(value) ||
    bare.includes('\n') ||
    (inFlow && /[,[\]{}]/.test(value));
  if (!needsQuotes) return bare;
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, character =>
    [...Array(character.length).keys()]
      .map(i => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
