import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { decisionsJsonSchema } from '../../src/config/decisions.ts';
import { configJsonSchema, type JsonSchema } from '../../src/config/json-schema.ts';
import { known } from './known.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true });
const schema = configJsonSchema(known);
const accepts = ajv.compile(schema);

function read(kind: 'good' | 'bad', name: string): unknown {
  return parseDocument(
    readFileSync(new URL(`../../fixtures/config/${kind}/${name}`, import.meta.url), 'utf8'),
    { uniqueKeys: false },
  ).toJS();
}
const fixtures = (kind: 'good' | 'bad') =>
  readdirSync(new URL(`../../fixtures/config/${kind}/`, import.meta.url));

/** Mistakes of YAML itself: there is no value that a schema could look at. */
const notYaml = [
  'alias',
  'anchor',
  'directive',
  'duplicate-key',
  'prototype-key',
  'tab',
  'tag',
  'two-documents',
  'unclosed-bracket',
  'unclosed-quote',
];
/** Mistakes that take knowledge of the calendar, of other places of the file, or of a grammar. */
const beyondSchema = [
  'day-not-in-calendar',
  'dependency-on-itself',
  'dependency-ring',
  'due-before-start',
  'duration-zero',
  'gate-of-unknown-stream',
  'glob-key',
  'glob-leaves-the-repository',
  'glob-not-closed',
  'glob-that-explodes',
  'item-named-twice',
  'money-limit-without-rate',
  'not-calibrated',
  'pattern-not-closed',
  'pattern-with-look-ahead',
  'range-upside-down',
  'share-over-all',
  'stream-named-twice',
  'touches-over-all',
  'unknown-dependency',
  'unknown-stream',
];

describe('the JSON Schema of the config', () => {
  it.each(fixtures('good').filter(name => name !== 'nothing.yaml'))(
    'accepts what the parser accepts: %s',
    name => {
      accepts(read('good', name));
      expect(accepts.errors ?? []).toEqual([]);
    },
  );

  const bad = fixtures('bad').filter(name => !notYaml.includes(name.replace('.yaml', '')));
  it.each(bad)('refuses what the parser refuses, as far as a schema can: %s', name => {
    expect(accepts(read('bad', name))).toBe(beyondSchema.includes(name.replace('.yaml', '')));
  });

  it('explains every key', () => {
    const silent: string[] = [];
    const walk = (at: JsonSchema, path: string): void => {
      for (const [key, below] of Object.entries((at.properties ?? {}) as Record<string, JsonSchema>)) {
        if (typeof below.description !== 'string' || below.description.length < 10)
          silent.push(`${path}.${key}`);
        walk(below, `${path}.${key}`);
      }
      for (const below of [at.items, at.additionalProperties])
        if (typeof below === 'object' && below) walk(below as JsonSchema, path);
    };
    walk(schema, '');
    walk(decisionsJsonSchema(), 'decisions');
    expect(silent).toEqual([]);
  });

  it('states names, limits and defaults of the coefficients it was given', () => {
    const { model } = schema.properties as Record<string, { properties: Record<string, unknown> }>;
    expect(model?.properties.fixRateGamma).toMatchObject({
      type: 'number',
      minimum: -2,
      maximum: 2,
      description: 'Fixes for each change (per e-fold). Default: 0.104.',
    });
    expect(accepts({ model: { fixRateGamma: 0.2 } })).toBe(true);
    expect(accepts({ model: { fixRateDelta: 0.2 } })).toBe(false);
  });

  it('keeps groups in one piece, so that editors complete their keys', () => {
    const { team } = schema.properties as Record<string, Record<string, unknown>>;
    expect(team?.type).toEqual(['object', 'null']);
    expect(Object.keys(team?.properties as object)).toEqual([
      'engineers',
      'hoursPerWeek',
      'costPerHour',
      'codingShare',
    ]);
    expect(team).not.toHaveProperty('anyOf');
  });
});

describe('the JSON Schema of the decisions', () => {
  const acceptsDecisions = ajv.compile(decisionsJsonSchema());
  it('knows a good entry from a bad one', () => {
    const entry = { item: 'src/a.ts', decision: 'defer', reason: 'later', on: '2026-11-22' };
    expect(acceptsDecisions({ decisions: [entry] })).toBe(true);
    expect(acceptsDecisions({ decisions: null })).toBe(true);
    expect(acceptsDecisions({ decisions: [{ ...entry, decision: 'later' }] })).toBe(false);
    expect(acceptsDecisions({ decisions: [{ ...entry, when: 'soon' }] })).toBe(false);
    expect(acceptsDecisions({ decisions: [{ item: 'src/a.ts' }] })).toBe(false);
  });
});
