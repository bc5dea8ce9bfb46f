import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measured } from './measured.ts';

const hashes = (code: string, path = 'file.tsx') => measured(code, path).functions.map(fn => fn.textHash);
const hash = (code: string) => hashes(code)[0];

describe('the hash of a function', () => {
  it.each([
    [
      'white space',
      'function f(a){if(a){return {b:1}}}',
      'function f( a ) {\n\tif (a) {\n\n    return { b : 1 }\n  }\n}',
    ],
    [
      'comments',
      'function f(a) { return a; }',
      '/** doc */ function /* x */ f(a) { // y\n return /* { */ a; /* "\n */ }',
    ],
    [
      'place in the file',
      'function f(a) { return a; }',
      '\n\nconst before = 1; function f(a) { return a; } after();',
    ],
    ['line ends', 'function f(a) {\n return `x`;\n}', 'function f(a) {\r\n return `x`;\r\n}'],
    ['what stands before it', 'return_(function () { a(); })', 'x = y + function () { a(); }'],
    ['layout of JSX text', 'const f = () => <a>one two</a>;', 'const f = () => <a>\n  one\n  two\n</a>;'],
  ])('does not change with %s', (_, one, two) => {
    expect(hash(two)).toBe(hash(one));
  });

  it.each([
    ['a name', 'function f(a) { return a; }', 'function f(b) { return b; }'],
    ['white space in a string', 'function f() { return "a b"; }', 'function f() { return "ab"; }'],
    ['white space in a template', 'function f() { return `a b`; }', 'function f() { return `a  b`; }'],
    [
      'what looks like a comment in a string',
      'function f() { return "/* a */"; }',
      'function f() { return ""; }',
    ],
    ['two words and one', 'function f() { a = typeof b; }', 'function f() { a = typeofb; }'],
    ['signs that read differently apart', 'function f() { return a - -b; }', 'function f() { return a--b; }'],
    ['a nested function', 'function f() { g(() => 1); }', 'function f() { g(() => 2); }'],
    [
      'a statement moved into the nested function',
      'function f() { g(() => { a(); }); b(); }',
      'function f() { g(() => { a(); b(); }); }',
    ],
    ['words of JSX text', 'const f = () => <a>one two</a>;', 'const f = () => <a>onetwo</a>;'],
    ['a regular expression', 'function f() { return /a b/; }', 'function f() { return /ab/; }'],
  ])('changes with %s', (_, one, two) => {
    expect(hash(two)).not.toBe(hash(one));
  });

  it('is the same for a nested function wherever it stands', () => {
    const [, inner] = hashes('function f() { g(() => { a(); }); }');
    expect(hashes('h(() => { a(); })')).toEqual([inner]);
  });

  it('tells small differences apart', () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => `() => ${i};`);
    expect(new Set(hashes(numbers.join('\n'))).size).toBe(numbers.length);
  });

  it('survives any layout between the tokens', () => {
    const tokens = [
      'function',
      'f',
      '(',
      'a',
      ',',
      '{',
      'b',
      '}',
      ')',
      '{',
      'if',
      '(',
      'a',
      '&&',
      'b',
      ')',
      '{',
      'return',
      '`x ${',
      'a',
      '} y`',
      ';',
      '}',
      'g',
      '(',
      '(',
      ')',
      '=>',
      '/[/*]/',
      ')',
      ';',
      '}',
    ];
    const layout = fc.constantFrom(' ', '\n', '\t ', ' /* { " */ ', ' // ` }\n');
    fc.assert(
      fc.property(fc.array(layout, { minLength: tokens.length, maxLength: tokens.length }), gaps => {
        // A line break behind `return` ends the statement: no layout there.
        const text = tokens
          .map((token, i) => token + (token === 'return' || token === '`x ${' ? ' ' : gaps[i]))
          .join('');
        expect(hashes(text)).toEqual(hashes(tokens.join(' ')));
        expect(measured(text).syntaxErrors).toBe(0);
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
