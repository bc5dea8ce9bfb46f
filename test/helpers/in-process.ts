import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/main.ts';

export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line inside this process, without a terminal, a cache or a clock. */
export async function inProcess(args: readonly string[], cwd = '/', env: Io['env'] = {}): Promise<Told> {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    cwd,
    env,
    stdout: text => {
      stdout += text;
      return Promise.resolve(true);
    },
    stderr: text => {
      stderr += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 100,
    now: () => new Date(0),
    signal: new AbortController().signal,
  };
  // Behind `--` they would be paths.
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const code = await run([...args.slice(0, end), '--no-cache', '--jobs', '0', ...args.slice(end)], io);
  return { code, stdout, stderr };
}
