import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nestedIfs } from '../helpers/code.ts';
import { inProcess } from '../helpers/in-process.ts';
import { history } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const madeOnce = history([{ at: '2024-01-01', write: { 'src/a.ts': nestedIfs(12) } }]);

describe('a command line that cannot be meant', () => {
  it('names the commands where a misspelt one would be a path', async () => {
    const told = await inProcess(['reprot', (await madeOnce).path]);
    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toMatch(
      /^error: reprot: there is no such command or folder\n {2}fix: one of report,.*doctor/,
    );
  });

  it.each([[['report']], [[]]])('takes one repository at a time: %s', async named => {
    const { path } = await madeOnce;
    const told = await inProcess([...named, path, path]);
    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toContain('one repository at a time, and 2 paths were given');
  });

  it('points from a single word that is no folder to the commands', async () => {
    expect(await inProcess(['reprot'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no such folder\n.*`debtcast --help` lists the commands/),
    });
  });

  it('does not make a file called - of what is meant for stdout', async () => {
    const told = await inProcess(['report', '-o', 'json:-'], (await madeOnce).path);
    expect(told).toMatchObject({ code: 2, stderr: expect.stringContaining('for stdout: --format json') });
  });

  it.each([
    [['report', '--top', '0'], "option '--top <n>' argument '0' is invalid"],
    [['report', '--nope'], "unknown option '--nope'"],
    [['plan'], "required option '--capacity <amount>' not specified"],
  ])('is an error in JSON where JSON is asked for: %s', async (args, what) => {
    const told = await inProcess([...args, '--format', 'json']);
    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(told.stderr)).toEqual({
      error: {
        code: 'bad-option',
        what: expect.stringContaining(what),
        where: 'command line',
        fix: expect.stringContaining('--help'),
      },
    });
  });

  it('is told once, in words, where no JSON is asked for', async () => {
    const { stderr } = await inProcess(['report', '--nope']);
    expect(stderr.match(/unknown option/g)).toHaveLength(1);
    expect(stderr).toContain('debtcast --help');
  });
});

describe('--only', () => {
  const twoFiles = history([
    { at: '2024-01-01', write: { 'src/a.ts': nestedIfs(12), 'src/calm.ts': 'export const calm = 1;\n' } },
    { at: '2024-06-01', write: { 'src/a.ts': nestedIfs(14) } },
  ]);
  const told = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await inProcess(args, (await twoFiles).path);
    return { code, stdout: stdout.replace(/\s+/g, ' '), stderr };
  };

  it.each([[['report']], [['inspect']], [['trend']], [['plan', '--capacity', '8h']], [['diff', 'HEAD~1']]])(
    'that matches no source file is an error: %s',
    async args => {
      expect(await told([...args, '--only', 'nope/**'])).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('--only nope/**: no source file matches'),
      });
    },
  );

  it('that lists no debt is not taken for a healthy repository', async () => {
    const { code, stdout } = await told(['report', '--only', 'src/calm.ts']);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Warning: --only src/calm.ts matches one source file, which is no debt item; all other figures are of the whole repository.',
    );
    expect(stdout).not.toContain('every measured file is healthy');
    expect((await told(['report', '--only', 'src/*'])).stdout).not.toContain('--only');
  });

  it('that hides what a change costs says so', async () => {
    const hidden = await told(['diff', 'HEAD~1', '--only', 'src/calm.ts', '--quiet-if-clean']);
    expect(hidden.stdout).toContain(
      'One file with a change is not listed because of --only; the sum, value streams and limits are of the whole change.',
    );
    expect(hidden.stdout).toMatch(/This change adds about [\d.]+ h/);
    expect(hidden.stdout).not.toContain('nothing to price');
    expect((await told(['diff', 'HEAD~1', '--only', 'src/*'])).stdout).not.toContain('--only');
  });
});

it('writes no file where one of several formats cannot be made of the command', async () => {
  const { path } = await madeOnce;
  const [good, bad] = [join(scratchFolder('out'), 'plan.json'), join(scratchFolder('out'), 'plan.sarif')];
  const told = await inProcess(['plan', '--capacity', '8h', '-o', good, '-o', bad], path);
  expect(told).toMatchObject({ code: 2, stderr: expect.stringContaining('sarif') });
  expect(existsSync(good)).toBe(false);
});
