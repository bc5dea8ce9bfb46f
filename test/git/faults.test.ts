import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { readBlobs } from '../../src/git/blobs.ts';
import { GitStreamError } from '../../src/git/byte-tokens.ts';
import { listCommits } from '../../src/git/commits.ts';
import { explainFailure } from '../../src/git/failures.ts';
import { readLineChanges } from '../../src/git/line-changes.ts';
import { readPathChanges } from '../../src/git/path-changes.ts';
import { GitFailure, runGit, startGit } from '../../src/git/process.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { listTree } from '../../src/git/tree.ts';
import { history, lines, type Repository as Made } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

let made: Made;
let realGit: string;
beforeAll(async () => {
  made = await history(
    Array.from({ length: 5 }, (_, index) => ({ at: '2024-03-01', write: { 'a.ts': lines(20 + index) } })),
  );
  realGit = execFileSync('sh', ['-c', 'command -v git']).toString().trim();
});

/** A `git` that does what `script` says for the command `$1` (after our own options), and is the real one otherwise. */
function wrapped(script: string): Record<string, string> {
  const folder = scratchFolder('wrapper');
  const program = join(folder, 'git');
  writeFileSync(
    program,
    `#!/bin/sh\nreal='${realGit}'\nfor arg in "$@"; do case "$arg" in log|diff-tree|cat-file|ls-tree|version) command=$arg; break;; esac; done\n${script}\nexec "$real" "$@"\n`,
  );
  chmodSync(program, 0o755);
  return { ...made.env, PATH: `${folder}${delimiter}${made.env.PATH ?? ''}` };
}

/** The repository as opened by the real git, then read by the wrapped one. */
async function withGit<T>(script: string, work: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(made.path, { environment: made.env });
  const { PATH } = wrapped(script);
  try {
    return await work({
      ...repository,
      objects: { ...repository.objects, env: { ...repository.objects.env, PATH: PATH ?? '' } },
    });
  } finally {
    repository.close();
  }
}

const readers: readonly [string, (repository: Repository) => Promise<unknown>][] = [
  ['log', listCommits],
  ['diff-tree', repository => readPathChanges(repository, made.commits, () => undefined)],
  ['diff-tree', repository => readLineChanges(repository, made.commits, ['*.ts'], () => undefined)],
  [
    'cat-file',
    repository =>
      listTree(repository).then(tree =>
        readBlobs(
          repository,
          tree.map(one => one.blob),
          () => undefined,
          { maxBytes: 1e6 },
        ),
      ),
  ],
  ['ls-tree', listTree],
];

describe.each(readers)('a git %s', (command, read) => {
  const only = (script: string) => `if [ "$command" = ${command} ]; then ${script}; fi`;

  it('that works is believed', async () => {
    await withGit('', read);
  });
  it('that fails half way is no result', async () => {
    await expect(withGit(only('"$real" "$@" | head -c 40; exit 3'), read)).rejects.toThrow(
      /exit 3|too early/,
    );
  });
  it('that is killed is no result', async () => {
    await expect(withGit(only('"$real" "$@" | head -c 40; kill -9 $$'), read)).rejects.toThrow(
      /SIGKILL|too early/,
    );
  });
  it('that stops early without a word is no result', async () => {
    await expect(withGit(only('"$real" "$@" | head -c 40; exit 0'), read)).rejects.toThrow(GitStreamError);
  });
  it('that prints garbage is no result', async () => {
    await expect(
      withGit(only('"$real" "$@" >/dev/null; printf "garbage \\000 more\\n"; exit 0'), read),
    ).rejects.toThrow(GitStreamError);
  });
});

describe('ending', () => {
  it('an abort kills git and is what the caller sees', async () => {
    const stop = new AbortController();
    const repository = await openRepository(made.path, { environment: made.env });
    const git = startGit(repository.objects, ['cat-file', '--batch'], { signal: stop.signal });
    stop.abort(new Error('stopped by the user'));
    await expect(git.done).rejects.toThrow('stopped by the user');
    await expect(listCommits(repository, undefined, { signal: stop.signal })).rejects.toThrow(
      'stopped by the user',
    );
    repository.close();
  });

  it('a reader that throws ends git, and its error is passed on', async () => {
    const repository = await openRepository(made.path, { environment: made.env });
    const attempt = readPathChanges(repository, made.commits, () => {
      throw new RangeError('sink');
    });
    await expect(attempt).rejects.toThrow(RangeError);
    repository.close();
  });
});

describe('messages', () => {
  const codeOf = (error: unknown) => (error instanceof UserError ? error.problems[0].code : error);

  it('no git at all', async () => {
    const empty = scratchFolder('no-git');
    const attempt = openRepository(made.path, { environment: { ...made.env, PATH: empty } });
    expect(codeOf(await attempt.catch((error: unknown) => error))).toBe('git-missing');
  });

  it('a git that is too old', async () => {
    const environment = wrapped('if [ "$command" = version ]; then echo "git version 2.20.1"; exit 0; fi');
    const error: unknown = await openRepository(made.path, { environment }).catch(
      (thrown: unknown) => thrown,
    );
    expect(codeOf(error)).toBe('git-too-old');
  });

  it('a repository that belongs to someone else, with the command that trusts it', () => {
    const said = "fatal: detected dubious ownership in repository at '/srv/it's'\nTo add an exception ...";
    const error = explainFailure(new GitFailure(['rev-parse'], 128, null, said), '/srv');
    expect(codeOf(error)).toBe('unsafe-repository');
    expect((error as UserError).problems[0].fix).toContain(`safe.directory '/srv/it'\\''s'`);
  });

  it('other failures keep what git said; our own mistakes are left alone', async () => {
    const failure: unknown = await runGit({ cwd: made.path, env: made.env }, [
      'cat-file',
      '-p',
      'f'.repeat(40),
    ]).catch((error: unknown) => error);
    expect(codeOf(explainFailure(failure, 'x'))).toMatch(/git-failed|unreadable-object/);
    const bug = new TypeError('bug');
    expect(explainFailure(bug, 'x')).toBe(bug);
  });

  it('a link to a repository is opened as what it points to', async () => {
    const link = join(scratchFolder('link'), 'link');
    symlinkSync(made.path, link);
    const repository = await openRepository(link, { environment: made.env });
    expect(repository.workTree).toBe(made.path);
    repository.close();
  });
});
