/// <reference lib="dom" />
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/report/formats/html.ts';
import { pageView } from '../../src/report/views/page.ts';
import { explainData, planData, roadmapData, trendData } from '../report/command-data.ts';
import { item, reportData, stream } from '../report/report-data.ts';

/** Debian's Chromium; a machine without it fails here rather than passing unseen. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const view = { audience: 'both', locale: 'en-IE' } as const;
const PLANTED = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';

const pages = {
  report: html(
    pageView({ report: reportData(), plan: planData, roadmap: roadmapData, trend: trendData }, view),
  ),
  explained: html(
    pageView(
      {
        report: reportData(),
        trend: trendData,
        explained: [
          {
            ...explainData,
            subject: { kind: 'file', path: reportData().items[0]!.path, names: [], valueStreams: [] },
          },
        ],
        files: [
          ...reportData().items.map(({ path, effortShare, health }) => ({ path, effortShare, health })),
          ...Array.from({ length: 400 }, (_, i) => ({
            path: `src/part-${i % 9}/a-file-with-a-long-name-${i}.ts`,
            effortShare: 0.001,
            health: 1 + (i % 10) * 0.9,
          })),
        ],
      },
      view,
    ),
  ),
  hostile: html(
    pageView(
      {
        report: reportData({
          repository: { ...reportData().repository, name: PLANTED },
          valueStreams: [stream(PLANTED, { owner: PLANTED })],
          items: [
            item(1, `src/${PLANTED}.ts`, {
              valueStreams: [PLANTED],
              decision: { decision: 'fix', reason: PLANTED, on: '2026-11-03', by: PLANTED, expired: false },
            }),
          ],
          warnings: [{ code: 'x', text: PLANTED }],
        }),
      },
      view,
    ),
  ),
  large: html(
    pageView(
      {
        report: reportData({
          items: Array.from({ length: 2000 }, (_, index) =>
            item(index + 1, `src/part-${index % 37}/file-${index}.ts`),
          ),
        }),
      },
      view,
    ),
  ),
};

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'debtcast-page-'));
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), text);
  browser = await chromium.launch({ executablePath, args: quiet });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** What the page said or asked for; both have to stay empty. */
  readonly complaints: string[];
  readonly requests: string[];
}

/** Opens a page from disk, as someone who got it by mail. */
async function opened(
  name: keyof typeof pages,
  options: Parameters<Browser['newContext']>[0] = {},
  work: (opened: Opened) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', message => complaints.push(message.text()));
    page.on('pageerror', error => complaints.push(error.message));
    page.on('request', request => requests.push(request.url()));
    const url = `file://${join(folder, `${name}.html`)}`;
    await page.goto(url);
    await work({
      page,
      complaints,
      requests: requests.filter(each => each !== url && !each.startsWith('data:')),
    });
    expect(complaints).toEqual([]);
    expect(requests.filter(each => each !== url && !each.startsWith('data:'))).toEqual([]);
  } finally {
    await context.close();
  }
}

const paths = (page: Page): Promise<string[]> => page.locator('#t-items tbody:visible th').allInnerTexts();

/** Evaluated from outside: the policy of the page stays as strict as it is. */
async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: {
          run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

describe('the page in a browser', () => {
  it('opens from disk without a complaint and without asking for anything', () =>
    opened('report', {}, async ({ page }) => {
      expect(await page.title()).toContain('acme/shop');
      expect(await page.locator('h1').innerText()).toContain('acme/shop');
      // The policy holds: a style in an attribute has no effect.
      const reached = await page.evaluate(() => document.styleSheets.length);
      expect(reached).toBe(1);
    }));

  it('sorts by a column, both ways, with what has no value last', () =>
    opened('report', {}, async ({ page }) => {
      const [first, second, third] = reportData().items.map(each => each.path);
      const payback = page.locator('#t-items th[scope=col]', { hasText: 'Payback' });
      await payback.getByRole('button').click();
      expect(await payback.getAttribute('aria-sort')).toBe('ascending');
      // 25.7 weeks before 26; the third never pays back.
      expect(await paths(page)).toEqual([second, first, third]);
      await payback.getByRole('button').press('Enter');
      expect(await payback.getAttribute('aria-sort')).toBe('descending');
      expect(await paths(page)).toEqual([first, second, third]);
      const name = page.locator('#t-items th[scope=col]', { hasText: 'Debt item' });
      await name.getByRole('button').click();
      expect(await payback.getAttribute('aria-sort')).toBeNull();
      expect(await paths(page)).toEqual([first, third, second]);
    }));

  it('filters rows by what stands in them, and says how many are left', () =>
    opened('report', {}, async ({ page }) => {
      const field = page.getByRole('searchbox', { name: 'Filter rows' }).first();
      await field.fill('catalog FACETS');
      expect(await paths(page)).toEqual(['src/catalog/search/facets.ts']);
      expect(await page.getByText('1 of 3 rows').isVisible()).toBe(true);
      await field.fill('');
      expect(await paths(page)).toHaveLength(3);
    }));

  it('opens what is behind a row by keyboard, and all rows at once', () =>
    opened('report', {}, async ({ page }) => {
      const row = page.locator('#t-items tbody').first();
      const chain = row.getByText('cognitive 212, 980 lines');
      expect(await chain.isVisible()).toBe(false);
      await row.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await chain.isVisible()).toBe(true);
      await page.getByRole('button', { name: 'Open all' }).first().click();
      expect(await page.locator('#t-items details[open]').count()).toBe(3);
    }));

  it('is dark where the reader is, and can be switched', () =>
    opened('report', { colorScheme: 'dark' }, async ({ page }) => {
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(await background()).toBe('rgb(16, 21, 27)');
      await page.getByRole('button', { name: 'Light or dark' }).click();
      expect(await background()).toBe('rgb(255, 255, 255)');
    }));

  it('fits a phone: nothing is wider than the screen', () =>
    opened('report', { viewport: { width: 390, height: 844 } }, async ({ page }) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      const label = await page.evaluate(
        () => getComputedStyle(document.querySelector('#t-items td:nth-child(5)')!, '::before').content,
      );
      expect(label).toBe('"Cost / quarter"');
    }));

  it('reads without its script', () =>
    opened('report', { javaScriptEnabled: false }, async ({ page }) => {
      expect(await paths(page)).toHaveLength(3);
      expect(await page.locator('figure svg').first().isVisible()).toBe(true);
      expect(await page.getByRole('searchbox').count()).toBe(0);
    }));

  it.each(['A4', 'Letter'] as const)('prints on %s, light, with the parts on pages of their own', format =>
    opened('report', { colorScheme: 'dark' }, async ({ page }) => {
      const pdf = await page.pdf({ format });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      // Planning, engineering, what it rests on, and the words: each begins a page.
      const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(count).toBeGreaterThanOrEqual(4);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const printed = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(printed).toBe('rgb(255, 255, 255)');
    }),
  );

  it.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 390],
  ] as const)('has no serious accessibility problem: %s, %d pixels wide', (colorScheme, width) =>
    opened('report', { colorScheme, viewport: { width, height: 900 } }, async ({ page }) => {
      expect(await seriousProblems(page)).toEqual([]);
    }),
  );

  it.each(['light', 'dark'] as const)(
    'is as accessible and as narrow on a phone with a chain open, %s',
    colorScheme =>
      opened('explained', { viewport: { width: 390, height: 844 }, colorScheme }, async ({ page }) => {
        await page.evaluate(() => {
          for (const each of document.querySelectorAll('details')) each.open = true;
        });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await seriousProblems(page)).toEqual([]);
      }),
  );

  it('runs nothing that was planted in a name, a path, an owner, a reason or a warning', () =>
    opened('hostile', {}, async ({ page }) => {
      expect(await page.locator('#t-items tbody th').innerText()).toContain('<script>');
      expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(1);
    }));

  it('keeps 2,000 rows in hand: all there, sorted and filtered in one step each', () =>
    opened('large', {}, async ({ page }) => {
      expect(Buffer.byteLength(pages.large)).toBeLessThan(1_500_000);
      expect(await page.locator('#t-items tbody').count()).toBe(2000);
      await page.locator('#t-items th[scope=col]').first().getByRole('button').click();
      await page.locator('#t-items th[scope=col]').first().getByRole('button').click();
      expect(await page.locator('#t-items tbody th').first().innerText()).toBe('src/part-1/file-1999.ts');
      await page.getByRole('searchbox').first().fill('file-1234.ts');
      expect(await paths(page)).toEqual(['src/part-13/file-1234.ts']);
    }));
});
