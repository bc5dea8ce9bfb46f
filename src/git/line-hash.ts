/**
 * 32-bit hash of one line of source without its white space: FNV-1a over the other bytes, then the final mix of
 * MurmurHash3 so that lines which differ in the last byte differ everywhere. Two lines that differ only in
 * indentation or line ending are the same line. Lines without a letter or digit (`}`, `);`) say nothing about who
 * wrote what, and have no hash. Any byte above 0x7f counts as a letter: it is text in some script.
 */
export const HASH_START = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** What a byte is to the hash: 0 white space (skipped), 1 punctuation, 2 letter or digit. */
export const BYTE_KIND: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 32 || (byte >= 9 && byte <= 13)) return 0;
  const letter = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
  return letter || byte > 127 ? 2 : 1;
});

export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, FNV_PRIME);
}

export function finishHash(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** The hash of a whole line; `undefined` for a line that does not count. */
export function hashLine(line: Uint8Array): number | undefined {
  let hash = HASH_START;
  let kind = 0;
  for (const byte of line) {
    const k = BYTE_KIND[byte] ?? 0;
    if (k === 0) continue;
    kind |= k;
    hash = hashByte(hash, byte);
  }
  return (kind & 2) === 0 ? undefined : finishHash(hash);
}
