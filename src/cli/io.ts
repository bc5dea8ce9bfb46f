/** Everything a command may touch of the outside: handed in, so that a test can call `run` like a function. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to stdout; resolves when the text was accepted (false: the reader is gone). */
  stdout(text: string): Promise<boolean>;
  stderr(text: string): void;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Columns of the terminal, or undefined when stdout is none. */
  readonly columns: number | undefined;
  /** The wall clock, only for "how long did it take" and for the date of a decision; never for a figure. */
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** 0 ran, within limits; 1 ran, over a limit that the user set; 2 could not run. */
export type ExitCode = 0 | 1 | 2;

export function processIo(signal: AbortSignal): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: text =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, error => {
          if (!error) resolve(true);
          else if ((error as NodeJS.ErrnoException).code === 'EPIPE') resolve(false);
          else reject(error);
        });
      }),
    stderr: text => void process.stderr.write(text),
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: process.stderr.isTTY === true,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    now: () => new Date(),
    signal,
  };
}
