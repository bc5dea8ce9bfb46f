import { resolve } from 'node:path';
import type { Audience } from '../../core/document.ts';
import type { ReportData } from '../../core/report.ts';
import { answerOnRevision } from '../../pipeline/answers.ts';
import { limitBreaches, parseLimits, ratchetBreaches } from '../../pipeline/baseline.ts';
import { inTurns } from '../../pipeline/turn.ts';
import { byValueStream, reportView } from '../../report/views/report.ts';
import { reportBreaches } from '../breaches.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

/** As far back as `backtest` looks unless told otherwise. */
const QUARTERS_SCORED = 8;

interface ReportOptions extends SharedOptions {
  readonly by: 'file' | 'value-stream';
  readonly top: number;
  readonly sort: ReportData['sort'];
  readonly audience?: Audience;
  readonly density?: boolean;
  readonly trackRecord?: boolean;
  readonly failOn?: readonly string[];
  readonly baseline?: string;
  readonly warnOnly?: boolean;
  readonly shard?: string;
}

export async function report(path: string, options: ReportOptions, io: Io): Promise<ExitCode> {
  if (options.shard !== undefined) {
    return (await import('./shard.ts')).measureShard(path, options.shard, options, io);
  }
  const files = outputFiles(options, io);
  const wantsPage = options.format === 'html' || files.some(file => file.format === 'html');
  const limits = parseLimits(options.failOn ?? []);
  const earlier =
    options.baseline === undefined
      ? undefined
      : await (await import('../report-file.ts')).readReportFile(
          resolve(io.cwd, options.cwd ?? '.', options.baseline),
        );
  const { request: asked, progress, note } = prepare(path, options, io);
  const { top, sort, density = false } = options;
  const withRecord = options.trackRecord === true;
  const { data, parts, locale, health } = await answerOnRevision(
    asked,
    () => ({ command: 'report', top, sort, density, withRecord, wantsPage }),
    async (reader, request) => {
      const [{ reporting }, { valued }] = await Promise.all([
        import('../../pipeline/report.ts'),
        import('../../pipeline/valued.ts'),
      ]);
      // A track record and the trend of a page read past revisions too.
      const valuation = await valued(reader, request, { listed: top, andPast: withRecord || wantsPage });
      const { only } = request;
      const data = await inTurns(
        reporting(valuation, { version: TOOL_VERSION, top, sort, only, density }),
        request.signal,
      );
      const parts = wantsPage
        ? await (await import('../../pipeline/page.ts')).pageParts(
            valuation,
            request,
            TOOL_VERSION,
            data.items.map(item => item.path),
          )
        : undefined;
      const { locale } = valuation.costModel;
      const rest = { parts, locale: locale.value, health: valuation.pricing.headline.health };
      if (!withRecord) return { data, ...rest };
      const { trackRecord } = await import('../../pipeline/backtest.ts');
      const { record } = await trackRecord(valuation.snapshot, request, QUARTERS_SCORED);
      return { data: { ...data, trackRecord: { ...data.trackRecord, full: record } }, ...rest };
    },
  );
  progress.end();
  await emit(
    async format => {
      const view = { audience: options.audience ?? audienceFor(format), locale };
      if (format !== 'html' || parts === undefined) {
        const document = reportView(data, view);
        return options.by === 'value-stream' ? byValueStream(document) : document;
      }
      return (await import('../../report/views/page.ts')).pageView({ report: data, ...parts }, view);
    },
    options,
    io,
    note,
  );
  const breaches = [
    ...limitBreaches(data, health, limits),
    ...(earlier === undefined ? [] : ratchetBreaches(data, earlier)),
  ];
  return reportBreaches(breaches, options.warnOnly === true, io);
}
