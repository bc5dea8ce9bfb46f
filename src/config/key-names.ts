import { compareText } from '../core/text-order.ts';
import type { JsonSchema } from './json-schema.ts';
import { nearest } from './suggestion.ts';
import { type Path, pathText } from './yaml-source.ts';

/** What people call a setting elsewhere. */
const synonyms: Readonly<Record<string, string>> = {
  rate: 'costPerHour',
  rates: 'costPerHour',
  hourly: 'costPerHour',
  hourlyRate: 'costPerHour',
  people: 'engineers',
  headcount: 'engineers',
  developers: 'engineers',
  streams: 'valueStreams',
  modules: 'valueStreams',
  ignore: 'exclude',
  deadline: 'due',
  overrides: 'model',
};

/** What to do about a key that is not known at this place. */
export function unknownKeyFix(schema: JsonSchema, path: Path, key: string): string {
  const here = keysAt(schema, path);
  const synonym = Object.hasOwn(synonyms, key) ? synonyms[key] : undefined;
  const meant = nearest(key, here) ?? (here.includes(synonym ?? '') ? synonym : undefined);
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  const elsewhere = placesOf(schema, synonym ?? key)[0];
  if (elsewhere === key) return 'it belongs at the top level of the file, not in here';
  if (elsewhere !== undefined) return `did you mean \`${elsewhere}\`?`;
  return here.length > 0 && here.length <= 12
    ? `known here: ${here.join(', ')}`
    : 'remove it; `debtcast schema config` lists all keys';
}

function keysAt(schema: JsonSchema, path: Path): readonly string[] {
  let at: JsonSchema | undefined = schema;
  for (const step of path)
    at =
      typeof step === 'number'
        ? child(at, 'items')
        : (child(child(at, 'properties'), step) ?? child(at, 'additionalProperties'));
  return Object.keys(child(at, 'properties') ?? {});
}

function child(schema: JsonSchema | undefined, key: string): JsonSchema | undefined {
  const found = schema && Object.hasOwn(schema, key) ? schema[key] : undefined;
  return typeof found === 'object' && found !== null ? (found as JsonSchema) : undefined;
}

/** Every place where a key of this name is known, the shortest first. */
function placesOf(schema: JsonSchema, key: string): readonly string[] {
  const places: string[] = [];
  const walk = (at: JsonSchema | undefined, path: readonly string[]): void => {
    for (const [name, below] of Object.entries(child(at, 'properties') ?? {})) {
      if (name === key) places.push(pathText([...path, name]));
      walk(below as JsonSchema, [...path, name]);
    }
    const items = child(at, 'items');
    if (items)
      walk(
        items,
        path.map((step, i) => (i === path.length - 1 ? `${step}[]` : step)),
      );
  };
  walk(schema, []);
  return places.sort((a, b) => a.length - b.length || compareText(a, b));
}
