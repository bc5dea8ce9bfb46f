import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureText } from '../../src/complexity/measure.ts';
import { namesIn } from './measured.ts';

describe('names a person recognises', () => {
  it.each([
    ['declarations', 'function total() {} async function* rows() {}', ['total', 'rows']],
    [
      'variables',
      'const total = () => 1; let sum = function () {}; var add = async () => {};',
      ['total', 'sum', 'add'],
    ],
    ['the own name of a function expression', 'const a = [function named() {}];', ['named']],
    [
      'class members',
      'class Cart { constructor() {} total() {} static of() {} #priv() {} field = () => 1; get size() { return 1; } set size(x) {} "odd name"() {} 42() {} }',
      [
        'Cart.constructor',
        'Cart.total',
        'Cart.of',
        'Cart.#priv',
        'Cart.field',
        'get Cart.size',
        'set Cart.size',
        'Cart.odd name',
        'Cart.42',
      ],
    ],
    [
      'class expressions',
      'const Cart = class { total() {} }; use(class { go() {} });',
      ['Cart.total', 'anonymous class.go'],
    ],
    [
      'computed names',
      'class A { [Symbol.iterator]() {} ["x"]() {} [a + b]() {} }',
      ['A.[Symbol.iterator]', 'A.x', 'A.[…]'],
    ],
    [
      'object members',
      'const api = { load() {}, save: () => 1, users: { add: function () {} }, get url() { return 1; } };',
      ['api.load', 'api.save', 'api.users.add', 'get api.url'],
    ],
    [
      'objects handed to a maker',
      'const useCart = defineStore("cart", { actions: { add() {} } });',
      ['useCart.actions.add'],
    ],
    ['an object that is returned', 'function make() { return { go() {} }; }', ['make', 'make › go']],
    [
      'assignments',
      'Cart.prototype.total = function () {}; exports.run = () => 1; module.exports = function () {}; this.x = () => 1; a["b"].c ??= () => 1;',
      ['Cart.prototype.total', 'exports.run', 'module.exports', 'this.x', 'a.b.c'],
    ],
    ['default exports', 'export default function () {}', ['default export']],
    ['default exports, arrow', 'export default () => 1;', ['default export']],
    ['default exports, class', 'export default class { go() {} }', ['default export.go']],
    ['default exports, object', 'export default { methods: { total() {} } };', ['methods.total']],
    [
      'namespaces',
      'namespace A.B { export function go() {} export class C { m() {} } }',
      ['A.B.go', 'A.B.C.m'],
    ],
    ['default values', 'function f(a = () => 1, { b = () => 2 } = {}) {}', ['f', 'f › a', 'f › b']],
    [
      'effects and memos',
      'function useCart() { useEffect(() => {}, []); React.useMemo(() => 1, []); }',
      ['useCart', 'useCart › effect callback', 'useCart › memo callback'],
    ],
    [
      'what an effect gives back',
      'useEffect(() => () => {});',
      ['effect callback', 'effect callback › returned function'],
    ],
    [
      'wrappers keep the name',
      'const Row = memo(forwardRef((props, ref) => <a/>)); const go = useCallback(() => 1, []); const Big = connect(x => x);',
      ['Row', 'go', 'Big'],
    ],
    [
      'results of computations do not',
      'const total = rows.reduce((a, b) => a + b, 0); const found = find(x => x);',
      ['reduce callback', 'find callback'],
    ],
    [
      'events',
      'button.on("click", () => 1); window.addEventListener("resize", function () {});',
      ['handler for "click"', 'handler for "resize"'],
    ],
    [
      'titles',
      'app.get("/orders", () => 1); it("adds", () => 1); it.each([1])("adds %s", () => 1);',
      ['get "/orders" callback', 'it "adds" callback', 'it "adds %s" callback'],
    ],
    [
      'callbacks',
      'rows.map(x => x); new Promise(resolve => 1); p.then(() => 1).catch(() => 2); (0, f)(() => 1);',
      ['map callback', 'Promise callback', 'then callback', 'catch callback', 'callback'],
    ],
    [
      'handlers in markup',
      'const A = () => <B.C onClick={() => 1} on:key={() => 2}>{x => 1}</B.C>;',
      ['A', 'A › onClick of <B.C>', 'A › on:key of <B.C>', 'A › render callback'],
    ],
    [
      'called at once',
      '(function () {})(); (() => 1)(); (function () {}).call(this); new (function () {})();',
      Array(4).fill('immediately invoked function'),
    ],
    [
      'through casts, choices and fallbacks',
      'const a = (b ? () => 1 : (() => 2) as any)!; const c = d || (() => 3);',
      ['a', 'a', 'c'],
    ],
    ['nothing to name it by', '[() => 1]; x + (() => 1);', ['anonymous function', 'anonymous function']],
    [
      'nested',
      'class A { m() { const go = () => rows.map(x => x); } }',
      ['A.m', 'A.m › go', 'A.m › go › map callback'],
    ],
  ])('%s', (_, code, expected) => {
    expect(namesIn(code)).toEqual(expected);
  });
});

describe('names from untrusted code', () => {
  it('lose control, bidirectional and zero-width characters', () => {
    const name = namesIn('const a = { "x\\u001b[31m\\u202e\\u200b\\u2066y\\n z\\ud800"() {} };')[0]!;
    expect(name).toBe('a.x[31my z');
  });

  it('stay short however long the identifiers are', () => {
    const long = 'a'.repeat(1_000_000);
    const [own, nested] = namesIn(`function ${long}() { el.on("${long}", () => 1); }`);
    expect(own).toBe(`${'a'.repeat(59)}…`);
    expect(nested!.length).toBeLessThan(160);
  });

  it('stay short however deep they stand: the outermost and the function itself remain', () => {
    const depth = 40;
    const code =
      Array.from({ length: depth }, (_, i) => `function level${i}() {`).join('') + '}'.repeat(depth);
    const names = namesIn(code);
    expect(names.at(-1)).toMatch(/^level0 › … › .*level39$/);
    expect(Math.max(...names.map(name => name.length))).toBeLessThanOrEqual(160);
  });

  it('are never empty, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
        const quoted = JSON.stringify(text);
        const result = measureText(
          'file.tsx',
          `const a = { ${quoted}() {} }; on(${quoted}, () => 1); a[${quoted}] = () => 1; class B { ${quoted} = () => 1 }`,
        );
        if (result.kind !== 'measured') throw new Error(result.reason);
        expect(result.measure.functions).toHaveLength(4);
        for (const { name } of result.measure.functions) {
          expect(name).not.toBe('');
          expect(name.length).toBeLessThanOrEqual(160);
          expect(name).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
