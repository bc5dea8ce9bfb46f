import { resolve } from 'node:path';
import { portfolio as merged } from '../../pipeline/portfolio.ts';
import { portfolioView } from '../../report/views/portfolio.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { readReportFile } from '../report-file.ts';
import { TOOL_VERSION } from '../version.ts';

interface PortfolioOptions extends SharedOptions {
  readonly top?: number;
  readonly mergeShards?: boolean;
}

/** Items listed unless told otherwise: of many repositories, and of one as `report` does. */
const TOP_OF_MANY = 20;
const TOP_OF_ONE = 10;

/** Figures of several repositories are written as English is: there is no one cost model to say otherwise. */
const LOCALE = 'en';

export async function portfolio(
  files: readonly string[],
  options: PortfolioOptions,
  io: Io,
): Promise<ExitCode> {
  outputFiles(options, io);
  if (options.mergeShards) {
    const { mergeShards } = await import('./shard.ts');
    return mergeShards(files, options.top ?? TOP_OF_ONE, options, io);
  }
  const folder = resolve(io.cwd, options.cwd ?? '.');
  const reports = [];
  for (const file of files) reports.push({ file, data: await readReportFile(resolve(folder, file)) });
  const data = merged(reports, { version: TOOL_VERSION, top: options.top ?? TOP_OF_MANY });
  const note = (text: string) => {
    if (!options.quiet) io.stderr(`${text}\n`);
  };
  await emit(
    format => portfolioView(data, { audience: audienceFor(format), locale: LOCALE }),
    options,
    io,
    note,
  );
  return 0;
}
