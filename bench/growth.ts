import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './run.ts';

/** Parts of the whole, each twice the one before. */
const PARTS = [1 / 8, 1 / 4, 1 / 2, 1];

export interface Growth {
  readonly what: string;
  /** Largest ratio of the times of two neighbouring parts. */
  readonly worst: number;
}

/**
 * Times of a command on parts of the history (its first eighth, quarter, half, all of it) and on parts of the files (the
 * last commit keeps every eighth, fourth, second file).
 * @param folder an empty place for clones that share the objects of the repository
 */
export async function growth(
  repository: string,
  folder: string,
  command: (path: string) => Promise<Run>,
): Promise<Growth[]> {
  const git = (args: readonly string[], input?: string, env: NodeJS.ProcessEnv = {}): string => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      ...(input !== undefined && { input }),
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const cloneAt = (name: string): string => {
    const path = join(folder, name);
    git(['clone', '--quiet', '--bare', '--shared', repository, path]);
    return path;
  };
  const worstOf = async (paths: readonly string[]): Promise<number> => {
    let worst = 0;
    let last: number | undefined;
    for (const path of paths) {
      const { milliseconds, code } = await command(path);
      if (code !== 0) throw new Error(`exit code ${code} on ${path}`);
      if (last !== undefined) worst = Math.max(worst, milliseconds / last);
      last = milliseconds;
    }
    return worst;
  };

  const line = git(['-C', repository, 'rev-list', '--first-parent', '--reverse', 'HEAD']).split('\n');
  const histories = PARTS.map(part => {
    const path = cloneAt(`history-${part}`);
    git(['-C', path, 'update-ref', '--no-deref', 'HEAD', line[Math.ceil(line.length * part) - 1]!]);
    return path;
  });
  const entries = git(['-C', repository, 'ls-tree', '-r', '-z', '--full-tree', 'HEAD'])
    .split('\0')
    .filter(Boolean);
  const trees = PARTS.map(part => {
    const path = cloneAt(`files-${part}`);
    mkdirSync(path, { recursive: true });
    const env = { GIT_INDEX_FILE: join(path, 'part.index') };
    const kept = entries.filter((_, i) => Math.floor(i * part) !== Math.floor((i - 1) * part));
    git(['-C', path, 'update-index', '-z', '--index-info'], `${kept.join('\0')}\0`, env);
    const tree = git(['-C', path, 'write-tree'], undefined, env);
    const date = git(['-C', path, 'log', '-1', '--format=%ct', 'HEAD']);
    const who = { name: 'Bench', email: 'bench@example.com', when: `${date} +0000` };
    const commit = git(
      ['-C', path, 'commit-tree', tree, '-p', 'HEAD', '-m', 'part of the files'],
      undefined,
      {
        GIT_AUTHOR_NAME: who.name,
        GIT_AUTHOR_EMAIL: who.email,
        GIT_AUTHOR_DATE: who.when,
        GIT_COMMITTER_NAME: who.name,
        GIT_COMMITTER_EMAIL: who.email,
        GIT_COMMITTER_DATE: who.when,
      },
    );
    git(['-C', path, 'update-ref', '--no-deref', 'HEAD', commit]);
    return path;
  });
  return [
    { what: 'history', worst: await worstOf(histories) },
    { what: 'files', worst: await worstOf(trees) },
  ];
}
