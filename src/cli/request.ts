import { lstat, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { AnalysisRequest } from '../pipeline/request.ts';
import { inert } from '../report/safe-text.ts';
import { inlineLess } from './engine.ts';
import { isBelow } from './files.ts';
import type { Io } from './io.ts';
import type { SharedOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { build } from './version.ts';

/** Larger than any cost model or decision log that people write. */
const LARGEST_CONFIG = 4 << 20;

export interface Prepared {
  readonly request: AnalysisRequest;
  readonly progress: Progress;
  /** A note for people on stderr; silent with `--quiet`. */
  readonly note: (text: string) => void;
}

/** From the command line to what the pipeline is asked: paths made absolute, progress and timings wired to stderr. */
export function prepare(
  path: string,
  options: SharedOptions,
  io: Io,
  { workTreeConfig = true } = {},
): Prepared {
  inlineLess();
  const cwd = resolve(io.cwd, options.cwd ?? '.');
  const progress = createProgress(io, options.quiet === true);
  const note = (text: string) => {
    if (options.quiet) return;
    progress.end();
    io.stderr(`${inert(text)}\n`);
  };
  return {
    progress,
    note,
    request: {
      path: resolve(cwd, path),
      ...(options.at !== undefined && { at: options.at }),
      ...(options.config !== undefined && { configFile: resolve(cwd, options.config) }),
      workTreeConfig: workTreeConfig && options.at === undefined,
      ...(options.since !== undefined && { since: options.since }),
      ...(options.horizon !== undefined && { horizon: options.horizon }),
      ...(options.scenario !== undefined && { scenario: options.scenario }),
      ...(options.seed !== undefined && { seed: options.seed }),
      only: options.only ?? [],
      allowShallow: options.allowShallow === true,
      ...(options.cache === false
        ? { cacheDir: false as const }
        : options.cacheDir !== undefined && { cacheDir: resolve(cwd, options.cacheDir) }),
      ...(options.jobs !== undefined && { jobs: options.jobs }),
      build: build(),
      now: io.now(),
      signal: io.signal,
      onProgress: progress.report,
      onWarning: text => note(`warning: ${text}`),
      onTiming: (stage, milliseconds, detail) => {
        if (!options.verbose) return;
        progress.end();
        io.stderr(`${stage}: ${Math.round(milliseconds)} ms${detail ? ` (${detail})` : ''}\n`);
      },
      readFile: readPlainFile,
    },
  };
}

/**
 * A plain file, or undefined when there is none. A link, a device or a folder is no plain file.
 * @param within and neither is a file that lies outside this folder, links in the path considered
 */
export async function readPlainFile(path: string, within?: string): Promise<Buffer | undefined> {
  try {
    const info = await lstat(path);
    if (!info.isFile()) return undefined;
    if (within !== undefined && !(await isBelow(dirname(path), within))) return undefined;
    if (info.size > LARGEST_CONFIG) {
      throw new UserError({
        code: 'file-too-large',
        what: `the file has ${info.size} bytes, more than ${LARGEST_CONFIG}`,
        where: path,
        fix: 'name a cost model or decision log, not a data file',
      });
    }
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (error instanceof UserError) throw error;
    throw new UserError(
      { code: 'unreadable-file', what: 'the file cannot be read', where: path, fix: 'check its permissions' },
      { cause: error },
    );
  }
}
