import { describe, expect, test } from 'vitest';
import { assessFix, cd3, type FixCase } from '../../src/model/economics.ts';
import { drawEffectiveness, inverseBeta22 } from '../../src/model/effectiveness.ts';
import { annuity, discountFactor, netPresentValue, payback } from '../../src/model/payback.ts';
import { meanOf, probability } from '../../src/model/range-of.ts';
import { createWorlds } from '../../src/model/worlds.ts';
import { calmWorlds } from './calm-worlds.ts';

describe('payback', () => {
  test('principal ÷ saving a week', () => {
    expect(payback(9_000, 1_500)).toEqual({ kind: 'weeks', weeks: 6 });
    // 40 h; half of 96 h a quarter of 13 weeks
    const weeks = payback(40, (0.5 * 96) / 13);
    expect(weeks.kind === 'weeks' && weeks.weeks).toBeCloseTo(10.833333, 6);
  });
  test('two years at most', () => {
    expect(payback(104, 1)).toEqual({ kind: 'weeks', weeks: 104 });
    expect(payback(104.01, 1)).toEqual({ kind: 'never' });
  });
  test('nothing saved: never, not 0 and not infinity', () => {
    expect(payback(40, 0)).toEqual({ kind: 'never' });
    expect(payback(40, -1)).toEqual({ kind: 'never' });
  });
  test('nothing to pay: at once', () => expect(payback(0, 0)).toEqual({ kind: 'weeks', weeks: 0 }));
  test('a negative principal is our mistake', () => expect(() => payback(-1, 1)).toThrow(RangeError));
});

describe('net present value', () => {
  test('discount factors by quarter', () => {
    const factors = [1, 2, 3, 4].map(q => discountFactor(q));
    [0.976454, 0.953463, 0.931012, 0.909091].forEach((factor, i) => {
      expect(factors[i]).toBeCloseTo(factor, 6);
    });
    expect(annuity(4)).toBeCloseTo(3.77002, 6);
    expect(annuity()).toBeCloseTo(7.197311, 6);
  });
  test('four and eight quarters of the worked example', () => {
    expect(netPresentValue(40, 48, 4)).toBeCloseTo(140.960962, 6);
    expect(netPresentValue(40, 48, 4) * 85).toBeCloseTo(11_981.681733, 4);
    expect(netPresentValue(40, 48)).toBeCloseTo(305.470927, 6);
  });
});

describe('effectiveness', () => {
  test('inverts 3x² - 2x³', () => {
    for (let x = 0.001; x < 1; x += 0.013) expect(inverseBeta22(x * x * (3 - 2 * x))).toBeCloseTo(x, 12);
    expect(inverseBeta22(0.5)).toBeCloseTo(0.5, 15);
    expect(inverseBeta22(1e-8)).toBeCloseTo(Math.sqrt(1e-8 / 3), 8);
  });
  test('mean one half, variance one twentieth', () => {
    const e = drawEffectiveness(createWorlds('seed'), 'a.ts');
    expect(meanOf(e)).toBeCloseTo(0.5, 6);
    expect(meanOf(e.map(x => (x - 0.5) * (x - 0.5)))).toBeCloseTo(0.05, 4);
  });
});

test('odds of a gain in the worked example: fixed drag, uncertain effect and principal', () => {
  const worlds = createWorlds('seed');
  const e = drawEffectiveness(worlds, 'a.ts');
  const z = worlds.normal('principal', 'a.ts');
  const npv = e.map((part, world) => netPresentValue(40 * Math.exp(0.615237 * z[world]!), part * 96, 4));
  expect(Math.abs(probability(npv, value => value > 0) - 0.936653)).toBeLessThan(0.005);
});

describe('assessment of one fix', () => {
  // E = 1.25: a fifth of the time is drag. 480 h a quarter, half of it removed: 48 h saved a quarter.
  const item: FixCase = {
    path: 'src/a.ts',
    fix: { medianHours: 40, logSd: 0, basis: 'configured' },
    hoursPerQuarter: 480,
    complexityFactor: () => Float64Array.of(1.25),
    delayed: [],
  };
  const terms = { engineers: 8, hoursPerWeek: 32, costPerHour: 85 };

  test('saving, payback, net present value and odds by hand', () => {
    const fix = assessFix(item, calmWorlds, terms);
    expect(fix.saving.mean).toBeCloseTo(48, 9);
    // 48 h in 90 days are 3.733333 h a week
    expect(fix.payback).toEqual({ kind: 'weeks', weeks: expect.closeTo(40 / 3.7333333333, 6) });
    expect(fix.npv.mean).toBeCloseTo(305.470927, 6);
    expect(fix.probabilityWorthIt).toBe(1);
    expect(fix.fix).toEqual({
      hours: { p10: 40, p50: 40, p90: 40, mean: 40 },
      money: { p10: 3400, p50: 3400, p90: 3400, mean: 3400 },
      basis: 'configured',
    });
  });

  test('without a rate there is no money', () => {
    expect(assessFix(item, calmWorlds, { hoursPerWeek: 32 }).fix).not.toHaveProperty('money');
  });

  test('the mean net present value can be redone from the two means', () => {
    const uncertain = {
      ...item,
      fix: { ...item.fix, logSd: 0.857 },
      complexityFactor: () => new Float64Array(4096).fill(1.25),
    };
    const fix = assessFix(uncertain, createWorlds('seed'), terms);
    expect(fix.npv.mean).toBeCloseTo(fix.saving.mean * annuity() - fix.fix.hours.mean, 9);
    expect(fix.saving.mean).toBeCloseTo(48, 0);
  });

  test('healthier than healthy code: nothing to save', () => {
    const fix = assessFix({ ...item, complexityFactor: () => Float64Array.of(0.9) }, calmWorlds, terms);
    expect(fix.saving.mean).toBeLessThan(0);
    expect(fix.payback).toEqual({ kind: 'never' });
    expect(fix.probabilityWorthIt).toBe(0);
  });

  test('a fixed effectiveness replaces the draws', () => {
    expect(assessFix(item, calmWorlds, { ...terms, effectiveness: 0.25 }).saving.mean).toBeCloseTo(24, 9);
  });
});

describe('cost of delay ÷ duration', () => {
  const terms = { engineers: 8, hoursPerWeek: 32 };
  const delayed = [{ costOfDelayPerWeek: 12_000, drag: 0.2, carried: 0.25 }];

  test('without a rate: hours saved a week for each week of work', () => {
    // 40 h are 0.15625 weeks of 256 h
    expect(cd3(4, 40, delayed, terms)).toBeCloseTo(4 / 0.15625, 9);
  });
  test('with a rate: money, and what the stream loses by coming later', () => {
    // 4 x 85 = 340; 12,000 x 0.2 x 0.25 x 0.5 = 300
    expect(cd3(4, 40, delayed, { ...terms, costPerHour: 85 })).toBeCloseTo(640 / 0.15625, 9);
  });
  test('no duration orders nothing', () => expect(cd3(4, 0, [], terms)).toBe(0));
});
