import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { UserError } from '../core/errors.ts';

/** Where and with which environment git runs. */
export interface GitPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface GitOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A started git. The stream is complete, and may be believed, only once `done` has resolved. */
export interface GitProcess {
  readonly stdin: NodeJS.WritableStream;
  readonly stdout: AsyncIterable<Buffer>;
  /** Resolves at exit code 0 after all output; rejects with `GitFailure`, or with the reason of an abort. */
  readonly done: Promise<void>;
  kill(): void;
}

/** Git ended in any other way than well. `stderr` is what it said, in English, at most 64 KiB. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
  readonly args: readonly string[];
  readonly exitCode: number | null;
  readonly killedBy: string | null;
  readonly stderr: string;

  constructor(args: readonly string[], exitCode: number | null, killedBy: string | null, stderr: string) {
    super(
      `git ${args[0] ?? ''} ${killedBy === null ? `failed (exit ${exitCode})` : `was ended by ${killedBy}`}: ${stderr.trim()}`,
    );
    this.args = args;
    this.exitCode = exitCode;
    this.killedBy = killedBy;
    this.stderr = stderr;
  }
}

const STDERR_KEPT = 65_536;

/** Without a pager whatever the config says, and paths mean themselves, never a pattern with magic. */
const BEFORE_COMMAND = ['--no-pager', '--no-replace-objects'] as const;

/**
 * Starts git with an argument list (never a shell). Whoever gives `args` puts `--end-of-options` or `--` before
 * anything that came from outside.
 * @throws {UserError} through `done`, when git is not installed
 */
export function startGit(place: GitPlace, args: readonly string[], options: GitOptions = {}): GitProcess {
  options.signal?.throwIfAborted();
  const child: ChildProcessWithoutNullStreams = spawn('git', [...BEFORE_COMMAND, ...args], {
    cwd: place.cwd,
    env: place.env,
    stdio: 'pipe',
    windowsHide: true,
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  options.signal?.addEventListener('abort', kill, { once: true });

  const said: Buffer[] = [];
  let saidBytes = 0;
  child.stderr.on('data', (chunk: Buffer) => {
    if (saidBytes < STDERR_KEPT) said.push(chunk.subarray(0, STDERR_KEPT - saidBytes));
    saidBytes += chunk.length;
  });
  // A git that ended early closes its input; its exit code tells why, so the broken pipe itself is no news.
  child.stdin.on('error', () => undefined);

  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? gitMissing(error) : error);
    });
    child.once('close', (code, signal) => {
      options.signal?.removeEventListener('abort', kill);
      if (options.signal?.aborted) reject(options.signal.reason);
      else if (code === 0) resolve();
      else reject(new GitFailure(args, code, signal, Buffer.concat(said).toString('utf8')));
    });
  });
  // The reader of stdout awaits `done` last; a failure before that must not count as unhandled.
  done.catch(() => undefined);
  return { stdin: child.stdin, stdout: child.stdout, done, kill };
}

/**
 * Hands every chunk of git's output to `onChunk` (waiting for it, so a slow reader slows git down) and returns when
 * git has ended well. If `onChunk` throws, git is killed and the error is passed on.
 */
export async function readOutput(
  git: GitProcess,
  onChunk: (chunk: Buffer) => void | Promise<void>,
): Promise<void> {
  try {
    for await (const chunk of git.stdout) {
      const waiting = onChunk(chunk);
      if (waiting !== undefined) await waiting;
    }
  } catch (error) {
    git.kill();
    // A stream that breaks because git was killed is explained by `done`; anything else is the reader's own error.
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') await git.done;
    throw error;
  }
  await git.done;
}

/** The whole output of a git command that answers briefly. @throws {GitFailure} */
export async function runGit(
  place: GitPlace,
  args: readonly string[],
  options: GitOptions & { readonly input?: string | Buffer } = {},
): Promise<Buffer> {
  const git = startGit(place, args, options);
  git.stdin.end(options.input ?? '');
  const parts: Buffer[] = [];
  await readOutput(git, chunk => {
    parts.push(chunk);
  });
  return Buffer.concat(parts);
}

function gitMissing(cause: unknown): UserError {
  return new UserError(
    {
      code: 'git-missing',
      what: 'git was not found',
      where: 'PATH',
      fix: 'install git 2.38 or newer (https://git-scm.com/downloads) and make sure that `git --version` works in this shell',
    },
    { cause },
  );
}
