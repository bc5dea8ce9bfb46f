import type { Commit } from '../core/history.ts';
import { GitStreamError } from './byte-tokens.ts';
import { readOutput, startGit } from './process.ts';
import type { Repository } from './repository.ts';
import { decodeName } from './text-bytes.ts';

/** A fixed number of fields, ended by NUL, which no commit message can contain. */
const FIELDS = ['%H', '%P', '%at', '%ct', '%aN', '%aE', '%s'] as const;
/** Subjects are read for their first words; one of a megabyte is an attack or an accident. */
const SUBJECT_KEPT = 2_000;
const MAX_RECORD = 1 << 26;

/**
 * Every commit from which the revision was made, itself first, newest first, merges included. Names go through the
 * `.mailmap` of that revision (never of the work tree). Bytes that are not UTF-8 are shown as `\xE9`.
 * @param revision commit id; default the analysed one
 * @param isKnown commits that the caller has, with everything they were made from: they are left out of the list, and
 *   git is stopped when nothing else is left to come
 * @throws {GitFailure} also when the list was cut short by a missing commit
 */
export async function listCommits(
  repository: Repository,
  revision: string = repository.revision,
  options: { readonly signal?: AbortSignal; readonly isKnown?: (id: string) => boolean } = {},
): Promise<Commit[]> {
  const { isKnown } = options;
  const git = startGit(
    repository.objects,
    [
      '-c',
      `mailmap.blob=${revision}:.mailmap`,
      'log',
      '-z',
      '--use-mailmap',
      '--no-show-signature',
      '--no-color',
      '--no-notes',
      '--encoding=UTF-8',
      '--no-patch',
      `--format=tformat:${FIELDS.join('%x00')}`,
      '--end-of-options',
      revision,
      '--',
    ],
    { signal: options.signal },
  );
  git.stdin.end();
  const parser = new CommitParser();
  if (isKnown === undefined) {
    await readOutput(git, chunk => {
      parser.push(chunk);
    });
    return parser.end();
  }
  const wanted: Commit[] = [];
  /** Parents that were named and are still to come. */
  const awaited = new Set([revision]);
  const met = new Set<string>();
  const isComplete = new Error('all new commits were read');
  try {
    await readOutput(git, chunk => {
      for (const commit of parser.push(chunk)) {
        if (isKnown(commit.id)) continue;
        met.add(commit.id);
        awaited.delete(commit.id);
        wanted.push(commit);
        for (const parent of commit.parents) if (!met.has(parent) && !isKnown(parent)) awaited.add(parent);
      }
      if (awaited.size === 0) throw isComplete;
    });
    parser.end();
  } catch (error) {
    if (error !== isComplete) throw error;
  }
  return wanted;
}

/** Reads the list above in pieces of any size. */
export class CommitParser {
  #rest: Buffer = Buffer.alloc(0);
  #fields: string[] = [];
  readonly #commits: Commit[] = [];
  readonly #names = new Map<string, string>();

  /** @returns the commits that this piece completed */
  push(chunk: Buffer): readonly Commit[] {
    const before = this.#commits.length;
    this.#push(chunk);
    return this.#commits.slice(before);
  }

  #push(chunk: Buffer): void {
    const end = chunk.lastIndexOf(0);
    if (end < 0) {
      this.#rest = Buffer.concat([this.#rest, chunk]);
      if (this.#rest.length > MAX_RECORD) throw new GitStreamError('a commit is longer than 64 MiB');
      return;
    }
    const whole =
      this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk.subarray(0, end)]) : chunk.subarray(0, end);
    this.#rest = Buffer.from(chunk.subarray(end + 1));
    const text = whole.toString('utf8');
    const fields = text.includes('\uFFFD') ? splitBytes(whole) : text.split('\0');
    for (const field of fields) {
      this.#fields.push(field);
      if (this.#fields.length === FIELDS.length) this.#finish();
    }
  }

  /** @throws {GitStreamError} when the list ends inside a commit */
  end(): Commit[] {
    if (this.#rest.length > 0 || this.#fields.length > 0)
      throw new GitStreamError('the list of commits ends too early');
    return this.#commits;
  }

  #finish(): void {
    const [id = '', parents = '', authorTime = '', commitTime = '', name = '', email = '', subject = ''] =
      this.#fields;
    if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id))
      throw new GitStreamError(`expected a commit id, got ${JSON.stringify(id.slice(0, 80))}`);
    const committed = toInstant(commitTime);
    this.#commits.push({
      id,
      parents: parents === '' ? [] : parents.split(' '),
      authorTime: authorTime === '' ? committed : toInstant(authorTime),
      commitTime: committed,
      authorName: this.#once(name),
      authorEmail: this.#once(email),
      subject:
        subject.length > SUBJECT_KEPT
          ? subject.slice(0, SUBJECT_KEPT).replace(/[\uD800-\uDBFF]$/, '')
          : subject,
    });
    this.#fields = [];
  }

  #once(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, text);
    return text;
  }
}

/** Seconds; 0 for a commit whose date git cannot read, which is also what git itself sorts it by. */
function toInstant(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : 0;
}

function splitBytes(bytes: Buffer): string[] {
  const fields: string[] = [];
  for (let at = 0; at <= bytes.length; ) {
    const end = bytes.indexOf(0, at);
    fields.push(decodeName(bytes.subarray(at, end < 0 ? bytes.length : end)));
    if (end < 0) break;
    at = end + 1;
  }
  return fields;
}
