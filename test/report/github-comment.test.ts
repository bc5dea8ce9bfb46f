import { describe, expect, it } from 'vitest';
import type { DiffData, FileDiff } from '../../src/core/diff.ts';
import { githubComment, gitlabNote } from '../../src/report/formats/github-comment.ts';
import { markdown } from '../../src/report/formats/markdown.ts';
import { terminal } from '../../src/report/formats/terminal.ts';
import { diffView } from '../../src/report/views/diff.ts';
import { claimsIn } from './forbidden.ts';
import { range } from './report-data.ts';

const file = (path: string, mean: number, change: Partial<FileDiff> = {}): FileDiff => ({
  path,
  status: 'changed',
  valueStreams: ['Billing'],
  health: { before: 6.2, after: 5.1 },
  deficit: { before: 3.8, after: 4.9 },
  slowdown: { before: 0.14, after: 0.19, change: range(-0.002, 0.048, 0.1) },
  hours: range(-0.4, mean / 2, 3 * mean, mean),
  money: range(-34, 42.5 * mean, 255 * mean, 85 * mean),
  functions: [],
  effortShare: 0.04,
  ...change,
});

const diffData = (files: readonly FileDiff[], change: Partial<DiffData> = {}): DiffData => ({
  formatVersion: 1,
  tool: { name: 'debtcast', version: '0.1.0' },
  command: 'diff',
  repository: { name: 'acme/shop', asOf: '2026-11-22T16:40:12Z' },
  base: { revision: '0a1b2c3d97d0a3b5c6e8f90123456789abcdef01', name: 'origin/main' },
  head: { revision: '4f2c1e97d0a3b5c6e8f90123456789abcdef0123', name: 'feature/pay' },
  scenario: 'evidence',
  currency: 'EUR',
  horizon: { days: 90 },
  total: { hours: range(-1, 9, 30, 12), money: range(-85, 765, 2550, 1020) },
  files,
  valueStreams: [
    {
      name: 'Billing',
      health: { change: -0.12 },
      slowdown: { change: range(0, 0.01, 0.02) },
      hours: range(-1, 9, 30, 12),
    },
  ],
  unchanged: 3,
  gates: [{ name: 'noNewFunctionsAbove', limit: 15 }],
  breaches: [],
  warnOnly: false,
  assumptions: [],
  warnings: [],
  ...change,
});

const options = { audience: 'both', locale: 'en-IE' } as const;
const some = diffData([
  file('src/billing/invoice.ts', 12, {
    functions: [{ name: 'route', line: 40, after: 41, change: 'new-above' }],
  }),
  file('src/legacy/units.ts', -3, {
    health: { before: 5, after: 6.4 },
    hours: range(-9, -2, 0.1, -3),
    money: range(-765, -170, 8.5, -255),
  }),
]);

describe('a change in words', () => {
  const text = terminal(diffView(some, options), { width: 120 });

  it('says what it adds, with range, level and scenario', () => {
    expect(text.replace(/\s+/g, ' ')).toContain(
      'This change adds about 12 h of extra work next quarter, €1,000 (80 % range −85 to +2.6k EUR; scenario: evidence).',
    );
    expect(text).toContain('1 file got more costly, 1 file got cheaper. Within the limit.');
    expect(claimsIn(text)).toEqual([]);
  });

  it('gives a range that is too small to print by the step of printing', () => {
    const small = diffData([file('a.ts', 1)], { total: { hours: range(-0.01, 0.01, 0.03, 0.02) } });
    expect(terminal(diffView(small, options), { width: 200 })).toContain(
      'adds under 0.1 h of extra work next quarter (80 % range within ±0.1 h; scenario: evidence).',
    );
  });

  it('shows savings with their sign', () => {
    expect(text).toMatch(/src\/legacy\/units\.ts +5\.0 → 6\.4 .*−€260 \(−770 to \+8\.5\)/);
    expect(text).toContain('route (line 40) new and hard to follow, cognitive complexity 41');
  });

  it('is the same in Markdown, without HTML', () => {
    expect(markdown(diffView(some, options), {})).not.toMatch(/<[a-z/]/i);
  });
});

describe.each([
  ['github-comment', githubComment],
  ['gitlab-note', gitlabNote],
])('%s', (_, format) => {
  const text = format(diffView(some, options), {});

  it('begins with the mark by which it is found again', () => {
    expect(text.split('\n')[0]).toBe('<!-- debtcast -->');
  });

  it('has one open table; everything else is folded', () => {
    const open = text.replace(/<details>[\s\S]*?<\/details>/g, '');
    expect(open.match(/^\| ---/gm)).toHaveLength(1);
    expect(open).not.toContain('By value stream');
    expect(text).toContain('<summary>By value stream</summary>');
    expect(text).toContain('<summary>Functions</summary>');
    expect(open.length).toBeLessThan(1200);
  });

  it('fits however much changed, and says what it left out', () => {
    const many = diffData(
      Array.from({ length: 5000 }, (_, i) => file(`src/${'deep/'.repeat(20)}${i}.ts`, i / 100)),
    );
    const long = format(diffView(many, options), {});
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(65_536);
    expect(long).toMatch(/left out|more rows/);
    expect(long.split('\n')[0]).toBe('<!-- debtcast -->');
  });

  it('names limits and how to pass, and lets no path break out', () => {
    const breach = {
      gate: 'noNewFunctionsAbove',
      where: 'src/`@team`<b>.ts › route',
      limit: 15,
      actual: 41,
      unit: 'cognitive complexity',
      text: 'cognitive complexity 41, the limit is 15',
      fix: 'give its inner branches functions with names of their own',
    };
    const stopped = format(diffView({ ...some, breaches: [breach] }, options), {});
    expect(stopped).toContain('**1 limit exceeded**');
    expect(stopped).toContain('- ``src/`@team`<b>.ts › route``: cognitive complexity 41');
  });

  it('is one line when there is nothing to say', () => {
    expect(format(diffView(diffData([], { unchanged: 0 }), options), {})).toBe(
      '<!-- debtcast -->\n**debtcast**: nothing to price, no measured source file changed.\n',
    );
  });
});
