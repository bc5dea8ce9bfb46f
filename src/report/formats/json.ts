import { InvariantError } from '../../core/errors.ts';
import { inertJson } from '../safe-text.ts';
import type { Format } from './format.ts';

/** The data of a command: keys in the order of its type, figures to nine significant digits, lists of figures on one line. */
export const json: Format = document => stableJson(document.data);

/**
 * JSON with the same bytes on every machine. Nine digits are more than any figure here can carry and fewer than the
 * last bits in which machines may differ. Absent fields are left out.
 * @throws {InvariantError} a number that is not finite: it must never be printed
 */
export function stableJson(data: unknown): string {
  return `${written(data, '', '$') ?? 'null'}\n`;
}

const INDENT = '  ';

function written(value: unknown, indent: string, place: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return figure(value, place);
  if (typeof value === 'string') return inertJson(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = indent + INDENT;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from(value as Iterable<unknown>);
    const items = list.map((item, index) => written(item, deeper, `${place}[${index}]`) ?? 'null');
    if (list.every(item => typeof item === 'number')) return `[${items.join(', ')}]`;
    return items.length === 0 ? '[]' : `[\n${items.map(item => deeper + item).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).flatMap(([key, inner]) => {
    const text = written(inner, deeper, `${place}.${key}`);
    return text === undefined ? [] : [`${deeper}${inertJson(key)}: ${text}`];
  });
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}

function figure(value: number, place: string): string {
  if (!Number.isFinite(value)) throw new InvariantError(`${place} is ${value}`);
  return JSON.stringify(Number.isInteger(value) ? value : Number(value.toPrecision(9)));
}
