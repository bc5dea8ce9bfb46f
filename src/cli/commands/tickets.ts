import { resolve } from 'node:path';
import { answerOnRevision } from '../../pipeline/answers.ts';
import { ticketFormats } from '../../report/formats/tickets.ts';
import { ticketsView, ticketTexts } from '../../report/views/tickets.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles, writeWhole } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface TicketsOptions extends Omit<SharedOptions, 'format'> {
  readonly format?: keyof typeof ticketFormats | 'json';
}

/** Backlog entries for what is decided `fix`, in the form that a tracker imports; as a page when none is named. */
export async function tickets(path: string, options: TicketsOptions, io: Io): Promise<ExitCode> {
  const { format, output, ...rest } = options;
  const { files, others } = trackerFiles(output ?? [], resolve(io.cwd, options.cwd ?? '.'));
  const shared: SharedOptions = others.length > 0 ? { ...rest, output: others } : rest;
  outputFiles(shared, io);
  const { request: asked, progress, note } = prepare(path, shared, io);
  const { data, locale } = await answerOnRevision(
    asked,
    () => ({ command: 'tickets' }),
    async (reader, request) => {
      const [{ tickets: decided }, { valued }] = await Promise.all([
        import('../../pipeline/tickets.ts'),
        import('../../pipeline/valued.ts'),
      ]);
      const valuation = await valued(reader, request);
      return { data: decided(valuation, TOOL_VERSION), locale: valuation.costModel.locale.value };
    },
  );
  progress.end();
  const asPage: SharedOptions = format === 'json' ? { ...shared, format } : shared;
  const tracker = format === undefined || format === 'json' ? undefined : ticketFormats[format];
  const texts = () => ticketTexts(data, { locale });
  for (const { format, path } of files) {
    await writeWhole(path, ticketFormats[format](texts()));
    note(`wrote ${path}`);
  }
  if (others.length > 0 || (tracker === undefined && (files.length === 0 || format === 'json'))) {
    await emit(name => ticketsView(data, { audience: audienceFor(name), locale }), asPage, io, note);
  }
  if (tracker !== undefined || files.length > 0) for (const warning of data.warnings) note(warning.text);
  if (tracker !== undefined) await io.stdout(tracker(texts()));
  return 0;
}

interface TrackerFile {
  readonly format: keyof typeof ticketFormats;
  /** Absolute. */
  readonly path: string;
}

/** `jira-csv:backlog.csv` is a tracker's form; anything else is a page or data, as for every command. */
function trackerFiles(
  output: readonly string[],
  cwd: string,
): { readonly files: readonly TrackerFile[]; readonly others: readonly string[] } {
  const files: TrackerFile[] = [];
  const others: string[] = [];
  for (const text of output) {
    const [name = '', ...parts] = text.split(':');
    const file = parts.join(':');
    if (isTracker(name) && file !== '') files.push({ format: name, path: resolve(cwd, file) });
    else others.push(text);
  }
  return { files, others };
}

const isTracker = (name: string): name is keyof typeof ticketFormats => Object.hasOwn(ticketFormats, name);
