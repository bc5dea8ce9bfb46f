import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, expect, it } from 'vitest';
import { reportSchema } from '../../src/report/report-schema.ts';
import { inProcess } from '../helpers/in-process.ts';
import type { Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { change, changingShop, fortyBranches } from '../pipeline/changing-shop.ts';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(reportSchema);
const faults = (text: string): string[] => {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

let repo: Repository;
beforeAll(async () => {
  repo = await changingShop('gates: { noNewFunctionsAbove: 15 }\n');
  await change(repo, {
    move: { 'src/legacy/units.ts': 'src/legacy/measures.ts' },
    remove: ['src/billing/rates.ts'],
    write: { 'src/billing/route.ts': fortyBranches() },
  });
});

it('a diff with moves, removals and breaches is as its schema says', async () => {
  const told = await inProcess([
    'diff',
    'main',
    '-C',
    repo.path,
    '--at',
    'change',
    '--format',
    'json',
    '--quiet',
  ]);
  expect(told.code).toBe(1);
  expect(faults(told.stdout)).toEqual([]);
});

it('so is a portfolio', async () => {
  const file = join(scratchFolder('report'), 'report.json');
  const told = await inProcess(['report', repo.path, '--format', 'json']);
  expect(faults(told.stdout)).toEqual([]);
  writeFileSync(file, told.stdout);
  expect(faults((await inProcess(['portfolio', file, '--format', 'json'])).stdout)).toEqual([]);
});
