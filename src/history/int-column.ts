/** Integers, as many as come. */
export class IntColumn {
  #values = new Int32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  /** A view of what came so far. */
  values(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
