import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import { csv } from '../../src/report/formats/csv.ts';
import { csvSheet } from '../../src/report/formats/csv-columns.ts';
import { inert } from '../../src/report/safe-text.ts';
import { projectRoot } from '../helpers/run.ts';
import { hostileText } from './hostile-text.ts';
import { item, reportData } from './report-data.ts';

const documentOf = (data: unknown): Document => ({ command: 'x', title: [], sections: [], data });

/** By an independent reader of RFC 4180, each row by the names of its columns. */
const read = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n', bom: false });

describe('csv', () => {
  it('carries the figures of the data, one row for each item', () => {
    const data = reportData();
    const rows = read(csv(documentOf(data)));
    expect(rows).toHaveLength(3);
    const first = rows[0]!;
    expect(first.rank).toBe('1');
    expect(first.path).toBe('src/billing/invoice.ts');
    // 45.8 h at €85: 3,893; bounds -3.1 and 95.4 h.
    expect([first.cost_mean_hours, first.cost_p10_hours, first.cost_p90_hours]).toEqual([
      '45.8',
      '-3.1',
      '95.4',
    ]);
    expect(Number(first.cost_mean_EUR)).toBeCloseTo(3893, 6);
    expect([first.slowdown_median_ratio, first.slowdown_p10_ratio, first.slowdown_p90_ratio]).toEqual([
      '0.27',
      '-0.02',
      '0.61',
    ]);
    expect([first.payback_weeks, first.verdict, first.scenario, first.horizon_days]).toEqual([
      '26',
      'worth-it',
      'evidence',
      '90',
    ]);
    // The third item never pays back and is too young to forecast: empty, not zero.
    expect([rows[2]!.pays_back, rows[2]!.payback_weeks, rows[2]!.changes_ahead_mean_changes]).toEqual([
      'false',
      '',
      '',
    ]);
    expect(rows[2]!.value_streams).toBe('Catalog; Storefront search');
    expect(rows[1]!.decision).toBe('fix');
  });

  it('has no money columns without a rate', () => {
    const { currency: _, ...unpriced } = reportData();
    expect(csv(documentOf(unpriced)).split('\r\n')[0]).not.toMatch(/EUR/);
  });

  it('ends every line with CRLF and has as many cells in each', () => {
    const text = csv(documentOf(reportData()));
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const widths = parse(text, { record_delimiter: '\r\n' }).map((row: string[]) => row.length);
    expect(new Set(widths).size).toBe(1);
  });

  it('reads back any path as its inert text, and never as a formula', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.constantFrom('', '=', '+', '-', '@', '\t=', ' =', '＝', '"'),
        (text, start) => {
          const path = start + text;
          const [row] = read(csv(documentOf(reportData({ items: [item(1, path)] }))));
          const cell = row!.path!;
          expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/u);
          const shown = inert(path);
          expect([shown, `'${shown}`]).toContain(cell);
          expect(cell.startsWith("'")).toBe(/^\s*[=+\-@＝＋－＠]/u.test(shown) || shown.startsWith("'"));
        },
      ),
      { seed: 41, numRuns: 300 },
    );
  });

  it('keeps negative figures as numbers', () => {
    const [, , third] = read(csv(documentOf(reportData())));
    expect(third!.cost_mean_hours).toBe('-1');
  });

  it('says which commands have a table when one has none', () => {
    expect(() => csv(documentOf({ command: 'doctor' }))).toThrow(/doctor has no list/);
  });

  it('has every column in its dictionary, and no other', () => {
    const page = readFileSync(join(projectRoot, 'docs', 'csv.md'), 'utf8');
    const documented = new Set(
      [...page.matchAll(/^\| (`[^|]+)\|/gm)].flatMap(([, cell = '']) =>
        [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
      ),
    );
    const written = new Set(commands.flatMap(command => csvSheet(nothing(command)).columns));
    expect([...written].filter(name => !documented.has(name))).toEqual([]);
    expect([...documented].filter(name => !written.has(name!))).toEqual([]);
  });
});

const commands = ['report', 'portfolio', 'plan', 'roadmap', 'trend', 'diff', 'inspect', 'backtest'];

/** A result without rows still has its columns; the currency stands for any. */
const nothing = (command: string): unknown => ({
  command,
  currency: 'CUR',
  horizon: { days: 90 },
  items: [],
  points: [],
  files: [],
  record: { cuts: [] },
});
