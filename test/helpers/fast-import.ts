import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file as it is written into a commit. A plain string is a regular file. */
export type Content =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly executable: true }
  | { readonly symlink: string }
  /** The commit a submodule points to; `.gitmodules` is a file like any other. */
  | { readonly submodule: string };

export interface Entry {
  readonly mode: '100644' | '100755' | '120000' | '160000';
  readonly data: Buffer;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Moment {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly seconds: number;
  /** `+0000`, as git prints it. */
  readonly zone: string;
}

export function toEntry(content: Content): Entry {
  if (typeof content === 'string' || content instanceof Uint8Array)
    return { mode: '100644', data: Buffer.from(content) };
  if ('symlink' in content) return { mode: '120000', data: Buffer.from(content.symlink) };
  if ('submodule' in content) return { mode: '160000', data: Buffer.from(content.submodule) };
  return { mode: '100755', data: Buffer.from(content.content) };
}

/**
 * `ada` becomes Ada <ada@example.com>; `Ada Lovelace <a@b.c>` is taken as written.
 */
export function toPerson(text: string): Person {
  const full = /^(.*?)\s*<([^>]*)>$/s.exec(text);
  if (full) return { name: full[1] ?? '', email: full[2] ?? '' };
  return {
    name: text.charAt(0).toUpperCase() + text.slice(1),
    email: `${text.toLowerCase().replaceAll(/\s+/g, '.')}@example.com`,
  };
}

/**
 * A day is noon UTC of that day; a date with time keeps its offset (`2024-03-01T23:30:00+05:30`), `Z` when it has none.
 * @throws {RangeError} not a date: a mistake in the test
 */
export function toMoment(at: string): Moment {
  const iso = /^\d{4}-\d\d-\d\d$/.test(at)
    ? `${at}T12:00:00Z`
    : /(?:Z|[+-]\d\d:\d\d)$/.test(at)
      ? at
      : `${at}Z`;
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) throw new RangeError(`not a date: ${at}`);
  const zone = /([+-]\d\d):(\d\d)$/.exec(iso);
  return { seconds: Math.floor(milliseconds / 1000), zone: zone ? `${zone[1]}${zone[2]}` : '+0000' };
}

/** Paths are always quoted: names may hold spaces, quotes, newlines or start with a quote. */
function quoted(path: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}

const stamp = (role: string, who: Person, when: Moment): string =>
  `${role} ${who.name}${who.name ? ' ' : ''}<${who.email}> ${when.seconds} ${when.zone}\n`;

export interface CommitLines {
  readonly ref: string;
  readonly mark: number;
  readonly author: Person;
  readonly authoredAt: Moment;
  readonly committer: Person;
  readonly committedAt: Moment;
  readonly message: string;
  /** Marks (`:3`) or revisions; empty for a root commit. */
  readonly parents: readonly string[];
  readonly remove: readonly string[];
  readonly write: ReadonlyMap<string, Entry>;
}

/** Collects a stream for `git fast-import`: a thousand commits cost one process. */
export class FastImport {
  readonly #parts: Buffer[] = [];

  #text(text: string): void {
    this.#parts.push(Buffer.from(text));
  }

  #data(data: Buffer): void {
    this.#text(`data ${data.length}\n`);
    this.#parts.push(data);
    this.#text('\n');
  }

  commit(commit: CommitLines): void {
    const [first, ...others] = commit.parents;
    // Without the reset a root commit on a known branch would silently continue that branch.
    if (first === undefined) this.#text(`reset ${commit.ref}\n\n`);
    this.#text(`commit ${commit.ref}\nmark :${commit.mark}\n`);
    this.#text(stamp('author', commit.author, commit.authoredAt));
    this.#text(stamp('committer', commit.committer, commit.committedAt));
    this.#data(Buffer.from(commit.message));
    if (first !== undefined) this.#text(`from ${first}\n`);
    for (const other of others) this.#text(`merge ${other}\n`);
    for (const path of commit.remove) this.#text(`D ${quoted(path)}\n`);
    for (const [path, entry] of commit.write) {
      if (entry.mode === '160000') {
        this.#text(`M 160000 ${entry.data.toString()} ${quoted(path)}\n`);
        continue;
      }
      this.#text(`M ${entry.mode} inline ${quoted(path)}\n`);
      this.#data(entry.data);
    }
    this.#text('\n');
  }

  /** A lightweight tag (or any other ref) on a mark. */
  ref(name: string, mark: number): void {
    this.#text(`reset ${name}\nfrom :${mark}\n\n`);
  }

  /**
   * Sends everything collected so far into the repository.
   * @returns commit id for each mark
   * @throws {Error} git refused the stream; its own message is kept
   */
  async run(
    cwd: string,
    env: Readonly<Record<string, string>>,
    gitDir: string,
  ): Promise<ReadonlyMap<number, string>> {
    const folder = mkdtempSync(join(tmpdir(), 'debtcast-marks-'));
    const marks = join(folder, 'marks');
    try {
      await new Promise<void>((resolve, reject) => {
        const child = spawn(
          'git',
          [
            '--git-dir',
            gitDir,
            'fast-import',
            '--quiet',
            '--force',
            '--done',
            '--date-format=raw',
            `--export-marks=${marks}`,
          ],
          {
            cwd,
            env: { ...env },
            stdio: ['pipe', 'ignore', 'pipe'],
          },
        );
        let stderr = '';
        child.stderr.on('data', chunk => {
          stderr += String(chunk);
        });
        // A refused stream closes the pipe early; the exit code below tells what happened.
        child.stdin.on('error', () => undefined);
        child.on('error', reject);
        child.on('close', code =>
          code === 0 ? resolve() : reject(new Error(`git fast-import: exit ${code}\n${stderr}`)),
        );
        for (const part of this.#parts) child.stdin.write(part);
        child.stdin.end('done\n');
      });
      return new Map(
        readFileSync(marks, 'utf8')
          .trimEnd()
          .split('\n')
          .map(line => {
            const [mark = '', id = ''] = line.split(' ');
            return [Number(mark.slice(1)), id] as const;
          }),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
