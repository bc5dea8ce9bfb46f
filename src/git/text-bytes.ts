import { isUtf8 } from 'node:buffer';

const REPLACED = '\uFFFD';

/**
 * Text from bytes that should be UTF-8 and need not be. Bytes that are not are written as `\xE9`, so that two
 * different names stay different and the result can be printed anywhere.
 */
export function decodeName(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes(REPLACED) || isUtf8(bytes)) return text;
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceLength(bytes[at] ?? 0);
    const part = bytes.subarray(at, at + size);
    if (size > 0 && part.length === size && isUtf8(part)) {
      out += part.toString('utf8');
      at += size;
    } else {
      out += `\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
      at += 1;
    }
  }
  return out;
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}
