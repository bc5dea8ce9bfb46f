import { UserError } from '../core/errors.ts';
import type { PathChange } from '../core/history.ts';
import { DiffTreeParser } from './diff-tree-parser.ts';
import { explainFailure } from './failures.ts';
import { GitFailure, runGit } from './process.ts';
import { lookUpCommit, type Repository, unknownRevision } from './repository.ts';

/** The commit that a name means. @throws {UserError} `unknown-revision` */
export async function resolveRevision(repository: Repository, name: string): Promise<string> {
  try {
    return await lookUpCommit(repository.questions, name);
  } catch (error) {
    if (error instanceof GitFailure) throw unknownRevision(name, error);
    throw error;
  }
}

/** Where work usually goes: the default branch of the remote, then the usual names there, then the local ones. */
const usualBases = (remote: string): readonly string[] => [
  `refs/remotes/${remote}/HEAD`,
  `refs/remotes/${remote}/main`,
  `refs/remotes/${remote}/master`,
  ...(remote === 'origin' ? ['refs/heads/main', 'refs/heads/master'] : []),
];

export interface Branch {
  /** As a person writes it: `origin/main`. */
  readonly name: string;
  readonly revision: string;
}

/** The branch that a change is compared with when none is named; `undefined` when there is none of them. */
export async function defaultBranch(
  repository: Repository,
  remote: 'origin' | 'upstream' = 'origin',
): Promise<Branch | undefined> {
  const bases = usualBases(remote);
  const answer = await repository.questions.ask([
    'for-each-ref',
    '--format=%(refname)%00%(objectname)%00%(symref)',
    ...bases,
  ]);
  const found = new Map<string, { revision: string; target: string }>();
  for (const line of answer.split('\n')) {
    const [ref = '', revision = '', target = ''] = line.split('\0');
    if (revision !== '') found.set(ref, { revision, target });
  }
  for (const ref of bases) {
    const branch = found.get(ref);
    if (branch !== undefined) return { name: shortName(branch.target || ref), revision: branch.revision };
  }
  return undefined;
}

/**
 * The newest commit from which both were made; of several equally good ones the first that git names.
 * @throws {UserError} `no-common-history`
 */
export async function mergeBase(repository: Repository, one: string, other: string): Promise<string> {
  try {
    const answer = await runGit(repository.objects, ['merge-base', '--end-of-options', one, other]);
    return answer.toString('latin1').trim();
  } catch (error) {
    if (!(error instanceof GitFailure) || error.exitCode !== 1)
      throw explainFailure(error, `${one} ${other}`);
    throw new UserError(
      {
        code: 'no-common-history',
        what: 'the two revisions have no commit in common',
        where: `${one.slice(0, 12)} and ${other.slice(0, 12)}`,
        fix: 'name another base, or fetch more history: git fetch --unshallow (GitHub Actions: `fetch-depth: 0`)',
      },
      { cause: error },
    );
  }
}

/** What differs between two revisions, path by path, with renames from 50 % likeness on. */
export async function changedPaths(
  repository: Repository,
  from: string,
  to: string,
): Promise<readonly PathChange[]> {
  const args = [
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-abbrev',
    '-M50%',
    '-l1000',
    '--no-ext-diff',
    '--no-textconv',
    '--end-of-options',
    from,
    to,
    '--',
  ];
  let changes: readonly PathChange[] = [];
  const parser = new DiffTreeParser({
    onRecord(record) {
      changes = record.paths;
    },
    onChunkEnd: () => undefined,
  });
  try {
    const answer = await runGit(repository.objects, args);
    // Between two named revisions git leaves out the line that says which commit follows.
    parser.push(Buffer.from(`${to}\0`));
    parser.push(answer);
    parser.end();
  } catch (error) {
    throw explainFailure(error, `${from.slice(0, 12)}..${to.slice(0, 12)}`);
  }
  return changes;
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}

/** `user.name` as git would use it here; `undefined` when nobody set one. */
export async function userName(repository: Repository): Promise<string | undefined> {
  try {
    const name = (await repository.questions.ask(['config', '--get', 'user.name'])).trim();
    return name === '' ? undefined : name;
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}
