import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCostModel } from '../../src/config/parse.ts';
import { known } from './known.ts';

it('the cost model of this repository is a good example', () => {
  const text = readFileSync(new URL('../../debt.config.yaml', import.meta.url), 'utf8');
  const model = parseCostModel(text, 'debt.config.yaml', known);
  expect(model.valueStreams.length).toBeGreaterThan(3);
  expect(model.team.costPerHour?.origin.kind).toBe('configured');
});
