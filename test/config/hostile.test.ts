import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecisions } from '../../src/config/decisions.ts';
import { parseCostModel } from '../../src/config/parse.ts';
import { decodeText, MAX_BYTES } from '../../src/config/yaml-source.ts';
import { type Problem, UserError } from '../../src/core/errors.ts';
import { known } from './known.ts';

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}
const parse = (text: string) => problemsOf(() => parseCostModel(text, 'c.yaml', known));
const whats = (text: string) => parse(text).map(problem => problem.what);

describe('a file made to hurt', () => {
  it('with nesting of any kind and depth is refused without descending', () => {
    const depth = 100_000;
    for (const text of [
      '['.repeat(depth),
      '{a: '.repeat(depth),
      '- '.repeat(depth),
      `code: ${'['.repeat(depth)}${']'.repeat(depth)}`,
      Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ]) {
      expect(whats(text)).toEqual(['the nesting is too deep']);
    }
  });

  it('with an alias bomb is refused at its anchors', () => {
    const text = ['a: &a [x, x, x]', 'b: &b [*a, *a, *a]', 'c: [*b, *b, *b]'].join('\n');
    expect(new Set(whats(text))).toEqual(
      new Set([
        'YAML anchors are not used here (&a)',
        'YAML anchors are not used here (&b)',
        'YAML aliases are not used here',
      ]),
    );
  });

  it('cannot reach the prototype of anything', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      expect(whats(`roadmap:\n  - { id: A, estimate: 1 week, touches: { "${key}": 50% } }\n`)).toEqual([
        `the key "${key}" is not allowed`,
      ]);
    }
    expect(({} as { engineers?: unknown }).engineers).toBeUndefined();
  });

  it('larger than half a megabyte is refused by its size', () => {
    expect(parse(`# ${'x'.repeat(MAX_BYTES)}`)).toMatchObject([
      {
        code: 'config-too-large',
        what: `the file is too large: ${MAX_BYTES + 2} bytes, the limit is ${MAX_BYTES}`,
      },
    ]);
    expect(problemsOf(() => decodeText(new Uint8Array(MAX_BYTES + 1), 'c.yaml'))).toMatchObject([
      { code: 'config-too-large' },
    ]);
  });

  it('with thousands of mistakes tells the first ones and counts the others', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `wrong${i}: 1`).join('\n');
    const problems = parse(text);
    expect(problems).toHaveLength(51);
    expect(problems[0]?.where).toBe('c.yaml:1:1');
    expect(problems.at(-1)?.what).toBe('and 4950 more problems');
  });

  it('of very many small words is refused before they are put together', () => {
    for (const text of [
      'a: 1\n'.repeat(60_000),
      '#\n'.repeat(100_000),
      '&a '.repeat(100_000),
      '---\n'.repeat(100_000),
      `a: [${'b,'.repeat(100_000)}]`,
    ]) {
      expect(whats(text)).toEqual(['the file has more than 60000 words and signs up to here']);
    }
  });

  it('with a value of many spaces or digits is read in its stride', () => {
    for (const value of [' '.repeat(150_000), '1'.repeat(150_000), '.'.repeat(150_000)]) {
      expect(
        parse(`calendar: { daysOff: ["${value}"] }\nlocale: "${value}"\nhorizon: "${value}"\n`).length,
      ).toBe(3);
    }
  });

  it('that is not UTF-8 is refused with the line of the first wrong byte', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('currency: EUR\nlocale: '), 0xe4, 0x0a]);
    expect(problemsOf(() => decodeText(bytes, 'c.yaml'))).toMatchObject([
      { code: 'config-not-utf8', where: 'c.yaml:2', what: 'the file is not UTF-8 text' },
    ]);
    const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0x00]);
    expect(problemsOf(() => decodeText(utf16, 'c.yaml'))).toMatchObject([
      { what: 'the file is UTF-16, expected UTF-8' },
    ]);
    expect(decodeText(new TextEncoder().encode('locale: ä'), 'c.yaml')).toBe('locale: ä');
  });
});

describe('any text', () => {
  const lines = fc.array(
    fc.constantFrom(
      'team:',
      '  engineers: 8',
      '  engineers: x',
      'team: {',
      '}',
      '- a',
      '  - { id: A, estimate: 1 week',
      ' dependsOn: [A] }',
      'roadmap:',
      'valueStreams:',
      '  - name: A',
      '    paths: [a/**]',
      '? [a]',
      ': b',
      '&x y: *x',
      '!!binary x: |',
      '  text',
      '"a',
      "'b",
      '\ttab: 1',
      '---',
      '...',
      '%YAML 1.1',
      '# comment',
      'model: { scenarios: { evidence: 3 } }',
      'fix: { hoursPerFix: { "[": x } }',
      'gates: { perValueStream: { A: 7 } }',
      '\u{0}',
      '\u{feff}',
      '<<: *a',
      'null: null',
      '1: 2',
      '~',
      'decisions:',
      '  - item: x',
      '    until: 2027-01-01',
    ),
    { maxLength: 12 },
  );
  const text = fc.oneof(
    lines.map(each => each.join('\n')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 60 }),
  );

  it('is either read or refused with a place and a remedy, never a crash', () => {
    let refused = 0;
    fc.assert(
      fc.property(text, written => {
        for (const problems of [parse(written), problemsOf(() => parseDecisions(written, 'd.yaml'))]) {
          if (problems.length > 0) refused += 1;
          for (const { where, what, fix, excerpt } of problems) {
            expect(where).toMatch(/^[cd]\.yaml:\d+:\d+$/);
            expect(what).not.toBe('');
            expect(fix).not.toBe('');
            expect(excerpt?.split('\n')).toHaveLength(2);
            expect(`${what}${fix}${excerpt?.replace('\n', '')}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          }
        }
      }),
      { seed: 7, numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(500);
  });
});
