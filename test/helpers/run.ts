import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnv } from './clean-env.ts';
import { scratchFolder } from './scratch.ts';

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The command as it is installed: the launcher in front of the built code. */
export const binaryPath = join(projectRoot, 'bin', 'debtcast.js');

export interface RunOptions {
  readonly cwd?: string;
  /** On top of the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Another copy of the command, such as one installed from a package. */
  readonly binary?: string;
  /** Options for Node itself. */
  readonly nodeOptions?: readonly string[];
  /** Milliseconds after which a hanging command is killed (and `code` is null). */
  readonly timeout?: number;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs the real binary as a user would, without a terminal, with a home folder (and so a cache) of its own.
 * @throws {Error} the code has not been built
 */
export function run(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const binary = options.binary ?? binaryPath;
  if (binary === binaryPath && !existsSync(join(projectRoot, 'dist', 'cli', 'main.js'))) {
    throw new Error('dist/ is missing: run `npm run build` first');
  }
  const env = cleanEnv(scratchFolder('home'), options.env);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(options.nodeOptions ?? []), binary, ...args], {
      cwd: options.cwd ?? projectRoot,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeout ?? 120_000,
      killSignal: 'SIGKILL',
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A command that does not read its input may be gone before it is written.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), code, signal }),
    );
  });
}
