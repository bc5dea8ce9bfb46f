import { beforeAll, describe, expect, it } from 'vitest';
import { constants, nestedIfs } from '../helpers/code.ts';
import { bareClone, history, type Repository, worktree } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';

let shop: Repository;
let bare: Repository;
let tree: Repository;
beforeAll(async () => {
  shop = await history(
    Array.from({ length: 10 }, (_, n) => ({
      // Late in the evening of the last of the month: another day, month and year elsewhere on earth.
      at: `${n < 5 ? 2023 : 2024}-${String(2 * (n % 5) + 3).padStart(2, '0')}-28T23:30:00-11:00`,
      by: n % 2 ? 'Łucja İpek' : 'ada',
      message: n % 3 === 2 ? `fix: ${n}` : `feat: ${n}`,
      write: {
        'src/İstanbul/ı.ts': `${nestedIfs(12)}// ${n}\n`,
        'src/a/I.ts': `${nestedIfs(11)}${constants(20, n)}`,
        'src/z/ä.ts': nestedIfs(9 + (n % 4)),
      },
    })),
  );
  await shop.git('remote', 'add', 'origin', 'https://example.com/acme/shop.git');
  bare = await bareClone(shop);
  await bare.git('remote', 'set-url', 'origin', 'https://example.com/acme/shop.git');
  tree = await worktree(shop);
});

const report = async (
  args: readonly string[] = ['--no-cache'],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
) => {
  const told = await run(['report', '--format', 'json', '--at', shop.commits.at(-1)!, ...args], {
    cwd: shop.path,
    ...options,
  });
  expect(told.code, told.stderr).toBe(0);
  return told.stdout;
};

let expected: string;
beforeAll(async () => {
  expected = await report();
});

describe('the same commit gives the same bytes', () => {
  it.each([
    ['the first time zone of the earth', { TZ: 'Pacific/Kiritimati' }],
    ['the last time zone of the earth', { TZ: 'Pacific/Pago_Pago' }],
    ['a Turkish locale', { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', LANGUAGE: 'tr' }],
    ['a German locale', { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' }],
    ['CI', { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_REF: 'refs/heads/x' }],
    ['a narrow terminal with colour', { COLUMNS: '40', FORCE_COLOR: '3' }],
    ['a git hook', { GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index', GIT_WORK_TREE: '/nowhere' }],
  ])('under %s', async (_, env) => {
    expect(await report(['--no-cache'], { env })).toBe(expected);
  });

  it('from a folder inside, and from elsewhere', async () => {
    const elsewhere = scratchFolder('elsewhere');
    expect(await report(['--no-cache'], { cwd: `${shop.path}/src/a` })).toBe(expected);
    expect(await report(['--no-cache', shop.path], { cwd: elsewhere })).toBe(expected);
    expect(await report(['--no-cache', '-C', shop.path], { cwd: elsewhere })).toBe(expected);
  });

  it('from a bare clone and from another work tree', async () => {
    expect(await report(['--no-cache'], { cwd: bare.path })).toBe(expected);
    expect(await report(['--no-cache'], { cwd: tree.path })).toBe(expected);
  });

  it('with one worker, with four, with none, and with a cache, cold and warm', async () => {
    const cache = scratchFolder('cache');
    for (const jobs of ['0', '1', '4']) expect(await report(['--no-cache', '--jobs', jobs])).toBe(expected);
    for (let i = 0; i < 2; i++) expect(await report(['--cache-dir', cache])).toBe(expected);
  });

  it('and another commit gives others: the comparison can fail', async () => {
    expect(await report(['--no-cache', '--seed', 'x'])).not.toBe(expected);
  });
});
