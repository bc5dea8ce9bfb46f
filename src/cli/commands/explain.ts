import { answerOnRevision } from '../../pipeline/answers.ts';
import { withoutDraws } from '../../pipeline/without-draws.ts';
import { explainView } from '../../report/views/explain.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface ExplainOptions extends SharedOptions {
  readonly draws?: boolean;
}

/** Commits listed where people read; data lists them all. */
const COMMITS_SHOWN = 30;

export async function explain(
  item: string,
  path: string,
  options: ExplainOptions,
  io: Io,
): Promise<ExitCode> {
  outputFiles(options, io);
  const { request: asked, progress, note } = prepare(path, options, io);
  const { data, locale } = await answerOnRevision(
    asked,
    () => ({ command: 'explain', item }),
    async (reader, request) => {
      const [{ explainer }, { readSingleSnapshot }] = await Promise.all([
        import('../../pipeline/explain.ts'),
        import('../../pipeline/snapshot.ts'),
      ]);
      const snapshot = await readSingleSnapshot(reader, request);
      const { explain, valuation } = explainer(snapshot, { version: TOOL_VERSION });
      return { data: explain(item), locale: valuation.costModel.locale.value };
    },
  );
  progress.end();
  const shown = {
    ...data,
    commits: { ...data.commits, listed: data.commits.listed.slice(0, COMMITS_SHOWN) },
  };
  const slim = options.draws ? data : withoutDraws(data);
  await emit(
    // People see of a list of draws its number and its mean; data carries it only when it is asked for.
    format => explainView(format === 'json' ? slim : shown, { audience: 'both', locale }),
    options,
    io,
    note,
  );
  return 0;
}
