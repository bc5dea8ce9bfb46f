import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decisionsJsonSchema, parseDecisions } from '../../src/config/decisions.ts';
import { daysInUnit, unitSpellings } from '../../src/config/duration.ts';
import { configJsonSchema, type JsonSchema } from '../../src/config/json-schema.ts';
import { parseCostModel } from '../../src/config/parse.ts';
import { coefficientInfo } from '../../src/model/coefficients.ts';

const reference = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
const known = { coefficients: coefficientInfo };

/** `valueStreams[].name` for every value that can be written. */
function keysOf(schema: JsonSchema, path = ''): readonly string[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  return properties.flatMap(([key, below]) => {
    const here = path ? `${path}.${key}` : key;
    const items = below.items as JsonSchema | undefined;
    if (items?.properties) return keysOf(items, `${here}[]`);
    return below.properties ? keysOf(below, here) : [here];
  });
}

describe('the reference', () => {
  it('names every key', () => {
    const coefficients = new Set(Object.keys(coefficientInfo).map(name => `model.${name}`));
    const keys = [...keysOf(configJsonSchema(known)), ...keysOf(decisionsJsonSchema())].filter(
      key => !coefficients.has(key) && !key.startsWith('model.scenarios.'),
    );
    expect(keys.length).toBeGreaterThan(45);
    expect(keys.filter(key => !reference.includes(`| \`${key}\` |`))).toEqual([]);
  });

  it('names every coefficient with its default, limits and unit', () => {
    const rows = Object.entries(coefficientInfo).map(
      ([name, info]) => `| \`${name}\` | ${info.default} | ${info.min} to ${info.max} | ${info.unit} |`,
    );
    expect(rows.filter(row => !reference.includes(row))).toEqual([]);
  });

  it('states the table of units that is used', () => {
    for (const unit of ['day', 'week', 'month', 'quarter', 'year'] as const) {
      const spellings = unitSpellings[unit].map(each => `\`${each}\``).join(' ');
      expect(reference).toContain(`| ${unit} | ${spellings} | ${daysInUnit[unit]} |`);
    }
  });

  const examples = [...reference.matchAll(/```yaml\n([\s\S]*?)```/g)].map(match => match[1] ?? '');
  it('has an example for each part', () => expect(examples.length).toBeGreaterThan(9));
  it.each(examples)('has examples that are right: %#', example => {
    const read = () =>
      example.startsWith('# decisions') ? parseDecisions(example, 'x') : parseCostModel(example, 'x', known);
    expect(read).not.toThrow();
  });
});
