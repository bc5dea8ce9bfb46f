import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ts } from 'ts-morph';
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanEnv } from '../helpers/clean-env.ts';
import { git } from '../helpers/repository.ts';
import { projectRoot } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const env = cleanEnv(scratchFolder('home'));
const tsx = join(projectRoot, 'node_modules', 'tsx', 'dist', 'cli.mjs');

async function demo(extra: Record<string, string> = {}): Promise<string> {
  const folder = join(scratchFolder('demo'), 'shop');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [tsx, join(projectRoot, 'scripts', 'demo.ts'), folder],
    {
      cwd: projectRoot,
      env: { ...env, ...extra },
    },
  );
  return stdout.trimEnd();
}

describe('the demo shop', () => {
  let folder: string;
  const log = (...args: string[]): Promise<string> => git(folder, env, ...args);
  const rows = (text: string): string[] => text.split('\n').filter(Boolean);

  beforeAll(async () => {
    folder = await demo();
  });

  it('is the same in another time zone and locale', async () => {
    const other = await demo({ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' });
    expect(await git(other, env, 'rev-parse', 'HEAD')).toBe(await log('rev-parse', 'HEAD'));
  });

  it('ends on 20 November 2026 after three years, in order of time', async () => {
    const times = rows(await log('log', '--reverse', '--topo-order', '--format=%ct')).map(Number);
    expect(new Date((times[0] ?? 0) * 1000).toISOString()).toMatch(/^2023-11-20T/);
    expect(new Date((times.at(-1) ?? 0) * 1000).toISOString()).toMatch(/^2026-11-20T/);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.length).toBeGreaterThan(1400);
    expect(times.length).toBeLessThan(1700);
  });

  it('has eight people, one of them with two addresses, and a bot', async () => {
    const people = new Set(rows(await log('log', '--format=%aN <%aE>')));
    const addresses = new Set(rows(await log('log', '--format=%an <%ae>')));
    expect([people.size, addresses.size]).toEqual([9, 10]);
    expect([...people].filter(person => person.includes('[bot]'))).toHaveLength(1);
  });

  it('has merges with two parents whose tree is that of a plain merge', async () => {
    const merges = rows(await log('log', '--merges', '--format=%H'));
    expect(merges.length).toBeGreaterThan(100);
    const [merge = ''] = merges;
    expect(await log('diff', '--name-only', `${merge}^2`, merge)).toBe('');
  });

  it('names the reformatting in .git-blame-ignore-revs, and that commit touches more than fifty files', async () => {
    const revision = /^[0-9a-f]{40}$/m.exec(await log('show', 'HEAD:.git-blame-ignore-revs'))?.[0] ?? '';
    expect(await log('log', '-1', '--format=%s', revision)).toBe('style: format everything with two spaces');
    expect(
      rows(await log('diff-tree', '--no-commit-id', '--name-only', '-r', revision)).length,
    ).toBeGreaterThan(50);
    expect(
      await log(
        'diff',
        '--ignore-all-space',
        '--stat',
        `${revision}^`,
        revision,
        '--',
        'src/catalog/rank-formula.ts',
      ),
    ).not.toBe('');
  });

  it('moves the basket by renames that git sees', async () => {
    const wave = await log('log', '-1', '-M', '--name-status', '--format=', '--grep=call the basket');
    expect(
      rows(wave)
        .filter(row => row.startsWith('R'))
        .map(row => row.split('\t')[2]),
    ).toContain('src/checkout/cart.ts');
  });

  it('holds source that parses, today and before the reformatting', async () => {
    const older = join(scratchFolder('older'), 'shop');
    await log('worktree', 'add', '--quiet', '--detach', older, 'HEAD~700');
    for (const checkout of [folder, older]) {
      const paths = rows(await git(checkout, env, 'ls-files')).filter(path => /\.tsx?$/.test(path));
      expect(paths.length).toBeGreaterThan(90);
      for (const path of paths) {
        const text = readFileSync(join(checkout, path), 'utf8');
        const parsed = ts.createSourceFile(path, text, ts.ScriptTarget.Latest) as ts.SourceFile & {
          parseDiagnostics: unknown[];
        };
        expect(parsed.parseDiagnostics, path).toEqual([]);
      }
    }
  });

  it('refuses a folder that is not empty', async () => {
    const failed = promisify(execFile)(
      process.execPath,
      [tsx, join(projectRoot, 'scripts', 'demo.ts'), folder],
      { cwd: projectRoot, env },
    );
    await expect(failed).rejects.toMatchObject({ code: 2 });
  });
});
