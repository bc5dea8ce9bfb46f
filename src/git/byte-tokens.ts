/**
 * The beginning of a token whose end has not arrived yet. Streams come in pieces of any size; a token is handed on
 * only when it is whole.
 */
export class TokenRest {
  #parts: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(part: Buffer, limit: number): void {
    this.#size += part.length;
    if (this.#size > limit) throw new GitStreamError(`a field is longer than ${limit} bytes`);
    // Chunks are recycled by nobody, but a slice keeps its whole chunk alive; a copy of a short rest does not.
    this.#parts.push(Buffer.from(part));
  }

  /** The whole token, ended by `end`; empties the rest. */
  finish(end: Buffer): Buffer {
    if (this.#size === 0) return end;
    const whole = Buffer.concat([...this.#parts, end]);
    this.#parts = [];
    this.#size = 0;
    return whole;
  }
}

/** Git's output does not have the form it is documented to have: a damaged stream, or a git we do not know. */
export class GitStreamError extends Error {
  override readonly name = 'GitStreamError';
}
