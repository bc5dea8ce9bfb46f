import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { projectRoot } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const test = (status: string): { fullName: string; status: string } => ({
  fullName: `a ${status} test`,
  status,
});

async function count(testResults: unknown): Promise<{ stdout: string; stderr: string }> {
  const file = join(scratchFolder('summary'), 'summary.json');
  writeFileSync(file, JSON.stringify({ testResults }));
  return promisify(execFile)(process.execPath, [join(projectRoot, 'scripts', 'count-tests.mjs'), file]);
}

it('counts tests that passed and failed', async () => {
  const { stdout } = await count([
    {
      name: 'a.test.ts',
      status: 'failed',
      assertionResults: [test('passed'), test('passed'), test('failed')],
    },
  ]);
  expect(stdout).toBe('2 1\n');
});

it('counts skipped and unwritten tests as failed, and names them', async () => {
  const { stdout, stderr } = await count([
    {
      name: 'a.test.ts',
      status: 'passed',
      assertionResults: [test('passed'), test('skipped'), test('todo')],
    },
  ]);
  expect(stdout).toBe('1 2\n');
  expect(stderr).toBe('skipped: a.test.ts: a skipped test\nskipped: a.test.ts: a todo test\n');
});

it('counts a file that does not load', async () => {
  const { stdout, stderr } = await count([{ name: 'a.test.ts', status: 'failed', assertionResults: [] }]);
  expect(stdout).toBe('0 1\n');
  expect(stderr).toBe('did not load: a.test.ts\n');
});
