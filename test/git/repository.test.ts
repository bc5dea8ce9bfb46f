import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { changedPaths, defaultBranch, mergeBase, resolveRevision } from '../../src/git/refs.ts';
import { nameOf, openRepository, withoutCredentials } from '../../src/git/repository.ts';
import { checkGitVersion } from '../../src/git/version.ts';
import {
  bareClone,
  history,
  type Repository as Made,
  partialClone,
  shallowClone,
  withSubmodule,
  worktree,
} from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

let made: Made;
beforeAll(async () => {
  made = await history(
    [
      { at: '2024-03-01', write: { 'src/a.ts': 'one\n', 'docs/b.md': 'b\n' }, tag: 'v1' },
      { at: '2024-03-02', on: 'feature', write: { 'src/c.ts': 'c\n' } },
      { at: '2024-03-03', write: { 'src/a.ts': 'two\n' } },
    ],
    { name: 'shop' },
  );
});

const open = async (path: string, options: { at?: string; allowShallow?: boolean } = {}) => {
  const repository = await openRepository(path, { ...options, environment: made.env });
  repository.close();
  return repository;
};
const problem = async (attempt: Promise<unknown>): Promise<{ code: string; fix: string; where?: string }> => {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).problems[0];
};

describe('opening a repository', () => {
  it('knows where it is and at which commit', async () => {
    const repository = await open(made.path);
    expect(repository).toMatchObject({
      revision: made.commits[2],
      asOf: Date.UTC(2024, 2, 3, 12) / 1000,
      branch: 'main',
      workTree: made.path,
      gitDir: join(made.path, '.git'),
      commonDir: join(made.path, '.git'),
      prefix: '',
      shallow: false,
      partial: false,
      name: basename(made.path),
    });
  });

  it('opens from a folder below the root', async () => {
    expect(await open(join(made.path, 'src'))).toMatchObject({
      prefix: 'src/',
      workTree: made.path,
      revision: made.commits[2],
    });
  });

  it('opens a bare clone, a worktree and a submodule checkout', async () => {
    const bare = await open((await bareClone(made)).path);
    expect(bare.revision).toBe(made.commits[2]);
    expect(bare.workTree).toBeUndefined();
    const tree = await worktree(made, 'v1');
    const second = await open(tree.path);
    expect(second).toMatchObject({
      revision: made.commits[0],
      workTree: tree.path,
      commonDir: join(made.path, '.git'),
    });
    expect(second.branch).toBeUndefined();
    expect(second.identity).toBe((await open(made.path)).identity);
    expect(second.identity).not.toBe(bare.identity);
    const { checkout } = await withSubmodule(made);
    expect(await open(checkout.path)).toMatchObject({ revision: made.commits[2], workTree: checkout.path });
  });

  it('opens at any name of a commit', async () => {
    expect(await open(made.path, { at: 'v1' })).toMatchObject({
      revision: made.commits[0],
      asOf: Date.UTC(2024, 2, 1, 12) / 1000,
    });
    expect((await open(made.path, { at: 'feature' })).revision).toBe(made.commits[1]);
    expect((await open(made.path, { at: 'HEAD~1' })).revision).toBe(made.commits[0]);
    expect((await open(made.path, { at: (made.commits[1] ?? '').slice(0, 12) })).revision).toBe(
      made.commits[1],
    );
  });

  it.each([
    'nowhere',
    '--upload-pack=touch x',
    '-o',
    '--all',
    '--help',
    '',
    'v1..feature',
    '^v1',
    'v1\nfeature',
    'v1\0',
    'HEAD:src/a.ts',
    '$(touch x)',
  ])('does not know the revision %j', async at => {
    expect(await problem(open(made.path, { at }))).toMatchObject({ code: 'unknown-revision', where: at });
  });

  it('explains what is no repository', async () => {
    const folder = scratchFolder('plain');
    expect(await problem(open(folder))).toMatchObject({ code: 'not-a-repository', where: folder });
    expect(await problem(open(join(folder, 'missing')))).toMatchObject({ code: 'no-such-folder' });
    writeFileSync(join(folder, 'file'), '');
    expect(await problem(open(join(folder, 'file')))).toMatchObject({ code: 'no-such-folder' });
    const empty = await history([]);
    expect(await problem(open(empty.path))).toMatchObject({ code: 'no-commits' });
  });

  it('refuses a shallow clone with the fix, unless told to go on', async () => {
    const { path } = await shallowClone(made);
    const { code, fix } = await problem(open(path));
    expect(code).toBe('shallow-clone');
    expect(fix).toContain('git fetch --unshallow');
    expect(fix).toContain('fetch-depth: 0');
    expect(await open(path, { allowShallow: true })).toMatchObject({
      shallow: true,
      revision: made.commits[2],
    });
  });

  it('refuses a partial clone, unless told to go on', async () => {
    const { path } = await partialClone(made);
    expect(await problem(open(path))).toMatchObject({ code: 'partial-clone' });
    expect(await open(path, { allowShallow: true })).toMatchObject({ partial: true });
  });

  it('works in a folder whose name has line ends, quotes and spaces', async () => {
    const odd = join(scratchFolder('odd'), 'a\nfalse\n"b" c');
    mkdirSync(odd);
    await made.git('clone', '--quiet', made.path, odd);
    expect(await open(odd)).toMatchObject({
      workTree: odd,
      gitDir: join(odd, '.git'),
      revision: made.commits[2],
    });
  });

  it('reads a repository with SHA-256 ids', async () => {
    const path = scratchFolder('sha256');
    await made.git('init', '--quiet', '--object-format=sha256', path);
    await made.git(
      '-C',
      path,
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@b',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'x',
    );
    expect((await open(path)).revision).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves no temporary folder behind', async () => {
    const before = readdirSync(tmpdir()).filter(name => /^debtcast-[^-]{6}$/.test(name));
    const repository = await openRepository(made.path, { environment: made.env });
    expect(existsSync(repository.objects.cwd)).toBe(true);
    repository.close();
    expect(existsSync(repository.objects.cwd)).toBe(false);
    expect(before).not.toContain(basename(repository.objects.cwd));
  });
});

describe('refs', () => {
  it('finds merge base, default branch and what a branch changed', async () => {
    const repository = await openRepository(made.path, { at: 'feature', environment: made.env });
    const main = await defaultBranch(repository);
    expect(main).toEqual({ name: 'main', revision: made.commits[2] });
    expect(await resolveRevision(repository, 'v1')).toBe(made.commits[0]);
    expect(await mergeBase(repository, repository.revision, main?.revision ?? '')).toBe(made.commits[0]);
    const changes = await changedPaths(repository, made.commits[0] ?? '', repository.revision);
    expect(changes).toMatchObject([{ status: 'added', path: 'src/c.ts' }]);
    expect((await problem(resolveRevision(repository, '--all'))).code).toBe('unknown-revision');
    repository.close();
  });

  it('prefers the branch that the remote names', async () => {
    const clone = await bareClone(made);
    await clone.git('update-ref', 'refs/remotes/origin/trunk', made.commits[1] ?? '');
    await clone.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    const repository = await openRepository(clone.path, { environment: made.env });
    expect(await defaultBranch(repository)).toEqual({ name: 'origin/trunk', revision: made.commits[1] });
    repository.close();
  });

  it('says so when two histories have nothing in common', async () => {
    const apart = await history([
      { at: '2024-01-01', write: { a: 'a' } },
      { at: '2024-01-02', on: 'other', from: null, write: { b: 'b' } },
    ]);
    const repository = await openRepository(apart.path, { environment: apart.env });
    expect((await problem(mergeBase(repository, apart.commits[0] ?? '', apart.commits[1] ?? ''))).code).toBe(
      'no-common-history',
    );
    repository.close();
  });
});

describe('names and versions', () => {
  it.each([
    ['git@github.com:acme/shop.git', 'acme/shop'],
    ['https://user:secret@host/group/sub/shop.git', 'sub/shop'],
    ['ssh://git@host:22/acme/shop/', 'acme/shop'],
    ['file:///srv/git/acme/shop.git', 'folder'],
    [undefined, 'folder'],
  ])('calls %s %s', (url, name) => expect(nameOf(url, '/x/folder')).toBe(name));

  it('never shows the secret in a remote', () => {
    expect(withoutCredentials('https://user:s3cret@host/a/b.git')).toBe('https://host/a/b.git');
    expect(withoutCredentials('https://s3cret@host/a@b.git?token=s3cret')).toBe('https://host/a@b.git');
  });

  it('checks the version', () => {
    expect(checkGitVersion('git version 2.39.5 (Apple Git-154)\n')).toBe('2.39.5');
    expect(checkGitVersion('git version 3.0.0')).toBe('3.0.0');
    for (const old of ['git version 2.37.9', 'git version 1.9', 'gti']) {
      expect(() => checkGitVersion(old)).toThrow(/too old|does not say/);
    }
  });
});
