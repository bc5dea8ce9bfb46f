import { examine } from '../../pipeline/doctor.ts';
import { doctorView } from '../../report/views/doctor.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface DoctorOptions extends SharedOptions {
  readonly clear?: boolean;
}

/** Exit code 2 when a report could not be made here, 0 otherwise: a warning does not stop anybody. */
export async function doctor(path: string, options: DoctorOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const { request, progress, note } = prepare(path, options, io);
  const data = await examine(request, TOOL_VERSION, options.clear === true);
  progress.end();
  await emit(() => doctorView(data), options, io, note);
  return data.checks.some(check => check.status === 'problem') ? 2 : 0;
}
