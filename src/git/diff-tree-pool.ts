import { GitStreamError } from './byte-tokens.ts';
import { CHUNK_END, DiffTreeParser, type DiffTreeRecord } from './diff-tree-parser.ts';
import { unreadableObject } from './failures.ts';
import { type GitPlace, readOutput, startGit } from './process.ts';

/**
 * Renames cost (new files x old files) in one commit; beyond this many of either git compares names only, as every
 * git since 2.34 does unless told otherwise.
 */
const RENAME_LIMIT = 1_000;
/** Commits handed out at a time: fixed halves would leave one of two processes idle for a third of the time. */
const CHUNK = 256;
/** Chunks that a process has in hand, so that it never waits for us. */
const IN_HAND = 2;
/** A second process pays its start only from about this many commits on. */
const SECOND_PROCESS_FROM = 512;
/** Commits that cannot be read before the repository is called broken. */
const MAX_UNREADABLE = 1_000;

export interface DiffTreeRequest {
  readonly place: GitPlace;
  /** Single-parent or root commits; each is answered exactly once unless it cannot be read. */
  readonly commits: readonly string[];
  /** Renames with less than identical content are found from 50 % likeness on; `exact` reads no blob at all. */
  readonly renames: 'similar' | 'exact';
  readonly patch: boolean;
  /** Git pathspecs; empty means everything. */
  readonly pathspecs: readonly string[];
  /** At most this many git processes, 1 or more. */
  readonly processes: number;
  readonly onRecord: (record: DiffTreeRecord) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Commits for which git failed on an object it could not read, with that object. */
export type Unreadable = ReadonlyMap<string, string>;

export function diffTreeArguments(
  request: Pick<DiffTreeRequest, 'renames' | 'patch' | 'pathspecs'>,
): string[] {
  return [
    'diff-tree',
    '--stdin',
    '-r',
    '--root',
    '-z',
    '--raw',
    '--always',
    '--no-abbrev',
    request.renames === 'similar' ? '-M50%' : '-M100%',
    `-l${RENAME_LIMIT}`,
    '--no-ext-diff',
    '--no-textconv',
    ...(request.patch
      ? [
          '-p',
          '-U0',
          '--inter-hunk-context=0',
          '--full-index',
          '--diff-algorithm=myers',
          '--indent-heuristic',
          '--src-prefix=a/',
          '--dst-prefix=b/',
          '--submodule=short',
          '--no-color',
        ]
      : []),
    ...(request.pathspecs.length > 0 ? ['--', ...request.pathspecs] : []),
  ];
}

/**
 * Runs `git diff-tree --stdin` over the commits, in up to `processes` processes that are fed on demand. Records
 * arrive in no particular order. A commit that git cannot read ends its process; it is set aside and the rest goes on
 * in a new one, so that one missing object neither ends the run nor goes unnoticed.
 * @throws {GitFailure} any other failure; {@link GitStreamError} an answer that is missing or not understood
 */
export async function runDiffTree(request: DiffTreeRequest): Promise<Unreadable> {
  const unreadable = new Map<string, string>();
  const count = request.commits.length;
  const wanted = count < SECOND_PROCESS_FROM ? 1 : Math.max(1, request.processes);
  const size = Math.max(16, Math.min(CHUNK, Math.ceil(count / (8 * wanted))));
  const queue: (readonly string[])[] = [];
  for (let at = 0; at < count; at += size) queue.push(request.commits.slice(at, at + size));

  const stop = new AbortController();
  const signal = request.signal === undefined ? stop.signal : AbortSignal.any([request.signal, stop.signal]);
  const workers = Array.from({ length: Math.min(wanted, queue.length) }, async () => {
    try {
      while (queue.length > 0) await runOne(request, queue, unreadable, signal);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  });
  await Promise.all(workers);
  return unreadable;
}

/** One process, until the queue is empty or it meets an object it cannot read. */
async function runOne(
  request: DiffTreeRequest,
  queue: (readonly string[])[],
  unreadable: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const git = startGit(request.place, diffTreeArguments(request), { signal });
  const pending: string[] = [];
  let next = 0;
  let inHand = 0;
  const feed = (): void => {
    while (inHand < IN_HAND) {
      const chunk = queue.shift();
      if (chunk === undefined) {
        git.stdin.end();
        return;
      }
      pending.push(...chunk);
      inHand += 1;
      git.stdin.write(`${chunk.join('\n')}\n${CHUNK_END}\n`);
    }
  };
  const parser = new DiffTreeParser({
    onRecord(record) {
      if (record.commit !== pending[next]) {
        throw new GitStreamError(
          `git answered ${record.commit} where ${pending[next] ?? 'nothing'} was asked`,
        );
      }
      next += 1;
      request.onRecord(record);
    },
    onChunkEnd() {
      inHand -= 1;
      feed();
    },
  });
  feed();
  try {
    await readOutput(git, chunk => parser.push(chunk));
  } catch (error) {
    const object = unreadableObject(error);
    if (object !== undefined) parser.settle();
    const commit = pending[next];
    if (object === undefined || commit === undefined || unreadable.size >= MAX_UNREADABLE) throw error;
    // Everything before it has been answered in full, because git writes out what it has before it gives up.
    unreadable.set(commit, object);
    const rest = pending.slice(next + 1);
    if (rest.length > 0) queue.unshift(rest);
    return;
  }
  parser.end();
  if (next !== pending.length) throw new GitStreamError(`git answered ${next} of ${pending.length} commits`);
}
