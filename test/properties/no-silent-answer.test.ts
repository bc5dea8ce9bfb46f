import { describe, expect, it } from 'vitest';
import { constants, nestedIfs } from '../helpers/code.ts';
import { inProcess } from '../helpers/in-process.ts';
import { history, lines, type Repository, type Step } from '../helpers/repository.ts';

const quarters = (count: number, write: (n: number) => Step['write'] & object): Step[] =>
  Array.from({ length: count }, (_, n) => ({
    at: new Date(Date.UTC(2024, n, 5)).toISOString().slice(0, 10),
    message: n % 3 === 2 ? `fix: number ${n}` : `feat: number ${n}`,
    write: write(n),
  }));

const shop = () =>
  history(
    quarters(12, n => ({
      'src/a.ts': `${nestedIfs(12)}// ${n}\n`,
      'src/b.ts': constants(30, n),
      'test/a.test.ts': constants(10, n),
    })),
  );

const commands: readonly (readonly string[])[] = [
  ['report'],
  ['explain', '#1'],
  ['inspect'],
  ['plan', '--capacity', '80h'],
  ['roadmap'],
  ['trend'],
  ['backtest'],
];

/** Exit 2 with a reason and a remedy, and nothing on stdout that could be taken for an answer. */
async function refused(made: Repository, args: readonly string[], code: string): Promise<void> {
  const told = await inProcess([...args, '--format', 'json'], made.path);
  expect(told, args.join(' ')).toMatchObject({ code: 2, stdout: '' });
  const { error } = JSON.parse(told.stderr);
  expect(error, args.join(' ')).toMatchObject({ code, fix: expect.stringMatching(/./) });
}

async function answered(made: Repository, args: readonly string[]) {
  const told = await inProcess([...args, '--format', 'json'], made.path);
  expect(told.stderr, args.join(' ')).toBe('');
  expect(told.code, args.join(' ')).toBe(0);
  return JSON.parse(told.stdout);
}

const codes = (data: { warnings?: readonly { code: string }[] }) => (data.warnings ?? []).map(w => w.code);

describe('a repository without an answer is refused by each command', () => {
  it('no commit at all', async () => {
    const empty = await history([]);
    for (const command of commands) await refused(empty, command, 'no-commits');
  });

  it('no source file, and nothing but tests', async () => {
    const words = await history([{ at: '2024-01-01', write: { 'README.md': lines(3), 'x.txt': 'x\n' } }]);
    const tests = await history([{ at: '2024-01-01', write: { 'test/a.test.ts': constants(10) } }]);
    for (const made of [words, tests])
      for (const command of commands) await refused(made, command, 'no-source');
  });

  it('everything left out by the cost model', async () => {
    const made = await history([
      {
        at: '2024-01-01',
        write: { 'src/a.ts': constants(9), 'debt.config.yaml': 'code: { exclude: ["**"] }\n' },
      },
    ]);
    for (const command of commands) await refused(made, command, 'no-source');
  });
});

describe('a window or horizon that means nothing', () => {
  it('is refused', async () => {
    const made = await shop();
    for (const horizon of [
      '0 days',
      '0',
      '-1 quarter',
      'NaN',
      'Infinity days',
      '1e999 days',
      '10000 years',
      '',
    ])
      await refused(made, ['report', '--horizon', horizon], 'bad-option');
    for (const since of ['0 days', '3000-01-01', '2024-13-45', '-8 quarters', 'yesterday', ''])
      await refused(made, ['report', '--since', since], 'bad-option');
    for (const capacity of ['0h', '-5h', 'NaN', '1e999h', '500%', ''])
      await refused(made, ['plan', '--capacity', capacity], 'bad-option');
  });

  it('of very little or very much time gives figures that are finite and in order', async () => {
    const made = await shop();
    for (const horizon of ['1 day', '2 years']) {
      const { headline } = await answered(made, ['report', '--horizon', horizon]);
      expect(headline.hours.p10).toBeLessThanOrEqual(headline.hours.p90);
    }
    const old = await answered(made, ['report', '--since', '30 years']);
    expect(old.items.length).toBeGreaterThan(0);
  });
});

describe('a history that carries little', () => {
  it('of one commit is answered and marked as too young', async () => {
    const made = await history([{ at: '2024-01-01', write: { 'src/a.ts': nestedIfs(8) } }]);
    const data = await answered(made, ['report']);
    expect(data.valueStreams[0].activity).toMatchObject({
      kind: 'absent',
      why: expect.stringContaining('too young'),
    });
    for (const command of commands) {
      const told = await inProcess(command, made.path);
      expect([0, 2], `${command} ${told.stderr}`).toContain(told.code);
      expect(told.stdout + told.stderr, command.join(' ')).not.toMatch(
        /NaN|Infinity|undefined|mistake in debtcast/,
      );
    }
  });

  it('without a change in the window is marked as such', async () => {
    const made = await history([
      { at: '2018-01-01', write: { 'src/a.ts': nestedIfs(8) } },
      { at: '2024-01-01', write: { 'README.md': lines(2) } },
    ]);
    expect(codes(await answered(made, ['report']))).toContain('no-changes');
    for (const command of commands) {
      const told = await inProcess(command, made.path);
      expect([0, 2], `${command} ${told.stderr}`).toContain(told.code);
      expect(told.stdout + told.stderr, command.join(' ')).not.toMatch(
        /NaN|Infinity|undefined|mistake in debtcast/,
      );
    }
  });

  it('with a clock that runs wrong is marked as such', async () => {
    const made = await history([
      { at: '2024-01-01', write: { 'src/a.ts': nestedIfs(4) } },
      { at: '2030-06-01', write: { 'src/a.ts': nestedIfs(5) } },
      { at: '2024-06-01', write: { 'src/a.ts': nestedIfs(6) } },
      { at: '1970-01-01', write: { 'src/b.ts': nestedIfs(6) } },
      { at: '2024-09-01', write: { 'src/a.ts': nestedIfs(7) } },
    ]);
    expect(codes(await answered(made, ['report']))).toContain('clock-skew');
  });

  it('of unrelated branches is read from the one that is asked for', async () => {
    const made = await history([
      { at: '2024-01-01', write: { 'src/a.ts': nestedIfs(12) } },
      { at: '2024-02-01', on: 'other', from: null, write: { 'src/z.ts': nestedIfs(12) } },
    ]);
    const paths = (data: { items: readonly { path: string }[] }) => data.items.map(item => item.path);
    expect(paths(await answered(made, ['report', '--at', 'main']))).toEqual(['src/a.ts']);
    expect(paths(await answered(made, ['report', '--at', 'other']))).toEqual(['src/z.ts']);
    await refused(made, ['diff', 'other', '--at', 'main'], 'no-common-history');
  });
});

describe('a cost model that does not fit its repository', () => {
  const withConfig = (config: string) =>
    history([
      ...quarters(6, n => ({ 'src/a.ts': `${nestedIfs(6)}// ${n}\n`, 'src/b.ts': constants(30, n) })),
      { at: '2024-07-20', write: { 'debt.config.yaml': config } },
    ]);

  it('has a value stream without a file: said beside the figures', async () => {
    const made = await withConfig(
      'valueStreams:\n  - { name: Shop, paths: ["src/**"] }\n  - { name: Gone, paths: ["lib/**"] }\n',
    );
    const data = await answered(made, ['report']);
    expect(codes(data)).toContain('empty-value-stream');
    expect(data.warnings.find((w: { code: string }) => w.code === 'empty-value-stream').text).toContain(
      'Gone',
    );
  });

  it('has planned work in a value stream that is not there: refused, with the names that are', async () => {
    const made = await withConfig(
      'roadmap:\n  - { id: A, title: A, estimate: 2..4 weeks, start: 2024-08-01, touches: { Nowhere: 50% } }\n',
    );
    for (const command of [['report'], ['roadmap']]) {
      const told = await inProcess(command, made.path);
      expect(told.code, told.stdout).toBe(2);
      expect(told.stderr).toContain('Nowhere');
      expect(told.stderr).not.toContain('mistake in debtcast');
    }
  });
});
