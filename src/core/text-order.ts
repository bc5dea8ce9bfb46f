/** Order by code point, the same on every machine and in every locale (`localeCompare` is neither). */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  const shared = Math.min(a.length, b.length);
  let at = 0;
  while (at < shared && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === shared) return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
  // Two halves of a pair are one character: where the second half differs, the character begins one unit earlier.
  const start = at > 0 && isHighSurrogate(a.charCodeAt(at - 1)) ? at - 1 : at;
  const x = a.codePointAt(start)!;
  const y = b.codePointAt(start)!;
  if (x !== y) return x < y ? -1 : 1;
  return a.charCodeAt(at) < b.charCodeAt(at) ? -1 : 1;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
