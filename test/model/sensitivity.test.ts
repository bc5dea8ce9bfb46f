import { expect, test } from 'vitest';
import type { ScenarioName } from '../../src/core/cost-model.ts';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';
import { price } from '../../src/model/cost.ts';
import { sensitivity, type Variation, variationsOf } from '../../src/model/sensitivity.ts';
import { measured, modelFile, modelInput, shop } from './model-fixture.ts';

const pricing = price(shop(), c, 'evidence', 2928.64);
const figures = {
  codingShare: 0.8,
  assumedEngineers: 4,
  scenario: 'evidence',
  rewrittenShare: 0.25,
  minutesPerLine: 15,
} as const;

test('both ends of each assumption, the one that matters most first', () => {
  const rows = sensitivity(pricing, variationsOf(figures), () => true);
  const row = (name: string) => rows.find(one => one.assumption === name)!;
  const now = pricing.headline.hours.p50;
  expect(row('codingShare').low).toEqual({ value: 0.5, hours: (0.5 / 0.8) * now });
  expect(row('codingShare').high).toEqual({ value: 1, hours: 1.25 * now });
  expect(row('engineers').low).toEqual({ value: 3, hours: 0.75 * now });
  expect(row('engineers').high).toEqual({ value: 6, hours: 1.5 * now });
  expect(row('scenario').low.hours).toBe(pricing.under('git-only').headline.hours.p50);
  expect(row('scenario').high.hours).toBe(pricing.under('code-red-adjusted').headline.hours.p50);
  expect(row('minutesPerLine').low).toEqual({ value: 8.6, hours: now });
  const swings = rows.map(r => Math.abs(r.high.hours - r.low.hours));
  expect(swings).toEqual(swings.toSorted((a, b) => b - a));
  expect(rows.every(r => !r.flipsPayback)).toBe(true);
});

test('a configured team is not varied', () => {
  const { assumedEngineers: _, ...configured } = figures;
  expect(variationsOf(configured).map(v => v.assumption)).not.toContain('engineers');
});

test('a decision that depends on one assumption is flagged there only', () => {
  const rows = sensitivity(
    pricing,
    variationsOf(figures),
    (_, __, change) => !(change?.kind === 'minutesPerLine' && change.value > 15),
  );
  expect(rows.filter(r => r.flipsPayback).map(r => r.assumption)).toEqual(['minutesPerLine']);
});

test('hours that can be saved scale with the team and change with the scenario', () => {
  const seen = new Map<string, number>();
  sensitivity(pricing, variationsOf(figures), (path, removable, change) => {
    if (path === 'src/billing/invoice.ts') seen.set(JSON.stringify(change ?? 'now'), removable);
    return true;
  });
  const now = seen.get('"now"')!;
  expect(now).toBe(pricing.files.find(file => file.path === 'src/billing/invoice.ts')!.expectedRemovable);
  expect(seen.get('{"kind":"capacity","factor":1.5}')).toBeCloseTo(1.5 * now, 9);
  expect(seen.get('{"kind":"scenario","scenario":"git-only"}')!).toBeLessThan(now);
});

test('the order of the top five flips when a scenario knows only bands', () => {
  // Three times the work just above the healthy band, against one file close to the alert band: by points the second
  // costs more, by bands (both 1.78) the first.
  const busy = modelFile('busy.ts', { measure: measured(43, 260), effort: Array<number>(8).fill(3) });
  const hard = modelFile('hard.ts', { measure: measured(280, 1000), effort: Array<number>(8).fill(1) });
  const clean = modelFile('clean.ts', { measure: measured(1, 20), effort: Array<number>(8).fill(3) });
  const two = price(modelInput({ files: [busy, hard, clean] }), c, 'code-red-adjusted', 1000);
  const to = (scenario: ScenarioName): Variation => ({
    assumption: scenario,
    low: { value: 'evidence', change: { kind: 'scenario', scenario: 'evidence' } },
    high: { value: scenario, change: { kind: 'scenario', scenario } },
  });
  const rows = sensitivity(two, [to('git-only'), to('code-red-2022')], () => true);
  expect(Object.fromEntries(rows.map(row => [row.assumption, row.flipsTopFive]))).toEqual({
    'git-only': false,
    'code-red-2022': true,
  });
});
