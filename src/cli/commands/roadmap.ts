import { answerOnRevision } from '../../pipeline/answers.ts';
import { roadmapView } from '../../report/views/roadmap.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface RoadmapOptions extends SharedOptions {
  readonly capacity?: string;
}

export async function roadmap(path: string, options: RoadmapOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const { request: asked, progress, note } = prepare(path, options, io);
  const { data, locale } = await answerOnRevision(
    asked,
    () => ({ command: 'roadmap', capacity: options.capacity }),
    async (reader, request) => {
      const [{ roadmap: forecast }, { valued }] = await Promise.all([
        import('../../pipeline/roadmap.ts'),
        import('../../pipeline/valued.ts'),
      ]);
      const valuation = await valued(reader, request);
      return {
        data: forecast(valuation, options.capacity, TOOL_VERSION),
        locale: valuation.costModel.locale.value,
      };
    },
  );
  progress.end();
  await emit(format => roadmapView(data, { audience: audienceFor(format), locale }), options, io, note);
  return 0;
}
