import { beforeAll, describe, expect, test } from 'vitest';
import type { CalibrationData } from '../../src/core/calibration.ts';
import { calibrate } from '../../src/pipeline/calibrate.ts';
import { joinIssues } from '../../src/pipeline/issue-work.ts';
import { readSnapshot } from '../../src/pipeline/snapshot.ts';
import { withReader } from '../../src/pipeline/with-reader.ts';
import { history, type Repository, type Step } from '../helpers/repository.ts';
import { requestFor } from './asking.ts';
import { trackedShop } from './tracked-shop.ts';

let repo: Repository;
let csv: string;
const ask = async (text = csv, more: { readonly workShare?: number; readonly path?: string } = {}) => {
  const request = requestFor(more.path ?? repo.path);
  const { data } = await withReader(request, reader =>
    calibrate(reader, request, {
      version: '0.0.0',
      csv: { text, file: 'issues.csv' },
      columns: {},
      workShare: more.workShare ?? 1,
    }),
  );
  return data;
};

describe('calibrate', () => {
  let data: CalibrationData;
  beforeAll(async () => {
    const shop = trackedShop();
    repo = await history(shop.steps);
    csv = shop.csv;
    data = await ask();
  });

  test('finds the drag that the issues were made with', () => {
    if (data.result.kind !== 'estimated') throw new Error(data.result.kind);
    const { fit, prior } = data.result;
    // ln(hours) = … + 0.12 D + noise of standard deviation 0.1 over a spread of D of about 1.7 and 120 issues:
    // the error is about 0.1 / (1.7·√120) = 0.005.
    expect(fit.beta).toBeGreaterThan(0.12 - 0.015);
    expect(fit.beta).toBeLessThan(0.12 + 0.015);
    expect(fit.weightClass).toBe('decides');
    // The posterior lies between the data and the published prior, which stays what it was.
    expect(prior).toEqual({ mean: 0.04, sd: 0.035 });
    expect(fit.posterior.mean).toBeLessThan(fit.beta);
    expect(fit.posterior.mean).toBeGreaterThan(prior.mean);
  });

  test('counts every row once: used, or left out with a reason', () => {
    expect(data.export).toMatchObject({ tracker: 'jira', rows: 124, startedByFirstCommit: 1 });
    expect(data.export.skipped).toEqual([
      { reason: 'not-done', count: 1 },
      { reason: 'no-commits', count: 1 },
      { reason: 'no-measured-files', count: 2 },
    ]);
    if (data.result.kind !== 'estimated') throw new Error(data.result.kind);
    expect(data.result.issues).toBe(120);
    expect(data.result.authors).toBe(3);
  });

  test('keeps no title, no key and no person', () => {
    const text = JSON.stringify(data);
    expect(text).not.toMatch(/confidential|SHOP-\d|ada|lin@|bob/i);
  });

  test('half of the time waited is twice the drag', async () => {
    const halved = await ask(csv, { workShare: 0.5 });
    if (data.result.kind !== 'estimated' || halved.result.kind !== 'estimated')
      throw new Error('no estimate');
    expect(halved.result.fit.beta).toBeCloseTo(2 * data.result.fit.beta, 9);
  });

  test('says so when there are too few issues', async () => {
    const few = csv.split('\n').slice(0, 51).join('\n');
    expect((await ask(few)).result).toEqual({ kind: 'too-few-issues', issues: 50, needed: 100 });
  });
});

describe('issues and commits', () => {
  test('a branch named in the merge commit is enough; the code is looked at as the first commit found it', async () => {
    const bad = (note: number) =>
      `// ${note}\n${'if (a) { if (b) { if (c) { if (d) { if (e) { f(); } } } } }\n'.repeat(4)}`;
    const merged: Step[] = [
      { at: '2025-03-03', write: { 'src/a.ts': bad(0), 'src/b.ts': 'export const b = 0;\n' } },
      // On the branch the file is cleaned up at once: what counts is how it was found.
      { at: '2025-03-04', on: 'work', message: 'clean up', write: { 'src/a.ts': 'export const a = 1;\n' } },
      { at: '2025-03-05', on: 'work', message: 'and go on', write: { 'src/a.ts': 'export const a = 2;\n' } },
      { at: '2025-03-06', message: "Merge branch 'feature/SHOP-1-clean' into main", merge: 'work' },
    ];
    const other = await history(merged);
    const request = requestFor(other.path);
    const work = await withReader(request, async reader => {
      const snapshot = await readSnapshot(reader, request, reader.repository.revision);
      const day = (iso: string) => Date.parse(iso) / 1000;
      return joinIssues(snapshot, [
        { key: 'SHOP-1', type: 'bug', startedAt: day('2025-03-04'), doneAt: day('2025-03-07') },
        { key: 'SHOP-2', type: 'bug', startedAt: day('2025-03-04'), doneAt: day('2025-03-07') },
      ]);
    });
    expect([...work.skipped]).toEqual([['no-commits', 1]]);
    expect(work.work).toMatchObject([
      {
        issue: { key: 'SHOP-1' },
        author: 'ada@example.com',
        // Five lines away and one added, then one for one.
        lines: 5 + 1 + 1 + 1,
        files: [
          {
            changes: 2,
            before: { path: 'src/a.ts', blob: await other.git('rev-parse', `${other.commits[0]}:src/a.ts`) },
          },
        ],
      },
    ]);
  });
});
