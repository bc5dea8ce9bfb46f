import { devNull } from 'node:os';
import type { SimpleGit } from 'simple-git';
import { GitFailure, type GitPlace } from './process.ts';

/** Short questions to the user's own repository: where is it, what does this name mean. */
export interface Questions {
  readonly place: GitPlace;
  /** What git prints; @throws {GitFailure} when it prints an error instead. */
  ask(args: readonly string[]): Promise<string>;
}

/**
 * Here, and only here, the repository's own config is in force, since it says where things are. Of what it could
 * start (fsmonitor, hooks, ssh, a pager, a signature check) nothing is used by the questions asked; they are switched off all the same.
 */
const SETTINGS = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'log.showSignature=false',
] as const;

/**
 * simple-git with our hardening kept: it removes every `GIT_` variable that is not named in `allowEnvironment`, and
 * refuses settings that could start a program unless told that they are ours.
 */
export async function openQuestions(place: GitPlace, signal?: AbortSignal): Promise<Questions> {
  // Loaded here, since its import takes longer than the questions do; commands without a repository never pay it.
  const { simpleGit } = await import('simple-git');
  const git: SimpleGit = simpleGit({
    baseDir: place.cwd,
    binary: 'git',
    maxConcurrentProcesses: 8,
    config: [...SETTINGS],
    allowEnvironment: Object.keys(place.env),
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafePager: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeAskPass: true,
    },
    completion: { onClose: true, onExit: false },
    // Exit codes and messages as git gave them; the default looks for text in stderr instead.
    errors: (_error, result) => {
      if (result.exitCode === 0) return undefined;
      return Buffer.from(
        JSON.stringify({
          code: result.exitCode,
          said: Buffer.concat(result.stdErr).toString('utf8').slice(0, 65_536),
        }),
      );
    },
    ...(signal === undefined ? {} : { abort: signal }),
  }).env({ ...place.env });
  return {
    place,
    async ask(args) {
      try {
        return await git.raw([...args]);
      } catch (error) {
        signal?.throwIfAborted();
        throw toFailure(args, error);
      }
    },
  };
}

/** simple-git wraps what `errors` above returned into an error of its own. */
function toFailure(args: readonly string[], error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (/ENOENT/.test(error.message)) return error;
  const found = /\{"code":.*\}/s.exec(error.message);
  if (found === null) return new GitFailure(args, null, null, error.message);
  const { code, said } = JSON.parse(found[0]) as { code: number; said: string };
  return new GitFailure(args, code, null, said);
}
