import { expect, test } from 'vitest';
import type { TrendData } from '../../src/core/trend.ts';
import { inProcess } from '../helpers/in-process.ts';
import { pastShop } from '../pipeline/past-shop.ts';

test('debtcast trend shows as many quarters as asked, and today', async () => {
  const repo = await pastShop();
  const json = await inProcess(['trend', repo.path, '--quarters', '3', '--format', 'json']);
  expect(json.stderr).toBe('');
  const data = JSON.parse(json.stdout) as TrendData;
  expect(data.points.map(point => point.asOf.slice(0, 10))).toEqual([
    // 275, 185 and 95 days before the first of January 2026.
    '2025-04-01',
    '2025-06-30',
    '2025-09-28',
    '2026-01-01',
  ]);
  const text = await inProcess(['trend', repo.path, '--quarters', '3']);
  expect(text.code).toBe(0);
  expect(text.stdout).toMatch(/[▁▂▃▄▅▆▇█]{4}/);
  expect(text.stdout).toContain('28 Sept 2025'.replace('Sept', 'Sep'));
});
