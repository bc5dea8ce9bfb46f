import { constants } from 'node:os';
import type { ExitCode, Io } from './io.ts';
import { processIo } from './io.ts';
import { createProgram } from './program.ts';

/**
 * The whole tool as a function: arguments in, exit code out. Never throws, never ends the process.
 * @param argv arguments after the command's own name
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const asJson = wantsJson(argv);
  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = createProgram(io, done, { tellsErrors: !asJson });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (isCommanderExit(error) && error.exitCode === 0) return 0;
    if (isCommanderExit(error) ? !asJson : io.signal.aborted) return 2;
    const { printError, usageError } = await import('./failure.ts');
    printError(isCommanderExit(error) ? usageError(error.message) : error, io, asJson);
    return 2;
  }
}

/** Whether errors are wanted as JSON: decided from the raw arguments, since parsing them may be what failed. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some((word, i) => word === '--format=json' || (word === '--format' && argv[i + 1] === 'json'));
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Entry of the binary: wires the process to `run`. Signals stop the run and give the usual exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const controller = new AbortController();
  let signalled: NodeJS.Signals | undefined;
  for (const name of SIGNALS) {
    process.once(name, () => {
      signalled ??= name;
      controller.abort(new Error(`stopped by ${name}`));
    });
  }
  // A closed reader (`| head`) is no error: writes answer EPIPE, and the report simply ends.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  const stopped = new Promise<number>(resolve => {
    controller.signal.addEventListener(
      'abort',
      () => resolve(128 + (constants.signals[signalled ?? 'SIGTERM'] ?? 15)),
      {
        once: true,
      },
    );
  });
  const finished = run(argv, processIo(controller.signal));
  const code = await Promise.race([finished, stopped]);
  if (signalled === undefined) {
    // The work is done: from here on a signal ends the process at once, whatever may still be open.
    for (const name of SIGNALS) process.removeAllListeners(name);
    return code;
  }
  // Give the run a moment to end its children and remove its temporary files, then go whatever it is doing.
  await Promise.race([finished, new Promise(resolve => setTimeout(resolve, 60))]);
  process.exit(128 + constants.signals[signalled]);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

interface CommanderExit extends Error {
  readonly exitCode: number;
}

function isCommanderExit(error: unknown): error is CommanderExit {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
