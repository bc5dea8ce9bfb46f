import { expect, it } from 'vitest';
import { huntInputs, targets } from './inputs.ts';

it('every example is read as it stands', () => {
  for (const { name, example, read } of targets) expect(() => read(Buffer.from(example)), name).not.toThrow();
});

it('mutated, each is read or refused with a clear error', async () => {
  expect(await huntInputs(1500, 7)).toContain('1500 inputs');
});
