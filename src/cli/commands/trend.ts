import { answerOnRevision } from '../../pipeline/answers.ts';
import { trendView } from '../../report/views/trend.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface TrendOptions extends SharedOptions {
  readonly quarters: number;
}

/** Health, slowdown and cost over the past quarters, and what was paid down. */
export async function trend(path: string, options: TrendOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const { request: asked, progress, note } = prepare(path, options, io);
  const { data, locale } = await answerOnRevision(
    asked,
    () => ({ command: 'trend', quarters: options.quarters }),
    async (reader, request) => {
      const [{ beginTrend, trend: pastAndNow }, { valued }] = await Promise.all([
        import('../../pipeline/trend.ts'),
        import('../../pipeline/valued.ts'),
      ]);
      const valuation = await valued(reader, request, {
        andPast: true,
        onRead: snapshot => beginTrend(snapshot, options.quarters),
      });
      return {
        data: await pastAndNow(valuation, request, { version: TOOL_VERSION, quarters: options.quarters }),
        locale: valuation.costModel.locale.value,
      };
    },
  );
  progress.end();
  await emit(format => trendView(data, { audience: audienceFor(format), locale }), options, io, note);
  return 0;
}
