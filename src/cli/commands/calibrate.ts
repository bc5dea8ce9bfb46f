import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeCalibrated } from '../../config/write-back.ts';
import type { CalibrationData } from '../../core/calibration.ts';
import { UserError } from '../../core/errors.ts';
import { calibrate as measured } from '../../pipeline/calibrate.ts';
import { CONFIG_FILE, knownModel } from '../../pipeline/settings.ts';
import { withReader } from '../../pipeline/with-reader.ts';
import { calibrationView } from '../../report/views/calibration.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles, writeWhole } from '../output.ts';
import { prepare, readPlainFile } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

interface CalibrateOptions extends SharedOptions {
  readonly issues: string;
  readonly columns?: string;
  readonly workShare?: string;
  readonly write?: boolean;
}

/** Larger than the exports of trackers, which stop at some thousand issues. */
const LARGEST_EXPORT = 256 << 20;

const fields = ['key', 'type', 'started', 'done'] as const;
type Columns = { [Field in (typeof fields)[number]]?: string };

/** The drag measured from the team's own issue tracker; `--write` makes it a scenario of the cost model. */
export async function calibrate(path: string, options: CalibrateOptions, io: Io): Promise<ExitCode> {
  outputFiles(options, io);
  const columns = options.columns === undefined ? {} : columnsOf(options.columns);
  const workShare = options.workShare === undefined ? 1 : workShareOf(options.workShare);
  const { request, progress, note } = prepare(path, options, io);
  if (options.write && options.at !== undefined)
    throw notWritable('--at names a past state, not the work tree');
  const file = resolve(io.cwd, options.cwd ?? '.', options.issues);
  const text = await readExport(file);
  const { data, locale } = await withReader(request, async reader => {
    const { workTree } = reader.repository;
    const target = options.write
      ? (request.configFile ?? (workTree && join(workTree, CONFIG_FILE)))
      : undefined;
    if (options.write && target === undefined)
      throw notWritable('this repository is bare: it has no work tree');
    const { data, valuation } = await measured(reader, request, {
      version: TOOL_VERSION,
      csv: { text, file: options.issues },
      columns,
      workShare,
    });
    return {
      data: target === undefined ? data : await written(data, target, options.config ?? CONFIG_FILE),
      locale: valuation.costModel.locale.value,
    };
  });
  progress.end();
  await emit(format => calibrationView(data, { audience: audienceFor(format), locale }), options, io, note);
  return 0;
}

/** Writes what was found into the cost model, whole or not at all; without an estimate nothing is touched. */
async function written(data: CalibrationData, target: string, name: string): Promise<CalibrationData> {
  if (data.result.kind !== 'estimated') return data;
  const present = await readPlainFile(target);
  const text = writeCalibrated(present?.toString('utf8'), name, knownModel, data.result.fit.posterior);
  await writeWhole(target, text);
  return { ...data, writtenTo: name };
}

/** `key=Issue key,done=Resolved`: headers may hold commas, as long as no field's name follows one. */
function columnsOf(text: string): Columns {
  const columns: Columns = {};
  for (const part of text.split(/,(?=\s*(?:key|type|started|done)\s*=)/)) {
    const equals = part.indexOf('=');
    const field = fields.find(name => name === part.slice(0, Math.max(0, equals)).trim());
    const header = part.slice(equals + 1).trim();
    if (field === undefined || header === '') {
      throw new UserError({
        code: 'bad-option',
        what: `cannot read ${part.trim()}`,
        where: '--columns',
        fix: `write field=header, separated by commas; the fields are ${fields.join(', ')}`,
      });
    }
    columns[field] = header;
  }
  return columns;
}

function workShareOf(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share > 0 && share <= 1) return share;
  throw new UserError({
    code: 'bad-option',
    what: `expected a number above 0, at most 1, got ${text}`,
    where: '--work-share',
    fix: 'give the part of the time in development that is work: 0.4 when issues wait for six hours out of ten',
  });
}

function notWritable(what: string): UserError {
  return new UserError({
    code: 'cannot-write',
    what,
    where: '--write',
    fix: `run it in a clone with a work tree, at HEAD; or leave out --write and copy the result into ${CONFIG_FILE}`,
  });
}

async function readExport(file: string): Promise<string> {
  try {
    const info = await stat(file);
    if (info.isFile() && info.size <= LARGEST_EXPORT) return await readFile(file, 'utf8');
    throw new UserError({
      code: 'issues-unreadable',
      what: info.isFile()
        ? `the file has ${info.size} bytes, more than ${LARGEST_EXPORT}`
        : 'this is not a file',
      where: file,
      fix: 'name the CSV file that the tracker exported',
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      {
        code: 'issues-unreadable',
        what:
          (error as NodeJS.ErrnoException).code === 'ENOENT'
            ? 'there is no such file'
            : 'the file cannot be read',
        where: file,
        fix: 'name the CSV file that the tracker exported: --issues issues.csv',
      },
      { cause: error },
    );
  }
}
