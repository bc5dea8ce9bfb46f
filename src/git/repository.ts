import { createHash, randomUUID } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UserError } from '../core/errors.ts';
import { discoveryEnvironment, type Environment } from './environment.ts';
import { explainFailure } from './failures.ts';
import { type ObjectView, openObjectView } from './object-view.ts';
import { GitFailure, type GitPlace, runGit } from './process.ts';
import { openQuestions, type Questions } from './questions.ts';
import { checkGitVersion } from './version.ts';

/** One repository at one revision. Everything is read from git objects; nothing is checked out or written. */
export interface Repository {
  /** `acme/shop` from the remote, else the name of the folder. */
  readonly name: string;
  /** Absolute; of a worktree or submodule its own. */
  readonly gitDir: string;
  /** Absolute; shared by all worktrees. */
  readonly commonDir: string;
  /** Absolute; absent in a bare repository. */
  readonly workTree?: string;
  /** Folder below the root in which the user stands, `packages/shop/`, or empty. */
  readonly prefix: string;
  /** Id of the analysed commit. */
  readonly revision: string;
  /** Its commit time, seconds: the report's "now". */
  readonly asOf: number;
  /** Absent with a detached HEAD, and when another revision than HEAD was asked for. */
  readonly branch?: string;
  /** Of the remote `origin`, without user name and password. */
  readonly remoteUrl?: string;
  /** Stable key for caches, the same for all worktrees of one clone; 32 hexadecimal digits. */
  readonly identity: string;
  readonly shallow: boolean;
  /** A partial clone by its own config: content may be missing, and is not fetched. */
  readonly partial: boolean;
  readonly gitVersion: string;
  /** Where objects are read: isolated from every setting of the repository and of the user. */
  readonly objects: GitPlace;
  /** Where names (branches, tags, remotes) are looked up. */
  readonly questions: Questions;
  /** Removes the temporary folder; the repository must not be used after it. */
  close(): void;
}

export interface OpenOptions {
  /** Any name of a commit; default HEAD. */
  readonly at?: string;
  /** Go on with a shallow or partial clone, whose history or content is incomplete. */
  readonly allowShallow?: boolean;
  readonly environment?: Environment;
  readonly signal?: AbortSignal;
}

/**
 * Opens the repository that holds `path`: a clone, bare clone, worktree, submodule checkout, or any folder inside.
 * @throws {UserError} `no-such-folder`, `not-a-repository`, `unsafe-repository`, `git-missing`, `git-too-old`,
 *   `no-commits`, `unknown-revision`, `shallow-clone`, `partial-clone`, `unreadable-object`
 */
export async function openRepository(path: string, options: OpenOptions = {}): Promise<Repository> {
  const cwd = existingFolder(path);
  const place = { cwd, env: discoveryEnvironment(options.environment) };
  // Before simple-git is loaded: a missing git is reported as such.
  const version = runGit(place, ['version'], { signal: options.signal });
  const [versionText, questions] = await Promise.all([version, openQuestions(place, options.signal)]);
  const gitVersion = checkGitVersion(versionText.toString('utf8'));

  const asked = options.at ?? 'HEAD';
  const [where, revision, head, settings] = await Promise.allSettled([
    locate(questions),
    lookUpCommit(questions, asked),
    questions.ask(['symbolic-ref', '--quiet', 'HEAD']),
    readSettings(questions),
  ]);
  if (where.status === 'rejected') throw explainFailure(where.reason, path);
  if (settings.status === 'rejected') throw explainFailure(settings.reason, path);
  const { gitDir, commonDir, shallow, insideWorkTree, prefix, objectFormat, objectFolder, shallowFile } =
    where.value;
  const headRef = head.status === 'fulfilled' ? head.value.trim() : undefined;
  if (revision.status === 'rejected') {
    throw options.at === undefined || options.at === 'HEAD'
      ? noCommits(path, headRef, revision.reason)
      : unknownRevision(asked, revision.reason);
  }
  const { partial } = settings.value;
  if (options.allowShallow !== true) {
    if (shallow) throw shallowClone(path);
    if (partial) throw partialClone(path);
  }

  const objects = openObjectView({
    objects: objectFolder,
    objectFormat,
    ...(shallow && existsSync(shallowFile) ? { shallowFile } : {}),
    ...(options.environment === undefined ? {} : { environment: options.environment }),
  });
  try {
    return {
      ...describe(objects, revision.value, await commitTime(objects, revision.value, options.signal)),
      name: nameOf(settings.value.url, insideWorkTree ? upwards(cwd, prefix) : commonDir),
      gitDir,
      commonDir,
      ...(insideWorkTree ? { workTree: upwards(cwd, prefix) } : {}),
      prefix,
      ...(asked === 'HEAD' && headRef?.startsWith('refs/heads/')
        ? { branch: headRef.slice('refs/heads/'.length) }
        : {}),
      ...(settings.value.url === undefined ? {} : { remoteUrl: settings.value.url }),
      identity: createHash('sha256').update(realpathSync(commonDir)).digest('hex').slice(0, 32),
      shallow,
      partial,
      gitVersion,
      questions,
    };
  } catch (error) {
    objects.close();
    throw explainFailure(error, asked);
  }
}

/**
 * The id of the one commit that a name means (tags are followed).
 * @throws {GitFailure} when it means none or several, whatever it looks like: it is never taken for an option
 */
export async function lookUpCommit(questions: Questions, name: string): Promise<string> {
  // No name of a commit contains these; git would see the end of the argument there, or nothing at all.
  if (name === '' || /[\0\n]/.test(name)) throw new GitFailure(['rev-parse'], null, null, 'not a revision');
  const answer = await questions.ask([
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ]);
  const id = answer.trim();
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id))
    throw new GitFailure(['rev-parse'], null, null, `not a revision: ${answer}`);
  return id;
}

/** What to tell a user whose revision does not exist. */
export function unknownRevision(name: string, cause: unknown): UserError {
  return new UserError(
    {
      code: 'unknown-revision',
      what: 'there is no such commit, tag or branch in this repository',
      where: name,
      fix: 'see `git branch --all` and `git tag`; after a fetch of a single branch in CI, fetch the other one too',
    },
    { cause },
  );
}

interface Location {
  readonly gitDir: string;
  readonly commonDir: string;
  readonly shallow: boolean;
  readonly insideWorkTree: boolean;
  readonly prefix: string;
  readonly objectFormat: string;
  readonly objectFolder: string;
  readonly shallowFile: string;
}

/** One call; between the answers git repeats a mark that no folder is called, since folders may contain line ends. */
async function locate(questions: Questions): Promise<Location> {
  const mark = `--next-${randomUUID()}`;
  const asked = [
    ['--git-dir'],
    ['--git-common-dir'],
    ['--is-shallow-repository'],
    ['--is-inside-work-tree'],
    ['--show-prefix'],
    ['--show-object-format'],
    ['--git-path', 'objects'],
    ['--git-path', 'shallow'],
  ];
  const answer = await questions.ask([
    'rev-parse',
    '--path-format=absolute',
    ...asked.flatMap(one => [...one, mark]),
  ]);
  const [
    gitDir = '',
    commonDir = '',
    shallow,
    inside,
    prefix = '',
    objectFormat = 'sha1',
    objectFolder = '',
    shallowFile = '',
  ] = answer.split(`${mark}\n`).map(part => part.replace(/\n$/, ''));
  return {
    gitDir,
    commonDir,
    shallow: shallow === 'true',
    insideWorkTree: inside === 'true',
    prefix,
    objectFormat,
    objectFolder,
    shallowFile,
  };
}

interface Settings {
  readonly url?: string;
  readonly partial: boolean;
}

async function readSettings(questions: Questions): Promise<Settings> {
  const wanted =
    '^(remote\\.origin\\.url|remote\\..*\\.(promisor|partialclonefilter)|extensions\\.partialclone)$';
  let answer = '';
  try {
    answer = await questions.ask(['config', '--null', '--get-regexp', wanted]);
  } catch (error) {
    // Exit code 1: none of them is set.
    if (!(error instanceof GitFailure) || error.exitCode !== 1) throw error;
  }
  let url: string | undefined;
  let partial = false;
  for (const entry of answer.split('\0')) {
    const split = entry.indexOf('\n');
    const key = split < 0 ? entry : entry.slice(0, split);
    const value = split < 0 ? '' : entry.slice(split + 1);
    if (key === 'remote.origin.url') url = withoutCredentials(value);
    else if (key !== '' && value !== 'false') partial = true;
  }
  return url === undefined ? { partial } : { url, partial };
}

/** Secrets have no business in a report: `https://user:token@host/x` becomes `https://host/x`. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '');
}

/** `acme/shop` of `git@host:acme/shop.git` and `https://host/acme/shop`; else the last part of the folder. */
export function nameOf(url: string | undefined, folder: string): string {
  const remote =
    url === undefined ? null : /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]+\/|[^/:]+:(?!\/\/))(.+)$/i.exec(url);
  const parts = (remote?.[1] ?? '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter(part => part !== '' && part !== '~');
  if (parts.length > 0 && !/^file:/i.test(url ?? '')) return parts.slice(-2).join('/');
  const last = basename(folder);
  return last === '.git' ? basename(resolve(folder, '..')) : last.replace(/\.git$/, '') || 'repository';
}

function describe(view: ObjectView, revision: string, asOf: number) {
  return { revision, asOf, objects: { cwd: view.cwd, env: view.env }, close: () => view.close() };
}

async function commitTime(objects: GitPlace, revision: string, signal?: AbortSignal): Promise<number> {
  const text = await runGit(
    objects,
    ['log', '-1', '--no-walk', '--no-show-signature', '--format=%ct', '--end-of-options', revision, '--'],
    { signal },
  );
  const seconds = Number(text.toString('latin1').trim());
  if (!Number.isSafeInteger(seconds))
    throw new GitFailure(['log'], null, null, 'the analysed commit has no readable date');
  return seconds;
}

function existingFolder(path: string): string {
  let fault: string | undefined;
  try {
    if (statSync(path).isDirectory()) return realpathSync(path);
    fault = 'this is a file, not a folder';
  } catch (error) {
    fault =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such folder'
        : `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
  }
  throw new UserError({
    code: 'no-such-folder',
    what: fault,
    where: path,
    fix: 'give the path of a clone: debtcast <path> (`debtcast --help` lists the commands)',
  });
}

/** The root of the work tree, from a folder inside it and that folder's path below the root. */
function upwards(folder: string, prefix: string): string {
  return resolve(
    folder,
    ...prefix
      .split('/')
      .filter(part => part !== '')
      .map(() => '..'),
  );
}

function noCommits(path: string, headRef: string | undefined, cause: unknown): UserError {
  const branch = headRef?.replace('refs/heads/', '');
  return new UserError(
    {
      code: 'no-commits',
      what:
        branch === undefined
          ? 'HEAD does not lead to a commit'
          : `the current branch (${branch}) has no commits`,
      where: path,
      fix: 'commit something first, or name another revision with --at',
    },
    { cause },
  );
}

function shallowClone(path: string): UserError {
  return new UserError({
    code: 'shallow-clone',
    what: 'this is a shallow clone: most of the history is missing, and every count would be wrong',
    where: path,
    fix: 'git fetch --unshallow (GitHub Actions: actions/checkout with `fetch-depth: 0`; GitLab: `GIT_DEPTH: 0`), or --allow-shallow to go on with a marked report',
  });
}

function partialClone(path: string): UserError {
  return new UserError({
    code: 'partial-clone',
    what: 'this is a partial clone: file contents are missing, and nothing is fetched during a report',
    where: path,
    fix: 'clone in full (without --filter), or fetch what is missing with `git fetch --refetch --no-filter`; --allow-shallow goes on with a marked report',
  });
}
