import type { GateSettings } from '../../core/cost-model.ts';
import { UserError } from '../../core/errors.ts';
import { answer } from '../../pipeline/answers.ts';
import { findBase } from '../../pipeline/base.ts';
import { reportBreaches } from '../breaches.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface DiffOptions extends SharedOptions {
  readonly warnOnly?: boolean;
  readonly quietIfClean?: boolean;
  readonly maxNewCostPerQuarter?: string;
  readonly maxNewHoursPerQuarter?: string;
  readonly minHealthOfNewFiles?: string;
  readonly maxHealthDrop?: string;
  readonly newFunctionsAbove?: string | boolean;
}

export async function diff(base: string | undefined, options: DiffOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const gates = gatesOf(options);
  // Loaded while git answers its first questions.
  const comparing = import('../../pipeline/diff.ts');
  const viewing = import('../../report/views/diff.ts');
  for (const loading of [comparing, viewing]) loading.catch(() => {});
  const { request: asked, progress, note } = prepare('.', options, io, { workTreeConfig: false });
  const { data, locale } = await answer(
    asked,
    async repository => ({
      command: 'diff',
      base: await findBase(repository, base, io.env),
      gates,
      warnOnly: options.warnOnly === true,
    }),
    async (reader, request, { base, gates, warnOnly }, parts) =>
      (await comparing).diff(reader, request, base, { version: TOOL_VERSION, gates, warnOnly }, parts),
  );
  const { diffView, isClean } = await viewing;
  progress.end();
  if (!(isClean(data) && options.quietIfClean)) {
    await emit(format => diffView(data, { audience: audienceFor(format), locale }), options, io, note);
  }
  return reportBreaches(data.breaches, data.warnOnly, io);
}

function gatesOf(options: DiffOptions): GateSettings {
  const limits = {
    maxNewCostPerQuarter: limit('--max-new-cost-per-quarter', options.maxNewCostPerQuarter),
    maxNewHoursPerQuarter: limit('--max-new-hours-per-quarter', options.maxNewHoursPerQuarter),
    minHealthOfNewFiles: limit('--min-health-of-new-files', options.minHealthOfNewFiles),
    maxHealthDrop: limit('--max-health-drop', options.maxHealthDrop),
    noNewFunctionsAbove: limit('--no-new-functions-above', options.newFunctionsAbove),
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

function limit(option: string, text: string | boolean | undefined): number | undefined {
  if (text === undefined || typeof text === 'boolean') return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new UserError({
    code: 'bad-option',
    what: `expected a number of 0 or more, got ${text}`,
    where: option,
    fix: 'write the amount alone, without unit or currency',
  });
}
