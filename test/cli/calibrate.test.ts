import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CalibrationData } from '../../src/core/calibration.ts';
import type { ReportData } from '../../src/core/report.ts';
import { inProcess } from '../helpers/in-process.ts';
import { bareClone, history, type Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { trackedShop } from '../pipeline/tracked-shop.ts';

let repo: Repository;
let issues: string;
let config: string;
beforeAll(async () => {
  const shop = trackedShop();
  repo = await history(shop.steps);
  issues = join(scratchFolder('export'), 'issues.csv');
  writeFileSync(issues, shop.csv);
  config = join(repo.path, 'debt.config.yaml');
});

describe('debtcast calibrate', () => {
  test('prints what the issues say and touches nothing', async () => {
    const before = readFileSync(config, 'utf8');
    const { code, stdout, stderr } = await inProcess(['calibrate', repo.path, '--issues', issues]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('120 issues of 3 authors');
    expect(stdout).toContain('decides');
    expect(stdout).not.toMatch(/confidential|SHOP-\d/);
    expect(readFileSync(config, 'utf8')).toBe(before);
  });

  test('refuses to write where there is no work tree, or into the past', async () => {
    const bare = await bareClone(repo);
    const inBare = await inProcess(['calibrate', bare.path, '--issues', issues, '--write']);
    expect(inBare.code).toBe(2);
    expect(inBare.stderr).toContain('bare');
    const inPast = await inProcess(['calibrate', repo.path, '--issues', issues, '--write', '--at', 'HEAD~1']);
    expect(inPast.code).toBe(2);
    expect(inPast.stderr).toContain('--at');
  });

  test('--write puts the scenario into the config, and the next report uses it', async () => {
    const { code, stdout } = await inProcess(
      ['calibrate', '--issues', issues, '--write', '--format', 'json'],
      repo.path,
    );
    expect(code).toBe(0);
    const data = JSON.parse(stdout) as CalibrationData;
    expect(data.writtenTo).toBe('debt.config.yaml');
    if (data.result.kind !== 'estimated') throw new Error(data.result.kind);
    const text = readFileSync(config, 'utf8');
    expect(text).toContain('team: { engineers: 3, hoursPerWeek: 40 }');
    expect(text).toContain(`mean: ${Number(data.result.fit.posterior.mean.toPrecision(6))}`);
    const report = JSON.parse(
      (await inProcess(['report', '--format', 'json'], repo.path)).stdout,
    ) as ReportData;
    expect(report.scenario).toBe('calibrated');
  });

  test('columns can be named, and a wrong one is said', async () => {
    const other = join(scratchFolder('export'), 'sheet.csv');
    writeFileSync(
      other,
      readFileSync(issues, 'utf8')
        .replace('Resolved', 'Shipped, finally')
        .replace('Shipped, finally', '"Shipped, finally"'),
    );
    const named = await inProcess([
      'calibrate',
      repo.path,
      '--issues',
      other,
      '--columns',
      'done=Shipped, finally,key=Issue key',
      '--format',
      'json',
    ]);
    expect((JSON.parse(named.stdout) as CalibrationData).export.columns).toMatchObject({
      done: 'Shipped, finally',
    });
    const wrong = await inProcess(['calibrate', repo.path, '--issues', other, '--columns', 'end=Resolved']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('key, type, started, done');
  });

  test.each([
    [['--work-share', '0'], '--work-share'],
    [['--work-share', '1.2'], '--work-share'],
    [['--work-share', ''], '--work-share'],
  ])('%j is no share', async (args, place) => {
    const { code, stderr } = await inProcess(['calibrate', repo.path, '--issues', issues, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(place);
  });

  test('a missing export is named', async () => {
    const { code, stderr } = await inProcess(['calibrate', repo.path, '--issues', 'no-such.csv']);
    expect(code).toBe(2);
    expect(stderr).toContain('no-such.csv');
    expect(stderr).toContain('there is no such file');
  });
});
