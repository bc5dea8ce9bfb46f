/** The shapes of a clone that CI systems and people come with: the right answer, or a refusal with the line to add. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DiffData } from '../../src/core/diff.ts';
import { git, type Repository, shallowClone, worktree } from '../helpers/repository.ts';
import { type RunResult, run } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { change, changingShop, fortyBranches, hot, quiet } from '../pipeline/changing-shop.ts';

const hotPath = 'src/billing/invoice.ts';
const otherPath = 'src/legacy/units.ts';
const ours = { [hotPath]: `export const week = 25;\n${hot}${fortyBranches()}` };
const theirs = { [otherPath]: `${quiet}${fortyBranches('theirs')}` };

let repo: Repository;
let cache: string;
beforeAll(async () => {
  cache = scratchFolder('cache');
  repo = await changingShop();
  await change(repo, { write: ours });
  // Others went on in the meantime.
  await repo.add([{ at: '2026-07-07', by: 'lin', write: theirs }]);
});

const diff = (
  cwd: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<RunResult> =>
  run(['diff', ...args, '--no-new-functions-above', '15', '--cache-dir', cache, '--format', 'json'], {
    cwd,
    env,
  });

/** What the change was found to be: base, files, functions that are stopped; one line each. */
async function answer(cwd: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const told = await diff(cwd, args, env);
  const data = JSON.parse(told.stdout) as DiffData;
  expect(told.code, told.stderr).toBe(data.breaches.length > 0 ? 1 : 0);
  return {
    base: data.base.name,
    files: data.files.map(({ path }) => path),
    stopped: data.breaches.map(({ where }) => where),
  };
}
const priced = (base: string) => ({ base, files: [hotPath], stopped: [`${hotPath} › route`] });

async function clone(...options: string[]): Promise<string> {
  const path = join(scratchFolder('clone'), 'clone');
  await git(repo.path, repo.env, 'clone', '--quiet', ...options, `file://${repo.path}`, path);
  return path;
}

describe('a detached HEAD', () => {
  it('on the merge of the pull request, as GitHub checks it out, is the change alone', async () => {
    const path = await clone();
    await git(path, repo.env, 'checkout', '--quiet', '--detach', 'origin/main');
    const who = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@example.com'];
    await git(path, repo.env, ...who, 'merge', '--quiet', '--no-ff', '-m', 'Merge', 'origin/change');
    expect(await answer(path, [], { GITHUB_BASE_REF: 'main' })).toEqual(priced('origin/main'));
  });

  it('on the tip of the branch, as other systems do, is the same', async () => {
    const path = await clone();
    await git(path, repo.env, 'checkout', '--quiet', '--detach', 'origin/change');
    expect(await answer(path, [], { CHANGE_TARGET: 'main' })).toEqual(priced('origin/main'));
  });
});

describe('a clone of a fork', () => {
  it('is compared with the upstream that it was branched from, not with its own old main', async () => {
    const path = await clone('--branch', 'change');
    // The fork was last synchronised weeks ago; the branch starts at what was fetched from upstream since.
    await git(path, repo.env, 'update-ref', 'refs/remotes/origin/main', 'origin/main~9');
    expect((await answer(path)).base).toBe('origin/main');
    await git(path, repo.env, 'update-ref', 'refs/remotes/upstream/main', repo.commits.at(-1)!);
    expect(await answer(path)).toEqual(priced('upstream/main'));
  });

  it('with an upstream that has nothing to do with it keeps to its own', async () => {
    const path = await clone('--branch', 'change');
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    const tree = await git(path, repo.env, 'rev-parse', 'HEAD^{tree}');
    const root = await git(path, repo.env, ...who, 'commit-tree', '-m', 'other', tree);
    await git(path, repo.env, 'update-ref', 'refs/remotes/upstream/main', root);
    expect(await answer(path)).toEqual(priced('origin/main'));
  });
});

describe('a clone without the base', () => {
  it('is refused with the fetch that gets it, and is right after that', async () => {
    const path = await clone('--single-branch', '--branch', 'change');
    const env = { BITBUCKET_PR_DESTINATION_BRANCH: 'main' };
    const told = await diff(path, [], env);
    expect(told).toMatchObject({ code: 2 });
    const [line] = /git fetch origin '\S+'/.exec(told.stderr + told.stdout) ?? [];
    await git(path, repo.env, 'fetch', '--quiet', 'origin', line!.slice("git fetch origin '".length, -1));
    expect(await answer(path, [], env)).toEqual(priced('origin/main'));
  });

  it('that is named on the command line, too', async () => {
    const told = await diff(await clone('--single-branch', '--branch', 'change'), ['origin/main']);
    expect(told).toMatchObject({ code: 2 });
    expect(JSON.parse(told.stderr).error.fix).toBe(
      "git fetch origin '+refs/heads/main:refs/remotes/origin/main'",
    );
  });

  it('and without a name for it, too', async () => {
    const path = await clone('--single-branch', '--branch', 'change');
    await git(path, repo.env, 'update-ref', '-d', 'refs/remotes/origin/HEAD').catch(() => '');
    const told = await diff(path);
    expect(told).toMatchObject({ code: 2 });
    expect(told.stderr + told.stdout).toContain('git fetch origin');
  });

  it('because it is shallow is refused with the line to add', async () => {
    const told = await diff((await shallowClone(repo)).path, [], { GITHUB_BASE_REF: 'main' });
    expect(told).toMatchObject({ code: 2 });
    expect(told.stderr + told.stdout).toMatch(/fetch-depth: 0.*GIT_DEPTH: 0/);
  });
});

describe('the first commits', () => {
  it('of a branch: before there is one, nothing was committed', async () => {
    const path = (await worktree(repo, 'main')).path;
    const told = await run(['diff', 'main', '--cache-dir', cache], { cwd: path });
    expect(told).toMatchObject({
      code: 0,
      stdout: 'debtcast: nothing to price, nothing was committed since main.\n',
    });
  });

  it('of a branch: the first one is the whole change', async () => {
    const path = (await worktree(repo, 'change')).path;
    expect(await answer(path)).toEqual(priced('main'));
  });

  it('of a repository: code on a base that has none has no price, but its limits', async () => {
    const path = scratchFolder('young');
    const env = {
      ...repo.env,
      GIT_AUTHOR_DATE: '2026-07-01T12:00:00Z',
      GIT_COMMITTER_DATE: '2026-07-01T12:00:00Z',
    };
    await git(path, env, 'init', '--quiet', '--initial-branch=main');
    const commit = (message: string, ...args: string[]) =>
      git(
        path,
        env,
        '-c',
        'user.name=Ada',
        '-c',
        'user.email=ada@example.com',
        'commit',
        '--quiet',
        '-m',
        message,
        ...args,
      );
    await commit('start', '--allow-empty');
    await git(path, env, 'checkout', '--quiet', '-b', 'first');
    writeFileSync(join(path, 'route.ts'), fortyBranches());
    await git(path, env, 'add', 'route.ts');
    await commit('feat: route');
    const told = await run(['diff', '--no-new-functions-above', '38', '--cache-dir', cache], { cwd: path });
    expect(told.code).toBe(1);
    expect(told.stdout).toContain('This change has no price');
    expect(told.stdout).toContain('by absence of work, not by health');
    expect(told.stderr).toContain('route (line');
  });
});

describe('what became of the branch', () => {
  // A squash is one commit with the whole change, a rebase puts the commits of the branch on top of main.
  it.each([
    ['a squash', [ours]],
    ['a rebase of two commits', [{ 'notes.md': 'on the way\n' }, ours]],
  ] as const)(
    '%s on top of main is priced as the branch was, and leaves nothing behind',
    async (_, commits) => {
      const merged = await changingShop();
      await merged.add([{ at: '2026-07-07', by: 'lin', write: theirs }]);
      await merged.add(commits.map((write, i) => ({ at: `2026-07-0${8 + i}`, by: 'ada', write })));
      const before = `main~${commits.length}`;
      expect(await answer(merged.path, [before])).toEqual(priced(before));
      expect(await answer(merged.path, ['main'])).toEqual({ base: 'main', files: [], stopped: [] });
    },
  );
});
