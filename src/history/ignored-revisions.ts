/**
 * Commit ids of a `.git-blame-ignore-revs` file: one full id a line, `#` starts a comment, anything else is skipped.
 * git itself accepts only full ids there (40 hexadecimal digits, 64 in SHA-256 repositories).
 */
export function parseIgnoredRevisions(text: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const line of text.split('\n')) {
    const comment = line.indexOf('#');
    const id = (comment === -1 ? line : line.slice(0, comment)).trim().toLowerCase();
    if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) ids.add(id);
  }
  return ids;
}
