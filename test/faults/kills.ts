import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv } from '../helpers/clean-env.ts';
import { constants, nestedIfs } from '../helpers/code.ts';
import { history, type Repository } from '../helpers/repository.ts';
import { binaryPath } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;
/** 128 + number; a killed process has none. */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGKILL: null } as const;

/** A repository that takes a moment to read. */
export const busyShop = (): Promise<Repository> =>
  history(
    Array.from({ length: 60 }, (_, n) => ({
      at: new Date(Date.UTC(2024, 0, 1 + 12 * n)).toISOString().slice(0, 10),
      message: n % 4 === 1 ? `fix: ${n}` : `feat: ${n}`,
      write: Object.fromEntries(
        Array.from({ length: n === 0 ? 80 : 6 }, (_, f) => [
          `src/f${(n * 7 + f) % 80}.ts`,
          `${nestedIfs(10 + (f % 5))}${constants(200, n)}`,
        ]),
      ),
    })),
  );

export interface KillBed {
  readonly shop: Repository;
  /** What an undisturbed run writes. */
  readonly expected: string;
}

export async function killBed(): Promise<KillBed> {
  const shop = await busyShop();
  const place = bed();
  const ended = await start(shop, place, ['--no-cache']).ended;
  if (ended.code !== 0) throw new Error(ended.stderr);
  return { shop, expected: readFileSync(place.output, 'utf8') };
}

interface Place {
  readonly temporary: string;
  readonly folder: string;
  readonly output: string;
}

function bed(): Place {
  const folder = scratchFolder('outputs');
  const temporary = scratchFolder('tmp');
  return { temporary, folder, output: join(folder, 'report.json') };
}

function start(shop: Repository, { temporary, output }: Place, more: readonly string[]) {
  const child = spawn(process.execPath, [binaryPath, 'report', '-o', output, ...more], {
    cwd: shop.path,
    env: { ...cleanEnv(scratchFolder('home')), TMPDIR: temporary, COLUMNS: '100' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout.resume();
  const ended = new Promise<{ code: number | null; stderr: string }>(resolve =>
    child.on('close', code => resolve({ code, stderr })),
  );
  return { child, ended };
}

/**
 * Starts a report over an older one, ends it after `delay` milliseconds, and looks at what is left.
 * @returns what is wrong, or undefined
 */
export async function killOnce(
  { shop, expected }: KillBed,
  cache: string,
  signal: (typeof signals)[number],
  delay: number,
): Promise<string | undefined> {
  const place = bed();
  mkdirSync(cache, { recursive: true });
  writeFileSync(place.output, 'the older report\n');
  const { child, ended } = start(shop, place, ['--cache-dir', cache]);
  await new Promise(resolve => setTimeout(resolve, delay));
  child.kill(signal);
  const { code, stderr } = await ended;
  const what = `${signal} after ${delay} ms`;
  // 0: it was done before the signal came. Before our handlers stand, the signal ends Node itself, which has no code.
  if (code !== 0 && code !== statuses[signal] && code !== null) return `${what}: exit ${code}: ${stderr}`;
  const text = readFileSync(place.output, 'utf8');
  if (text !== 'the older report\n' && text !== expected)
    return `${what}: half an output of ${text.length} characters`;
  // Nobody can clean up behind SIGKILL; what is left then is a private folder of three small files.
  if (signal !== 'SIGKILL') {
    const left = [
      // From 22 on Node keeps compiled code there for all programs: a cache of its own, not a file of ours.
      ...readdirSync(place.temporary).filter(name => name !== 'node-compile-cache'),
      ...readdirSync(place.folder).filter(name => name !== 'report.json'),
    ];
    if (left.length > 0) return `${what}: left behind ${left.join(', ')}`;
  }
  const after = bed();
  const again = await start(shop, after, ['--cache-dir', cache]).ended;
  if (again.code !== 0) return `${what}: the next run ends with ${again.code}: ${again.stderr}`;
  if (!existsSync(after.output) || readFileSync(after.output, 'utf8') !== expected)
    return `${what}: the next run gives another report`;
  return undefined;
}

/** Kills at `runs` moments spread over a run. */
export async function huntKills(runs: number, seed: number): Promise<string> {
  const made = await killBed();
  for (let i = 0; i < runs; i++) {
    // Golden ratio steps: spread evenly whatever the number of runs.
    const delay = Math.round(((seed * 0.754_877_666 + i * 0.618_033_988_75) % 1) * 3000);
    const cache = scratchFolder('cache');
    const wrong = await killOnce(made, cache, signals[i % signals.length]!, delay);
    if (wrong !== undefined) throw new Error(wrong);
    if (i % 20 === 19) process.stderr.write(`${i + 1} kills\n`);
  }
  return `${runs} kills by ${signals.join(', ')} within 3 s of the start`;
}
