import { describe, expect, it } from 'vitest';
import { measured } from './measured.ts';

describe('statements', () => {
  it.each([
    [
      'expressions, variables, jumps',
      'a(); let b = 1, c = 2; function f() { return; throw d; debugger; }',
      2 + 1 + 3,
    ],
    ['blocks and empty statements are none', '{ ; { a(); } ; }', 1],
    ['a loop and its body', 'for (let i = 0; i < 1; i++) a(); while (b) { c(); }', 2 + 2],
    ['if, else if, else', 'if (a) b(); else if (c) d(); else e();', 2 + 3],
    ['try is one, its blocks and clauses none', 'try { a(); } catch { b(); } finally { c(); }', 1 + 3],
    ['switch is one, its clauses none', 'switch (a) { case 1: b(); break; default: c(); }', 1 + 3],
    ['a label and what it labels', 'a: b();', 2],
    [
      'imports and exports, 1 each',
      "import a from 'a'; import b = require('b'); export * from 'c'; export { a }; export default b;",
      5,
    ],
    ['export = and export as namespace', 'export = a; export as namespace B;', 2],
    [
      'types, interfaces, enums: 1 each, members none',
      'type A = { b: 1 }; interface C { d(): void; e: 1 } enum F { G, H }',
      3,
    ],
    ['a namespace is one, however dotted', 'namespace A.B.C { d(); }', 2],
    [
      'class elements, 1 each',
      'class A { b = 1; c() { d(); } static { e(); } get f() { return 1; } constructor() {} [g: string]: any; ; }',
      1 + 6 + 3,
    ],
    [
      'overloads and ambient signatures are none',
      'function a(): void; function a() {} declare function b(): void; declare class C { d(): void; e: 1; constructor(); }',
      1 + 1 + 1,
    ],
    [
      'overloads in a class are none, abstract members are one',
      'abstract class A { b(): void; b(a?: 1) {} abstract c(): void; abstract d: 1 }',
      1 + 3,
    ],
    ['a function declaration is one', 'function a() { function b() {} }', 2],
    [
      'an arrow with an expression has none, with a block what is in it',
      'const a = () => b; const c = () => { d(); };',
      2 + 1,
    ],
    ['declared variables', 'declare const a: 1; declare module "b" { const c: 1; }', 1 + 1 + 1],
    ['methods of objects are none', 'const a = { b() { c(); }, get d() { return 1; } };', 1 + 2],
  ])('%s', (_, code, expected) => {
    expect(measured(code).statements).toBe(expected);
  });

  it('belong to the innermost function; the file has them all', () => {
    const file = measured('a(); function f() { b(); const g = () => { c(); d(); }; }');
    expect(file.functions.map(fn => [fn.name, fn.statements])).toEqual([
      ['f', 2],
      ['f › g', 2],
    ]);
    expect(file.statements).toBe(2 + 2 + 2);
  });

  it('bound the size: a table of 120 lines in one statement has size 10', () => {
    const table = `const table = [\n${'  1,\n'.repeat(118)}];\n`;
    expect(measured(table)).toMatchObject({ loc: 120, statements: 1, size: 10 });
    expect(measured('a();\nb();\n')).toMatchObject({ loc: 2, statements: 2, size: 2 });
  });
});
