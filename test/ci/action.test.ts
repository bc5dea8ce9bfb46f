import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiffData } from '../../src/core/diff.ts';
import { type Repository, shallowClone, worktree } from '../helpers/repository.ts';
import { projectRoot } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { change, changingShop, fortyBranches, hot } from '../pipeline/changing-shop.ts';
import { action, runScript, stepEnv, stepNamed } from './run-step.ts';

const diffStep = stepNamed('Price the change');
const commentStep = stepNamed('Comment on the pull request');
const gateStep = stepNamed('Hold the limits');

/** A runner as GitHub provides it for a pull request to main: a detached head, files for outputs and summary. */
async function runDiff(workspace: string, inputs: Readonly<Record<string, string>>) {
  const temp = scratchFolder('runner');
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  const result = await runScript('bash', diffStep.run!, workspace, {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: projectRoot,
    GITHUB_BASE_REF: 'main',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    ...stepEnv(diffStep, inputs),
  });
  const outputs = Object.fromEntries(
    readFileSync(output, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  ) as Record<string, string>;
  return { ...result, outputs, summary: readFileSync(summary, 'utf8'), temp };
}

const holdLimits = (outputs: Readonly<Record<string, string>>) =>
  runScript('bash', gateStep.run!, projectRoot, stepEnv(gateStep, {}, outputs));

describe('the action itself', () => {
  it('never writes an expression into a script', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  it('gives the token to the comment step only, and every input a place', () => {
    const texts = action.runs.steps.map(step => JSON.stringify(step));
    expect(texts.filter(text => text.includes('inputs.token'))).toEqual([JSON.stringify(commentStep)]);
    for (const name of Object.keys(action.inputs)) {
      expect(
        texts.some(text => text.includes(`inputs.${name} `) || text.includes(`inputs.${name}}`)),
        name,
      ).toBe(true);
    }
  });
});

describe('its steps on a pull request', () => {
  let repo: Repository;
  let checkout: string;
  beforeAll(async () => {
    repo = await changingShop();
    await change(repo, {
      write: { 'src/billing/invoice.ts': `export const week = 25;\n${hot}${fortyBranches()}` },
    });
    checkout = (await worktree(repo, 'change')).path;
  });

  it('price it, write summary, annotations and comment, and stop it last', async () => {
    const { code, stdout, outputs, summary } = await runDiff(checkout, { 'no-new-functions-above': '15' });
    expect(code).toBe(0);
    expect(outputs.result).toBe('exceeded');
    expect(outputs.clean).toBe('false');
    const data = JSON.parse(readFileSync(outputs.report!, 'utf8')) as DiffData;
    expect(Number(outputs.hours)).toBeCloseTo(data.total.hours.mean, 6);
    expect(Number(outputs.cost)).toBeCloseTo(data.total.money!.mean, 6);
    expect(data.total.hours.mean).toBeGreaterThan(0);
    expect(summary).toContain('src/billing/invoice.ts');
    expect(stdout).toMatch(/^::(error|warning) .*file=src\/billing\/invoice\.ts/m);
    expect(readFileSync(outputs.comment!, 'utf8')).toMatch(/^<!-- debtcast -->\n/);
    expect((await holdLimits(outputs)).code).toBe(1);
  });

  it('let it pass when nothing is exceeded, or only warned about', async () => {
    for (const inputs of [{}, { 'no-new-functions-above': '15', 'warn-only': 'true' }]) {
      const { code, outputs } = await runDiff(checkout, inputs as Record<string, string>);
      expect(code).toBe(0);
      expect(outputs.result).toBe('within-limits');
      expect((await holdLimits(outputs)).code).toBe(0);
    }
  });

  it('refuse a shallow clone with the line to add', async () => {
    const { code, stdout, outputs } = await runDiff((await shallowClone(repo)).path, {});
    expect(code).toBe(2);
    expect(stdout).toMatch(/^::error title=debtcast::.*fetch-depth: 0/);
    expect(outputs).toEqual({});
    expect((await holdLimits(outputs)).code).toBe(1);
  });

  it.each([
    '$(touch pwned)',
    '`touch pwned`',
    '"; touch pwned; "',
    '--format=json',
    "'\nresult=within-limits\n'",
  ])('take %j for a name of a revision and nothing else', async base => {
    const { code, outputs, temp } = await runDiff(checkout, { base });
    expect(code).toBe(2);
    expect(outputs).toEqual({});
    for (const folder of [checkout, temp, join(temp, 'debtcast')])
      expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });
});

describe('the comment', () => {
  interface Call {
    readonly method: string;
    readonly path: string;
    readonly body?: string;
  }
  let server: Server;
  let url: string;
  let calls: Call[] = [];
  let comments: { id: number; body: string; user: { login: string } }[] = [];
  let writable = true;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', chunk => (text += chunk));
      request.on('end', () => {
        const { method = '', url: path = '' } = request;
        const answer = (status: number, body: unknown) => {
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(body));
        };
        if (path === '/user') return answer(403, {});
        if (method === 'GET') return answer(200, comments);
        if (!writable) return answer(403, { message: 'Resource not accessible by integration' });
        calls.push({ method, path, body: (JSON.parse(text) as { body: string }).body });
        return answer(200, {});
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  const own = (id: number, body: string) => ({ id, body, user: { login: 'github-actions[bot]' } });
  async function comment(
    text: string,
    { clean = 'false', present = [] as typeof comments, mayWrite = true } = {},
  ) {
    calls = [];
    comments = present;
    writable = mayWrite;
    const temp = scratchFolder('comment');
    writeFileSync(join(temp, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
    writeFileSync(join(temp, 'comment.md'), text);
    const result = await runScript('bash', commentStep.run!, temp, {
      GITHUB_ACTION_PATH: projectRoot,
      GITHUB_API_URL: url,
      GITHUB_EVENT_PATH: join(temp, 'event.json'),
      GITHUB_REPOSITORY: 'acme/shop',
      ...stepEnv(commentStep, { token: 'secret-token' }, { comment: join(temp, 'comment.md'), clean }),
    });
    expect(result.stdout + result.stderr).not.toContain('secret-token');
    expect(result.code).toBe(0);
    return result.stdout;
  }
  const text = '<!-- debtcast -->\nnew text\n';

  it('is written once', async () => {
    await comment(text);
    expect(calls).toEqual([{ method: 'POST', path: '/repos/acme/shop/issues/7/comments', body: text }]);
  });

  it('is updated afterwards, and left alone when it says the same', async () => {
    const present = [own(1, 'another job'), own(2, '<!-- debtcast -->\nold text')];
    await comment(text, { present });
    expect(calls).toEqual([{ method: 'PATCH', path: '/repos/acme/shop/issues/comments/2', body: text }]);
    await comment(text, { present: [own(2, text.trim())] });
    expect(calls).toEqual([]);
  });

  it('of somebody else is never touched, whatever it begins with', async () => {
    await comment(text, {
      present: [{ id: 3, body: '<!-- debtcast -->\nmine', user: { login: 'mallory' } }],
    });
    expect(calls.map(({ method }) => method)).toEqual(['POST']);
  });

  it('is not begun when there is nothing to say, but an old one is brought up to date', async () => {
    await comment(text, { clean: 'true' });
    expect(calls).toEqual([]);
    await comment(text, { clean: 'true', present: [own(2, '<!-- debtcast -->\nold text')] });
    expect(calls.map(({ method }) => method)).toEqual(['PATCH']);
  });

  it('that a fork may not write is a notice, not a failure', async () => {
    expect(await comment(text, { mayWrite: false })).toMatch(/^::notice .*job summary/);
  });
});
