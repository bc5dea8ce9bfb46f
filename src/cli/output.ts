import { appendFile, lstat, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { Audience, Document } from '../core/document.ts';
import { UserError } from '../core/errors.ts';
import type { AnyFormat, FormatOptions } from '../report/formats/format.ts';
import { isBelow } from './files.ts';
import type { Io } from './io.ts';
import { type FormatName, formatNames, type SharedOptions } from './options.ts';
import { writeAtomic } from './write-atomic.ts';

export interface OutputFile {
  readonly format: FormatName;
  /** Absolute. */
  readonly path: string;
}

const formatOfExtension: Readonly<Record<string, FormatName>> = {
  '.json': 'json',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.csv': 'csv',
  '.sarif': 'sarif',
};

/** `gitlab:gl.json` or `report.html`. Known before anything is analysed, so that a mistake costs no waiting. */
export function outputFiles({ output = [], cwd = '.' }: SharedOptions, io: Io): OutputFile[] {
  return output.map(text => {
    const colon = text.indexOf(':');
    const named = formatNames.find(name => colon > 0 && name === text.slice(0, colon));
    const file = named === undefined ? text : text.slice(colon + 1);
    const format = named ?? formatOfExtension[extname(file).toLowerCase()];
    if (format === undefined || file === '') {
      throw new UserError({
        code: 'bad-option',
        what: `the format of ${text} is not clear`,
        where: '--output',
        fix: `end the name in .json, .md, .html, .csv or .sarif, or name the format: -o gitlab:gl.json (${formatNames.join(', ')})`,
      });
    }
    if (file === '-') {
      throw new UserError({
        code: 'bad-option',
        what: 'an output is a file',
        where: `--output ${text}`,
        fix: `for stdout: --format ${format}; for a file of this name: ./-`,
      });
    }
    return { format, path: resolve(io.cwd, cwd, file) };
  });
}

/** Pages that are pasted and presented open with the product page; the terminal is where engineers are. */
export function audienceFor(format: FormatName): Audience | 'both' {
  return format === 'markdown' || format === 'html' ? 'both' : 'engineering';
}

/** Views by format: what is said can depend on where it is read (audience), the figures cannot. */
export type DocumentFor = (format: FormatName) => Document | Promise<Document>;

/**
 * Writes every asked file, each at once or not at all, then what is asked on stdout: the format of `--format`, or the
 * terminal's when neither a format nor a file is asked for. Nothing is written where one of them cannot be made of this
 * command.
 */
export async function emit(
  documentFor: DocumentFor,
  options: SharedOptions,
  io: Io,
  note: (text: string) => void,
): Promise<void> {
  const files = outputFiles(options, io);
  const format = options.format ?? (files.length === 0 ? 'terminal' : undefined);
  const texts: string[] = [];
  for (const file of files)
    texts.push(await render(await documentFor(file.format), file.format, options, io, false));
  const shown =
    format === undefined || format === 'github'
      ? undefined
      : await render(await documentFor(format), format, options, io, true);
  for (const [i, { path }] of files.entries()) {
    await writeWhole(path, texts[i]!);
    note(`wrote ${path}`);
  }
  if (shown !== undefined) await io.stdout(shown);
  else if (format === 'github') await emitForGitHub(documentFor, options, io);
}

/**
 * The job summary into the file that the runner names; of what speaks of lines of code the annotations on stdout, where
 * the runner reads them.
 */
async function emitForGitHub(documentFor: DocumentFor, options: SharedOptions, io: Io): Promise<void> {
  const { hasFindings } = await import('../report/formats/findings.ts');
  const document = await documentFor('github-summary');
  const summary = await render(document, 'github-summary', options, io, false);
  const file = io.env.GITHUB_STEP_SUMMARY;
  if (file) await appendFile(file, summary);
  else await io.stdout(summary);
  if (!hasFindings(document.command)) return;
  await io.stdout(
    await render(await documentFor('github-annotations'), 'github-annotations', options, io, false),
  );
}

const DEFAULT_WIDTH = 100;

async function render(
  document: Document,
  format: FormatName,
  options: SharedOptions,
  io: Io,
  toStdout: boolean,
): Promise<string> {
  const { formats } = await import('../report/formats/index.ts');
  const render: AnyFormat | undefined = formats[format as keyof typeof formats];
  if (render === undefined) {
    throw new UserError({
      code: 'bad-option',
      what: `${document.command} cannot be written as ${format}`,
      where: '--format',
      fix: `choose one of ${Object.keys(formats).join(', ')}`,
    });
  }
  const formatOptions: FormatOptions = {
    width: io.columns ?? widthOf(io.env.COLUMNS) ?? DEFAULT_WIDTH,
    colorLevel: toStdout ? colorLevel(options, io) : 0,
  };
  return render(document, formatOptions);
}

function widthOf(columns: string | undefined): number | undefined {
  const width = Number(columns);
  return Number.isInteger(width) && width > 0 ? width : undefined;
}

/** The command line wins, then NO_COLOR, then FORCE_COLOR, then what stdout is. */
function colorLevel({ color }: SharedOptions, io: Io): 0 | 1 | 2 | 3 {
  if (color === false) return 0;
  const able = /-256(color)?$/i.test(io.env.TERM ?? '')
    ? 2
    : /^(truecolor|24bit)$/i.test(io.env.COLORTERM ?? '')
      ? 3
      : 1;
  if (color === true) return able;
  if (io.env.NO_COLOR !== undefined && io.env.NO_COLOR !== '') return 0;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : able;
  return io.stdoutIsTerminal && io.env.TERM !== 'dumb' ? able : 0;
}

/**
 * A reader never sees half a file: written beside its place, then renamed. A link is not followed: the repository that
 * holds it may be a stranger's, and what it points to somebody's own. A pipe and a device that takes characters
 * (`/dev/null`) are written to, not replaced.
 * @param within the file must lie in this folder, links in the path considered
 */
export async function writeWhole(path: string, text: string, within?: string): Promise<void> {
  const present = await lstat(path).catch(() => undefined);
  if (present?.isSymbolicLink() || (within !== undefined && !(await isBelow(dirname(path), within)))) {
    throw new UserError({
      code: 'cannot-write',
      what: 'the path goes through a symbolic link, and links are not followed when writing',
      where: path,
      fix: 'replace the link by a plain file or folder, or name another path',
    });
  }
  try {
    if (present?.isFIFO() || present?.isCharacterDevice()) await writeFile(path, text);
    else await writeAtomic(path, text);
  } catch (error) {
    throw new UserError(
      {
        code: 'cannot-write',
        what: `the file cannot be written: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
        where: path,
        fix: 'check that the folder exists, that it may be written, and that there is room',
      },
      { cause: error },
    );
  }
}
