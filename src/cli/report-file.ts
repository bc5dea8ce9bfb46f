import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../core/errors.ts';
import { FORMAT_VERSION, type ReportData } from '../core/report.ts';
import { reportSchema } from '../report/report-schema.ts';
import { checkAgainst } from '../report/schema-check.ts';

/** Bytes; a report with ten thousand items has about 30 MB. */
const LARGEST = 128 << 20;

/**
 * A report that was written with `-o report.json`, checked field by field: it may come from another machine.
 * @throws {UserError} unreadable, not a report, another format version
 */
export async function readReportFile(path: string): Promise<ReportData> {
  const text = await readText(path);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw refuse(path, 'this is not JSON', error);
  }
  if (typeof data !== 'object' || data === null) throw refuse(path, 'this is JSON, but no report');
  const { command, formatVersion } = data as { readonly command?: unknown; readonly formatVersion?: unknown };
  if (typeof formatVersion !== 'number' || command !== 'report') {
    throw refuse(
      path,
      typeof command === 'string' && command !== 'report'
        ? `this is the result of another command than report`
        : 'this is JSON, but no report',
    );
  }
  if (formatVersion !== FORMAT_VERSION) {
    throw new UserError({
      code: 'format-version',
      what: `the report has format version ${formatVersion}, this version reads ${FORMAT_VERSION}`,
      where: path,
      fix: 'write all reports with one version of debtcast',
    });
  }
  const checked = checkAgainst(
    reportSchema as unknown as Parameters<typeof checkAgainst>[0],
    'ReportData',
    data,
  );
  if (!checked.ok) throw refuse(path, `${checked.fault.at || 'the report'}: ${checked.fault.what}`);
  return checked.value as ReportData;
}

async function readText(path: string): Promise<string> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw refuse(path, 'this is no plain file');
    if (info.size > LARGEST) throw refuse(path, `this file is larger than ${LARGEST >> 20} MiB`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw refuse(
      path,
      code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? 'unknown'})`,
      error,
    );
  }
}

function refuse(path: string, what: string, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'bad-report',
      what,
      where: path,
      fix: 'name a file written with `debtcast report -o report.json`',
    },
    { cause },
  );
}
