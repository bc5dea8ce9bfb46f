import { answer } from '../../pipeline/answers.ts';
import { backtest as scored } from '../../pipeline/backtest.ts';
import { readSnapshot } from '../../pipeline/snapshot.ts';
import { inTurns } from '../../pipeline/turn.ts';
import { valuing } from '../../pipeline/valuation.ts';
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
  const { data, locale } = await answer(
    asked,
    () => ({ command: 'backtest', quarters: options.quarters }),
    async (reader, request) => {
      const valuation = await inTurns(
        valuing(await readSnapshot(reader, request, reader.repository.revision)),
        request.signal,
      );
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
