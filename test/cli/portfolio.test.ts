import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PortfolioData } from '../../src/core/portfolio.ts';
import type { ReportData } from '../../src/core/report.ts';
import { stableJson } from '../../src/report/formats/json.ts';
import { nestedIfs } from '../helpers/code.ts';
import { inProcess } from '../helpers/in-process.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { change, changingShop, fortyBranches } from '../pipeline/changing-shop.ts';

let folder: string;
let own: ReportData;
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const portfolio = (...args: string[]) => inProcess(['portfolio', ...args, '-C', folder]);

beforeAll(async () => {
  folder = scratchFolder('reports');
  const repo = await changingShop();
  await inProcess(['report', repo.path, '--top', '50', '-o', join(folder, 'own.json'), '--quiet']);
  await change(repo, { write: { 'src/billing/route.ts': fortyBranches() } });
  const told = await inProcess(['report', repo.path, '--format', 'json', '--top', '50']);
  own = JSON.parse(told.stdout) as ReportData;
});

/** The same report under ten names, as ten jobs would write them. */
const ten = () =>
  Array.from({ length: 10 }, (_, i) =>
    write(
      `repo-${i}.json`,
      stableJson({
        ...own,
        repository: { ...own.repository, name: `acme/service-${i}`, revision: `${i}`.repeat(40) },
      }),
    ),
  );

describe('debtcast portfolio', () => {
  it('makes one summary and one ranking of ten reports', async () => {
    const told = await portfolio(...ten(), '--format', 'json', '--top', '5');
    expect(told.stderr).toBe('');
    const data = JSON.parse(told.stdout) as PortfolioData;
    expect(data.repositories).toHaveLength(10);
    const { headline } = own;
    // Ten times the same in every world: ten times each bound, and the same slowdown.
    for (const bound of ['p10', 'p50', 'p90', 'mean'] as const) {
      expect(data.headline.hours[bound] / headline.hours[bound] / 10).toBeCloseTo(1, 1);
      expect(data.headline.slowdown[bound] / headline.slowdown[bound]).toBeCloseTo(1, 1);
    }
    expect(data.headline.capacityHours).toBeCloseTo(10 * headline.capacityHours, 5);
    expect(data.items).toHaveLength(5);
    expect(new Set(data.items.map(({ path }) => path))).toEqual(new Set([own.items[0]!.path]));
    expect(data.itemsTotal).toBe(10 * own.itemsTotal);
  });

  it.each([
    ...['terminal', 'markdown', 'csv', 'html', 'json'],
    ...['github', 'github-summary', 'github-comment', 'gitlab-note'],
  ])('in the format %s', async format => {
    const told = await portfolio(...ten(), '--format', format);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toContain('acme/service-7');
    // Long paths may break after a slash on the page.
    expect(told.stdout.replaceAll('<wbr>', '')).toContain('src/billing/invoice.ts');
  });

  it('of one report says what that report says', async () => {
    const told = await portfolio('own.json');
    expect(told.stdout).toContain('1 repository');
    expect(told.code).toBe(0);
  });

  it.each([
    ['no JSON', '{"formatVersion":1', 'this is not JSON'],
    ['no object', '[1, 2]', 'no report'],
    ['nothing', '', 'this is not JSON'],
    ['the result of another command', '{"formatVersion":1,"command":"plan"}', 'another command'],
    ['another version', '{"formatVersion":7,"command":"report"}', 'format version 7'],
    ['a report with holes', '{"formatVersion":1,"command":"report"}', 'is missing'],
    ['a million brackets', '['.repeat(1_000_000), 'not JSON'],
  ])('refuses %s', async (_, text, why) => {
    const told = await portfolio('own.json', write('bad.json', text));
    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toContain('bad.json');
    expect(told.stderr).toContain(why);
    expect(told.stderr).not.toContain(' at ');
  });

  it('names the field that is wrong, and believes no name', async () => {
    const wrong = stableJson({ ...own, headline: { ...own.headline, draws: [1, 'two'] } });
    const told = await portfolio(write('wrong.json', wrong));
    expect(told.stderr).toContain('headline.draws[1]: expected number, found string');
    const hostile = stableJson(own).replace('{', '{"__proto__": {"polluted": true}, "constructor": 1,');
    const fine = await portfolio(write('hostile.json', hostile), '--format', 'json');
    expect(fine.code).toBe(0);
    expect(fine.stdout).not.toContain('polluted');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses files that are not there, and mixed ones, with their names', async () => {
    expect((await portfolio('none.json')).stderr).toContain('there is no such file');
    const other = stableJson({
      ...own,
      scenario: 'git-only',
      repository: { ...own.repository, revision: 'f'.repeat(40) },
    });
    const told = await portfolio('own.json', write('other.json', other));
    expect(told.code).toBe(2);
    expect(told.stderr).toContain('other.json: another scenario than own.json: git-only, not evidence');
  });
});

describe('report against limits', () => {
  it('exits 1 with a line for each, 0 with --warn-only, 2 when it cannot', async () => {
    const repo = await changingShop();
    const args = ['report', repo.path, '--quiet', '--format', 'json'];
    const within = await inProcess([...args, '--fail-on', 'hours=900', 'health=2']);
    expect(within).toMatchObject({ code: 0, stderr: '' });
    const told = await inProcess([...args, '--fail-on', 'hours=1', 'cost=1', 'slowdown=0.1%', 'health=9.9']);
    expect(told.code).toBe(1);
    expect(
      told.stderr
        .trimEnd()
        .split('\n')
        .map(line => /\[(\w+)\]/.exec(line)?.[1]),
    ).toEqual(['cost', 'hours', 'slowdown', 'health']);
    expect(told.stdout).toBe(within.stdout);
    expect((await inProcess([...args, '--fail-on', 'hours=1', '--warn-only'])).code).toBe(0);
    expect((await inProcess([...args, '--fail-on', 'hours'])).code).toBe(2);
  });

  it('may go down from a baseline, never up', async () => {
    const repo = await changingShop();
    const baseline = join(scratchFolder('baseline'), 'baseline.json');
    expect((await inProcess(['report', repo.path, '-o', baseline, '--quiet'])).code).toBe(0);
    expect((await inProcess(['report', repo.path, '--baseline', baseline])).code).toBe(0);
    // Each commit draws other worlds: that alone is no rise.
    for (const seed of ['one', 'two', 'three']) {
      const again = await inProcess(['report', repo.path, '--baseline', baseline, '--quiet', '--seed', seed]);
      expect(again).toMatchObject({ code: 0, stderr: '' });
    }
    await repo.add([{ at: '2026-07-07', by: 'lin', write: { 'src/legacy/route.ts': nestedIfs(12) } }]);
    const told = await inProcess(['report', repo.path, '--baseline', baseline, '--quiet']);
    expect(told.code).toBe(1);
    expect(told.stderr).toMatch(/^limit exceeded: src\/legacy\/route\.ts: a new debt item/m);
  });
});
