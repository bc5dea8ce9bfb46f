/**
 * The globs under `packages:` in a `pnpm-workspace.yaml`.
 *
 * Not a YAML reader: it understands the list of plain or quoted strings, one a line or in brackets, that pnpm itself
 * writes and documents. Anything else gives an empty list, and with it folders instead of packages.
 */
export function pnpmPackages(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const head = lines.findIndex(line => /^packages\s*:/.test(line));
  if (head === -1) return [];
  const inline = /^packages\s*:\s*\[([^\]]*)\]/.exec(lines[head]!);
  if (inline) return inline[1]!.split(',').map(scalar).filter(isGlob);
  const globs: string[] = [];
  for (const line of lines.slice(head + 1)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (!item) break;
    globs.push(scalar(item[1]!));
  }
  return globs.filter(isGlob);
}

function scalar(text: string): string {
  const trimmed = text.trim();
  const quoted = /^(["'])(.*?)\1/.exec(trimmed);
  return quoted ? quoted[2]! : trimmed.replace(/\s+#.*$/, '');
}

const isGlob = (text: string): boolean => text !== '';
