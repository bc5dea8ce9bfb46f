import { beforeAll, describe, expect, it } from 'vitest';
import type { DiffData } from '../../src/core/diff.ts';
import { nestedIfs } from '../helpers/code.ts';
import { inProcess } from '../helpers/in-process.ts';
import { bareClone, type Repository, shallowClone, worktree } from '../helpers/repository.ts';
import {
  CAPACITY,
  change,
  changingShop,
  config,
  fortyBranches,
  hot,
  quiet,
  RATE,
} from '../pipeline/changing-shop.ts';

const json = async (repo: Repository, ...args: string[]): Promise<DiffData> => {
  const told = await inProcess(['diff', '-C', repo.path, '--at', 'change', '--format', 'json', ...args]);
  expect(told.stderr).toBe('');
  return JSON.parse(told.stdout) as DiffData;
};
const week25 = `export const week = 25;\n${hot}`;
const hotPath = 'src/billing/invoice.ts';

describe('a change that is none', () => {
  let repo: Repository;
  beforeAll(async () => {
    repo = await changingShop();
    await change(repo, {
      message: 'refactor: move things',
      move: { 'src/legacy/units.ts': 'src/measures/units.ts' },
      write: {
        // One function leaves for a file of its own, the other is laid out anew; imports come and go.
        [hotPath]: `import { total } from './total.ts';\n\nexport const week = 25;\n\n${nestedIfs(4, 'discount').replaceAll('  ', '\t')}\nexport { total };\n`,
        'src/billing/total.ts': `/* the sum */\n${nestedIfs(8, 'total')}`,
      },
    });
  });

  it('says so in one line and costs exactly nothing', async () => {
    const told = await inProcess([
      'diff',
      'main',
      '-C',
      repo.path,
      '--at',
      'change',
      '--max-new-hours-per-quarter',
      '0',
    ]);
    expect(told).toEqual({
      code: 0,
      stdout: 'debtcast: nothing to price, 3 source files changed, none in complexity.\n',
      stderr: '',
    });
    const data = await json(repo, 'main');
    expect(data.files).toEqual([]);
    expect(data.total.hours).toEqual({ p10: 0, p50: 0, p90: 0, mean: 0 });
    expect(data.unchanged).toBe(3);
  });

  it('says nothing with --quiet-if-clean', async () => {
    expect(await inProcess(['diff', 'main', '-C', repo.path, '--at', 'change', '--quiet-if-clean'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('is one line in a comment too', async () => {
    const told = await inProcess([
      'diff',
      'main',
      '-C',
      repo.path,
      '--at',
      'change',
      '--format',
      'github-comment',
    ]);
    expect(told.stdout).toBe(
      '<!-- debtcast -->\n**debtcast**: nothing to price, 3 source files changed, none in complexity.\n',
    );
  });
});

describe('forty branches in the busiest file', () => {
  let repo: Repository;
  beforeAll(async () => {
    repo = await changingShop();
    await change(repo, { write: { [hotPath]: `${week25}${fortyBranches()}` } });
  });

  it('are priced as the model says', async () => {
    const data = await json(repo, 'main');
    const [file] = data.files;
    expect(file).toMatchObject({
      path: hotPath,
      status: 'changed',
      valueStreams: ['Billing'],
      functions: [{ name: 'route', after: 40, change: 'new-above' }],
    });
    // Mean of W(after) - W(before) with beta ~ N(0.040, 0.035) and the residual's mean 1: H·(E[1/M] - E[1/M']),
    // E[e^-βx] = e^(-0.040x + 0.035²x²/2), x = D - 0.30: no healthy file is among the changed ones.
    const inverse = (d: number) => Math.exp(-0.04 * (d - 0.3) + (0.035 * 0.035 * (d - 0.3) * (d - 0.3)) / 2);
    const { before, after } = file!.deficit;
    // D of cog 46, and of cog 86: 0.518·ln(1 + 46/15.07)² = 1.0147 and 0.518·ln(1 + 86/15.07)² = 1.8754, plus size.
    expect(before).toBeGreaterThan(1.0147);
    expect(after! - before!).toBeGreaterThan(1.8754 - 1.0147);
    const hours = CAPACITY * file!.effortShare * (inverse(before!) - inverse(after!));
    expect(file!.hours.mean / hours).toBeCloseTo(1, 1);
    expect(file!.money!.mean).toBeCloseTo(file!.hours.mean * RATE, 4);
    // Nearly all effort of two quarters went into this file.
    expect(file!.effortShare).toBeGreaterThan(0.3);
    expect(data.total.hours).toEqual(file!.hours);
  });

  it('are stopped, with one line for each limit that says what, how much, where and how to pass', async () => {
    const args = ['diff', 'main', '-C', repo.path, '--at', 'change', '--quiet'];
    const limits = [
      '--no-new-functions-above',
      '15',
      '--max-new-hours-per-quarter',
      '1',
      '--max-health-drop',
      '0.5',
    ];
    const told = await inProcess([...args, ...limits]);
    expect(told.code).toBe(1);
    const lines = told.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^limit exceeded: this change: adds about \d[\d.]* h per quarter, the limit is 1 h \[maxNewHoursPerQuarter\]; to pass: simplify src\/billing\/invoice\.ts, or raise maxNewHoursPerQuarter$/,
    );
    expect(lines[1]).toMatch(
      /^limit exceeded: src\/billing\/invoice\.ts: health falls by [01]\.\d points, the limit is 0\.5 /,
    );
    expect(lines[2]).toMatch(
      /^limit exceeded: src\/billing\/invoice\.ts › route \(line \d+\): cognitive complexity 40, the limit is 15 \[noNewFunctionsAbove\]; to pass: \S/,
    );
    const warned = await inProcess([...args, ...limits, '--warn-only']);
    expect(warned.code).toBe(0);
    expect(warned.stderr).toBe(told.stderr.replaceAll('limit exceeded:', 'warning:'));
  });

  it('cost more than in a file that nobody touches', async () => {
    const other = await changingShop();
    await change(other, { write: { 'src/legacy/units.ts': `${quiet}${fortyBranches()}` } });
    const [busy, calm] = [await json(repo, 'main'), await json(other, 'main')];
    expect(calm.total.hours.mean).toBeGreaterThan(0);
    expect(busy.total.hours.mean).toBeGreaterThan(2 * calm.total.hours.mean);
  });

  it('are the same change from a worktree, a bare clone, and after a squash merge', async () => {
    const expected = (await json(repo, 'main')).total;
    const elsewhere = await worktree(repo, 'change');
    const detached = await inProcess(['diff', 'main', '-C', elsewhere.path, '--format', 'json']);
    const detachedData = JSON.parse(detached.stdout) as DiffData;
    expect(detachedData.total).toEqual(expected);
    expect(detachedData.head.name).toBe('HEAD');
    const bare = await json(await bareClone(repo), 'main');
    expect(bare.total).toEqual(expected);
    await repo.add([{ at: '2026-07-07', by: 'ada', write: { [hotPath]: `${week25}${fortyBranches()}` } }]);
    const squashed = await json(repo, 'main~1', '--at', 'main');
    // Another commit id gives other draws: the same size, not the same digits.
    expect(squashed.total.hours.mean / expected.hours.mean).toBeCloseTo(1, 1);
  });
});

describe('a branch of two commits', () => {
  it('costs the same before and after a rebase merge, and each of its commits its own part', async () => {
    const repo = await changingShop();
    const first = { [hotPath]: `${week25}${fortyBranches()}` };
    const second = {
      [hotPath]: `${week25}${fortyBranches()}`,
      'src/billing/extra.ts': fortyBranches('extra'),
    };
    await change(repo, { write: first });
    await change(repo, { write: second });
    // Others went on: the branch is put on top of that, commit by commit, as the merge button "rebase" does.
    await repo.add([
      { at: '2026-07-07', by: 'lin', write: { 'src/legacy/units.ts': `${quiet}${fortyBranches('theirs')}` } },
    ]);
    const before = await json(repo, 'main');
    await repo.add([
      { at: '2026-07-08', by: 'ada', write: first },
      { at: '2026-07-08T01:00:00Z', by: 'ada', write: second },
    ]);
    const merged = await json(repo, 'main~2', '--at', 'main');
    expect(merged.files.map(file => file.path).sort()).toEqual(before.files.map(file => file.path).sort());
    expect(merged.total.hours.mean / before.total.hours.mean).toBeCloseTo(1, 1);
    const parts = [await json(repo, 'main~2', '--at', 'main~1'), await json(repo, 'main~1', '--at', 'main')];
    expect(parts.map(part => part.files.map(file => file.path))).toEqual([
      [hotPath],
      ['src/billing/extra.ts'],
    ]);
    // The branch itself, compared after the merge, has nothing left that main does not have.
    const left = await json(repo, 'main', '--at', 'main');
    expect(left.files).toEqual([]);
  });
});

describe('a refactoring of the busiest file', () => {
  it('is a saving', async () => {
    const repo = await changingShop();
    await change(repo, {
      write: {
        [hotPath]: `export const week = 25;\n${nestedIfs(3, 'total')}${nestedIfs(2, 'rest')}${nestedIfs(4, 'discount')}`,
      },
    });
    const data = await json(repo, 'main');
    expect(data.files[0]).toMatchObject({
      functions: [{ name: 'total', before: 36, after: 6, change: 'fallen-below' }],
    });
    expect(data.total.hours.mean).toBeLessThan(0);
    expect(data.total.hours.p50).toBeLessThan(0);
    const told = await inProcess([
      'diff',
      'main',
      '-C',
      repo.path,
      '--at',
      'change',
      '--max-new-hours-per-quarter',
      '0',
    ]);
    expect(told.code).toBe(0);
    expect(told.stdout).toMatch(
      /This change saves about \d[\d.]* h of extra work next quarter, €[\d,]+ \(80 % range −/,
    );
  });
});

describe('the base', () => {
  let repo: Repository;
  beforeAll(async () => {
    repo = await changingShop();
    await change(repo, { write: { [hotPath]: `${week25}${fortyBranches()}` } });
    // Others go on in the meantime; none of it belongs to the change.
    await repo.add([
      { at: '2026-07-07', by: 'lin', write: { 'src/legacy/units.ts': `${quiet}${fortyBranches('theirs')}` } },
    ]);
    await repo.git('update-ref', 'refs/remotes/origin/main', 'main');
    await repo.git('update-ref', 'refs/remotes/origin/release', 'main~5');
  });
  const named = async (env: Record<string, string>, ...args: string[]) => {
    const told = await inProcess(
      ['diff', ...args, '-C', repo.path, '--at', 'change', '--format', 'json'],
      '/',
      env,
    );
    expect(told.stderr).toBe('');
    const data = JSON.parse(told.stdout) as DiffData;
    return { name: data.base.name, files: data.files.map(file => file.path) };
  };

  it.each([
    ['the default branch of the remote', {}, 'origin/main'],
    ['GitHub Actions', { GITHUB_BASE_REF: 'release' }, 'origin/release'],
    ['GitHub Actions on a push', { GITHUB_BASE_REF: '' }, 'origin/main'],
    [
      'GitLab CI',
      { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'release', CI_DEFAULT_BRANCH: 'main' },
      'origin/release',
    ],
    ['GitLab CI outside a merge request', { CI_DEFAULT_BRANCH: 'release' }, 'origin/release'],
    ['Bitbucket Pipelines', { BITBUCKET_PR_DESTINATION_BRANCH: 'release' }, 'origin/release'],
    ['Azure Pipelines', { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/release' }, 'origin/release'],
    ['Jenkins', { CHANGE_TARGET: 'release' }, 'origin/release'],
    ['CircleCI', { DEBTCAST_BASE: 'release' }, 'origin/release'],
  ])('comes from %s', async (_, env, name) => {
    expect(await named(env, ...[])).toEqual({ name, files: [hotPath] });
  });

  it('named on the command line wins', async () => {
    expect(await named({ GITHUB_BASE_REF: 'release' }, 'main')).toEqual({ name: 'main', files: [hotPath] });
  });

  it('may be the head itself, or the first commit', async () => {
    expect((await named({}, 'change')).files).toEqual([]);
    expect((await named({}, repo.commits[0]!)).files).toEqual([hotPath]);
  });

  it('that is missing is named, with the line that fetches it', async () => {
    const told = await inProcess(['diff', '-C', repo.path, '--at', 'change'], '/', {
      GITHUB_BASE_REF: 'gone',
    });
    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toContain("git fetch origin '+refs/heads/gone:refs/remotes/origin/gone'");
    const unknown = await inProcess(['diff', 'no-such-branch', '-C', repo.path]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('no-such-branch');
  });

  it('without a common commit is refused', async () => {
    await repo.add([{ at: '2026-07-08', on: 'island', from: null, write: { 'a.ts': 'export {};\n' } }]);
    const told = await inProcess(['diff', 'island', '-C', repo.path, '--at', 'change']);
    expect(told.code).toBe(2);
    expect(told.stderr).toContain('no commit in common');
  });

  it('of a shallow clone is refused, with the line to add', async () => {
    const told = await inProcess(['diff', 'HEAD', '-C', (await shallowClone(repo)).path]);
    expect(told.code).toBe(2);
    expect(told.stderr).toContain('fetch-depth: 0');
  });
});

describe('limits that cannot work', () => {
  it('in money without a rate, or under a scenario of bands, are refused', async () => {
    const repo = await changingShop();
    await change(repo, { write: { 'debt.config.yaml': 'team: { engineers: 2 }\n' } });
    const args = ['diff', 'main', '-C', repo.path, '--at', 'change'];
    const money = await inProcess([...args, '--max-new-cost-per-quarter', '500']);
    expect(money.code).toBe(2);
    expect(money.stderr).toContain('team.costPerHour');
    const bands = await inProcess([
      ...args,
      '--scenario',
      'code-red-2022',
      '--max-new-hours-per-quarter',
      '5',
    ]);
    expect(bands.code).toBe(2);
    expect(bands.stderr).toContain('--scenario evidence');
    const text = await inProcess([...args, '--max-health-drop', '1 point']);
    expect(text.code).toBe(2);
    expect(text.stderr).toContain('--max-health-drop');
  });
});

describe('limits of the cost model', () => {
  it('hold by value stream, and the stream wins where both speak of a function', async () => {
    const gates = `gates:
  noNewFunctionsAbove: 15
  perValueStream:
    Legacy: { noNewFunctionsAbove: 100 }
    Billing: { maxNewHoursPerQuarter: 0.01 }
`;
    const repo = await changingShop(gates);
    await change(repo, {
      write: {
        'src/legacy/units.ts': `${quiet}${fortyBranches('old')}`,
        'src/billing/rates.ts': nestedIfs(7, 'rate'),
        'src/other.ts': fortyBranches('other'),
        'debt.config.yaml': config(gates),
      },
    });
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
    const { breaches } = JSON.parse(told.stdout) as DiffData;
    expect(breaches.map(({ gate, where }) => `${gate} ${where}`)).toEqual([
      'maxNewHoursPerQuarter value stream Billing',
      expect.stringMatching(/^noNewFunctionsAbove src\/(billing\/rates\.ts › rate|other\.ts › other)$/),
      expect.stringMatching(/^noNewFunctionsAbove src\/(billing\/rates\.ts › rate|other\.ts › other)$/),
    ]);
  });
});

describe('a file beyond the worst health', () => {
  it('still has a price for what is added, and a saving for what is taken away', async () => {
    const repo = await changingShop();
    // 60 functions of 36 points: a deficit far above the cap of 9.
    const worst = Array.from({ length: 60 }, (_, i) => nestedIfs(8, `step${i}`)).join('\n');
    await repo.add([{ at: '2026-07-06', by: 'ada', write: { [hotPath]: worst } }]);
    await change(repo, { write: { [hotPath]: `${worst}${fortyBranches()}` } });
    const added = await json(repo, 'main');
    expect(added.files[0]!.health).toEqual({ before: 1, after: 1 });
    expect(added.total.hours.mean).toBeGreaterThan(0);
    const back = await inProcess(['diff', 'change', '-C', repo.path, '--at', 'main', '--format', 'json']);
    // The other way round nothing was done since the two parted.
    expect((JSON.parse(back.stdout) as DiffData).files).toEqual([]);
    await repo.add([
      {
        at: '2026-07-08',
        by: 'ada',
        on: 'change',
        write: { [hotPath]: worst.replace(nestedIfs(8, 'step0'), '') },
      },
    ]);
    expect((await json(repo, 'main')).total.hours.mean).toBeLessThan(0);
  });
});
