import { Buffer } from 'node:buffer';
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv } from './clean-env.ts';
import { type Content, type Entry, FastImport, toEntry, toMoment, toPerson } from './fast-import.ts';
import { scratchFolder } from './scratch.ts';

/** One commit of a throw-away repository. Within a step: removals and moves first, then writes. */
export interface Step {
  /** Author time: a day (noon UTC), or a date with time and offset. */
  readonly at: string;
  /** Committer time, where it differs. */
  readonly committedAt?: string;
  /** `ada`, or `Ada Lovelace <ada@example.com>`; ada when left out. */
  readonly by?: string;
  readonly committer?: string;
  /** `change 3` when left out: no fix, and no duplicate of another step. */
  readonly message?: string;
  readonly write?: Readonly<Record<string, Content>>;
  /** Old path to new path; write the new path too to change it on the way. */
  readonly move?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
  /** Branch, `main` when left out. A branch not seen before starts at `from`. */
  readonly on?: string;
  /** Branch, tag or commit id where a new branch starts (`main` when left out); `null` starts an unrelated root. */
  readonly from?: string | null;
  /** Branches merged by this commit. Files changed on both sides must be settled by `write` or `remove`. */
  readonly merge?: string | readonly string[];
  readonly tag?: string;
}

export interface Repository {
  /** Work tree, or the repository itself when bare. Absolute, without symbolic links. */
  readonly path: string;
  readonly bare: boolean;
  /** Environment in which git knows nothing of this machine. */
  readonly env: Readonly<Record<string, string>>;
  /** Commit ids in the order of the steps. */
  readonly commits: readonly string[];
  /** Standard output of a git command run here, without the last line end. Rejects with git's own message. */
  git(...args: string[]): Promise<string>;
  /** More commits on top. */
  add(steps: readonly Step[]): Promise<void>;
  /** Removes the folder now; otherwise it goes away with the test run. */
  cleanup(): void;
}

export interface HistoryOptions {
  readonly bare?: boolean;
  readonly name?: string;
}

interface Snapshot {
  /** `:7` while the stream that makes it is being written, then the commit id. */
  ref: string;
  readonly parents: readonly Snapshot[];
  readonly files: ReadonlyMap<string, Entry>;
}

const same = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.mode === b.mode && a.data.equals(b.data));

/** Runs git in a folder, with nothing of this machine's configuration. */
export function git(
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', [...args], { cwd, env: { ...env }, maxBuffer: 1 << 30 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`git ${args.join(' ')}: ${stderr || error.message}`));
      else resolve(stdout.replace(/\n$/, ''));
    });
  });
}

/**
 * Builds a repository with the given commits: fixed authors and dates, no configuration of the machine, so that the
 * same steps give the same commit ids everywhere.
 * @example
 * const repo = await history([{ at: '2024-03-01', by: 'ada', write: { 'src/tax.ts': 'export {};\n' } }]);
 */
export async function history(steps: readonly Step[], options: HistoryOptions = {}): Promise<Repository> {
  const home = scratchFolder('home');
  const path = scratchFolder(options.name ?? 'repo');
  const env = cleanEnv(home);
  const bare = options.bare ?? false;
  await git(
    path,
    env,
    'init',
    '--quiet',
    '--template=',
    '--initial-branch=main',
    ...(bare ? ['--bare'] : []),
  );
  const commits: string[] = [];
  const branches = new Map<string, Snapshot>();
  const repository: Repository = {
    path,
    bare,
    env,
    commits,
    git: (...args) => git(path, env, ...args),
    add: async more => {
      if (more.length === 0) return;
      const stream = new FastImport();
      const marks = writeSteps(stream, more, branches, commits.length);
      const ids = await stream.run(path, env, bare ? path : join(path, '.git'));
      for (const mark of marks) commits.push(ids.get(mark) ?? '');
      // Later batches cannot speak of this stream's marks.
      for (const tip of branches.values()) {
        if (tip.ref.startsWith(':')) tip.ref = ids.get(Number(tip.ref.slice(1))) ?? tip.ref;
      }
      if (!bare && branches.has('main')) await git(path, env, 'reset', '--quiet', '--hard');
    },
    cleanup: () => {
      rmSync(path, { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
  await repository.add(steps);
  return repository;
}

function writeSteps(
  stream: FastImport,
  steps: readonly Step[],
  branches: Map<string, Snapshot>,
  offset: number,
): number[] {
  return steps.map((step, index) => {
    const number = offset + index + 1;
    const branch = step.on ?? 'main';
    const first = firstParent(step, branch, branches);
    const others = [step.merge ?? []].flat().map(name => known(branches, name));
    const before = first?.files ?? new Map<string, Entry>();
    const files = new Map(before);
    const settled = new Set([...Object.keys(step.write ?? {}), ...(step.remove ?? [])]);
    for (const other of others) mergeInto(files, first, other, settled, number);
    for (const path of step.remove ?? []) {
      if (!files.delete(path)) throw new Error(`step ${number}: removes ${path}, which is not there`);
    }
    for (const [from, to] of Object.entries(step.move ?? {})) {
      const entry = files.get(from);
      if (entry === undefined) throw new Error(`step ${number}: moves ${from}, which is not there`);
      files.delete(from);
      files.set(to, entry);
    }
    for (const [path, content] of Object.entries(step.write ?? {})) files.set(path, toEntry(content));

    const author = toPerson(step.by ?? 'ada');
    const authoredAt = toMoment(step.at);
    const parents = first === undefined ? others : [first, ...others];
    stream.commit({
      ref: `refs/heads/${branch}`,
      mark: number,
      author,
      authoredAt,
      committer: step.committer === undefined ? author : toPerson(step.committer),
      committedAt: step.committedAt === undefined ? authoredAt : toMoment(step.committedAt),
      message: step.message ?? `change ${number}`,
      parents: parents.map(parent => parent.ref),
      remove: [...before.keys()].filter(path => !files.has(path)),
      write: new Map([...files].filter(([path, entry]) => !same(before.get(path), entry))),
    });
    const snapshot: Snapshot = { ref: `:${number}`, parents, files };
    branches.set(branch, snapshot);
    if (step.tag !== undefined) {
      stream.ref(`refs/tags/${step.tag}`, number);
      branches.set(`tag ${step.tag}`, snapshot);
    }
    return number;
  });
}

function known(branches: ReadonlyMap<string, Snapshot>, name: string): Snapshot {
  const found = branches.get(name) ?? branches.get(`tag ${name}`);
  if (found === undefined) throw new Error(`no branch or tag named ${name} in the steps so far`);
  return found;
}

function firstParent(
  step: Step,
  branch: string,
  branches: ReadonlyMap<string, Snapshot>,
): Snapshot | undefined {
  if (step.from === null) return undefined;
  if (step.from !== undefined) return known(branches, step.from);
  return branches.get(branch) ?? branches.get('main');
}

/** Merges file by file, as git does without looking inside; what changed on both sides has to be settled by the step. */
function mergeInto(
  files: Map<string, Entry>,
  ours: Snapshot | undefined,
  theirs: Snapshot,
  settled: ReadonlySet<string>,
  number: number,
): void {
  const base = ours === undefined ? undefined : mergeBase(ours, theirs);
  for (const path of new Set([...files.keys(), ...theirs.files.keys()])) {
    const mine = files.get(path);
    const other = theirs.files.get(path);
    const old = base?.files.get(path);
    if (same(mine, other) || same(other, old) || settled.has(path)) continue;
    if (!same(mine, old))
      throw new Error(`step ${number}: ${path} changed on both sides; settle it with write or remove`);
    if (other === undefined) files.delete(path);
    else files.set(path, other);
  }
}

function mergeBase(a: Snapshot, b: Snapshot): Snapshot | undefined {
  const reach = (start: Snapshot): Set<Snapshot> => {
    const seen = new Set([start]);
    for (const snapshot of seen) for (const parent of snapshot.parents) seen.add(parent);
    return seen;
  };
  const mine = reach(a);
  // Breadth first from the other side: the first common one is the nearest in histories as small as these.
  for (const snapshot of reach(b)) if (mine.has(snapshot)) return snapshot;
  return undefined;
}

function at(
  path: string,
  env: Readonly<Record<string, string>>,
  bare: boolean,
  commits: readonly string[],
): Repository {
  return {
    path,
    bare,
    env,
    commits,
    git: (...args) => git(path, env, ...args),
    add: () => Promise.reject(new Error('a clone takes no steps: add them to the original')),
    cleanup: () => rmSync(path, { recursive: true, force: true }),
  };
}

async function clone(
  origin: Repository,
  name: string,
  bare: boolean,
  ...options: string[]
): Promise<Repository> {
  const path = join(scratchFolder(name), 'clone');
  // file:// goes through the transport, without which git ignores depth and filter.
  await git(
    origin.path,
    origin.env,
    'clone',
    '--quiet',
    '--template=',
    ...options,
    `file://${origin.path}`,
    path,
  );
  return at(path, origin.env, bare, origin.commits);
}

/** A clone without a work tree, as CI servers keep them. */
export const bareClone = (origin: Repository): Promise<Repository> => clone(origin, 'bare', true, '--bare');

/** A clone that knows only the last `depth` commits. */
export const shallowClone = (origin: Repository, depth = 1): Promise<Repository> =>
  clone(origin, 'shallow', false, `--depth=${depth}`);

/** A clone whose blobs would be fetched on demand. */
export async function partialClone(origin: Repository): Promise<Repository> {
  await origin.git('config', 'uploadpack.allowFilter', 'true');
  return clone(origin, 'partial', true, '--bare', '--filter=blob:none');
}

/** A second work tree of the same repository, detached at `rev`. */
export async function worktree(origin: Repository, rev = 'HEAD'): Promise<Repository> {
  const path = join(scratchFolder('worktree'), 'tree');
  await origin.git('worktree', 'add', '--quiet', '--detach', path, rev);
  return at(path, origin.env, false, origin.commits);
}

/** A new repository that holds `inner` as a checked-out submodule; returns both ends. */
export async function withSubmodule(
  inner: Repository,
  folder = 'inner',
): Promise<{ readonly outer: Repository; readonly checkout: Repository }> {
  const outer = await history([{ at: '2024-01-01', write: { 'README.md': 'outer\n' } }], { name: 'outer' });
  await outer.git(
    '-c',
    'protocol.file.allow=always',
    'submodule',
    '--quiet',
    'add',
    `file://${inner.path}`,
    folder,
  );
  const when = '2024-01-02T12:00:00Z';
  const env = { ...outer.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  await git(
    outer.path,
    env,
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.com',
    'commit',
    '--quiet',
    '-m',
    'add submodule',
  );
  return { outer, checkout: at(join(outer.path, folder), outer.env, false, inner.commits) };
}

/** `count` numbered lines of text: "line 1" … */
export const lines = (count: number, text = 'line'): string =>
  Array.from({ length: count }, (_, index) => `${text} ${index + 1}\n`).join('');

/** Bytes that git takes for a binary file. */
export const binary = (size = 16): Uint8Array => Buffer.alloc(size);
