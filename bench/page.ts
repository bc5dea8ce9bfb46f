/**
 * How long the HTML page of 2,000 items takes until it can be used, in Debian's Chromium: `npm run bench:page`. Opened from
 * disk, as someone who got it by mail; the median of several openings. Budget: usable within a second.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { html } from '../src/report/formats/html.ts';
import { pageView } from '../src/report/views/page.ts';
import { item, reportData } from '../test/report/report-data.ts';
import { median } from './run.ts';

const ROWS = 2_000;
const ROUNDS = 5;
const BUDGET_MS = 1_000;

/** Usable: the script has run and a frame has been drawn after it. */
const MEASURE = `(async () => {
  const drawn = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  const after = async work => { const start = performance.now(); work(); await drawn(); return performance.now() - start; };
  const ready = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
  const paint = performance.getEntriesByType('paint').find(entry => entry.name === 'first-contentful-paint');
  await drawn();
  const usable = Math.max(ready, paint ? paint.startTime : 0);
  const sorted = await after(() => document.querySelectorAll('#t-items thead button')[4].click());
  const field = document.querySelector('.tools input');
  const filtered = await after(() => { field.value = 'part-7'; field.dispatchEvent(new Event('input')); });
  return { seen: paint ? paint.startTime : NaN, usable, sorted, filtered };
})()`;

const folder = mkdtempSync(join(tmpdir(), 'debtcast-bench-'));
try {
  const path = join(folder, 'report.html');
  const items = Array.from({ length: ROWS }, (_, index) =>
    item(index + 1, `src/part-${index % 37}/file-${index}.ts`),
  );
  writeFileSync(
    path,
    html(pageView({ report: reportData({ items }) }, { audience: 'both', locale: 'en-IE' })),
  );
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  const samples: {
    readonly seen: number;
    readonly usable: number;
    readonly sorted: number;
    readonly filtered: number;
  }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await browser.newPage();
    await page.goto(`file://${path}`, { waitUntil: 'load' });
    // As text: the project is compiled without the types of a browser.
    samples.push(await page.evaluate(MEASURE));
    await page.close();
  }
  await browser.close();
  const of = (key: keyof (typeof samples)[number]) => Math.round(median(samples.map(sample => sample[key])));
  process.stdout.write(
    `${ROWS} items, ${(statSync(path).size / 1e6).toFixed(2)} MB: first paint ${of('seen')} ms, usable ${of('usable')} ms, sorted ${of('sorted')} ms after the click, filtered ${of('filtered')} ms after the key; budget ${BUDGET_MS} ms\n`,
  );
  process.exitCode = Math.max(of('usable'), of('sorted'), of('filtered')) <= BUDGET_MS ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
