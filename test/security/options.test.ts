import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nestedIfs } from '../helpers/code.ts';
import { inProcess } from '../helpers/in-process.ts';
import { history, type Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

let made: Repository;
let folder: string;
beforeAll(async () => {
  folder = scratchFolder('pwned');
  made = await history([
    { at: '2024-01-01', write: { 'src/a.ts': nestedIfs(12) } },
    { at: '2024-06-01', write: { 'src/a.ts': nestedIfs(13), '--output=x.ts': nestedIfs(12, 'f') } },
  ]);
});

/** What git would take for an option, each of which would leave a mark in the folder or change what is read. */
const words = (): readonly string[] => [
  `--output=${join(folder, 'mark')}`,
  `--upload-pack=touch ${join(folder, 'mark')}`,
  `--exec=touch ${join(folder, 'mark')}`,
  '--all',
  '-O',
  '--git-dir=/tmp',
  '-c core.pager=x',
  `HEAD --output=${join(folder, 'mark')}`,
  `HEAD\n--output=${join(folder, 'mark')}`,
  'HEAD\u0000x',
  '--',
  '-',
  ':/',
  '@{-1}',
  'HEAD^{/x}',
  '$(touch mark)',
  '`touch mark`',
  '',
];

/** Not taken for anything but what it is called: exit 2 with a problem, no crash of ours, no mark. */
async function isRefused(args: readonly string[]): Promise<void> {
  const told = await inProcess(args, made.path);
  expect(told.code, JSON.stringify(args)).toBe(2);
  expect(told.stdout, JSON.stringify(args)).toBe('');
  expect(told.stderr, JSON.stringify(args)).toMatch(/^error: /);
  expect(told.stderr, JSON.stringify(args)).not.toContain('mistake in debtcast');
}

const commands: readonly (readonly string[])[] = [
  ['report'],
  ['explain', '#1'],
  ['inspect'],
  ['plan', '--capacity', '8h'],
  ['roadmap'],
  ['trend'],
  ['diff'],
  ['backtest'],
  ['tickets'],
  ['init'],
];

describe('an option in the place of', () => {
  it('a revision is a revision that is not there, for each command', async () => {
    for (const [i, word] of words().entries()) {
      // Each command meets some of them, and each of them two commands.
      await isRefused([...commands[i % commands.length]!, `--at=${word}`]);
      await isRefused([...commands[(i + 3) % commands.length]!, `--at=${word}`]);
    }
    expect(readdirSync(folder)).toEqual([]);
  }, 120_000);

  it('a base is a revision that is not there', async () => {
    for (const word of words()) await isRefused(['diff', '--', word]);
    expect(readdirSync(folder)).toEqual([]);
  }, 120_000);

  it('a path is a path', async () => {
    for (const word of ['--output=y', '-rf', '--']) {
      await isRefused(['inspect', '--', word]);
      await isRefused(['report', '--', word]);
    }
    const told = await inProcess(['inspect', '--format', 'json', '--', '--output=x.ts'], made.path);
    expect(told.code, told.stderr).toBe(0);
    expect(JSON.parse(told.stdout).files[0].path).toBe('--output=x.ts');
    expect(readdirSync(made.path).sort()).toEqual(['--output=x.ts', '.git', 'src']);
  });

  it('a glob, a folder or a file matches or is named, and reaches no git', async () => {
    const told = await inProcess(['report', '--format', 'json', '--only=--output=*'], made.path);
    expect(told.code, told.stderr).toBe(0);
    expect(JSON.parse(told.stdout).items.map((item: { path: string }) => item.path)).toEqual([
      '--output=x.ts',
    ]);
    for (const args of [['-C=--git-dir=x'], ['-c=--output=x'], ['-o=--output=x'], ['-o', '--output=x']])
      await isRefused(['report', ...args]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
