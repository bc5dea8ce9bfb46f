import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import type { ReportData } from '../../src/core/report.ts';
import { badge, shields } from '../../src/report/formats/badge.ts';
import { githubSummary } from '../../src/report/formats/github-summary.ts';
import { reportView } from '../../src/report/views/report.ts';
import { item, range, reportData, slowdown } from './report-data.ts';

const documentOf = (data: ReportData): Document =>
  reportView(data, { audience: 'engineering', locale: 'en-IE' });

/** A headline that takes so many of 1,000 hours. */
const losing = (hours: number): ReportData =>
  reportData({
    headline: { ...reportData().headline, hours: range(0, hours, hours, hours), capacityHours: 1000 },
  });
const colorOf = (data: ReportData): string => JSON.parse(shields(documentOf(data))).color;

describe('the badge', () => {
  it('says the slowdown with its range, level and scenario', () => {
    expect(JSON.parse(shields(documentOf(reportData())))).toMatchObject({
      schemaVersion: 1,
      label: 'slowdown by debt',
      message: '+7 % (80 % none–17, evidence)',
    });
  });

  it('says none where there is none', () => {
    const headline = { ...reportData().headline, slowdown: slowdown(-0.1, -0.02, -0.001) };
    const { message } = JSON.parse(shields(documentOf(reportData({ headline }))));
    expect(message).toBe('none (80 % none, evidence)');
  });

  it('changes its colour at the shares of time that surveys found', () => {
    expect(colorOf(losing(229))).toBe('#0b5394');
    expect(colorOf(losing(231))).toBe('#9a4a00');
    expect(colorOf(losing(421))).toBe('#a61b1b');
  });

  it('is a picture by itself, named by the same words', () => {
    const svg = badge(documentOf(reportData()));
    expect(svg).not.toMatch(/href|url\(|<script|<style/);
    const [root] = parseFragment(svg).childNodes as unknown as {
      nodeName: string;
      attrs: { name: string; value: string }[];
    }[];
    expect(root!.nodeName).toBe('svg');
    const name = root!.attrs.find(each => each.name === 'aria-label')!.value;
    expect(name).toBe('slowdown by debt: +7 % (80 % none–17, evidence)');
  });

  it('is refused where there is no headline', () => {
    expect(() =>
      badge({ command: 'inspect', title: [], sections: [], data: { command: 'inspect' } }),
    ).toThrow(/inspect has no headline/);
  });
});

describe('the job summary', () => {
  it('shows the first twenty rows and counts the rest', () => {
    const items = Array.from({ length: 25 }, (_, index) => item(index + 1, `src/file-${index + 1}.ts`));
    const text = githubSummary(documentOf(reportData({ items })), {});
    expect(text).toContain('src/file-20.ts');
    expect(text).not.toContain('src/file-21.ts');
    expect(text).toContain('5 more rows are in the full report.');
  });

  it('stays under what GitHub takes, however long the names are', () => {
    const long = 'x'.repeat(60_000);
    const items = Array.from({ length: 20 }, (_, index) => item(index + 1, `${long}${index}.ts`));
    const text = githubSummary(documentOf(reportData({ items })), {});
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000_000);
    expect(text).toContain('left out');
  });
});
