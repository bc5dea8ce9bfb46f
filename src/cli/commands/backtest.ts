import { answerOnRevision } from '../../pipeline/answers.ts';
import { backtestView } from '../../report/views/backtest.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface BacktestOptions extends SharedOptions {
  readonly quarters: number;
}

/** How good the tool's own forecasts were in this repository's past. */
export async function backtest(path: string, options: BacktestOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const { request: asked, progress, note } = prepare(path, options, io);
  const { data, locale } = await answerOnRevision(
    asked,
    () => ({ command: 'backtest', quarters: options.quarters }),
    async (reader, request) => {
      const [{ backtest: scored }, { valued }] = await Promise.all([
        import('../../pipeline/backtest.ts'),
        import('../../pipeline/valued.ts'),
      ]);
      const valuation = await valued(reader, request, { andPast: true });
      return {
        data: await scored(valuation, request, { version: TOOL_VERSION, quarters: options.quarters }),
        locale: valuation.costModel.locale.value,
      };
    },
  );
  progress.end();
  await emit(format => backtestView(data, { audience: audienceFor(format), locale }), options, io, note);
  return 0;
}
