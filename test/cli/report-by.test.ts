import { expect, it } from 'vitest';
import { nestedIfs } from '../helpers/code.ts';
import { inProcess } from '../helpers/in-process.ts';
import { history } from '../helpers/repository.ts';

it('lists value streams alone with --by value-stream, files otherwise', async () => {
  const hot = (version: number) => nestedIfs(30, `step${version}`);
  const repo = await history([
    { at: '2025-06-01', by: 'ada', write: { 'src/billing/invoice.ts': hot(1), 'src/shop/cart.ts': hot(1) } },
    { at: '2026-01-10', by: 'lin', message: 'fix: rounding', write: { 'src/billing/invoice.ts': hot(2) } },
  ]);
  const files = await inProcess([repo.path]);
  const streams = await inProcess([repo.path, '--by', 'value-stream']);
  expect([files.code, streams.code]).toEqual([0, 0]);
  expect(files.stdout).toContain('invoice.ts');
  expect(streams.stdout).not.toContain('invoice.ts');
  expect(streams.stdout).toContain('Value streams');
});
