/** Everything that can be said about the code without running it. All parts run, whatever the first one finds. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = ['src', 'bin', 'test', 'scripts', 'bench'].filter(folder => existsSync(join(root, folder)));

const parts = [
  { name: 'format and lint', command: ['biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'import rules', command: ['depcruise', '--config', '.dependency-cruiser.mjs', ...sources] },
  { name: 'unused code', command: ['knip'] },
  { name: 'workflows', command: ['node', 'scripts/lint-workflows.mjs'] },
];

const failed = parts.filter(({ name, command: [tool, ...args] }) => {
  process.stdout.write(`\n▸ ${name}\n`);
  const path = tool === 'node' ? process.execPath : join(root, 'node_modules', '.bin', tool ?? '');
  const { status } = spawnSync(path, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status !== 0;
});

process.stdout.write(
  failed.length === 0
    ? `\n${parts.length} checks passed\n`
    : `\nfailed: ${failed.map(({ name }) => name).join(', ')}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
