import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TicketsData } from '../../src/core/tickets.ts';
import { inProcess } from '../helpers/in-process.ts';
import type { Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { changingShop, hot } from '../pipeline/changing-shop.ts';

const decisions = `decisions:
  - item: src/billing/invoice.ts
    decision: fix
    reason: goes with the new tax rules
    on: 2026-07-01
  - item: src/billing/rates.ts
    decision: fix
    reason: long done
    on: 2026-07-01
  - item: src/legacy/units.ts
    decision: accept
    reason: nobody works there
    on: 2026-07-01
`;

/** The busy file, its test that changes with it twice, and what was agreed. */
async function decidedShop(): Promise<Repository> {
  const repo = await changingShop();
  const both = (n: number) => ({
    'src/billing/invoice.ts': `export const round = ${n};\n${hot}`,
    'test/billing/invoice.test.ts': `test('${n}', () => {});\n`,
  });
  await repo.add([
    { at: '2026-07-06', write: both(1) },
    { at: '2026-07-07', write: both(2) },
    { at: '2026-07-08', write: { 'debt.decisions.yaml': decisions } },
  ]);
  return repo;
}

const folder = scratchFolder('tickets');

describe('debtcast tickets, before and after a rename', () => {
  let repo: Repository;
  const ask = async (): Promise<TicketsData> => {
    const { stdout, code } = await inProcess(['tickets', repo.path, '--format', 'json']);
    expect(code).toBe(0);
    return JSON.parse(stdout);
  };
  const fingerprints = async (name: string): Promise<unknown[]> => {
    const file = join(folder, `${name}.sarif`);
    expect((await inProcess(['report', repo.path, '-o', file])).code).toBe(0);
    const { runs } = JSON.parse(readFileSync(file, 'utf8'));
    return runs[0].results.map((result: Record<string, unknown>) => result.partialFingerprints);
  };

  beforeAll(async () => {
    repo = await decidedShop();
  });

  it('makes a ticket of what is decided and still a debt, and names the test that changes with it', async () => {
    const { tickets, warnings } = await ask();
    expect(tickets.map(ticket => ticket.path)).toEqual(['src/billing/invoice.ts']);
    const [ticket] = tickets;
    expect(ticket!.valueStreams).toEqual(['Billing']);
    expect(ticket!.tests).toEqual([{ path: 'test/billing/invoice.test.ts', shared: 2 }]);
    // 1 + … + 8 = 36 is above the limit, 1 + … + 4 = 10 is not.
    expect(ticket!.functions.map(fn => [fn.name, fn.cognitive])).toEqual([['total', 36]]);
    // Half of so small a deficit would be stricter than healthy.
    expect(ticket!.deficit).toBeGreaterThan(1);
    expect(ticket!.targetDeficit).toBe(1);
    expect(warnings.map(warning => warning.text)).toEqual([
      'src/billing/rates.ts is decided "fix" but is no debt item here: healthy by now, gone, or not a file',
    ]);
  });

  it('gives the tracker its own form on stdout', async () => {
    const { stdout, stderr } = await inProcess(['tickets', repo.path, '--format', 'jira-csv']);
    const rows = parse(stdout, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(rows.map(row => row.Summary)).toEqual(['Bring invoice.ts back to health (Billing)']);
    expect(stderr).toContain('src/billing/rates.ts is decided');
  });

  it('writes several forms at once, the same as on stdout', async () => {
    const at = (name: string) => join(folder, name);
    const { stdout, code } = await inProcess([
      'tickets',
      repo.path,
      ...['-o', `jira-csv:${at('jira.csv')}`, '-o', `github:${at('issues.json')}`],
      ...['-o', `linear:${at('linear.csv')}`, '-o', at('tickets.md')],
    ]);
    expect([code, stdout]).toEqual([0, '']);
    for (const [format, file] of [
      ['jira-csv', 'jira.csv'],
      ['github', 'issues.json'],
      ['linear', 'linear.csv'],
    ] as const) {
      const printed = await inProcess(['tickets', repo.path, '--format', format]);
      expect(readFileSync(at(file), 'utf8')).toBe(printed.stdout);
    }
    expect(readFileSync(at('tickets.md'), 'utf8')).toContain('invoice.ts');
  });

  it('keeps the key, the decision and the fingerprints when the file moves', async () => {
    const [before] = (await ask()).tickets;
    const seenBefore = await fingerprints('before');
    await repo.add([
      {
        at: '2026-07-09',
        message: 'refactor: money has a folder of its own',
        move: { 'src/billing/invoice.ts': 'src/billing/money/invoice.ts' },
      },
    ]);
    const [after] = (await ask()).tickets;
    expect(after!.path).toBe('src/billing/money/invoice.ts');
    expect(after!.key).toBe(before!.key);
    expect(after!.decision.reason).toBe('goes with the new tax rules');
    expect(seenBefore.length).toBeGreaterThan(1);
    expect(await fingerprints('after')).toEqual(seenBefore);
  });

  it('writes the page with the plan, the past and the chains behind its rows', async () => {
    const file = join(folder, 'page.html');
    const { code, stdout } = await inProcess(['report', repo.path, '-o', file]);
    expect([code, stdout]).toEqual([0, '']);
    const page = readFileSync(file, 'utf8');
    for (const words of ['What to fix', 'Health at the end of each quarter', '1. Activity', 'invoice.ts'])
      expect(page).toContain(words);
    // The same input gives the same bytes.
    await inProcess(['report', repo.path, '-o', join(folder, 'again.html')]);
    expect(readFileSync(join(folder, 'again.html'), 'utf8')).toBe(page);
  });
});
