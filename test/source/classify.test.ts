import { describe, expect, it } from 'vitest';
import {
  type ClassifyOptions,
  createClassifier,
  type PathAttributes,
  sideCodeFound,
} from '../../src/source/classify.ts';

const defaults: ClassifyOptions = { include: ['**'], exclude: [], sideCode: [], tests: 'separate' };

function kindOf(path: string, options: Partial<ClassifyOptions> = {}, attributes?: PathAttributes): string {
  const kind = createClassifier({ ...defaults, ...options })(path, attributes);
  if (kind.kind === 'excluded') return kind.reason;
  return kind.kind === 'unmeasured' ? kind.language : kind.kind;
}

describe('createClassifier', () => {
  it.each(['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte', 'astro', 'TS'])(
    'measures .%s',
    ending => {
      expect(kindOf(`src/cart.${ending}`)).toBe('measured');
    },
  );

  it.each([
    ['src/cart.py', 'Python'],
    ['src/cart.go', 'Go'],
    ['src/cart.rs', 'Rust'],
    ['src/cart.h', 'C'],
    ['deploy.sh', 'Shell'],
    ['Dockerfile', 'Dockerfile'],
    ['a/Makefile', 'Makefile'],
    ['src/legacy.es6', 'JavaScript'],
  ])('%s is source without a measure: %s', (path, language) => expect(kindOf(path)).toBe(language));

  it.each([
    'README.md',
    'package.json',
    'a.yml',
    'a.css',
    'a.html',
    'a.sql',
    'a.svg',
    'LICENSE',
    'a.snap',
    'dist/a.css',
    'test/a.json',
    'ts',
    'a.b/c',
  ])('%s is no code', path => expect(kindOf(path)).toBe('not-code'));

  it.each([
    'test/cart.ts',
    'tests/cart.ts',
    'src/__tests__/cart.ts',
    'src/__test__/cart.ts',
    'spec/cart.ts',
    'specs/cart.ts',
    'e2e/cart.ts',
    'integration-tests/cart.ts',
    'cypress/cart.ts',
    'test-utils/cart.ts',
    'src/testing/cart.ts',
    'src/__testfixtures__/cart.ts',
    'Tests/cart.ts',
    'src/cart.test.ts',
    'src/cart.tests.tsx',
    'src/cart.spec.js',
    'src/cart-test.mjs',
    'src/cart.test-d.ts',
    'src/cart.e2e.ts',
    'src/cart.cy.jsx',
    'test/helper.py',
  ])('%s is a test', path => expect(kindOf(path)).toBe('test'));

  it.each(['src/contest/cart.ts', 'src/latest.ts', 'src/test.ts', 'src/cart.testing.ts', 'src/attest.ts'])(
    '%s is no test',
    path => expect(kindOf(path)).toBe('measured'),
  );

  it.each([
    ['node_modules/x/a.js', 'dependency-or-build-output'],
    ['packages/a/dist/a.js', 'dependency-or-build-output'],
    ['build/a.js', 'dependency-or-build-output'],
    ['vendor/a.js', 'dependency-or-build-output'],
    ['vendors/a.js', 'dependency-or-build-output'],
    ['third-party/a.js', 'dependency-or-build-output'],
    ['coverage/a.js', 'dependency-or-build-output'],
    ['src/generated/a.ts', 'generated'],
    ['src/__generated__/a.ts', 'generated'],
    ['src/a.generated.ts', 'generated'],
    ['src/a.gen.ts', 'generated'],
    ['public/a.min.js', 'minified'],
    ['src/a.d.ts', 'declaration'],
    ['src/a.d.mts', 'declaration'],
    ['src/__snapshots__/a.ts', 'snapshot'],
    ['src/fixtures/a.ts', 'fixture-or-mock'],
    ['test/fixture/a.ts', 'fixture-or-mock'],
    ['src/__mocks__/a.ts', 'fixture-or-mock'],
    ['src/a.mock.ts', 'fixture-or-mock'],
    ['src/a.stories.tsx', 'story'],
    ['src/a.story.js', 'story'],
    ['examples/a.ts', 'side-code'],
    ['samples/a.ts', 'side-code'],
    ['docs/a.ts', 'side-code'],
    ['website/a.ts', 'side-code'],
    ['playground/a.ts', 'side-code'],
    ['bench/a.ts', 'side-code'],
    ['benchmarks/a.ts', 'side-code'],
    ['demo/a.ts', 'side-code'],
    ['demos/a.ts', 'side-code'],
    ['src/templates/a.ts', 'side-code'],
    ['src/locales/a.ts', 'side-code'],
    ['src/i18n/a.ts', 'side-code'],
    ['src/db/migrations/a.ts', 'side-code'],
    ['examples/a.py', 'side-code'],
  ])('leaves out %s: %s', (path, reason) => expect(kindOf(path)).toBe(reason));

  it.each([
    'src/distance/a.ts',
    'src/build.ts',
    'src/vendoring/a.ts',
    'src/docs.ts',
    'src/generate.ts',
    'src/gen.ts',
    'src/mock.ts',
    'src/id.ts',
  ])('keeps %s', path => expect(kindOf(path)).toBe('measured'));

  it.each([
    ['node_modules/x/test/a.test.ts', 'dependency-or-build-output'],
    ['src/generated/a.min.js', 'generated'],
    ['test/types.d.ts', 'declaration'],
    ['test/fixtures/a.test.ts', 'fixture-or-mock'],
    ['test/__mocks__/a.ts', 'fixture-or-mock'],
    ['docs/a.test.ts', 'test'],
    ['tests/i18n/a.ts', 'test'],
  ])('gives %s one answer: %s', (path, reason) => expect(kindOf(path)).toBe(reason));

  it('brings groups of side code back, all of those a path is in', () => {
    expect(kindOf('docs/a.ts', { sideCode: ['docs'] })).toBe('measured');
    expect(kindOf('benchmarks/a.ts', { sideCode: ['bench'] })).toBe('measured');
    expect(kindOf('bench/a.ts', { sideCode: ['benchmarks'] })).toBe('measured');
    expect(kindOf('docs/examples/a.ts', { sideCode: ['docs'] })).toBe('side-code');
    expect(kindOf('docs/examples/a.ts', { sideCode: ['docs', 'examples'] })).toBe('measured');
    expect(kindOf('docs/a.test.ts', { sideCode: ['docs'] })).toBe('test');
  });

  it('follows include and exclude of the cost model, before anything else', () => {
    expect(kindOf('src/old/a.ts', { exclude: ['src/old/**'] })).toBe('config-excluded');
    expect(kindOf('test/old/a.ts', { exclude: ['**/old/**'] })).toBe('config-excluded');
    expect(kindOf('tools/a.ts', { include: ['src/**'] })).toBe('not-included');
    expect(kindOf('src/a.ts', { include: ['src/**'] })).toBe('measured');
    expect(kindOf('README.md', { exclude: ['**'] })).toBe('not-code');
  });

  it('treats tests as the cost model says', () => {
    expect(kindOf('test/a.ts', { tests: 'source' })).toBe('measured');
    expect(kindOf('test/a.py', { tests: 'source' })).toBe('Python');
    expect(kindOf('test/a.ts', { tests: 'ignore' })).toBe('config-excluded');
  });

  it('lets .gitattributes have the last word', () => {
    expect(kindOf('src/api.ts', {}, { generated: true })).toBe('generated');
    expect(kindOf('src/api.gen.ts', {}, { generated: false })).toBe('measured');
    expect(kindOf('src/lib.ts', {}, { vendored: true })).toBe('dependency-or-build-output');
    expect(kindOf('vendor/lib.ts', {}, { vendored: false })).toBe('measured');
    expect(kindOf('src/guide.ts', {}, { documentation: true })).toBe('side-code');
    expect(kindOf('src/guide.ts', { sideCode: ['docs'] }, { documentation: true })).toBe('measured');
    expect(kindOf('docs/guide.ts', {}, { documentation: false })).toBe('measured');
    expect(kindOf('rules.conf', {}, { language: 'Prolog' })).toBe('Prolog');
    expect(kindOf('rules.conf', {}, { language: 'Markdown' })).toBe('not-code');
    expect(kindOf('src/a.js', {}, { language: 'TypeScript' })).toBe('measured');
  });
});

describe('sideCodeFound', () => {
  it('names the groups that hold code', () => {
    expect(
      sideCodeFound(['src/a.ts', 'demos/a.ts', 'docs/readme.md', 'a/examples/b/c.js', 'i18n.ts']),
    ).toEqual(['examples', 'demo']);
  });
});
