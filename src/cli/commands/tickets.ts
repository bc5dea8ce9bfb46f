import { answer } from '../../pipeline/answers.ts';
import { readSnapshot } from '../../pipeline/snapshot.ts';
import { tickets as decided } from '../../pipeline/tickets.ts';
import { value } from '../../pipeline/valuation.ts';
import { ticketFormats } from '../../report/formats/tickets.ts';
import { ticketsView, ticketTexts } from '../../report/views/tickets.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface TicketsOptions extends Omit<SharedOptions, 'format'> {
  readonly format?: keyof typeof ticketFormats | 'json';
}

/** Backlog entries for what is decided `fix`, in the form that a tracker imports; as a page when none is named. */
export async function tickets(path: string, options: TicketsOptions, io: Io): Promise<ExitCode> {
  const { format, ...shared } = options;
  outputFiles(shared, io);
  const { request: asked, progress, note } = prepare(path, shared, io);
  const { data, locale } = await answer(
    asked,
    () => ({ command: 'tickets' }),
    async (reader, request) => {
      const valuation = value(await readSnapshot(reader, request, reader.repository.revision));
      return { data: decided(valuation, TOOL_VERSION), locale: valuation.costModel.locale.value };
    },
  );
  progress.end();
  const asPage: SharedOptions = format === 'json' ? { ...shared, format } : shared;
  const tracker = format === undefined || format === 'json' ? undefined : ticketFormats[format];
  if (tracker === undefined || shared.output !== undefined) {
    await emit(name => ticketsView(data, { audience: audienceFor(name), locale }), asPage, io, note);
  }
  if (tracker !== undefined) {
    for (const warning of data.warnings) note(warning.text);
    await io.stdout(tracker(ticketTexts(data, { locale })));
  }
  return 0;
}
