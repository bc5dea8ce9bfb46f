/**
 * Measures the budgets of docs/performance.md on real repositories:
 * `npm run bench -- <repository…> [--rounds 5] [--growth] [--peers <folder>]`.
 * All commands of one round run one after another, then the next round: machines are noisy, ratios within a round are
 * not. Every figure is a median over rounds, every budget a ratio to something measured in the same rounds.
 * `--growth` also measures cold runs on parts of the history and of the files; `--peers` compares with the tools that
 * `npm run peers -- <folder>` installed.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { growth } from './growth.ts';
import { peersIn } from './peers.ts';
import { median, type Run, run } from './run.ts';

const BIN = fileURLToPath(new URL('../bin/debtcast.js', import.meta.url));
const PATHSPECS = ['*.ts', '*.tsx', '*.mts', '*.cts', '*.js', '*.jsx', '*.mjs', '*.cjs', '*.vue', '*.svelte'];
const WINDOW_DAYS = 720;

interface Budget {
  readonly id: string;
  readonly text: string;
  readonly value: number;
  readonly limit: number;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    growth: { type: 'boolean', default: false },
    peers: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
let failed = 0;
for (const repository of positionals.length > 0 ? positionals : ['.'])
  failed += await bench(resolve(repository));
process.exitCode = failed > 0 ? 1 : 0;

async function bench(repository: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'debtcast-bench-'));
  try {
    const git = (args: readonly string[]) => run('git', ['-C', repository, ...args]);
    const debtcast = (args: readonly string[], cache: string) =>
      run(
        process.execPath,
        [BIN, ...args, '--quiet', '--format', 'json', '--cache-dir', join(folder, cache)],
        { cwd: repository },
      );
    const asOf = Number((await git(['log', '-1', '--format=%ct'])).stdout);
    const since = `--since=${new Date((asOf - WINDOW_DAYS * 86_400) * 1000).toISOString()}`;
    const earlier = (await git(['rev-list', '--max-count=1', '--skip=50', 'HEAD'])).stdout.trim();
    const parent = (
      await git(['rev-list', '--first-parent', '--max-count=1', '--skip=1', 'HEAD'])
    ).stdout.trim();

    const samples = new Map<string, Run[]>();
    const measure = async (name: string, work: () => Promise<Run>, mayFail = false): Promise<void> => {
      const result = await work();
      if (result.code !== 0 && !mayFail)
        throw new Error(`${name} ended with exit code ${result.code} in ${repository}`);
      const list = samples.get(name);
      if (list === undefined) samples.set(name, [result]);
      else list.push(result);
    };
    for (let round = 0; round < rounds; round++) {
      const cache = `cache-${round}`;
      await measure('node', () => run(process.execPath, ['-e', '0']));
      await measure('help', () => run(process.execPath, [BIN, '--help']));
      await measure('version', () => run(process.execPath, [BIN, '--version']));
      await measure('git numstat', () =>
        git([
          'log',
          '--numstat',
          '--no-merges',
          '-M',
          '--full-history',
          '--format=%H',
          since,
          '--',
          ...PATHSPECS,
        ]),
      );
      // Git gives up where the clone lacks a blob that a rename would be recognised by: then without renames.
      const raw = await git(['log', '--raw', '--no-merges', '-M', '--format=%H']);
      await measure('git raw', () =>
        raw.code === 0
          ? Promise.resolve(raw)
          : git(['log', '--raw', '--no-merges', '--no-renames', '--format=%H']),
      );
      await measure('cold', () => debtcast(['report', '.'], cache));
      await measure('warm', () => debtcast(['report', '.'], cache));
      await measure('computed anew', () => debtcast(['report', '.', '--seed', `round ${round}`], cache));
      if (options.peers !== undefined) {
        for (const { name, command } of peersIn(options.peers))
          await measure(name, () => run(process.execPath, command, { cwd: repository }), true);
      }
      await measure('diff warm', () => debtcast(['diff', parent], cache));
      // Another question about the same base, as the next push to the branch asks it.
      await measure('diff, same base', () =>
        debtcast(['diff', parent, '--max-new-hours-per-quarter', '1000'], cache),
      );
      await measure('diff cold', () => debtcast(['diff', parent], `${cache}-diff`));
      await measure('trend warm', () => debtcast(['trend', '.'], cache));
      await measure('backtest warm', () => debtcast(['backtest', '.'], cache));
      await measure('backtest again', () => debtcast(['backtest', '.'], cache));
      await measure('trend again', () => debtcast(['trend', '.'], cache));
      await measure('trend cold', () => debtcast(['trend', '.'], `${cache}-trend`));
      await measure('backtest cold', () => debtcast(['backtest', '.'], `${cache}-backtest`));
      await debtcast(['report', '.', '--at', earlier], `${cache}-50`);
      await measure('after 50 commits', () => debtcast(['report', '.'], `${cache}-50`));
      for (const used of readdirSync(folder)) rmSync(join(folder, used), { recursive: true, force: true });
    }

    const time = (name: string) => median(samples.get(name)!.map(sample => sample.milliseconds));
    const memory = (name: string) => median(samples.get(name)!.map(sample => sample.peakMiB));
    const floor = time('git numstat') + time('git raw');
    const gitPeak = Math.max(memory('git numstat'), memory('git raw'));
    const budgets: Budget[] = [
      { id: 'B1', text: 'cold report ÷ git floor', value: time('cold') / floor, limit: 1.3 },
      { id: 'B2', text: 'warm report ÷ cold report', value: time('warm') / time('cold'), limit: 0.15 },
      {
        id: 'B3',
        text: 'after 50 new commits ÷ cold report',
        value: time('after 50 commits') / time('cold'),
        limit: 0.4,
      },
      { id: 'B4', text: 'warm diff ÷ bare node', value: time('diff warm') / time('node'), limit: 10 },
      { id: 'B4', text: 'cold diff ÷ cold report', value: time('diff cold') / time('cold'), limit: 0.5 },
      { id: 'B5', text: '--help ÷ bare node', value: time('help') / time('node'), limit: 1.5 },
      { id: 'B5', text: '--version ÷ bare node', value: time('version') / time('node'), limit: 1.5 },
      { id: 'B7', text: 'peak memory, cold ÷ git', value: memory('cold') / gitPeak, limit: 2 },
      { id: 'B7', text: 'peak memory, warm, MiB', value: memory('warm'), limit: 120 },
      {
        id: 'B9',
        text: 'cold backtest ÷ cold report',
        value: time('backtest cold') / time('cold'),
        limit: 4,
      },
      { id: 'B9', text: 'cold trend ÷ cold report', value: time('trend cold') / time('cold'), limit: 2 },
      {
        id: 'B9',
        text: 'warm backtest − warm report, s',
        value: (time('backtest again') - time('warm')) / 1000,
        limit: 1,
      },
      {
        id: 'B9',
        text: 'warm trend − warm report, s',
        value: (time('trend again') - time('warm')) / 1000,
        limit: 1,
      },
    ];
    if (options.growth) {
      const grown = await growth(repository, folder, path =>
        run(process.execPath, [BIN, 'report', path, '--quiet', '--format', 'json', '--no-cache']),
      );
      for (const { what, worst } of grown)
        budgets.push({ id: 'B8', text: `${what} doubled, worst step`, value: worst, limit: 2.2 });
    }
    print(`\n${repository}  (${rounds} rounds, Node ${process.versions.node})`);
    for (const name of samples.keys()) {
      print(
        `  ${name.padEnd(18)} ${(time(name) / 1000).toFixed(3).padStart(8)} s  ${memory(name).toFixed(0).padStart(5)} MiB`,
      );
    }
    for (const { id, text, value, limit } of budgets) {
      print(
        `  ${id}  ${text.padEnd(36)} ${value.toFixed(2).padStart(7)}  budget ${limit}  ${value <= limit ? 'met' : 'MISSED'}`,
      );
    }
    return budgets.filter(({ value, limit }) => !(value <= limit)).length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
