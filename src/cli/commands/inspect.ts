import { relative, resolve } from 'node:path';
import { inspect as measured } from '../../pipeline/inspect.ts';
import { withReader } from '../../pipeline/with-reader.ts';
import { inspectView } from '../../report/views/inspect.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface InspectOptions extends SharedOptions {
  readonly all?: boolean;
}

export async function inspect(paths: readonly string[], options: InspectOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const { request, progress, note } = prepare('.', options, io);
  const data = await withReader(request, reader =>
    measured(
      reader,
      request,
      paths.map(path => pathInRepository(path, request.path, reader.repository)),
      TOOL_VERSION,
    ),
  );
  progress.end();
  await emit(
    () => inspectView(data, { audience: 'both', locale: 'en', all: options.all === true }),
    options,
    io,
    note,
  );
  return 0;
}

/** A path as the user wrote it, from where the user stands, as git names it: from the root, with forward slashes. */
export function pathInRepository(
  path: string,
  cwd: string,
  repository: { readonly workTree?: string; readonly prefix: string },
): string {
  if (repository.workTree === undefined) return path.replace(/^\.\/|\/+$/g, '');
  return relative(repository.workTree, resolve(cwd, path)).split('\\').join('/');
}
