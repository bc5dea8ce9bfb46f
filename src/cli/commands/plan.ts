import { answerOnRevision } from '../../pipeline/answers.ts';
import { planView } from '../../report/views/plan.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface PlanOptions extends SharedOptions {
  readonly capacity: string;
}

export async function plan(path: string, options: PlanOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const { request: asked, progress, note } = prepare(path, options, io);
  const { data, locale } = await answerOnRevision(
    asked,
    () => ({ command: 'plan', capacity: options.capacity }),
    async (reader, request) => {
      const [{ plan: planned }, { valued }] = await Promise.all([
        import('../../pipeline/plan.ts'),
        import('../../pipeline/valued.ts'),
      ]);
      const valuation = await valued(reader, request);
      return {
        data: planned(valuation, options.capacity, request.only, TOOL_VERSION),
        locale: valuation.costModel.locale.value,
      };
    },
  );
  progress.end();
  await emit(format => planView(data, { audience: audienceFor(format), locale }), options, io, note);
  return 0;
}
