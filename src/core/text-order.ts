/** Order by code point, the same on every machine and in every locale (`localeCompare` is neither). */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  for (;;) {
    const x = left.next();
    const y = right.next();
    if (x.done) return -1;
    if (y.done) return 1;
    if (x.value !== y.value) return (x.value.codePointAt(0) ?? 0) < (y.value.codePointAt(0) ?? 0) ? -1 : 1;
  }
}
