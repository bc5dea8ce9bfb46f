import { beforeAll, describe, expect, test } from 'vitest';
import type { BacktestData } from '../../src/core/backtest.ts';
import type { ReportData } from '../../src/core/report.ts';
import { inProcess } from '../helpers/in-process.ts';
import { history, type Repository } from '../helpers/repository.ts';
import { pastShop } from '../pipeline/past-shop.ts';

let repo: Repository;
beforeAll(async () => {
  repo = await pastShop();
});

describe('debtcast backtest', () => {
  test('prints a table beside the simple orders, and says what was not scored', async () => {
    const { code, stdout, stderr } = await inProcess(['backtest', repo.path, '--quarters', '5']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('100 % (8 of 8)');
    expect(stdout).toContain('75 % (6 of 8)');
    // The fifth quarter ends 450 days back, with the commit of day 500: two whole quarters after the first commit.
    expect(stdout).toContain('2 whole quarters of history before it, 4 needed');
    expect(stdout).toMatch(/slowdown has no track record in git/i);
  });

  test('prints the same as JSON, twice the same bytes', async () => {
    const args = ['backtest', repo.path, '--format', 'json'];
    const first = await inProcess(args);
    const data = JSON.parse(first.stdout) as BacktestData;
    expect(data).toMatchObject({ command: 'backtest', record: { kind: 'scored', quarters: 4 } });
    expect((await inProcess(args)).stdout).toBe(first.stdout);
  });

  test('a young repository has no track record, and no figures that look like one', async () => {
    const young = await history([
      { at: '2025-01-01', write: { 'src/a.ts': 'export const a = 1;\n' } },
      { at: '2025-06-01', write: { 'src/a.ts': 'export const a = 2;\n' } },
    ]);
    const { code, stdout } = await inProcess(['backtest', young.path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/no track record yet/i);
    expect(stdout).not.toMatch(/caught/i);
  });
});

describe('report --track-record', () => {
  test('adds what backtest scores; without it only activity is scored', async () => {
    const plain = JSON.parse(
      (await inProcess(['report', repo.path, '--format', 'json'])).stdout,
    ) as ReportData;
    const full = JSON.parse(
      (await inProcess(['report', repo.path, '--format', 'json', '--track-record'])).stdout,
    ) as ReportData;
    const scored = JSON.parse(
      (await inProcess(['backtest', repo.path, '--format', 'json'])).stdout,
    ) as BacktestData;
    expect(plain.trackRecord.full).toBeUndefined();
    expect(full.trackRecord.full).toEqual(scored.record);
    expect({ ...full, trackRecord: plain.trackRecord }).toEqual(plain);
    const { stdout } = await inProcess(['report', repo.path, '--track-record']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '75 % by cost · 100 % by hotspot score · 75 % by changes × lines',
    );
  });
});
