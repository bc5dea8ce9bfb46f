/** A list of 32-bit integers that grows, for counts that run into the millions. Refilled instead of remade. */
export class IntList {
  #values = new Int32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  clear(): void {
    this.length = 0;
  }

  /** A copy of exactly what is in it. */
  toArray(): Int32Array {
    return this.#values.slice(0, this.length);
  }
}
