import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Block, Document, Inline } from '../../src/core/document.ts';
import { UserError } from '../../src/core/errors.ts';
import type { ExplainData } from '../../src/core/explain.ts';
import type { Figure } from '../../src/core/figure.ts';
import type { Range } from '../../src/core/range.ts';
import type { ReportData } from '../../src/core/report.ts';
import { resolveItem } from '../../src/pipeline/decide.ts';
import { type Explainer, explainer } from '../../src/pipeline/explain.ts';
import { plan } from '../../src/pipeline/plan.ts';
import { report } from '../../src/pipeline/report.ts';
import { roadmap } from '../../src/pipeline/roadmap.ts';
import { readSnapshot, type Snapshot } from '../../src/pipeline/snapshot.ts';
import { withReader } from '../../src/pipeline/with-reader.ts';
import { withoutDraws } from '../../src/pipeline/without-draws.ts';
import { numbersFor } from '../../src/report/numbers.ts';
import { explainView } from '../../src/report/views/explain.ts';
import { planView } from '../../src/report/views/plan.ts';
import { reportView } from '../../src/report/views/report.ts';
import { roadmapView } from '../../src/report/views/roadmap.ts';
import { evaluate } from '../helpers/evaluator.ts';
import { requestFor } from './asking.ts';
import { bands, explainedShop, inOrder, sideBySide } from './explained-shop.ts';

const CONFIGS = { inOrder, sideBySide, bands };
type Config = keyof typeof CONFIGS;

/** Snapshots by config, read once; their readers stay open until the end. */
const opened = new Map<Config, { readonly snapshot: Snapshot; readonly desk: Explainer }>();
let done: () => void;
const finished = new Promise<void>(resolve => {
  done = resolve;
});
const closed: Promise<void>[] = [];

beforeAll(async () => {
  const repo = await explainedShop();
  for (const config of Object.keys(CONFIGS) as Config[]) await open(repo.path, config);
}, 120_000);
afterAll(async () => {
  done();
  await Promise.all(closed);
});

function open(path: string, config: Config): Promise<void> {
  const request = requestFor(path, {
    configFile: '/explained.yaml',
    readFile: () => Promise.resolve(Buffer.from(CONFIGS[config])),
  });
  return new Promise((resolve, reject) => {
    const reading = withReader(request, async reader => {
      const snapshot = await readSnapshot(reader, request, reader.repository.revision);
      opened.set(config, { snapshot, desk: explainer(snapshot, { version: '0.0.0' }) });
      resolve();
      await finished;
    });
    reading.catch(reject);
    closed.push(reading);
  });
}

const snapshotOf = (config: Config): Snapshot => opened.get(config)!.snapshot;
const chains = new Map<string, ExplainData>();

/** Each chain is written once. */
function explained(config: Config, item: string): ExplainData {
  const key = `${config} ${item}`;
  const data = chains.get(key) ?? opened.get(config)!.desk.explain(item);
  chains.set(key, data);
  return data;
}

const figuresOf = (data: ExplainData): Map<string, Figure> =>
  new Map(data.steps.flatMap(step => step.figures).map(figure => [figure.id, figure]));

/** Figures whose value is not what their formula gives for their inputs, with both. */
function wrongFigures(data: ExplainData): string[] {
  const figures = figuresOf(data);
  return [...figures.values()].flatMap(figure => {
    if (figure.formula === undefined) return [];
    const scope = Object.fromEntries(
      Object.entries(figure.inputs).map(([symbol, id]) => {
        const input = figures.get(id);
        if (!input) throw new Error(`${figure.id} names ${id}, which is nowhere`);
        return [symbol, input.value];
      }),
    );
    const got = evaluate(figure.formula, scope);
    return agrees(figure.value, got)
      ? []
      : [`${figure.id}: ${figure.formula} is ${got}, not ${figure.value}`];
  });
}

/** To 1e-9 of the larger one; what is nothing but rounding around 0 counts as 0. */
function agrees(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    const list = b as ArrayLike<number>;
    return a.length === list.length && a.every((value, i) => agrees(value, list[i]));
  }
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-6);
}

const SUBJECTS = {
  inOrder: [
    '1',
    '2',
    'src/catalog/search.ts',
    'src/catalog/list.ts',
    'src/checkout/rates.py',
    'Checkout',
    'PAY-1',
    'CAT-2',
    'headline',
    'plan',
    'plan 40h',
  ],
  sideBySide: ['1', 'src/shared/util.ts', 'Shop', 'Checkout', 'A', 'B', 'headline', 'plan 5 days'],
  bands: ['1', 'headline', 'plan 10%'],
} as const satisfies Record<Config, readonly string[]>;

describe.each(Object.keys(SUBJECTS) as Config[])('every figure follows from its inputs: %s', config => {
  test.each(SUBJECTS[config])('%s', item => {
    const data = explained(config, item);
    expect(wrongFigures(data)).toEqual([]);
    const formulas = [...figuresOf(data).values()].filter(figure => figure.formula !== undefined);
    expect(formulas.length).toBeGreaterThan(item.startsWith('plan') ? 0 : 5);
  });
});

test('a figure that does not follow is found', () => {
  const data = explained('inOrder', '1');
  const steps = data.steps.map(step => ({
    ...step,
    figures: step.figures.map(figure =>
      figure.id.endsWith('/deficit') ? { ...figure, value: (figure.value as number) * (1 + 1e-8) } : figure,
    ),
  }));
  expect(wrongFigures({ ...data, steps }).some(line => line.includes('/deficit: min(cap'))).toBe(true);
});

describe('what a screen prints is found again', () => {
  /** All subjects' figures by id; where several chains hold one, they must agree. */
  function everything(config: Config, data: ReportData, more: readonly string[]): Map<string, Figure> {
    const items = [
      'headline',
      ...data.items.map(item => item.path),
      ...data.valueStreams.map(stream => stream.name),
      ...more,
    ];
    const all = new Map<string, Figure>();
    for (const item of items) {
      for (const figure of figuresOf(explained(config, item)).values()) {
        // A roadmap item carries the plan of the default capacity.
        if (figure.id.startsWith('plan/') && !item.startsWith('plan')) continue;
        const known = all.get(figure.id);
        if (known && !Array.isArray(known.value))
          expect([figure.id, figure.value]).toEqual([figure.id, known.value]);
        all.set(figure.id, figure);
      }
    }
    return all;
  }
  const reported = (config: Config): ReportData =>
    report(snapshotOf(config), { version: '0.0.0', top: 10, sort: 'cost', only: [] }).data;

  test.each([
    ['with money and a roadmap', 'inOrder', ['PAY-1', 'CAT-2', 'plan 40h'], 'EUR'],
    ['in hours', 'sideBySide', ['A', 'B', 'plan 40h'], undefined],
  ] as const)('%s', (_, config, more, currency) => {
    const options = { audience: 'both', locale: 'en-IE' } as const;
    const data = reported(config);
    const { valuation } = opened.get(config)!.desk;
    const known = everything(config, data, more);
    const numbers = numbersFor({ locale: 'en-IE', ...(currency !== undefined && { currency }) });
    const shown = figuresIn([
      reportView(data, options),
      planView(plan(valuation, '40h', [], '0.0.0'), options),
    ]);
    // The dates are shown for the plan of the default capacity.
    const dates = figuresIn([roadmapView(roadmap(valuation, undefined, '0.0.0'), options)]).filter(
      ({ id }) => !id.startsWith('plan/'),
    );
    expect(shown.length).toBeGreaterThan(20);
    for (const { id, text } of [...shown, ...dates]) {
      expect(known.has(id), `${id}, shown as ${text}, is in no chain`).toBe(true);
      expect(printings(known, id, numbers), `${id} is shown as ${text}`).toContain(text);
    }
  });

  test('the values are those of the report’s data', () => {
    const data = reported('inOrder');
    const known = everything('inOrder', data, []);
    const range = (id: string, main: keyof Range): Range => {
      const at = (point: string) => known.get(point === main ? id : `${id}/${point}`)?.value as number;
      return { p10: at('p10'), p50: at('p50'), p90: at('p90'), mean: at('mean') };
    };
    const plain = ({ p10, p50, p90, mean }: Range): Range => ({ p10, p50, p90, mean });
    expect(data.items.length).toBeGreaterThan(2);
    for (const { path, ...item } of data.items) {
      expect(range(`${path}/hours`, 'mean')).toEqual(plain(item.hours));
      expect(range(`${path}/money`, 'mean')).toEqual(plain(item.money!));
      expect(range(`${path}/slowdown`, 'p50')).toEqual(plain(item.slowdown));
      expect(range(`${path}/saving`, 'mean')).toEqual(plain(item.economics.saving));
      expect(range(`${path}/npv`, 'mean')).toEqual(plain(item.economics.npv));
      expect(known.get(`${path}/probabilityWorthIt`)?.value).toBe(item.economics.probabilityWorthIt);
      expect(known.get(`${path}/cd3`)?.value).toBe(item.economics.cd3);
      expect(known.get(`${path}/hotspot`)?.value).toBe(item.hotspot.score);
    }
    for (const { name, ...stream } of data.valueStreams) {
      expect(range(`${name}/hours`, 'mean')).toEqual(plain(stream.hours));
      expect(range(`${name}/slowdown`, 'p50')).toEqual(plain(stream.slowdown));
      expect(range(`${name}/withRoadmap/hours`, 'mean')).toEqual(plain(stream.withRoadmap!.hours));
      expect(known.get(`${name}/effortShare`)?.value).toBe(stream.effortShare);
    }
    expect(range('headline/hours', 'mean')).toEqual(plain(data.headline.hours));
    expect(range('headline/money', 'mean')).toEqual(plain(data.headline.money!));
  });
});

/** Everything printed with an id, wherever it stands in a document. */
function figuresIn(documents: readonly Document[]): { readonly id: string; readonly text: string }[] {
  const found: { id: string; text: string }[] = [];
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (typeof part === 'object' && part !== null) {
      const inline = part as Exclude<Inline, string>;
      if (inline.kind === 'figure') found.push({ id: inline.id, text: inline.text });
      else Object.values(part).forEach(walk);
    }
  };
  for (const { title, sections } of documents)
    walk([title, sections.map(section => section.blocks as readonly Block[])]);
  return found;
}

/** Every way in which screens write a figure of the chain. */
function printings(
  known: ReadonlyMap<string, Figure>,
  id: string,
  numbers: ReturnType<typeof numbersFor>,
): string[] {
  const figure = known.get(id)!;
  const main = figure.value as number | null;
  const at = (point: string, otherwise: number) =>
    (known.get(`${id}/${point}`)?.value as number) ?? otherwise;
  if (main === null) return ['not in 2\u00a0years'];
  const range: Range = {
    p10: at('p10', main),
    p50: at('p50', main),
    p90: at('p90', main),
    mean: at('mean', main),
  };
  const claim = { range, scenario: 'evidence', level: 80, scope: { kind: 'file', path: '' } } as never;
  const plus = (text: string) => (text === 'none' ? 'none' : `+${text}`);
  const beside = (about: string, bounds: string) =>
    about === 'none' && bounds === 'none' ? 'none' : `${about}\u00a0(${bounds})`;
  const quantity = id.slice(id.lastIndexOf('/') + 1);
  if (id.includes('/slowdown'))
    return [
      numbers.slowdown(claim),
      numbers.slowdownRange(claim),
      beside(plus(numbers.slowdown(claim)), numbers.slowdownBounds(claim)),
    ];
  if (/money$|Money$/.test(quantity))
    return [
      numbers.money(range.mean),
      numbers.moneyRange(range),
      beside(numbers.money(range.mean), numbers.shortBounds(range)),
    ];
  if (quantity === 'costOfDelay') return [numbers.money(Math.abs(range.mean))];
  if (quantity === 'health') return [numbers.health(main)];
  if (quantity === 'changes') return [`${numbers.changes(range)}\u00a0changes`];
  if (quantity === 'payback') return [numbers.weeks(main)];
  if (quantity === 'weeksLater') return [numbers.weeksDifference(range.p50)];
  if (quantity === 'worthFixing') return [numbers.count(main)];
  if (id === 'trackRecord/activity')
    return [`${numbers.count(at('held', 0))} of ${numbers.count(at('of', 0))}`];
  return [
    numbers.hours(main),
    numbers.hours(main).replace('\u00a0h', ''),
    numbers.hoursRange(range),
    beside(numbers.hours(main), numbers.shortBounds(range)),
  ];
}

describe('which subject a name means', () => {
  const subject = (item: string) => explained('inOrder', item).subject;

  test('a rank, with and without #, is the place in the default report', () => {
    const { items } = report(snapshotOf('inOrder'), {
      version: '0.0.0',
      top: 3,
      sort: 'cost',
      only: [],
    }).data;
    expect(subject('#1')).toMatchObject({ kind: 'file', path: items[0]!.path, rank: 1 });
    expect(subject('2')).toMatchObject({ kind: 'file', path: items[1]!.path, rank: 2 });
  });

  test('a decision speaks of the same item, and of no plan or date', () => {
    const snapshot = snapshotOf('inOrder');
    expect(resolveItem('src/basket/cart.ts', snapshot)).toBe('src/checkout/cart.ts');
    expect(resolveItem('#2', snapshot)).toBe((subject('2') as { path: string }).path);
    expect(resolveItem('Catalog', snapshot)).toBe('Catalog');
    for (const item of ['PAY-1', 'headline', 'plan', 'src/checkout/cart.ts:cart3'])
      expect(() => resolveItem(item, snapshot)).toThrow('decisions are about files and value streams');
  });

  test('an old name after a rename, ./ in front, a function', () => {
    expect(subject('src/basket/cart.ts')).toEqual({
      kind: 'file',
      path: 'src/checkout/cart.ts',
      rank: expect.any(Number),
      names: ['src/checkout/cart.ts', 'src/basket/cart.ts'],
      valueStreams: ['Checkout'],
    });
    expect(subject('./src/catalog/list.ts')).toMatchObject({ path: 'src/catalog/list.ts' });
    const data = explained('inOrder', 'src/checkout/cart.ts:cart3');
    expect(data.functions.map(fn => fn.name)).toEqual(['cart3']);
  });

  test.each([
    ['src/checkout/crat.ts', 'did you mean src/checkout/cart.ts?'],
    ['src/cart.ts', 'src/checkout/cart.ts'],
    ['Chekout', 'did you mean Checkout?'],
    ['PAY-l', 'did you mean PAY-1?'],
    ['src/checkout/cart.ts:cart33', 'did you mean src/checkout/cart.ts:cart3?'],
    ['99', 'see `debtcast --top 50`'],
  ])('%s is unknown, with the nearest name', (item, fix) => {
    expect(() => subject(item)).toThrow(UserError);
    try {
      subject(item);
    } catch (error) {
      expect((error as UserError).problems[0]).toMatchObject({ code: 'no-such-item', where: item });
      expect((error as UserError).problems[0].fix).toContain(fix);
    }
  });
});

describe('the evidence', () => {
  test('commits newest first, with their lines, and the people as a number', () => {
    const data = explained('inOrder', 'src/checkout/pay.ts');
    // Written with the first commit, then whenever i mod 8 is 1: 1, 9, … 137; 13 and more of them are 5·k and fixes.
    const steps = Array.from({ length: 18 }, (_, k) => 137 - 8 * k);
    expect(data.commits.total).toBe(19);
    expect(data.commits.listed.map(commit => commit.subject)).toEqual([
      ...steps.map(i => (i % 5 === 0 ? `fix: correct ${i}` : `feat: step ${i}`)),
      'feat: begin',
    ]);
    expect(data.commits.listed.filter(commit => commit.fix).map(commit => commit.subject)).toEqual(
      steps.filter(i => i % 5 === 0).map(i => `fix: correct ${i}`),
    );
    // Each version rewrites the twelve numbers.
    expect(data.commits.listed[0]).toMatchObject({ added: 12, deleted: 12 });
    expect(data.people).toMatchObject({ authors: 3, owners: ['Payments team'] });
    expect(JSON.stringify(data)).not.toMatch(/\blin\b|\bsam\b/);
  });

  test('what changes with it, and why its functions are hard', () => {
    const data = explained('inOrder', 'src/checkout/pay.ts');
    expect(data.coupling.map(entry => entry.path)).toEqual(['src/checkout/cart.ts']);
    expect(data.coupling[0]!.shared).toBe(19);
    // Six levels: 1 + 2 + … + 6.
    expect(data.functions).toHaveLength(9);
    expect(data.functions[0]).toMatchObject({ cognitive: 21, nesting: 6, changes: 0 });
    expect(data.functions[0]!.why).toContainEqual({ kind: 'depth', value: 6 });
  });

  test('sensitivity is there, the figure that matters most first', () => {
    const data = explained('inOrder', 'headline');
    const swings = data.sensitivity.map(row => Math.abs(row.high.hours - row.low.hours));
    expect(swings.length).toBeGreaterThan(3);
    expect(swings).toEqual(swings.toSorted((a, b) => b - a));
    expect(data.sensitivity.map(row => row.assumption)).not.toContain('engineers');
    // A team seen in git may be three quarters or one and a half of what was seen; hours go with it.
    const assumed = explained('sideBySide', 'headline');
    const row = assumed.sensitivity.find(one => one.assumption === 'engineers')!;
    const now = figuresOf(assumed).get('headline/hours/p50')?.value as number;
    expect(row.low.hours).toBeCloseTo(0.75 * now, 9);
    expect(row.high.hours).toBeCloseTo(1.5 * now, 9);
  });
});

test('the brief of a roadmap item opens with its code, the costliest files and both dates', () => {
  const data = explained('inOrder', 'PAY-1');
  expect(data.steps.slice(0, 3).map(step => step.id)).toEqual(['code', 'files', 'dates']);
  expect(data.people).toMatchObject({ authors: 3, owners: ['Payments team'] });
  const figures = figuresOf(data);
  expect(figures.get('PAY-1/now/likely')?.value).toMatch(/^2025-1|^2026-0/);
  // Checkout and Catalog are touched: util.ts is in neither and changes with neither.
  expect(data.functions.map(fn => fn.path)).toContain('src/checkout/cart.ts');
  expect(data.functions.map(fn => fn.path)).not.toContain('src/shared/util.ts');
});

test('without draws, ids and formulas stay and quarters too', () => {
  const data = explained('inOrder', '1');
  const slim = withoutDraws(data);
  const before = figuresOf(data);
  const after = figuresOf(slim);
  expect([...after.keys()]).toEqual([...before.keys()]);
  expect([...after.values()].map(figure => figure.formula)).toEqual(
    [...before.values()].map(figure => figure.formula),
  );
  expect(after.get('draws/beta/code-red-adjusted')?.value).toBe(null);
  expect(after.get('src/checkout/cart.ts/changesByQuarter')?.value).toHaveLength(8);
  expect(JSON.stringify(slim).length).toBeLessThan(JSON.stringify(data).length / 10);
});

test('a page shows formulas, and the numbers of draws instead of the draws', () => {
  const data = explained('inOrder', '1');
  const page = JSON.stringify(explainView(data, { audience: 'both', locale: 'en-IE' }).sections);
  expect(page).toContain('D = min(cap, w1*log(1 + cog/s1)^2 + w2*log(1 + size/s2)^2)');
  expect(page).toMatch(/4,096\s(?:values), mean/);
  expect(page.length).toBeLessThan(200_000);
});
