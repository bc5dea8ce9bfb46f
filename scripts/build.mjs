/**
 * Compiles src into dist; types are stripped here and checked by `npm run check`. The new code is written beside the old
 * and takes its place at the end: no file of an earlier build stays, and a command started meanwhile finds one build or
 * the other.
 * `--where-possible` (the prepare script): does nothing where the compiler is not installed, as after
 * `npm ci --omit=dev`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const compiler = () => {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
};

const tsc = compiler();
if (tsc === undefined) {
  const fine = process.argv.includes('--where-possible');
  process.stderr.write(
    fine ? 'no compiler installed: dist is left as it is\n' : 'the compiler is missing: run `npm ci` first\n',
  );
  process.exit(fine ? 0 : 1);
}

const next = join(root, `dist-${process.pid}`);
const old = `${next}-old`;
const target = join(root, 'dist');
try {
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', next], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) {
    if (existsSync(target)) renameSync(target, old);
    renameSync(next, target);
  }
  process.exitCode = status ?? 1;
} finally {
  for (const folder of [next, old]) rmSync(folder, { recursive: true, force: true });
}
