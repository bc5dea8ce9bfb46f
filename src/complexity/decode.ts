/** Git looks at as many bytes when it decides whether a file is binary. */
const BINARY_SAMPLE = 8_000;

/**
 * Text of a blob: UTF-8 or, with a byte order mark, UTF-16. The mark is dropped; bytes that are no UTF-8 become
 * U+FFFD, which the parser reports as a syntax error outside strings and comments.
 * @returns `undefined` for binary content (a NUL byte near the start)
 */
export function decodeSource(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.toString('utf16le', 2);
  if (buffer[0] === 0xfe && buffer[1] === 0xff) {
    const even = buffer.length - (buffer.length % 2);
    return Buffer.from(buffer.subarray(2, even)).swap16().toString('utf16le');
  }
  if (buffer.subarray(0, BINARY_SAMPLE).includes(0)) return undefined;
  const marked = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  return buffer.toString('utf8', marked ? 3 : 0);
}
