import { chmodSync, copyFileSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { Io } from '../../src/cli/io.ts';
import { createProgram } from '../../src/cli/program.ts';
import { type Repository, worktree } from '../helpers/repository.ts';
import { binaryPath, projectRoot } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { change, changingShop, fortyBranches, hot } from '../pipeline/changing-shop.ts';
import { pathWithNpx, runScript } from './run-step.ts';

let repo: Repository;
beforeAll(async () => {
  repo = await changingShop();
  await change(repo, {
    write: { 'src/billing/invoice.ts': `export const week = 25;\n${hot}${fortyBranches()}` },
  });
  await repo.git('remote', 'add', 'origin', repo.path);
  await repo.git('fetch', '--quiet', 'origin');
});

describe('the GitLab component', () => {
  const [head, jobs] = parseAllDocuments(
    readFileSync(join(projectRoot, 'ci', 'gitlab', 'debtcast.yml'), 'utf8'),
  ).map(document => document.toJS() as unknown);
  const { inputs } = (head as { spec: { inputs: Record<string, { default: string }> } }).spec;
  const job = (jobs as { debtcast: { variables: Record<string, string>; script: string[] } }).debtcast;
  const variables = (given: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(job.variables).map(([name, text]) => [
        name,
        text.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, key: string) => given[key] ?? inputs[key]!.default),
      ]),
    );
  const run = (checkout: string, given: Record<string, string>, env: Record<string, string> = {}) =>
    runScript('sh', job.script.join('\n'), checkout, {
      GITLAB_CI: 'true',
      CI_PROJECT_DIR: checkout,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      ...variables(given),
      ...env,
    });

  it('keeps inputs out of its script', () => {
    expect(job.script.join('\n')).not.toContain('$[[');
  });

  it('writes the widget file and the note, and stops the change', async () => {
    const checkout = (await worktree(repo, 'change')).path;
    const stopped = await run(checkout, { no_new_functions_above: '15' });
    expect(stopped.stderr).toContain('limit exceeded: src/billing/invoice.ts › route');
    expect(stopped.code).toBe(1);
    const widget = JSON.parse(
      readFileSync(join(checkout, 'gl-code-quality-report.json'), 'utf8'),
    ) as unknown[];
    expect(widget.length).toBeGreaterThan(0);
    expect(readFileSync(join(checkout, '.debtcast', 'note.md'), 'utf8')).toMatch(/^<!-- debtcast -->\n/);
    expect((await run(checkout, { no_new_functions_above: '15', warn_only: 'true' })).code).toBe(0);
  });

  describe('and its note', () => {
    const mark = '<!-- debtcast -->';
    let server: Server;
    let notes: { id: number; body: string; author: { id: number } }[] = [];
    let calls: string[] = [];
    beforeAll(async () => {
      server = createServer((request, response) => {
        let text = '';
        request.on('data', chunk => (text += chunk));
        request.on('end', () => {
          const { method, url } = request;
          const status = request.headers['private-token'] === 'glpat-secret' ? 200 : 401;
          if (method !== 'GET') calls.push(`${method} ${url} ${JSON.parse(text).body.slice(0, mark.length)}`);
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(url === '/user' ? { id: 7 } : notes));
        });
      });
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => new Promise(resolve => server.close(resolve)));

    it('is written once, then updated, and never that of somebody else', async () => {
      const checkout = (await worktree(repo, 'change')).path;
      const told = async (token: string) => {
        calls = [];
        const result = await run(
          checkout,
          {},
          {
            CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
            CI_PROJECT_ID: '3',
            CI_MERGE_REQUEST_IID: '12',
            DEBTCAST_TOKEN: token,
          },
        );
        expect(result.code, result.stderr).toBe(0);
        expect(result.stdout + result.stderr).not.toContain('glpat');
        return result;
      };
      notes = [{ id: 1, body: `${mark} mine`, author: { id: 8 } }];
      await told('glpat-secret');
      expect(calls).toEqual([`POST /projects/3/merge_requests/12/notes ${mark}`]);
      notes.push({ id: 2, body: `${mark} old`, author: { id: 7 } });
      await told('glpat-secret');
      expect(calls).toEqual([`PUT /projects/3/merge_requests/12/notes/2 ${mark}`]);
      // A token that may not write is no reason to fail.
      expect((await told('glpat-other')).stderr).toContain('the note could not be written');
      expect(calls).toEqual([]);
    });
  });
});

describe('the nightly workflow', () => {
  it('reports each repository and merges the reports, with badge and page', async () => {
    const { jobs } = parse(readFileSync(join(projectRoot, 'ci', 'github', 'nightly.yml'), 'utf8')) as {
      jobs: Record<string, { steps: { run?: string; name?: string; id?: string; env?: object }[] }>;
    };
    const steps = (job: string) => jobs[job]!.steps.flatMap(({ run }) => run ?? []);
    const temp = scratchFolder('runner');
    const env = { PATH: pathWithNpx(), RUNNER_TEMP: temp, GITHUB_STEP_SUMMARY: join(temp, 'summary') };
    const other = await changingShop('# another one\n');
    for (const [name, { path }] of Object.entries({ 'acme/shop': repo, 'acme/catalog': other })) {
      const workspace = scratchFolder('workspace');
      symlinkSync(path, join(workspace, 'repository'));
      const [report, naming] = steps('report');
      const output = join(workspace, 'output');
      const given = { ...env, GITHUB_WORKSPACE: workspace, GITHUB_OUTPUT: output, REPOSITORY: name };
      const told = await runScript('bash', report!, temp, given);
      expect(told.code, told.stderr).toBe(0);
      expect((await runScript('bash', naming!, temp, given)).code).toBe(0);
      // What upload-artifact and download-artifact do between the jobs.
      const artefact = readFileSync(output, 'utf8').trim().replace('name=', '');
      cpSync(join(temp, 'out'), join(temp, 'reports', artefact), { recursive: true });
    }
    expect(readdirSync(join(temp, 'reports')).sort()).toEqual(['debt-acme-catalog', 'debt-acme-shop']);
    expect(readdirSync(join(temp, 'reports', 'debt-acme-shop')).sort()).toEqual([
      'badge.json',
      'badge.svg',
      'report.html',
      'report.json',
    ]);
    const before = readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8');
    const [merge] = steps('portfolio');
    const told = await runScript('bash', merge!, temp, env);
    expect(told.code, told.stderr).toBe(0);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8').slice(before.length)).toContain('2 repositories');
    expect(existsSync(join(temp, 'portfolio.html'))).toBe(true);
  });
});

describe('the pre-push hook', () => {
  it('holds up what it prices too high, lets the rest and deletions go', async () => {
    const checkout = (await worktree(repo, 'change')).path;
    const hook = join(checkout, 'pre-push');
    copyFileSync(join(projectRoot, 'ci', 'git', 'pre-push'), hook);
    chmodSync(hook, 0o755);
    const zero = '0'.repeat(40);
    const push = (id: string) =>
      runScript('sh', `printf 'refs/heads/x %s refs/heads/x ${zero}\\n' "${id}" | ./pre-push`, checkout, {
        DEBTCAST: `node ${binaryPath}`,
      });
    const stopped = await push(await repo.git('rev-parse', 'change'));
    expect(stopped.stderr).toContain('cognitive complexity 40');
    expect(stopped.code).toBe(1);
    expect(await push(await repo.git('rev-parse', 'main'))).toMatchObject({ code: 0, stdout: '' });
    expect((await push(zero)).code).toBe(0);
  });
});

describe('the other systems, with the variables they set', () => {
  const text = (path: string) => readFileSync(join(projectRoot, 'ci', path), 'utf8');
  const systems = {
    Jenkins: {
      script: [...text('jenkins/Jenkinsfile').matchAll(/^ *sh '([^']*)'$/gm)]
        .map(([, line]) => line)
        .join('\n'),
      env: (checkout: string, folder: string) => ({
        WORKSPACE: checkout,
        WORKSPACE_TMP: folder,
        JENKINS_HOME: folder,
        CHANGE_TARGET: 'main',
      }),
      // `-o` is taken from the folder of `-C`, where Jenkins looks for artefacts.
      files: (checkout: string) => ['debt.html', 'debt.json'].map(name => join(checkout, name)),
    },
    Azure: {
      script: (parse(text('azure/azure-pipelines.yml')) as { steps: { bash?: string }[] }).steps.flatMap(
        ({ bash }) => bash ?? [],
      )[0]!,
      env: (checkout: string, folder: string) => ({
        AGENT_TEMPDIRECTORY: folder,
        BUILD_SOURCESDIRECTORY: checkout,
        PIPELINE_WORKSPACE: folder,
        BUILD_ARTIFACTSTAGINGDIRECTORY: folder,
        SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
      }),
      files: (_: string, folder: string) => ['debt.md', 'debt.json'].map(name => join(folder, name)),
    },
    Bitbucket: {
      script: (
        parse(text('bitbucket/bitbucket-pipelines.yml')) as {
          pipelines: { 'pull-requests': { '**': { step: { script: string[] } }[] } };
        }
      ).pipelines['pull-requests']['**'][0]!.step.script.join('\n'),
      env: (checkout: string) => ({ BITBUCKET_CLONE_DIR: checkout, BITBUCKET_PR_DESTINATION_BRANCH: 'main' }),
      files: (checkout: string) => [join(checkout, '.debtcast', 'cache')],
    },
    CircleCI: {
      script: (
        parse(text('circleci/config.yml')) as {
          jobs: { debt: { steps: { run?: { command: string } }[] } };
        }
      ).jobs.debt.steps.flatMap(({ run }) => run?.command ?? [])[0]!,
      env: () => ({ DEBTCAST_BASE: 'main' }),
      files: () => [],
    },
  };

  it.each(Object.entries(systems))(
    '%s stops the change and leaves its files',
    async (_, { script, env, files }) => {
      const checkout = (await worktree(repo, 'change')).path;
      const folder = scratchFolder('workspace');
      const given: Record<string, string> = env(checkout, folder);
      const stopped = await runScript('bash', script, checkout, {
        ...given,
        PATH: pathWithNpx(),
      });
      expect(stopped.stderr).toContain('limit exceeded: src/billing/invoice.ts › route');
      expect(stopped.code).toBe(1);
      for (const file of files(checkout, folder)) expect(existsSync(file), file).toBe(true);
    },
  );
});

describe('the examples', () => {
  const program = createProgram(
    { stdout: () => Promise.resolve(true), stderr: () => undefined } as unknown as Io,
    () => undefined,
  );

  it.each([
    'jenkins/Jenkinsfile',
    'azure/azure-pipelines.yml',
    'bitbucket/bitbucket-pipelines.yml',
    'circleci/config.yml',
    'github/nightly.yml',
    'gitlab/debtcast.yml',
    'git/pre-push',
    'github/diff.sh',
  ])('%s: uses options that exist', path => {
    const text = readFileSync(join(projectRoot, 'ci', path), 'utf8').replaceAll('\\\n', ' ');
    const options = (names: readonly string[]) =>
      new Set(
        program.commands
          .filter(one => names.includes(one.name()))
          .flatMap(one => one.options.map(({ long }) => long)),
      );
    const known = options(['diff', 'report', 'portfolio']);
    // npx, git and the shell have options of their own.
    const others = new Set([
      '--yes',
      '--no-install',
      '--quiet',
      '--unshallow',
      '--no-verify',
      '--stdin',
      '--is-shallow-repository',
    ]);
    const used = [...new Set(text.match(/(?<=\s|"|\()--[a-z][a-z-]+/g))].filter(
      option => !others.has(option),
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(option => !known.has(option))).toEqual([]);
  });
});
