/** A source of 32-bit unsigned numbers. */
export type RandomBits = () => number;

/**
 * Random bits that depend on the words of the key and on nothing else: the text is hashed to 128 bits (four
 * multiply-and-rotate lanes over UTF-16 units, finished as in MurmurHash3), which start Chris Doty-Humphrey's sfc32
 * generator. Integer arithmetic only, so every machine and Node version gives the same bits.
 */
export function bitsForKey(...words: readonly string[]): RandomBits {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = 0xdeadbeef;
  for (const word of words) {
    for (let i = 0; i < word.length; i++) mix(word.charCodeAt(i));
    // Not a UTF-16 unit: keeps ('ab', 'c') apart from ('a', 'bc').
    mix(0x10000 + word.length);
  }
  a = finish(a ^ b);
  b = finish(b ^ c);
  c = finish(c ^ d);
  d = finish(d ^ a);
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  // The generator's author asks for a dozen rounds before the first output is used.
  for (let round = 0; round < 12; round++) next();
  return next;

  function mix(unit: number): void {
    a = rotate(Math.imul(a ^ unit, 0x85ebca6b), 13) + b;
    b = rotate(Math.imul(b ^ unit, 0xc2b2ae35), 17) + c;
    c = rotate(Math.imul(c ^ unit, 0x27d4eb2f), 11) + d;
    d = rotate(Math.imul(d ^ unit, 0x165667b1), 19) + a;
  }
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

function finish(x: number): number {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
