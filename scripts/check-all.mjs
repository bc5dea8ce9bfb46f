/** The checks once, then the whole suite on every Node version that is supported. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const versions = ['20.19.0', '22', '24'];
const vitest = join('node_modules', 'vitest', 'vitest.mjs');

const run = (title, command, ...args) => {
  process.stdout.write(`\n▸ ${title}\n`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return { title, passed: status === 0 };
};

const results = [
  run('checks', process.execPath, join('scripts', 'check.mjs')),
  run('build', process.execPath, join('scripts', 'build.mjs')),
  ...versions.map(version => run(`tests on Node ${version}`, 'npx', '-y', `node@${version}`, vitest, 'run')),
];

for (const { title, passed } of results) process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${title}\n`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
