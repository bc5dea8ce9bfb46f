import { GitStreamError } from './byte-tokens.ts';
import { unreadableObject } from './failures.ts';
import { readOutput, startGit } from './process.ts';
import type { Repository } from './repository.ts';

export type BlobResult =
  /** The bytes belong to the receiver. */
  | { readonly kind: 'content'; readonly id: string; readonly bytes: Buffer }
  | { readonly kind: 'missing'; readonly id: string }
  | { readonly kind: 'too-large'; readonly id: string; readonly size: number };

/** Waited for: while it works, git waits too. */
export type BlobSink = (blob: BlobResult) => void | Promise<void>;

/** A larger blob is not even streamed past: git is ended and started again behind it. */
const NOT_WORTH_SKIPPING = 32 << 20;

/**
 * Reads blobs through one `git cat-file --batch`, each handed out in the order asked. A blob that is absent or
 * damaged is `missing`; one above `maxBytes` is reported with its size and never held.
 * @param maxBytes largest blob wanted, bytes
 * @throws {GitFailure | GitStreamError}
 */
export async function readBlobs(
  repository: Repository,
  ids: readonly string[],
  sink: BlobSink,
  options: { readonly maxBytes: number; readonly signal?: AbortSignal },
): Promise<void> {
  let next = 0;
  while (next < ids.length) {
    const asked = ids.slice(next);
    const reader = new BlobReader(asked, options.maxBytes, sink);
    const git = startGit(repository.objects, ['cat-file', '--batch', '--buffer'], options);
    git.stdin.end(`${asked.join('\n')}\n`);
    try {
      await readOutput(git, chunk => reader.push(chunk));
      reader.end();
      next = ids.length;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof EnoughSeen) {
        next += reader.delivered;
        continue;
      }
      // A damaged object ends the whole batch; it is a gap, the others are not.
      const object = unreadableObject(error);
      const id = ids[next + reader.delivered];
      if (object === undefined || id === undefined || !reader.betweenBlobs) throw error;
      next += reader.delivered + 1;
      await sink({ kind: 'missing', id });
    }
  }
}

class EnoughSeen extends Error {}

/** Reads `<id> SP <type> SP <size> LF <bytes> LF` or `<id> SP missing LF`, in pieces of any size. */
export class BlobReader {
  readonly #asked: readonly string[];
  readonly #maxBytes: number;
  readonly #sink: BlobSink;
  #header = '';
  #left = 0;
  #inBlob = false;
  /** Undefined while a blob is skipped. */
  #bytes: Buffer | undefined;
  #filled = 0;
  /** How many of the asked have been handed out. */
  delivered = 0;

  constructor(asked: readonly string[], maxBytes: number, sink: BlobSink) {
    this.#asked = asked;
    this.#maxBytes = maxBytes;
    this.#sink = sink;
  }

  get betweenBlobs(): boolean {
    return !this.#inBlob && this.#header === '';
  }

  async push(chunk: Buffer): Promise<void> {
    let at = 0;
    while (at < chunk.length) {
      if (!this.#inBlob) {
        const end = chunk.indexOf(10, at);
        this.#header += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
        if (this.#header.length > 1_000) throw new GitStreamError('unexpected answer of git cat-file');
        if (end < 0) return;
        at = end + 1;
        const header = this.#header;
        this.#header = '';
        await this.#begin(header);
      } else {
        const size = Math.min(this.#left, chunk.length - at);
        // The last byte is the line end after the blob.
        const wanted = this.#left > 1 ? Math.min(size, this.#left - 1) : 0;
        if (this.#bytes !== undefined && wanted > 0) {
          chunk.copy(this.#bytes, this.#filled, at, at + wanted);
          this.#filled += wanted;
        }
        at += size;
        this.#left -= size;
        if (this.#left === 0) {
          if (chunk[at - 1] !== 10) throw new GitStreamError('unexpected answer of git cat-file');
          await this.#finish();
        }
      }
    }
  }

  /** @throws {GitStreamError} when an answer is missing or incomplete */
  end(): void {
    if (!this.betweenBlobs || this.delivered !== this.#asked.length) {
      throw new GitStreamError(`git cat-file answered ${this.delivered} of ${this.#asked.length} requests`);
    }
  }

  async #begin(header: string): Promise<void> {
    const id = this.#asked[this.delivered];
    const [answered, type, sizeText] = header.split(' ');
    if (id === undefined || answered !== id)
      throw new GitStreamError(
        `git cat-file answered ${JSON.stringify(header.slice(0, 80))} where ${id ?? 'nothing'} was asked`,
      );
    if (type === 'missing') {
      this.delivered += 1;
      await this.#sink({ kind: 'missing', id });
      return;
    }
    const size = Number(sizeText);
    if (type !== 'blob' || !Number.isSafeInteger(size) || size < 0)
      throw new GitStreamError(`${id} is no blob`);
    if (size > this.#maxBytes) {
      this.delivered += 1;
      await this.#sink({ kind: 'too-large', id, size });
      if (size > NOT_WORTH_SKIPPING) throw new EnoughSeen();
      this.#bytes = undefined;
    } else {
      this.#bytes = Buffer.allocUnsafeSlow(size);
    }
    this.#filled = 0;
    this.#left = size + 1;
    this.#inBlob = true;
  }

  async #finish(): Promise<void> {
    this.#inBlob = false;
    const bytes = this.#bytes;
    const id = this.#asked[this.delivered];
    if (bytes === undefined || id === undefined) return;
    this.#bytes = undefined;
    this.delivered += 1;
    await this.#sink({ kind: 'content', id, bytes });
  }
}
