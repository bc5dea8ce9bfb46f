import { readdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { measureBytes } from '../../src/complexity/measure-bytes.ts';
import { createMeasurer } from '../../src/complexity/pool.ts';
import frozen from '../conformance/frozen/scores.json' with { type: 'json' };

const root = new URL('../../', import.meta.url);
/** The worker as it is shipped: with the part of the compiler that the build cuts out. */
const built = createMeasurer({ jobs: 1, workerEntry: new URL('dist/complexity/worker.js', root) });
afterAll(() => built.close());

const broken = [
  ['half.ts', 'class A { method( { if (a && ) return `${ '],
  [
    'names.ts',
    'class A { #secret = () => a && b; get [`x`]() { return 1 } static { for (;;) {} } "q w"() {} }',
  ],
  ['view.tsx', 'const A = () => <a:b on={() => x ? <>&amp;{y}</> : null} c="d\\" />;'],
  ['decorated.ts', '@A({ b: () => c ? 1 : 2 }) export default class extends B { @d() e(this: F) {} }'],
  [
    'regular.js',
    'a = /[/]\\/(?<n>x)/giu.test(b) ? c : d // conflict\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> z\n',
  ],
  ['unicode.ts', 'const ünïcödé = (\u{2F800}) => \u{2F800} ?? "\\u{1F600}"; function \\u0061b() {}'],
  ['pragma.ts', '/// <reference path="a.ts" />\n// @ts-check\nimport type x = require("y"); export = x;'],
  ['old.js', '<!-- html comment\nwith (a) { b: for (var i in c) continue b }\n--> end'],
] as const;

const sources = ['src', 'test', 'scripts', 'node_modules/zod', 'node_modules/yaml', 'node_modules/vitest']
  .flatMap(folder =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
      path => `${folder}/${path}`,
    ),
  )
  .filter(path => /\.[cm]?[jt]s$/.test(path) && statSync(new URL(path, root)).size < 200_000)
  .sort();

describe('the part of the compiler that is shipped', () => {
  it('measures code that is wrong, rare or old as the whole compiler does', async () => {
    for (const [path, text] of broken) {
      const bytes = Buffer.from(text);
      expect(await built.measure(path, bytes), path).toEqual(measureBytes(path, bytes));
    }
  });

  it('and so the programs of the conformance set', async () => {
    for (const { name, path, text } of frozen.entries) {
      const bytes = Buffer.from(text);
      expect(await built.measure(path, bytes), name).toEqual(measureBytes(path, bytes));
    }
  });

  it('and so real code', async () => {
    expect(sources.length).toBeGreaterThan(600);
    for (const path of sources) {
      const bytes = readFileSync(new URL(path, root));
      expect(await built.measure(path, bytes), path).toEqual(measureBytes(path, bytes));
    }
  }, 60_000);
});
