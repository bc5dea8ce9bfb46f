import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nestedIfs } from '../helpers/code.ts';
import { history } from '../helpers/repository.ts';
import { projectRoot, run } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';

/** npm with the settings of this machine: it has to reach the registry for the dependencies. */
function npm(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync('npm', [...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args[0]}: ${stderr}`);
  return stdout;
}

describe('the package, as somebody else installs it', () => {
  it('holds what runs and no more, and reports on a repository from an empty folder', async () => {
    const folder = scratchFolder('packed');
    const [packed] = JSON.parse(
      npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], projectRoot),
    ) as [{ filename: string; files: { path: string }[] }];
    const tops = new Set(packed.files.map(({ path }) => path.split('/')[0]));
    expect([...tops].sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'package.json']);

    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    npm(
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        '--prefer-offline',
        join(folder, packed.filename),
      ],
      folder,
    );
    const binary = join(folder, 'node_modules', 'debtcast', 'bin', 'debtcast.js');
    expect(existsSync(join(folder, 'node_modules', '.bin', 'debtcast'))).toBe(true);
    // What only development needs is not there.
    expect(readdirSync(join(folder, 'node_modules'))).not.toContain('vitest');

    const repo = await history([
      { at: '2025-06-01', by: 'ada', write: { 'src/invoice.ts': nestedIfs(7, 'total') } },
      {
        at: '2026-01-10',
        by: 'lin',
        message: 'fix: rounding',
        write: { 'src/invoice.ts': nestedIfs(8, 'total') },
      },
    ]);
    const version = await run(['--version'], { binary, cwd: folder });
    expect(version).toMatchObject({ code: 0, stderr: '' });
    const told = await run([repo.path, '--format', 'json'], { binary, cwd: folder });
    expect(told.stderr).toBe('');
    expect(told.code).toBe(0);
    const data = JSON.parse(told.stdout) as {
      repository: { revision: string; sourceFiles: number };
      window: { changes: number; fixes: number };
    };
    expect(data.repository).toMatchObject({
      revision: (await repo.git('rev-parse', 'HEAD')).trim(),
      sourceFiles: 1,
    });
    expect(data.window).toMatchObject({ changes: 2, fixes: 1 });
  });
});
