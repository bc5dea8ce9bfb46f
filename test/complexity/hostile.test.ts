import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bracketRisk } from '../../src/complexity/bracket-scan.ts';
import { defaultLimits } from '../../src/complexity/limits.ts';
import { measureText } from '../../src/complexity/measure.ts';
import { TimeOver, withinTime } from '../../src/complexity/watchdog.ts';
import { measured, scores } from './measured.ts';

const DEEP = 100_000;
const reasonFor = (text: string, path = 'file.tsx') => {
  const result = measureText(path, text);
  return result.kind === 'skipped' ? result.reason : `measured, ${result.measure.syntaxErrors} errors`;
};

describe('nesting that would overflow the stack', () => {
  it.each([
    ['parentheses', `a = ${'('.repeat(DEEP)}b${')'.repeat(DEEP)}`],
    ['arrays', '['.repeat(DEEP) + ']'.repeat(DEEP)],
    ['objects', `a = ${'{b:'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
    ['blocks', '{'.repeat(DEEP) + '}'.repeat(DEEP)],
    ['functions', 'function f(){'.repeat(DEEP) + '}'.repeat(DEEP)],
    ['arrows', `${'a=>'.repeat(DEEP)}1`],
    ['signs', `${'!'.repeat(DEEP)}a`],
    ['if in if', `${'if(a)'.repeat(DEEP)};`],
    ['else if', `${'if(a){}else '.repeat(DEEP)}{}`],
    ['choices', `${'a?b:'.repeat(DEEP)}c`],
    ['markup', `a=${'<b>'.repeat(DEEP)}${'</b>'.repeat(DEEP)}`],
    ['templates', `${'`${'.repeat(DEEP)}1${'}`'.repeat(DEEP)}`],
    ['types', `type A=${'B<'.repeat(DEEP)}c${'>'.repeat(DEEP)}`],
    ['classes', `a=${'class{a='.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
    ['never closed', '(['.repeat(DEEP)],
  ])('%s: skipped as too deep', (_, text) => {
    expect(reasonFor(text)).toBe('too-deep');
  });

  it.each([
    ['parentheses', (n: number) => `a = ${'('.repeat(n)}b${')'.repeat(n)}`],
    ['arrows with bodies', (n: number) => `a = ${'()=>{return '.repeat(n / 3)}1${'}'.repeat(n / 3)}`],
  ])('%s: the limit decides, well before the stack does', (_, nested) => {
    expect(reasonFor(nested(300))).toBe('measured, 0 errors');
    expect(reasonFor(nested(450))).toBe('too-deep');
  });

  it.each([
    ['sums', `a = ${'b + '.repeat(20_000)}c;`],
    ['chained calls', `a${'.b(c)'.repeat(20_000)};`],
    ['runs of operators', `a = ${'b || '.repeat(20_000)}c;`],
    ['lists', `a = [${'b,'.repeat(20_000)}];`],
    ['statements', 'a();'.repeat(20_000)],
  ])('%s are long, not deep', (_, text) => {
    expect(reasonFor(text)).toBe('measured, 0 errors');
  });

  it('else if and ?: are chains: a thousand links are fine', () => {
    const links = 900;
    // if +1, each else +1
    expect(scores(`function f() { ${'if (a) {} else '.repeat(links)}{} }`)).toEqual({ f: links + 1 });
    // each link of ?: one level deeper: 1 + 2 + … + n
    expect(scores(`function f() { return ${'a ? b : '.repeat(links)}c; }`)).toEqual({
      f: (links * (links + 1)) / 2,
    });
  });

  it('a file is measured as ever after one that overflowed', () => {
    expect(reasonFor(`${'!'.repeat(DEEP)}a`)).toBe('too-deep');
    expect(scores('function f() { if (a) b(); }')).toEqual({ f: 1 });
  });
});

describe('size', () => {
  it('50 MB on one line', () => {
    expect(reasonFor('a'.repeat(50 * 1024 * 1024))).toBe('too-large');
  });

  it('bytes count, not characters', () => {
    const limits = { ...defaultLimits, bytes: 100 };
    expect(measureText('a.ts', `"${'x'.repeat(90)}"`, limits).kind).toBe('measured');
    expect(measureText('a.ts', `"${'é'.repeat(90)}"`, limits)).toMatchObject({ reason: 'too-large' });
  });

  it('too many nodes', () => {
    const limits = { ...defaultLimits, nodes: 1_000 };
    expect(measureText('a.ts', 'a();'.repeat(100), limits).kind).toBe('measured');
    expect(measureText('a.ts', 'a();'.repeat(1_000), limits)).toMatchObject({ reason: 'too-large' });
  });

  it('an identifier of 1 MB', () => {
    expect(reasonFor(`const ${'x'.repeat(1_000_000)} = 1;`)).toBe('measured, 0 errors');
  });
});

describe('time', () => {
  it('work that does not end is ended', () => {
    expect(() =>
      withinTime(20, () => {
        for (;;);
      }),
    ).toThrow(TimeOver);
    expect(withinTime(1_000, () => 42)).toBe(42);
  });

  it('other errors pass through', () => {
    expect(() =>
      withinTime(1_000, () => {
        throw new RangeError('mine');
      }),
    ).toThrow(RangeError);
  });

  it('a file that keeps the parser busy is skipped, and the next one measured', () => {
    const limits = { ...defaultLimits, milliseconds: 1 };
    expect(measureText('a.ts', 'f(a, b => { return [1, 2, 3]; });\n'.repeat(20_000), limits)).toMatchObject({
      reason: 'too-slow',
    });
    expect(scores('function f() { if (a) b(); }')).toEqual({ f: 1 });
  });

  it('is only watched where something may go wrong', () => {
    expect(bracketRisk('f({ a: [b(c)] });\n'.repeat(100))).toBe('none');
    expect(bracketRisk('for (let i = 0; i < n; i++) {}\n'.repeat(1_000))).toBe('none');
    expect(bracketRisk('a<'.repeat(100))).toBe('suspicious');
    expect(bracketRisk('('.repeat(100))).toBe('suspicious');
    expect(bracketRisk('('.repeat(6_000))).toBe('hopeless');
    expect(bracketRisk(`${'x'.repeat(70_000)}`)).toBe('suspicious');
  });
});

describe('broken code', () => {
  it('is measured as far as it parses, and the errors counted', () => {
    const file = measured('function f() { if (a) b(); }\nfunction g( { if (c\nconst d = ;');
    expect(file.syntaxErrors).toBeGreaterThan(0);
    expect(file.functions[0]).toMatchObject({ name: 'f', cognitive: 1 });
  });

  it.each([
    [
      'Flow types',
      '// @flow\nimport type { A } from "a";\nfunction f(a: ?string, b: {| x: number |}): %checks { if (a) { b(); } }\ntype B = {| +c: number |};\nopaque type D = string;',
    ],
    [
      'conflict markers',
      '<<<<<<< ours\nfunction f() { if (a) b(); }\n=======\nfunction f() {}\n>>>>>>> theirs\n',
    ],
    ['not code at all', '<?php echo "x"; ?>\n<html>&nbsp;</html>'],
    ['a lone surrogate and replacement characters', 'const a = "\ud800"; \ufffd\ufffd function f() {}'],
    ['private names, octals, with, HTML comments', 'with (a) { b = 010; delete c; } <!-- d\n#e in f;'],
  ])('%s: no crash', (_, text) => {
    for (const path of ['a.js', 'a.ts', 'a.tsx', 'a.mjs', 'a.vue', 'no-extension']) {
      expect(measureText(path, text).kind).toBe('measured');
    }
  });

  it('arrows in .ts may have type parameters without a comma, markup works in .js and .tsx', () => {
    expect(measured('const f = <T>(a: T) => a; const b = <any>c;', 'a.ts').syntaxErrors).toBe(0);
    expect(measured('const f = <a>{b}</a>;', 'a.js').syntaxErrors).toBe(0);
    expect(measured('const f = <a>{b}</a>;', 'a.tsx').syntaxErrors).toBe(0);
    expect(measured('const f = <a>{b}</a>;', 'a.ts').syntaxErrors).toBeGreaterThan(0);
  });

  it('any text gives a result with sane figures', () => {
    const piece = fc.constantFrom(
      'function f() {',
      '}',
      '(',
      ')',
      'if (a)',
      'else',
      '?',
      ':',
      '=>',
      '&&',
      '||',
      '`',
      '${',
      "'",
      '"',
      '/',
      '*/',
      '/*',
      '//',
      '\n',
      '<a>',
      '</a>',
      '{',
      'class A',
      '@b',
      'switch (a) {',
      'case 1:',
      'x',
      ';',
      ',',
      'async',
      '\\',
      '#',
      '\u2028',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.constantFrom('a.ts', 'a.tsx', 'a.js'),
        (pieces, path) => {
          const text = pieces.join(' ');
          const file = measured(text, path);
          const lines = text.split(/\r\n|\r|\n/).length;
          expect(file.loc).toBeLessThanOrEqual(lines);
          for (const [index, fn] of file.functions.entries()) {
            expect(fn.line).toBeGreaterThanOrEqual(1);
            expect(fn.endLine).toBeGreaterThanOrEqual(fn.line);
            expect(fn.endLine).toBeLessThanOrEqual(lines);
            expect(fn.cognitive).toBeGreaterThanOrEqual(0);
            expect(fn.cyclomatic).toBeGreaterThanOrEqual(1);
            expect(fn.textHash).toMatch(/^[0-9a-f]{16}$/);
            if (fn.parent !== undefined) expect(fn.parent).toBeLessThan(index);
          }
          const inFunctions = file.functions.reduce((sum, fn) => sum + fn.cognitive, 0);
          expect(file.cognitive).toBeGreaterThanOrEqual(inFunctions);
          expect(measured(text, path)).toEqual(file);
        },
      ),
      { seed: 3, numRuns: 400 },
    );
  });
});
