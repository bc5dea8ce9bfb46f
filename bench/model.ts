/**
 * Times what comes after reading: `npm run bench:model`. A synthetic repository of 10,000 files in 200 value streams is
 * read once; then price, forecast, 500 rows and three formats are made of it, as a report does, each round in a process
 * of its own. Budget: one second.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { report } from '../src/pipeline/report.ts';
import type { AnalysisRequest } from '../src/pipeline/request.ts';
import { readSnapshot } from '../src/pipeline/snapshot.ts';
import { withReader } from '../src/pipeline/with-reader.ts';
import { formats } from '../src/report/formats/index.ts';
import { reportView } from '../src/report/views/report.ts';
import { median } from './run.ts';

const FILES = 10_000;
const COMMITS = 3_000;
const STREAMS = 200;
const ROWS = 500;
const ROUNDS = 3;

const self = fileURLToPath(import.meta.url);
const [given] = process.argv.slice(2);
if (given !== undefined) process.stdout.write(`${await once(given)}\n`);
else {
  const folder = mkdtempSync(join(tmpdir(), 'debtcast-bench-'));
  try {
    const node = (script: string, ...args: readonly string[]): string => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      return stdout;
    };
    const giant = fileURLToPath(new URL('./giant.ts', import.meta.url));
    node(
      giant,
      join(folder, 'repository'),
      '--files',
      `${FILES}`,
      '--commits',
      `${COMMITS}`,
      '--lines',
      '20',
    );
    writeFileSync(join(folder, 'debt.config.yaml'), config());
    node(self, folder);
    const times = Array.from({ length: ROUNDS }, () => Number(node(self, folder)));
    process.stdout.write(
      `model and rendering: ${(median(times) / 1000).toFixed(2)} s for ${FILES} files, ${STREAMS} value streams, ${ROWS} rows; budget 1 s\n`,
    );
    process.exitCode = median(times) <= 1000 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two streams a package: the first and the second half of its 50 folders. */
function config(): string {
  const streams = Array.from({ length: STREAMS }, (_, n) => {
    const folders = Array.from({ length: 25 }, (_, i) => `m${25 * (n % 2) + i}`).join(',');
    return `  - name: Stream ${n}\n    paths: ['packages/p${n >> 1}/src/{${folders}}/**']\n`;
  });
  return `valueStreams:\n${streams.join('')}currency: EUR\nteam: { costPerHour: 85 }\n`;
}

/** Milliseconds from the measured snapshot to the last rendered character. */
async function once(folder: string): Promise<number> {
  const { readFileSync } = await import('node:fs');
  const request: AnalysisRequest = {
    path: join(folder, 'repository'),
    configFile: join(folder, 'debt.config.yaml'),
    workTreeConfig: false,
    only: [],
    allowShallow: false,
    cacheDir: join(folder, 'cache'),
    build: 'bench',
    now: new Date(0),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onTiming: () => undefined,
    readFile: path => Promise.resolve(existsSync(path) ? readFileSync(path) : undefined),
  };
  return withReader(request, async reader => {
    const snapshot = await readSnapshot(reader, request, reader.repository.revision);
    const start = performance.now();
    const { data, valuation } = report(snapshot, {
      version: '0.0.0',
      top: ROWS,
      sort: 'cost',
      only: [],
      density: false,
    });
    const { value: locale } = valuation.costModel.locale;
    for (const format of ['terminal', 'markdown', 'json'] as const) {
      formats[format](reportView(data, { audience: 'both', locale }), { width: 100, colorLevel: 0 });
    }
    return performance.now() - start;
  });
}
