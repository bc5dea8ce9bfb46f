import { beforeAll, describe, expect, test } from 'vitest';
import type { ExplainData } from '../../src/core/explain.ts';
import { nestedIfs } from '../helpers/code.ts';
import { evaluate } from '../helpers/evaluator.ts';
import { inProcess } from '../helpers/in-process.ts';
import type { Repository } from '../helpers/repository.ts';
import { history } from '../helpers/repository.ts';
import { explainedShop, inOrder } from '../pipeline/explained-shop.ts';

let repo: Repository;
beforeAll(async () => {
  repo = await explainedShop();
  await repo.add([
    { at: '2025-09-20', by: 'ada', message: 'chore: cost model', write: { 'debt.config.yaml': inOrder } },
  ]);
}, 60_000);

const CART = 'src/checkout/cart.ts';
const explain = (...args: string[]) => inProcess(['explain', ...args, '--cwd', repo.path]);
const figures = (text: string) =>
  new Map((JSON.parse(text) as ExplainData).steps.flatMap(step => step.figures).map(one => [one.id, one]));

describe('debtcast explain', () => {
  test('shows each step with formula, coefficients and their source', async () => {
    const { code, stdout, stderr } = await explain(CART);
    expect([code, stderr]).toEqual([0, '']);
    const answer = stdout.slice(0, stdout.indexOf('1. Activity'));
    expect(answer).toMatch(/Work there takes about .+ longer than in healthy code +80\s%\srange/);
    expect(answer).toMatch(/about €.+\n *Fixing it takes about/);
    expect(stdout).toContain('D = min(cap, w1*log(1 + cog/s1)^2 + w2*log(1 + size/s2)^2)');
    expect(stdout).toMatch(/304 Java files/);
    expect(stdout).toMatch(/configured: debt\.config\.yaml:\d+/);
    const order = [
      'Activity',
      'Health',
      'Fix burden',
      'Scenario and slowdown',
      'Hours',
      'Money',
      'Fix',
      'Payback',
    ];
    const places = order.map(title => stdout.search(new RegExp(`^ *\\d+\\. ${title} *$`, 'm')));
    expect(places.every(place => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('--format json --draws carries the draws; without them it is small and nothing else differs', async () => {
    const full = await explain(CART, '--format', 'json', '--draws');
    const slim = await explain(CART, '--format', 'json');
    const all = figures(full.stdout);
    const few = figures(slim.stdout);
    expect([...few.keys()]).toEqual([...all.keys()]);
    const hours = all.get(`${CART}/hours/p90`)!;
    const scope = Object.fromEntries(
      Object.entries(hours.inputs).map(([symbol, id]) => [symbol, all.get(id)!.value]),
    );
    // JSON has nine digits: what follows from it has eight or so.
    expect(evaluate(hours.formula!, scope)).toBeCloseTo(hours.value as number, 5);
    expect(few.get(`${CART}/hours/p90`)).toEqual(hours);
    expect(few.get(`${CART}/draws/hours`)?.value).toBe(null);
    expect(slim.stdout.length).toBeLessThan(full.stdout.length / 5);
  });

  test('Markdown, and the same bytes twice', async () => {
    const first = await explain('PAY-1', '--format', 'markdown');
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('One click');
    expect((await explain('PAY-1', '--format', 'markdown')).stdout).toBe(first.stdout);
  });

  test('an unknown item ends with 2 and the nearest name', async () => {
    const { code, stdout, stderr } = await explain('src/checkout/crat.ts');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`did you mean ${CART}?`);
    const json = await explain('Chekout', '--format', 'json');
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'no-such-item', where: 'Chekout' } });
  });

  test('a person is a number, never a name', async () => {
    const { stdout } = await explain('Checkout');
    expect(stdout).toContain('Changed by 3 people');
    expect(stdout).not.toMatch(/\b(ada|lin|sam)\b/);
  });
});

test('names another whole than the report, since it begins with another', async () => {
  const { path } = await history([
    { at: '2024-01-01', write: { 'src/a.ts': nestedIfs(12), 'notes.txt': 'a' } },
    { at: '2024-02-01', write: { 'notes.txt': 'b' } },
    { at: '2024-03-01', write: { 'notes.txt': 'c' } },
    { at: '2024-06-01', write: { 'src/a.ts': nestedIfs(14) } },
  ]);
  const said = async (...args: string[]) => (await inProcess(args, path)).stdout.replace(/\s+/g, ' ');
  const [, inCode] = /of ([\d.,]+) engineer-hours in code/.exec(await said('report')) ?? [];
  const explained = await said('explain', 'headline');
  const [, existing] = /of ([\d.,]+) engineer-hours for existing code/.exec(explained) ?? [];
  expect(Number(inCode)).toBeGreaterThan(0);
  expect(Number(existing)).toBeGreaterThan(Number(inCode));
  expect(explained).not.toContain('engineer-hours in code');
});
