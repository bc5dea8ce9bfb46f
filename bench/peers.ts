/**
 * Tools that rank files by churn and complexity, to compare times with. They compute far less, and are no dependency of
 * anything here: `npm run peers -- <folder>` installs them into a folder of their own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** esprima is needed by code-complexity, which does not declare it. */
const PACKAGES = ['fallow@3.3.0', 'code-complexity@4.4.4', 'esprima'];

const commands = [
  { name: 'fallow', script: 'fallow', options: ['health', '--hotspots', '--format', 'json'] },
  { name: 'code-complexity', script: 'code-complexity', options: ['.', '--limit', '20', '--format', 'json'] },
] as const;

/** How to start those of them that are installed in a folder, with Node, inside a repository. */
export function peersIn(folder: string): { readonly name: string; readonly command: readonly string[] }[] {
  return commands.flatMap(({ name, script, options }) => {
    const path = resolve(folder, 'node_modules', '.bin', script);
    return existsSync(path) ? [{ name, command: [path, ...options] }] : [];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: npm run peers -- <folder>');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const { status } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES],
    {
      cwd: folder,
      stdio: 'inherit',
    },
  );
  process.exitCode = status ?? 1;
}
