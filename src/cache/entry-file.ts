import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** Something went wrong with the cache; results stay right, the run is slower. For stderr, never for a report. */
export interface CacheWarning {
  readonly code: 'cache-unreadable' | 'cache-unwritable' | 'cache-damaged';
  readonly text: string;
}

export interface EntryFileOptions {
  readonly path: string;
  /** First line of the file: everything on which the meaning of an entry depends. No line end. */
  readonly header: string;
  readonly onWarning?: (warning: CacheWarning) => void;
  /** A larger file loses its oldest entries when it is opened; bytes. */
  readonly maxBytes?: number;
}

const LF = 10;
const SPACE = 32;
const SCAN = 1 << 20;
const WINDOW = 1 << 18;
const FLUSH_AT = 1 << 20;
const MAX_BYTES = 1 << 30;
/** A file is rewritten when at least this much of it, and more than half, is dead. */
const WORTH_COMPACTING = 1 << 20;
const CHECKSUM = 8;

/**
 * An append-only text file of entries, one to a line: `<checksum> <id> <payload>`. On opening only ids and places are
 * noted; an entry is read and checked when it is asked for. A torn last line, a damaged or falsified line and a file
 * of another version are dropped, never believed. Writers append whole lines in one call and begin with a line end, so
 * that two runs at once (or one that was killed) can spoil no line but their own. Where nothing can be read or
 * written, it warns once and behaves like an empty file.
 */
export class EntryFile {
  readonly #options: EntryFileOptions;
  readonly #seed: number;
  readonly #slots = new Map<string, number>();
  readonly #starts: number[] = [];
  readonly #sizes: number[] = [];
  readonly #pending = new Map<string, string>();
  #pendingBytes = 0;
  #reader: number | undefined;
  #writer: number | undefined;
  #writable = true;
  #scanned = 0;
  #stale = false;
  #dead = 0;
  #warned = false;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(options: EntryFileOptions) {
    this.#options = options;
    this.#seed = crc32(options.header);
    this.#open();
  }

  /** Entries that can be found, damaged ones included until they are asked for. */
  get size(): number {
    return this.#slots.size;
  }

  /** Ids of the entries, in the order in which they were first put. */
  ids(): string[] {
    if (this.#stale) this.#scan();
    return [...new Set([...this.#slots.keys(), ...this.#pending.keys()])];
  }

  /** Whether there is an undamaged entry for this id. */
  has(id: string): boolean {
    return this.#pending.has(id) || this.#line(id) !== undefined;
  }

  /** The payload stored for this id, or `undefined`. */
  get(id: string): string | undefined {
    return this.#pending.get(id) ?? this.#line(id)?.toString('utf8', CHECKSUM + id.length + 2);
  }

  /**
   * @param id without white space
   * @param payload without a line end
   * @returns whether it was taken; a disk that is full later is a warning
   */
  put(id: string, payload: string): boolean {
    if (!this.#writable) return false;
    this.#pending.set(id, payload);
    this.#pendingBytes += id.length + payload.length;
    if (this.#pendingBytes >= FLUSH_AT) this.flush();
    return this.#writable;
  }

  /** Forgets an entry that turned out to be damaged; the next `put` replaces it. */
  drop(id: string): void {
    this.#slots.delete(id);
    this.#warn('cache-damaged', 'a damaged cache entry was dropped and computed again');
  }

  flush(): void {
    if (this.#pending.size === 0) return;
    const lines: string[] = [''];
    for (const [id, payload] of this.#pending) lines.push(this.#written(id, payload));
    lines.push('');
    this.#pending.clear();
    this.#pendingBytes = 0;
    try {
      this.#writer ??= this.#startWriting();
      const bytes = Buffer.from(lines.join('\n'), 'utf8');
      if (writeSync(this.#writer, bytes) !== bytes.length) throw new Error('the disk is full');
      this.#stale = true;
    } catch (error) {
      this.#writable = false;
      this.#warn('cache-unwritable', `the cache cannot be written (${reason(error)}); going on without`);
    }
  }

  close(): void {
    this.flush();
    if (this.#reader !== undefined) closeSync(this.#reader);
    if (this.#writer !== undefined) closeSync(this.#writer);
    this.#reader = undefined;
    this.#writer = undefined;
    this.#writable = false;
    this.#slots.clear();
  }

  #open(): void {
    const { path, maxBytes = MAX_BYTES } = this.#options;
    try {
      this.#reader = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
      if (!this.#headerMatches()) {
        closeSync(this.#reader);
        this.#reader = undefined;
        // Moved out of the way by the first write, which starts a new file.
        return;
      }
      this.#scan();
      const size = fstatSync(this.#reader).size;
      if ((this.#dead > WORTH_COMPACTING && this.#dead > size / 2) || size > maxBytes)
        this.#compact(maxBytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      this.#slots.clear();
      this.#warn('cache-unreadable', `the cache cannot be read (${reason(error)}); going on without`);
    }
  }

  #headerMatches(): boolean {
    const wanted = Buffer.from(`${this.#options.header}\n`, 'utf8');
    const found = Buffer.alloc(wanted.length);
    const count = readSync(this.#reader as number, found, 0, found.length, 0);
    this.#scanned = wanted.length;
    return count === wanted.length && found.equals(wanted);
  }

  /** Notes ids and places of all whole lines behind what was scanned before. */
  #scan(): void {
    this.#stale = false;
    if (this.#reader === undefined) return;
    let rest = Buffer.alloc(0);
    let start = this.#scanned;
    let at = start;
    const chunk = Buffer.allocUnsafe(SCAN);
    for (;;) {
      const count = readSync(this.#reader, chunk, 0, SCAN, at);
      if (count === 0) break;
      at += count;
      const bytes =
        rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, count)]) : chunk.subarray(0, count);
      let line = 0;
      for (let end = bytes.indexOf(LF, line); end >= 0; end = bytes.indexOf(LF, line)) {
        this.#note(bytes, line, end, start);
        line = end + 1;
      }
      start += line;
      rest = Buffer.from(bytes.subarray(line));
    }
    this.#scanned = start;
  }

  #note(bytes: Buffer, line: number, end: number, start: number): void {
    if (end === line) return;
    const from = line + CHECKSUM + 1;
    const space = bytes.indexOf(SPACE, from);
    if (bytes[from - 1] !== SPACE || space <= from || space >= end) {
      this.#dead += end - line;
      return;
    }
    const id = bytes.toString('latin1', from, space);
    const older = this.#slots.get(id);
    if (older !== undefined) this.#dead += this.#sizes[older] ?? 0;
    this.#slots.set(id, this.#starts.length);
    this.#starts.push(start + line);
    this.#sizes.push(end - line);
  }

  /** The whole line of an entry; one that turns out to be damaged is dropped. */
  #line(id: string): Buffer | undefined {
    let slot = this.#slots.get(id);
    if (slot === undefined && this.#stale) {
      this.#scan();
      slot = this.#slots.get(id);
    }
    if (slot === undefined) return undefined;
    try {
      const line = this.#bytesAt(this.#starts[slot] ?? 0, this.#sizes[slot] ?? 0);
      if (line !== undefined && this.#isWhole(line, id)) return line;
      this.drop(id);
      return undefined;
    } catch (error) {
      this.#slots.clear();
      this.#warn('cache-unreadable', `the cache cannot be read (${reason(error)}); going on without`);
      return undefined;
    }
  }

  /** The id was read from this very place; the checksum over it and the payload says whether both are still as written. */
  #isWhole(line: Buffer, id: string): boolean {
    const stored = Number.parseInt(line.toString('latin1', 0, CHECKSUM), 16);
    return (
      stored === crc32(line.subarray(CHECKSUM + 1), this.#seed) &&
      line.toString('latin1', CHECKSUM + 1, CHECKSUM + 1 + id.length) === id
    );
  }

  /** Entries are mostly asked for in the order in which they were written: then the file is read in large pieces. */
  #bytesAt(start: number, size: number): Buffer | undefined {
    const windowEnd = this.#windowStart + this.#window.length;
    if (start < this.#windowStart || start + size > windowEnd) {
      if (this.#reader === undefined) return undefined;
      const onwards = start >= this.#windowStart && start <= windowEnd + WINDOW;
      const bytes = Buffer.allocUnsafe(onwards ? Math.max(WINDOW, size) : size);
      const count = readSync(this.#reader, bytes, 0, bytes.length, start);
      this.#window = bytes.subarray(0, count);
      this.#windowStart = start;
      if (count < size) return undefined;
    }
    const from = start - this.#windowStart;
    return this.#window.subarray(from, from + size);
  }

  #written(id: string, payload: string): string {
    const text = `${id} ${payload}`;
    return `${crc32(text, this.#seed).toString(16).padStart(CHECKSUM, '0')} ${text}`;
  }

  #startWriting(): number {
    const { path } = this.#options;
    // Another run may have begun the file since we looked.
    if (this.#reader === undefined) this.#open();
    if (this.#reader === undefined) {
      makeFolder(dirname(path));
      this.#replaceWith([]);
    }
    return openSync(path, constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0));
  }

  /** A new file with these lines takes the place of the old one in one step; a reader sees one or the other. */
  #replaceWith(lines: Iterable<Buffer>): void {
    const { path, header } = this.#options;
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      const fd = openSync(temporary, 'w', 0o600);
      try {
        writeSync(fd, `${header}\n`);
        for (const line of lines) writeSync(fd, line);
      } finally {
        closeSync(fd);
      }
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    if (this.#reader !== undefined) closeSync(this.#reader);
    this.#reader = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    this.#slots.clear();
    this.#starts.length = 0;
    this.#sizes.length = 0;
    this.#dead = 0;
    this.#window = Buffer.alloc(0);
    this.#windowStart = 0;
    this.#scanned = Buffer.byteLength(header) + 1;
    this.#scan();
  }

  /** Keeps the newest line of each id, and of those the newest that fit into half of `maxBytes`. */
  #compact(maxBytes: number): void {
    const live = [...this.#slots.values()].sort((a, b) => (this.#starts[b] ?? 0) - (this.#starts[a] ?? 0));
    const kept: number[] = [];
    let bytes = 0;
    for (const slot of live) {
      bytes += (this.#sizes[slot] ?? 0) + 1;
      if (bytes > maxBytes / 2) break;
      kept.push(slot);
    }
    kept.reverse();
    const self = this;
    function* lines(): Generator<Buffer> {
      for (const slot of kept) {
        const line = self.#bytesAt(self.#starts[slot] ?? 0, self.#sizes[slot] ?? 0);
        if (line !== undefined) yield Buffer.concat([line, Buffer.from('\n')]);
      }
    }
    try {
      this.#replaceWith(lines());
    } catch {
      // A folder that cannot be written: the file stays as it is, and is as good as before.
    }
  }

  #warn(code: CacheWarning['code'], text: string): void {
    if (this.#warned) return;
    this.#warned = true;
    this.#options.onWarning?.({ code, text: `${this.#options.path}: ${text}` });
  }
}

/**
 * A folder and those above it. Step by step: Node's own recursive way never returns where a folder exists in which none
 * can be made and the system says that there is no such place, as below /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another run was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Marks a file as used now, so that cleaning up by age spares it. */
export function touch(path: string, now: Date): void {
  // A file that is not there, or not ours, has no age to keep.
  try {
    utimesSync(path, now, now);
  } catch {}
}

function reason(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : 'unknown');
}
