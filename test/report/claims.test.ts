import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SlowdownClaim } from '../../src/report/claims.ts';
import { numbersFor } from '../../src/report/numbers.ts';
import { range } from './report-data.ts';

const numbers = numbersFor({ locale: 'en-IE' });
const whole = {
  kind: 'slowdown',
  scope: { kind: 'repository', name: 'acme/shop' },
  scenario: 'evidence',
  level: 80,
  range: range(0.01, 0.07, 0.17),
} as const satisfies SlowdownClaim;

describe('a slowdown', () => {
  it('cannot be printed without scope, level, scenario and range: the compiler refuses it', () => {
    const { scope: _scope, ...withoutScope } = whole;
    const { scenario: _scenario, ...withoutScenario } = whole;
    const { level: _level, ...withoutLevel } = whole;
    // @ts-expect-error no scope
    expect(numbers.slowdown(withoutScope)).toBe('7\u00a0%');
    // @ts-expect-error no scenario
    expect(numbers.slowdown(withoutScenario)).toBe('7\u00a0%');
    // @ts-expect-error no level
    expect(numbers.slowdown(withoutLevel)).toBe('7\u00a0%');
    // @ts-expect-error a bare ratio
    expect(() => numbers.slowdown(0.07)).toThrow();
    // @ts-expect-error another level than the one all ranges have
    expect(numbers.slowdown({ ...whole, level: 90 })).toBe('7\u00a0%');
  });

  it('cannot speak about one change or a person', () => {
    // @ts-expect-error no such scope
    expect(numbers.slowdown({ ...whole, scope: { kind: 'author', name: 'Ada' } })).toBe('7\u00a0%');
  });
});

describe('percent signs', () => {
  it('come from the number formats and from the fixed level, nowhere else', () => {
    const folder = new URL('../../src/report/', import.meta.url);
    const allowed =
      /level\}\$\{NBSP\}%|LEVEL\}\$\{NBSP\}%|85\$\{NBSP\}%|42\$\{NBSP\}%|'80 % range'|unit = `\$\{NBSP\}%`|\$\{LEVEL\}\$\{unit\}/g;
    for (const file of ['words', 'views'].flatMap(name =>
      readdirSync(new URL(`${name}/`, folder)).map(entry => `${name}/${entry}`),
    )) {
      const code = readFileSync(new URL(file, folder), 'utf8')
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .replace(allowed, '');
      expect(code.match(/.*%.*/g) ?? [], file).toEqual([]);
    }
  });
});
