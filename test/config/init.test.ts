import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { defaultCostModel } from '../../src/config/defaults.ts';
import { type InitFacts, initialConfig } from '../../src/config/init.ts';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { parseCostModel } from '../../src/config/parse.ts';
import { known } from './known.ts';

const shop: InitFacts = {
  repository: 'acme/shop',
  valueStreams: [
    { name: 'billing', paths: ['packages/billing/**'], note: 'package @acme/billing, 120 files' },
    { name: 'catalog', paths: ['packages/catalog/**'] },
  ],
  engineers: { count: 8, how: 'people who committed in the last 90 days' },
  sideCode: [
    { kind: 'docs', files: 12 },
    { kind: 'examples', files: 1 },
  ],
};
const parse = (text: string) => parseCostModel(text, 'debt.config.yaml', known);
/** A setting that is commented out has no space behind its #. */
const uncommented = (text: string) =>
  text.replace(/^(\s*)#(?=[a-zA-Z])/gm, '$1').replace(/^#(?= {2,}\S)/gm, '');

describe('the first config of a repository', () => {
  const text = initialConfig(shop);

  it('sets what was found and assumes the rest', () => {
    const { file, valueStreams, ...rest } = parse(text);
    const { valueStreams: none, ...defaults } = defaultCostModel();
    expect(rest).toEqual(defaults);
    expect(valueStreams.map(({ place, ...stream }) => stream)).toEqual([
      { name: 'billing', paths: ['packages/billing/**'] },
      { name: 'catalog', paths: ['packages/catalog/**'] },
    ]);
  });

  it('says what was seen in the repository', () => {
    expect(text).toContain('# Seen in git: 8, people who committed in the last 90 days.\n  #engineers: 8\n');
    expect(text).toContain(
      'docs (12 files), examples (1 file). To count it as part of the product:\n  #sideCode: [docs, examples]\n',
    );
    expect(text).toContain('- name: billing # package @acme/billing, 120 files\n');
  });

  it('tells editors where the schema is', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./debt.config.schema.json');
    expect(initialConfig({ ...shop, schema: 'https://example.org/s.json' }).split('\n')[0]).toBe(
      '# yaml-language-server: $schema=https://example.org/s.json',
    );
  });

  it('is right with every setting uncommented, for parser and schema', () => {
    const all = uncommented(text);
    const model = parse(all);
    expect(model.team.costPerHour?.value).toBe(85);
    expect(model.team.engineers?.value).toBe(8);
    expect(model.roadmap[0]?.touches).toEqual({ billing: 0.8 });
    expect(model.history.fixPatterns).toHaveLength(1);
    expect(model.gates.maxNewCostPerQuarter).toBe(500);
    const accepts = new Ajv2020({ strictTypes: false, allowUnionTypes: true }).compile(
      configJsonSchema(known),
    );
    accepts(parseDocument(all).toJS());
    expect(accepts.errors ?? []).toEqual([]);
  });

  it('shows every key that there is, but for the coefficients of the model', () => {
    const schema = configJsonSchema({ coefficients: {} });
    const shown = parseDocument(uncommented(text)).toJS() as Record<string, unknown>;
    const missing: string[] = [];
    const walk = (at: Record<string, unknown>, value: unknown, path: string): void => {
      const first = Array.isArray(value) ? value[0] : value;
      const properties = (at.properties ??
        (at.items as Record<string, unknown> | undefined)?.properties ??
        {}) as Record<string, Record<string, unknown>>;
      for (const [key, below] of Object.entries(properties)) {
        const there = typeof first === 'object' && first !== null && key in first;
        if (!there) missing.push(`${path}${key}`);
        else walk(below, (first as Record<string, unknown>)[key], `${path}${key}.`);
      }
    };
    walk(schema, shown, '');
    expect(missing.filter(path => !path.startsWith('model.scenarios.'))).toEqual([]);
  });

  it('of an empty repository is right too', () => {
    const { file, ...model } = parse(initialConfig({ repository: 'x', valueStreams: [], sideCode: [] }));
    expect(model).toEqual(defaultCostModel());
    expect(
      parse(uncommented(initialConfig({ repository: 'x', valueStreams: [], sideCode: [] }))).valueStreams[0]
        ?.name,
    ).toBe('Checkout');
  });

  it('joins streams of one name, and writes folders with signs of a glob so that they match', () => {
    const model = parse(
      initialConfig({
        repository: 'x',
        sideCode: [],
        valueStreams: [
          { name: 'app', paths: ['app/(shop)/**'] },
          { name: 'app', paths: ['lib/**'] },
          { name: 'gone', paths: ['../x'] },
        ],
      }),
    );
    expect(model.valueStreams.map(({ name, paths }) => ({ name, paths }))).toEqual([
      { name: 'app', paths: ['app/?shop?/**', 'lib/**'] },
    ]);
  });

  it('reads back whatever names the repository has', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const facts = fc.record({
      repository: text,
      valueStreams: fc.array(fc.record({ name: text, paths: fc.array(text, { maxLength: 2 }), note: text }), {
        maxLength: 4,
      }),
      engineers: fc.record({ count: fc.integer({ min: 1, max: 99 }), how: text }),
      sideCode: fc.constant([]),
      ignoreRevsFile: fc.constantFrom('.git-blame-ignore-revs', 'a b', "it's"),
    });
    fc.assert(
      fc.property(facts, each => {
        const { valueStreams } = parse(initialConfig(each));
        const names = new Set(each.valueStreams.map(stream => stream.name));
        for (const { name } of valueStreams) expect(names).toContain(name);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
