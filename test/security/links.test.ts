import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { nestedIfs } from '../helpers/code.ts';
import { inProcess } from '../helpers/in-process.ts';
import { history, type Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const SECRET = 'the-secret-of-another-file: 1\n';
let made: Repository;
let outside: string;
let precious: string;

beforeEach(async () => {
  made = await history([
    { at: '2024-01-01', write: { 'src/a.ts': nestedIfs(12) } },
    {
      at: '2024-06-01',
      write: { 'src/a.ts': nestedIfs(13), 'debt.config.yaml': 'decisions: notes/log.yaml\n' },
    },
  ]);
  outside = scratchFolder('outside');
  precious = join(outside, 'log.yaml');
  writeFileSync(precious, SECRET);
});

const replace = (path: string, target: string) => {
  rmSync(join(made.path, path), { force: true, recursive: true });
  symlinkSync(target, join(made.path, path));
};

describe('a link in the work tree', () => {
  it('in place of the cost model is not read: the committed one holds', async () => {
    replace('debt.config.yaml', precious);
    const told = await inProcess(['report', '--format', 'json'], made.path);
    expect(told.code, told.stderr).toBe(0);
    expect(told.stdout + told.stderr).not.toContain('secret-of-another');
  });

  it('in place of a folder does not lead to a decision log elsewhere', async () => {
    replace('notes', outside);
    const told = await inProcess(['report', '--format', 'json'], made.path);
    expect(told.code, told.stderr).toBe(0);
    expect(told.stdout + told.stderr).not.toContain('secret-of-another');
  });

  it.each([
    ['init, the cost model', 'debt.config.yaml', ['init', '--force']],
    ['decide, the folder of the log', 'notes', ['decide', 'src/a.ts', 'fix', '--reason', 'slow']],
    ['an output', 'report.json', ['report', '-o', 'report.json']],
  ])('is not written through: %s', async (_, path, args) => {
    replace(path, path === 'notes' ? outside : precious);
    const told = await inProcess(args, made.path);
    expect(told).toMatchObject({ code: 2, stderr: expect.stringContaining('symbolic link') });
    expect(readFileSync(precious, 'utf8')).toBe(SECRET);
  });

  it('that leads nowhere is not followed to make a file there', async () => {
    const target = join(outside, 'new.yaml');
    replace('debt.config.yaml', target);
    expect(await inProcess(['init', '--force'], made.path)).toMatchObject({ code: 2 });
    expect(() => readFileSync(target)).toThrow('ENOENT');
  });

  it('within the tree is fine as a folder that is named on the command line', async () => {
    mkdirSync(join(outside, 'reports'));
    symlinkSync(join(outside, 'reports'), join(made.path, 'reports'));
    expect(await inProcess(['report', '-o', 'reports/r.json'], made.path)).toMatchObject({ code: 0 });
    expect(readFileSync(join(outside, 'reports', 'r.json'), 'utf8')).toContain('"command": "report"');
  });
});

it('a pipe is written to, not replaced by a file', async () => {
  const pipe = join(outside, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const [read, told] = await Promise.all([
    promisify(execFile)('cat', [pipe], { timeout: 3000 }),
    inProcess(['report', '-o', `json:${pipe}`], made.path),
  ]);
  expect(told).toMatchObject({ code: 0 });
  expect(JSON.parse(read.stdout)).toMatchObject({ command: 'report' });
  expect(statSync(pipe).isFIFO()).toBe(true);
});

it('the decision log cannot be put into the folder of git, or outside', async () => {
  for (const place of ['.git/hooks/pre-commit', 'x/.GIT/config', '../log.yaml', '/tmp/log.yaml']) {
    writeFileSync(join(made.path, 'debt.config.yaml'), `decisions: ${place}\n`);
    const told = await inProcess(['decide', 'src/a.ts', 'fix', '--reason', 'x'], made.path);
    expect(told.code, place).toBe(2);
    expect(told.stderr).toContain('debt.config.yaml:1');
  }
});
