import { describe, expect, it } from 'vitest';
import { pnpmPackages } from '../../src/source/pnpm-workspace.ts';
import { MOST_FOUND_STREAMS, workspaceFiles, workspaceStreams } from '../../src/source/workspaces.ts';

const json = (value: unknown) => JSON.stringify(value);
const texts = (files: Record<string, string>) => new Map(Object.entries(files));
const brief = (files: Record<string, string>, sources: readonly string[]) => {
  const { basis, streams } = workspaceStreams(texts(files), sources);
  return [basis, ...streams.map(({ name, paths }) => `${name}: ${paths.join()}`)];
};

const shop = {
  'packages/cart/package.json': json({ name: '@acme/cart' }),
  'packages/catalog/package.json': json({ name: '@acme/catalog' }),
  'packages/catalog/deep/package.json': json({ name: 'deep' }),
  'tools/package.json': json({ name: 'tools' }),
};
const sources = [
  'packages/cart/src/a.ts',
  'packages/catalog/b.ts',
  'packages/catalog/deep/c.ts',
  'tools/x.ts',
  'scripts/y.ts',
];
const asPackages = [
  'packages',
  '@acme/cart: packages/cart/**',
  '@acme/catalog: packages/catalog/**',
  'scripts: scripts/**',
  'tools: tools/**',
];

describe('workspaceStreams', () => {
  it.each([
    ['npm and yarn', { 'package.json': json({ workspaces: ['packages/*'] }) }],
    ['yarn, long form', { 'package.json': json({ workspaces: { packages: ['./packages/*/'] } }) }],
    ['lerna', { 'lerna.json': json({ packages: ['packages/*'] }) }],
    ['pnpm', { 'pnpm-workspace.yaml': 'packages:\n  - "packages/*"\n' }],
    [
      'refused ones',
      { 'package.json': json({ workspaces: ['packages/**', 'tools', '!tools', '!packages/*/deep'] }) },
    ],
  ])('takes the packages of %s', (_, root) =>
    expect(brief({ ...root, ...shop }, sources)).toEqual(asPackages),
  );

  it('takes the projects of nx', () => {
    const nx = {
      'nx.json': '{}',
      'apps/web/project.json': json({ name: 'web' }),
      'libs/ui/project.json': '{}',
    };
    expect(brief(nx, ['apps/web/a.ts', 'libs/ui/b.ts'])).toEqual([
      'packages',
      'ui: libs/ui/**',
      'web: apps/web/**',
    ]);
    const { 'nx.json': _, ...without } = nx;
    expect(brief(without, ['apps/web/a.ts', 'libs/ui/b.ts'])[0]).toBe('folders');
  });

  it('falls back to folders with fewer than two packages that hold source', () => {
    const root = { 'package.json': json({ workspaces: ['packages/*'] }), ...shop };
    expect(brief(root, ['packages/cart/src/a.ts', 'scripts/y.ts'])).toEqual([
      'folders',
      'cart: packages/cart/**',
      'scripts: scripts/**',
    ]);
  });

  it('descends through folders that mean nothing', () => {
    expect(
      brief({}, ['src/billing/a.ts', 'src/billing/b/c.ts', 'src/checkout/d.ts', 'src/index.ts', 'e.ts']),
    ).toEqual([
      'folders',
      'billing: src/billing/**',
      'checkout: src/checkout/**',
      'src: src/*',
      'top level: *',
    ]);
    expect(brief({}, ['web/client/cart/a.ts', 'web/client/search/b.ts'])).toEqual([
      'folders',
      'cart: web/client/cart/**',
      'search: web/client/search/**',
    ]);
    expect(brief({}, ['lib/a.ts', 'lib/b.ts'])).toEqual(['folders', 'lib: lib/**']);
  });

  it('names equal folders by their whole path', () => {
    expect(brief({}, ['apps/a/x.ts', 'packages/a/x.ts', 'packages/b/x.ts'])).toEqual([
      'folders',
      'apps/a: apps/a/**',
      'b: packages/b/**',
      'packages/a: packages/a/**',
    ]);
  });

  it('tells packages of the same name apart', () => {
    const root = {
      'package.json': json({ workspaces: ['p/*'] }),
      'p/a/package.json': json({ name: 'same' }),
      'p/b/package.json': json({ name: 'same' }),
    };
    expect(brief(root, ['p/a/x.ts', 'p/b/x.ts'])).toEqual(['packages', 'p/a: p/a/**', 'p/b: p/b/**']);
  });

  it('keeps the largest when there are too many', () => {
    const many = Array.from({ length: 60 }, (_, i) => `src/f${i}/a.ts`);
    const { streams } = workspaceStreams(new Map(), [...many, 'src/big/a.ts', 'src/big/b.ts']);
    expect(streams).toHaveLength(MOST_FOUND_STREAMS);
    expect(streams.map(s => s.name)).toContain('big');
  });

  it('does not depend on the order of paths', () => {
    const root = { 'package.json': json({ workspaces: ['packages/*'] }), ...shop };
    expect(brief(Object.fromEntries(Object.entries(root).reverse()), [...sources].reverse())).toEqual(
      brief(root, sources),
    );
  });

  it.each([
    '{',
    '[]',
    'null',
    '{"workspaces": 5}',
    '{"workspaces": [1, null, {}, ["packages/*"]]}',
    '{"__proto__": {"workspaces": ["packages/*"]}}',
    '{"workspaces": {"__proto__": {"packages": ["packages/*"]}}}',
    '{"workspaces": ["packages/*"], "workspaces": []}',
    `{"workspaces": ["${'*'.repeat(150)}b"]}`,
    '\u0000',
  ])('shrugs at %j', text => expect(brief({ 'package.json': text, ...shop }, sources)[0]).toBe('folders'));

  it('uses a folder where a package has no usable name', () => {
    const root = {
      'package.json': `\uFEFF${json({ workspaces: ['p/*'] })}`,
      'p/a/package.json': json({ name: '\u001b[31mred' }),
      'p/b/package.json': json({ name: 7 }),
    };
    expect(brief(root, ['p/a/x.ts', 'p/b/x.ts'])).toEqual(['packages', 'a: p/a/**', 'b: p/b/**']);
  });

  it('has nothing to say without source', () => {
    expect(brief({}, [])).toEqual(['folders']);
  });
});

describe('workspaceFiles', () => {
  it('asks for manifests, the shallowest first', () => {
    const paths = [
      'src/a.ts',
      'packages/a/package.json',
      'package.json',
      'node_modules/x/package.json',
      'nx.json',
      'apps/b/project.json',
      'a/lerna.json',
      'test/fixtures/p/package.json',
    ];
    expect(workspaceFiles(paths)).toEqual([
      'nx.json',
      'package.json',
      'apps/b/project.json',
      'packages/a/package.json',
    ]);
  });
});

describe('pnpmPackages', () => {
  it.each([
    ['packages:\n  - a/*\n  - \'b/*\' # two\n\n  # more\n  - "!c"\ncatalog:\n  - x\n', ['a/*', 'b/*', '!c']],
    ['packages: [a/*, "b"]\n', ['a/*', 'b']],
    ['packages:\r\n- a\r\n- b # c\r\n', ['a', 'b']],
    ['# packages:\n#  - a\n', []],
    ['packages:\n', []],
    ['packages: &x\n  k: v\n', []],
    ['', []],
  ])('%j', (text, globs) => expect(pnpmPackages(text)).toEqual(globs));
});
