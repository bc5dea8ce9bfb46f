/** One form for each key: `PAY-120` in capitals, `#120` for a bare number. `undefined` for anything else. */
export function plainKey(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^#?\d+$/.test(trimmed)) return `#${trimmed.replace('#', '')}`;
  return /^[a-z][a-z0-9_]*-\d+$/i.test(trimmed) ? trimmed.toUpperCase() : undefined;
}

/**
 * The issues that a commit's subject names, each once, in order. Only keys that the export holds count: `UTF-8` and the
 * number of a pull request are none.
 */
export function issueKeysIn(subject: string, known: ReadonlySet<string>): string[] {
  const found = subject.match(/(?<![\w-])[a-z][a-z0-9_]*-\d+(?!\w)|#\d+/gi) ?? [];
  const keys = found.flatMap(text => plainKey(text) ?? []);
  return [...new Set(keys)].filter(key => known.has(key));
}
