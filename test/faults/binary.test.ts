import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanEnv } from '../helpers/clean-env.ts';
import { constants, nestedIfs } from '../helpers/code.ts';
import { history, type Repository } from '../helpers/repository.ts';
import { binaryPath, run } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { killBed, killOnce } from './kills.ts';

let shop: Repository;
/** The JSON report of an undisturbed run. */
let expected: string;

const args = ['report', '--format', 'json', '--jobs', '0'];

beforeAll(async () => {
  shop = await history(
    Array.from({ length: 12 }, (_, n) => ({
      at: new Date(Date.UTC(2024, n, 5)).toISOString().slice(0, 10),
      message: n % 3 === 2 ? `fix: ${n}` : `feat: ${n}`,
      write: { 'src/a.ts': `${nestedIfs(12)}// ${n}\n`, 'src/b.ts': constants(30, n) },
    })),
  );
  const told = await run([...args, '--no-cache'], { cwd: shop.path });
  expect(told.code, told.stderr).toBe(0);
  expected = told.stdout;
});

/** A folder for the front of PATH whose `git` does what the script says; `$real` is the real one. */
function fakeGit(script: string): Record<string, string> {
  const folder = scratchFolder('bin');
  const path = process.env.PATH ?? '';
  const real = path
    .split(delimiter)
    .map(place => join(place, 'git'))
    .find(existsSync);
  writeFileSync(join(folder, 'git'), `#!/bin/sh\nreal='${real}'\n${script}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return { PATH: `${folder}${delimiter}${path}` };
}

/** Only for the commands that read much; questions about the repository are answered. */
const inTheMiddle = (script: string): string =>
  `case "$*" in *diff-tree*|*cat-file*|*"log "*) ${script};; *) exec "$real" "$@";; esac`;

describe('a git', () => {
  it.each([
    ['that crashes in the middle', inTheMiddle('"$real" "$@" | head -c 300; exit 3'), 'git-failed'],
    ['that is killed in the middle', inTheMiddle('"$real" "$@" | head -c 300; kill -9 $$'), 'git-failed'],
    ['that stops early without a word', inTheMiddle('"$real" "$@" | head -c 300; exit 0'), 'git-failed'],
    [
      'that prints garbage',
      inTheMiddle('"$real" "$@" >/dev/null; head -c 5000 /dev/zero | tr "\\0" x'),
      'git-failed',
    ],
    [
      'that is too old',
      'case "$*" in *version*) echo git version 2.20.1;; *) exec "$real" "$@";; esac',
      'git-too-old',
    ],
  ])('%s is named, and nothing is printed', async (_, script, code) => {
    const told = await run([...args, '--no-cache'], {
      cwd: shop.path,
      env: fakeGit(script),
      timeout: 60_000,
    });
    expect(told.stdout).toBe('');
    expect(told.code, told.stderr).toBe(2);
    expect(JSON.parse(told.stderr).error, told.stderr).toMatchObject({ code });
  });

  it('that is not there is named', async () => {
    const told = await run(args, { cwd: shop.path, env: { PATH: scratchFolder('empty') } });
    expect(told.code).toBe(2);
    expect(JSON.parse(told.stderr).error).toMatchObject({ code: 'git-missing' });
  });

  it('that is slow gives the same report', async () => {
    const told = await run([...args, '--no-cache'], {
      cwd: shop.path,
      env: fakeGit('sleep 0.2; "$real" "$@"'),
    });
    expect(told.stdout).toBe(expected);
  });
});

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));

async function filledCache(): Promise<string> {
  const cache = scratchFolder('cache');
  const told = await run([...args, '--cache-dir', cache], { cwd: shop.path });
  expect(told.stdout).toBe(expected);
  expect(filesBelow(cache).length).toBeGreaterThan(1);
  return cache;
}

describe('a cache', () => {
  it.each<[string, (cache: string) => string]>([
    [
      'whose files are cut off',
      cache => {
        for (const file of filesBelow(cache)) truncateSync(file, Math.floor(readFileSync(file).length / 2));
        return cache;
      },
    ],
    [
      'whose files are noise',
      cache => {
        for (const file of filesBelow(cache)) writeFileSync(file, Buffer.alloc(5000, 0xa5));
        return cache;
      },
    ],
    [
      'whose entries were changed',
      cache => {
        for (const file of filesBelow(cache))
          writeFileSync(file, readFileSync(file, 'latin1').replaceAll('1', '7'), 'latin1');
        return cache;
      },
    ],
    [
      'of another version',
      cache => {
        for (const file of filesBelow(cache))
          writeFileSync(file, readFileSync(file, 'utf8').replace('"schema":', '"schema":9'));
        return cache;
      },
    ],
    [
      'whose files are folders',
      () => {
        const cache = scratchFolder('cache');
        mkdirSync(join(cache, 'x'.repeat(32)));
        return cache;
      },
    ],
    [
      'whose folder is a file',
      () => {
        const file = join(scratchFolder('cache'), 'file');
        writeFileSync(file, 'mine');
        return file;
      },
    ],
    ['whose folder cannot be made', () => '/proc/debtcast-cache'],
    [
      'whose files are links to somebody else’s',
      cache => {
        const target = join(scratchFolder('other'), 'precious');
        writeFileSync(target, 'precious');
        const linked = scratchFolder('cache');
        for (const file of filesBelow(cache)) {
          const place = file.replace(cache, linked);
          mkdirSync(join(place, '..'), { recursive: true });
          symlinkSync(target, place);
        }
        return linked;
      },
    ],
  ])('%s costs time and changes nothing', async (_, damage) => {
    const cache = damage(await filledCache());
    for (let i = 0; i < 2; i++) {
      const told = await run([...args, '--cache-dir', cache], { cwd: shop.path });
      expect(told.code, told.stderr).toBe(0);
      expect(told.stdout).toBe(expected);
      expect(told.stderr).not.toContain('mistake in debtcast');
    }
  });

  it('that cannot be written says so on stderr', async () => {
    const told = await run([...args, '--cache-dir', '/proc/debtcast-cache'], { cwd: shop.path });
    expect(told.stderr).toMatch(/warning: .*the cache cannot be written/);
  });

  it('may be written by two runs at once', async () => {
    const cache = scratchFolder('cache');
    const both = await Promise.all(
      [0, 1].map(() => run([...args, '--cache-dir', cache], { cwd: shop.path })),
    );
    both.push(await run([...args, '--cache-dir', cache], { cwd: shop.path }));
    for (const told of both) expect(told.stdout).toBe(expected);
  });

  it('on a full disk costs time, says so, and changes nothing', async () => {
    // Room for a beginning: some files end in the middle of an entry.
    for (const room of [1, 6]) {
      const cache = scratchFolder('cache');
      const told = await withRoom(room, [...args, '--cache-dir', cache]);
      expect(told.code, told.stderr).toBe(0);
      expect(told.stdout).toBe(expected);
      expect(told.stderr).toMatch(/warning: .*the cache cannot be written/);
      const later = await run([...args, '--cache-dir', cache], { cwd: shop.path });
      expect(later.stdout).toBe(expected);
    }
  });
});

describe('an output without room', () => {
  it('leaves the file that was there, whole, and nothing beside it', async () => {
    const folder = scratchFolder('outputs');
    const out = join(folder, 'report.json');
    for (const before of [undefined, 'an older report']) {
      if (before !== undefined) writeFileSync(out, before);
      const told = await withRoom(1, [...args, '--no-cache', '-o', out]);
      expect(told.code).toBe(2);
      expect(told.stderr).toContain('cannot be written');
      expect(readdirSync(folder)).toEqual(before === undefined ? [] : ['report.json']);
      if (before !== undefined) expect(readFileSync(out, 'utf8')).toBe(before);
    }
  });

  it('in a folder that is not there is an error that names it', async () => {
    const folder = scratchFolder('outputs');
    const out = join(folder, 'no', 'such', 'folder.json');
    const told = await run([...args, '--no-cache', '-o', out], { cwd: shop.path });
    expect(told.code).toBe(2);
    expect(JSON.parse(told.stderr).error).toMatchObject({ code: 'cannot-write' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** Runs the binary with a limit on the size of every file it writes, in KiB: to a program that is a full disk. */
function withRoom(
  kibibytes: number,
  options: readonly string[],
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(
    'bash',
    ['-c', `ulimit -f ${kibibytes}; exec "$@"`, 'bash', process.execPath, binaryPath, ...options],
    { cwd: shop.path, env: cleanEnv(scratchFolder('home')) },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, stdout, stderr })));
}

describe('a reader that goes away', () => {
  it('ends the output without an error', async () => {
    const child = spawn(
      '/bin/sh',
      ['-c', `"${process.execPath}" "${binaryPath}" inspect --all | head -n 1`],
      {
        cwd: shop.path,
        env: cleanEnv(scratchFolder('home')),
      },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', chunk => (out += chunk));
    child.stderr.on('data', chunk => (err += chunk));
    await new Promise(resolve => child.on('close', resolve));
    expect(err).toBe('');
    expect(out.split('\n').length).toBe(2);
  });
});

describe('a signal', () => {
  it('at any moment leaves cache and outputs whole, and nothing else behind', {
    timeout: 180_000,
  }, async () => {
    const made = await killBed();
    for (const [signal, delay] of [
      ['SIGINT', 900],
      ['SIGTERM', 1400],
      ['SIGINT', 2000],
      ['SIGKILL', 1500],
    ] as const) {
      expect(await killOnce(made, scratchFolder('cache'), signal, delay)).toBeUndefined();
    }
  });
});
