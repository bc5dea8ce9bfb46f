import type { LineChange, PathChange } from '../core/history.ts';
import { GitStreamError, TokenRest } from './byte-tokens.ts';
import { IntList } from './int-list.ts';
import { BYTE_KIND, finishHash, HASH_START, hashByte } from './line-hash.ts';
import { decodeName } from './text-bytes.ts';

/**
 * Line hashes kept for each side of one file change. A change beyond that is a new file of generated proportions or
 * a mass rewrite, of which the first lines tell as much; the counts stay exact.
 */
export const MAX_HASHES = 4_000;
/** Hunks kept for one file change; beyond it the counts stay exact and the positions end. */
export const MAX_HUNKS = 20_000;

const LF = 10;
const NUL = 0;
const MINUS = 45;
const PLUS = 43;
const BACKSLASH = 92;
const COLON = 58;
/** Headers and paths; git itself refuses longer paths on most systems. */
const MAX_TOKEN = 1 << 20;

/** A line that is no object id is echoed by `diff-tree --stdin`, at once: it marks the end of a chunk. */
export const CHUNK_END = 'chunk-end';

export interface DiffTreeRecord {
  readonly commit: string;
  readonly paths: readonly PathChange[];
  /** Only files with changed lines; empty when no patch was asked for. */
  readonly lines: readonly LineChange[];
}

export interface DiffTreeHandlers {
  onRecord(record: DiffTreeRecord): void;
  onChunkEnd(): void;
}

/** One entry of the raw part, still with what the patch part needs to know of it. */
interface Entry {
  readonly change: PathChange | undefined;
  readonly path: string;
  readonly isFile: boolean;
  /** The patch of a type change comes in two parts, the old kind deleted and the new one added. */
  readonly parts: 1 | 2;
  readonly oldId: string;
  readonly newId: string;
}

type State = 'record' | 'raw' | 'meta' | 'path' | 'second-path' | 'header' | 'body-start' | 'body' | 'note';

/**
 * Reads `git diff-tree --stdin -r --root -z --raw [-p -U0 --full-index] --always` in pieces of any size:
 *
 *     <commit id> NUL ( ":" modes ids status NUL path NUL [path NUL] )* [ NUL patch ]
 *
 * The n-th `diff --git` belongs to the n-th raw entry, so no path is ever read from a patch, where it may be quoted
 * or contain anything. The lines of a hunk are counted down from its `@@` header: text inside that looks like a header
 * cannot be taken for one. Patch text is hashed byte by byte as it passes; nothing of it is kept.
 * @throws {GitStreamError} when the stream does not have this form
 */
export class DiffTreeParser {
  readonly #handlers: DiffTreeHandlers;
  readonly #rest = new TokenRest();
  readonly #names = new Map<string, string>();
  #state: State = 'record';

  #commit = '';
  #entries: Entry[] = [];
  #meta = '';
  #firstPath = '';
  #patchBegun = false;

  /** Index of the entry that the current patch belongs to, and how many of its parts have been seen. */
  #entry = -1;
  #part = 0;
  #oldLeft = 0;
  #newLeft = 0;
  #added = 0;
  #deleted = 0;
  #lines: LineChange[] = [];
  readonly #hunks = new IntList();
  readonly #addedHashes = new IntList();
  readonly #deletedHashes = new IntList();

  #hash = HASH_START;
  #kind = 0;
  #sign = 0;

  constructor(handlers: DiffTreeHandlers) {
    this.#handlers = handlers;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.#step(chunk, at);
  }

  /** To be called once the stream has ended well. @throws {GitStreamError} when it ended inside something */
  end(): void {
    if (this.#state === 'raw' || this.#state === 'header') this.#finishRecord();
    if (this.#state !== 'record' || this.#rest.size > 0)
      throw new GitStreamError('the output of git diff-tree ends too early');
  }

  /**
   * Hands out the record in hand if nothing of it is missing: for a git that gave up on the commit after it. Git
   * finds renames before it writes a record and loads a file before it writes its patch, so a record whose last
   * patch has begun is whole.
   */
  settle(): void {
    if (this.#rest.size > 0) return;
    const last = this.#entries[this.#entries.length - 1];
    const patched =
      this.#entry === this.#entries.length - 1 && (last === undefined || this.#part === last.parts);
    if (this.#state === 'raw' || (this.#state === 'header' && patched)) this.#finishRecord();
  }

  #step(chunk: Buffer, at: number): number {
    switch (this.#state) {
      case 'body':
        return this.#readBody(chunk, at);
      case 'body-start':
        return this.#startLine(chunk, at);
      case 'note': {
        const end = chunk.indexOf(LF, at);
        if (end < 0) return chunk.length;
        this.#state = this.#oldLeft + this.#newLeft > 0 ? 'body-start' : 'header';
        return end + 1;
      }
      case 'raw':
        if (chunk[at] === COLON) {
          this.#state = 'meta';
          return at;
        }
        if (chunk[at] === NUL) {
          if (this.#entries.length === 0) throw new GitStreamError('a patch without a file');
          this.#patchBegun = true;
          this.#state = 'header';
          return at + 1;
        }
        this.#finishRecord();
        return at;
      case 'record':
      case 'header':
        return this.#readLineOrId(chunk, at);
      case 'meta':
      case 'path':
      case 'second-path':
        return this.#readField(chunk, at);
    }
  }

  #readField(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(NUL, at);
    if (end < 0) {
      this.#rest.add(chunk.subarray(at), MAX_TOKEN);
      return chunk.length;
    }
    const token = this.#rest.finish(chunk.subarray(at, end));
    if (this.#state === 'meta') {
      this.#meta = token.toString('latin1');
      this.#state = 'path';
    } else if (this.#state === 'path') {
      this.#firstPath = this.#name(token);
      if (/ [RC]\d*$/.test(this.#meta)) this.#state = 'second-path';
      else this.#addEntry(this.#firstPath);
    } else {
      this.#addEntry(this.#name(token));
    }
    return end + 1;
  }

  #addEntry(path: string): void {
    const fields = this.#meta.split(' ');
    const [before = '', newMode = '', oldId = '', newId = '', letters = ''] = fields;
    const oldMode = before.slice(1);
    if (fields.length !== 5 || letters === '')
      throw new GitStreamError(`unexpected raw line ${JSON.stringify(this.#meta)}`);
    const letter = letters.charAt(0);
    const isFile = letter === 'D' ? isRegular(oldMode) : isRegular(newMode);
    const change = isFile ? toPathChange(letter, path, this.#firstPath, oldMode, oldId, newId) : undefined;
    this.#entries.push({ change, path, isFile, parts: letter === 'T' ? 2 : 1, oldId, newId });
    this.#state = 'raw';
  }

  #readLineOrId(chunk: Buffer, at: number): number {
    let end = at;
    while (end < chunk.length && chunk[end] !== LF && chunk[end] !== NUL) end += 1;
    if (end === chunk.length) {
      this.#rest.add(chunk.subarray(at), MAX_TOKEN);
      return end;
    }
    const token = this.#rest.finish(chunk.subarray(at, end));
    if (chunk[end] === NUL) {
      if (this.#state === 'header') this.#finishRecord();
      const id = token.toString('latin1');
      if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id))
        throw new GitStreamError(`expected a commit id, got ${JSON.stringify(id.slice(0, 80))}`);
      this.#commit = id;
      this.#state = 'raw';
    } else if (token.length === CHUNK_END.length && token.toString('latin1') === CHUNK_END) {
      if (this.#state === 'header') this.#finishRecord();
      this.#handlers.onChunkEnd();
    } else if (this.#state === 'header') {
      this.#readHeader(token);
    } else {
      throw new GitStreamError(
        `expected a commit id, got ${JSON.stringify(token.toString('latin1', 0, 80))}`,
      );
    }
    return end + 1;
  }

  #readHeader(line: Buffer): void {
    if (line[0] === BACKSLASH) return;
    const text = line.toString('latin1', 0, Math.min(line.length, 400));
    if (text.startsWith('@@ -')) this.#startHunk(text);
    else if (text.startsWith('diff --git ')) this.#nextPatch();
    else if (text.startsWith('index ')) this.#checkIndex(text);
    else if (!KNOWN_HEADER.test(text))
      throw new GitStreamError(`unexpected line in a patch: ${JSON.stringify(text.slice(0, 80))}`);
  }

  #nextPatch(): void {
    const current = this.#entries[this.#entry];
    if (current !== undefined && this.#part < current.parts) {
      this.#part += 1;
      return;
    }
    this.#finishFile();
    this.#entry += 1;
    this.#part = 1;
    if (this.#entry >= this.#entries.length) throw new GitStreamError('more patches than changed files');
  }

  /** The blob ids in the patch must be those of the raw entry: proof that patch and entry belong together. */
  #checkIndex(text: string): void {
    const entry = this.#entries[this.#entry];
    const ids = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/.exec(text);
    if (entry === undefined || ids === null) throw new GitStreamError('a patch without a file');
    if (entry.parts === 1 && (ids[1] !== entry.oldId || ids[2] !== entry.newId)) {
      throw new GitStreamError(`the patch of ${entry.path} is about other content than its raw entry`);
    }
  }

  #startHunk(text: string): void {
    const numbers = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (numbers === null || this.#entry < 0)
      throw new GitStreamError(`unexpected hunk header ${JSON.stringify(text.slice(0, 80))}`);
    const oldLines = numbers[2] === undefined ? 1 : Number(numbers[2]);
    const newLines = numbers[4] === undefined ? 1 : Number(numbers[4]);
    this.#oldLeft = oldLines;
    this.#newLeft = newLines;
    this.#deleted += oldLines;
    this.#added += newLines;
    if (this.#hunks.length < MAX_HUNKS * 4) {
      this.#hunks.push(Number(numbers[1]));
      this.#hunks.push(oldLines);
      this.#hunks.push(Number(numbers[3]));
      this.#hunks.push(newLines);
    }
    this.#state = oldLines + newLines > 0 ? 'body-start' : 'header';
  }

  #startLine(chunk: Buffer, at: number): number {
    const sign = chunk[at];
    if (sign === BACKSLASH) {
      this.#state = 'note';
      return at + 1;
    }
    if ((sign === MINUS && this.#oldLeft > 0) || (sign === PLUS && this.#newLeft > 0)) {
      this.#sign = sign;
      this.#hash = HASH_START;
      this.#kind = 0;
      this.#state = 'body';
      return at + 1;
    }
    throw new GitStreamError('the lines of a hunk do not agree with its header');
  }

  #readBody(chunk: Buffer, start: number): number {
    let hash = this.#hash;
    let kind = this.#kind;
    let at = start;
    const size = chunk.length;
    for (; at < size; at += 1) {
      const byte = chunk[at] as number;
      if (byte === LF) break;
      const k = BYTE_KIND[byte] as number;
      if (k !== 0) {
        kind |= k;
        hash = hashByte(hash, byte);
      }
    }
    if (at === size) {
      this.#hash = hash;
      this.#kind = kind;
      return at;
    }
    const hashes = this.#sign === MINUS ? this.#deletedHashes : this.#addedHashes;
    if ((kind & 2) !== 0 && hashes.length < MAX_HASHES) hashes.push(finishHash(hash));
    if (this.#sign === MINUS) this.#oldLeft -= 1;
    else this.#newLeft -= 1;
    this.#state = this.#oldLeft + this.#newLeft > 0 ? 'body-start' : 'header';
    return at + 1;
  }

  #finishFile(): void {
    const entry = this.#entries[this.#entry];
    if (entry?.isFile && this.#added + this.#deleted > 0) {
      this.#lines.push({
        path: entry.path,
        added: this.#added,
        deleted: this.#deleted,
        hunks: this.#hunks.toArray(),
        addedLines: this.#addedHashes.toArray(),
        deletedLines: this.#deletedHashes.toArray(),
      });
    }
    this.#hunks.clear();
    this.#addedHashes.clear();
    this.#deletedHashes.clear();
    this.#added = 0;
    this.#deleted = 0;
  }

  #finishRecord(): void {
    this.#finishFile();
    if (this.#patchBegun && this.#entry !== this.#entries.length - 1)
      throw new GitStreamError('fewer patches than changed files');
    const paths: PathChange[] = [];
    for (const { change } of this.#entries) if (change !== undefined) paths.push(change);
    const record = { commit: this.#commit, paths, lines: this.#lines };
    this.#entries = [];
    this.#lines = [];
    this.#entry = -1;
    this.#part = 0;
    this.#patchBegun = false;
    this.#state = 'record';
    this.#handlers.onRecord(record);
  }

  /** Paths repeat in commit after commit; one copy of each is enough. */
  #name(bytes: Buffer): string {
    const text = decodeName(bytes);
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, text);
    return text;
  }
}

const KNOWN_HEADER =
  /^(?:--- |\+\+\+ |old mode |new mode |deleted file mode |new file mode |similarity index |dissimilarity index |rename from |rename to |copy from |copy to |Binary files |Submodule )/;

function isRegular(mode: string): boolean {
  return mode === '100644' || mode === '100755' || mode === '100664';
}

function toPathChange(
  letter: string,
  path: string,
  from: string,
  oldMode: string,
  before: string,
  after: string,
): PathChange {
  const hadFile = isRegular(oldMode);
  switch (letter) {
    case 'A':
    case 'C':
      return { status: 'added', path, after };
    case 'D':
      return { status: 'deleted', path, before };
    case 'R':
      return { status: 'renamed', path, from, before, after };
    case 'M':
    case 'T':
      return hadFile ? { status: 'modified', path, before, after } : { status: 'modified', path, after };
    default:
      throw new GitStreamError(`unknown change status ${JSON.stringify(letter)}`);
  }
}
