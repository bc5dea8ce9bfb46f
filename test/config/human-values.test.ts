import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATE_PATTERN, DAYS_PATTERN, readDate, readDays } from '../../src/config/calendar-date.ts';
import {
  DURATION_PATTERN,
  EFFORT_PATTERN,
  effortHours,
  printDuration,
  readCapacity,
  readDuration,
  readEffort,
} from '../../src/config/duration.ts';
import { GLOB_PATTERN, readGlob } from '../../src/config/glob.ts';
import { readCurrency, readLocale } from '../../src/config/international.ts';
import {
  MONEY_PER_HOUR_PATTERN,
  MONEY_PER_QUARTER_PATTERN,
  MONEY_PER_TIME_PATTERN,
  printMoneyPerWeek,
  readMoneyPerHour,
  readMoneyPerQuarter,
  readMoneyPerWeek,
} from '../../src/config/money.ts';
import { readPattern } from '../../src/config/pattern.ts';
import type { Reading } from '../../src/config/reading.ts';
import { printShare, readShare, SHARE_PATTERN } from '../../src/config/share.ts';
import { printWeekRange, readWeekRange, WEEK_RANGE_PATTERN } from '../../src/config/week-range.ts';

const seeded = { seed: 20261122, numRuns: 300 } as const;

function accepted<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(reading.what);
  return reading.value;
}
const fixOf = (reading: Reading<unknown>) => (reading.ok ? undefined : reading.fix);

describe('durations', () => {
  it.each([
    ['1 quarter', 90],
    ['8 quarters', 720],
    ['18 months', 540],
    ['6 weeks', 42],
    ['45 d', 45],
    ['2 years', 720],
    ['0.5 weeks', undefined],
    ['1.5 quarters', 135],
    ['6weeks', 42],
    ['1 fortnight', undefined],
    ['-1 week', undefined],
    ['1e3 days', undefined],
    ['1 week 2 days', undefined],
    ['101 years', undefined],
    [7, undefined],
    [null, undefined],
  ])('%s is %s days', (text, days) => {
    const reading = readDuration(text);
    expect(reading.ok ? reading.value : undefined).toBe(days);
  });

  it('is printed so that it reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36_000 }), days => {
        expect(accepted(readDuration(printDuration(days)))).toBe(days);
      }),
      seeded,
    );
    expect([90, 180, 42, 30, 1, 360].map(printDuration)).toEqual([
      '1 quarter',
      '2 quarters',
      '6 weeks',
      '1 month',
      '1 day',
      '1 year',
    ]);
  });

  it('suggests a duration that is accepted where parts of a day are left over', () => {
    expect(fixOf(readDuration('0.5 weeks'))).toBe('write "4 days"'); // 3.5
    expect(fixOf(readDuration('1,5 quarters'))).toBe('write "1.5 quarters"');
  });
});

describe('work', () => {
  it.each([
    [80, 80],
    ['32 h', 32],
    ['4 d', 25.6], // 4 · 32/5
    ['2 weeks', 64],
    ['1 month', undefined],
    ['0 h', undefined],
    [-3, undefined],
    [Number.NaN, undefined],
  ])('%s is %s hours in a week of 32', (raw, hours) => {
    const reading = readEffort(raw);
    expect(reading.ok ? effortHours(reading.value, 32) : undefined).toBe(hours);
  });

  it('as capacity may be a part of the quarter, and needs its unit', () => {
    expect(accepted(readCapacity('15%'))).toEqual({ kind: 'share', share: 0.15 });
    expect(accepted(readCapacity('10 d'))).toEqual({ kind: 'effort', effort: { amount: 10, unit: 'day' } });
    expect(fixOf(readCapacity('40'))).toBe('write "40 h", "40 d" (working days) or "40%"');
    expect(readCapacity('0%').ok).toBe(false);
    expect(readCapacity('140%').ok).toBe(false);
  });
});

describe('money', () => {
  it.each([
    ['12000 / week', 12000],
    ['12000/week', 12000],
    ['1000 / day', 7000],
    ['90000 / quarter', 7000],
    ['0 / week', 0],
    ['12000 / hour', undefined],
    ['12000 per week', undefined],
    ['1.000 / week', 1],
    [12000, undefined],
  ])('%s is %s a week', (raw, amount) => {
    const reading = readMoneyPerWeek(raw);
    expect(reading.ok ? reading.value : undefined).toBe(amount);
  });

  it('for an hour and for a quarter may be a bare number', () => {
    expect(accepted(readMoneyPerHour(85))).toBe(85);
    expect(accepted(readMoneyPerHour('85 / h'))).toBe(85);
    expect(accepted(readMoneyPerQuarter('500 / quarter'))).toBe(500);
    expect(accepted(readMoneyPerQuarter(0))).toBe(0);
    for (const raw of [0, -1, Number.POSITIVE_INFINITY, '680 / day', '', true, '85 / hourly'])
      expect(readMoneyPerHour(raw).ok).toBe(false);
  });

  it.each([
    ['85 EUR', 'write the amount alone: 85; the currency goes in `currency:`'],
    ['$85', 'write the amount alone: 85; the currency goes in `currency:`'],
    ['EUR 85.50', 'write the amount alone: 85.50; the currency goes in `currency:`'],
    ['1,200', 'write it without separators: 1200'],
    ["1'200", 'write it without separators: 1200'],
    ['85,50', 'write it with a point: 85.50'],
    ['1.2k', 'write it out: 1200'],
    ['much', 'write for example 85'],
    ['680 / day', 'write what one hour costs, for example 85'],
  ])('%s is refused with help', (raw, fix) => {
    expect(fixOf(readMoneyPerHour(raw))).toBe(fix);
  });

  it('is printed so that it reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), cents => {
        const amount = cents / 100;
        expect(accepted(readMoneyPerWeek(printMoneyPerWeek(amount)))).toBeCloseTo(amount, 6);
      }),
      seeded,
    );
    expect(printMoneyPerWeek(1_200_000)).toBe('1200000 / week');
  });
});

describe('estimates', () => {
  it.each([
    ['6..10 weeks', { low: 6, high: 10 }],
    ['6 .. 10 weeks', { low: 6, high: 10 }],
    ['3 weeks', { low: 3, high: 3 }],
    ['7..14 months', { low: 30, high: 60 }],
    ['1.5..2 weeks', { low: 1.5, high: 2 }],
    ['6..10', undefined],
    ['6.10 weeks', { low: 6.1, high: 6.1 }],
    ['6...10 weeks', undefined],
    ['0..2 weeks', undefined],
    ['600 weeks', undefined],
  ])('%s', (raw, weeks) => {
    const reading = readWeekRange(raw);
    expect(reading.ok ? reading.value : undefined).toEqual(weeks);
  });

  it('written in another way are refused with the right one', () => {
    expect(fixOf(readWeekRange('6 – 10 Weeks'))).toBe('write a range with two dots: "6..10 weeks"');
    expect(fixOf(readWeekRange('6 to 10 weeks'))).toBe('write a range with two dots: "6..10 weeks"');
    expect(fixOf(readWeekRange('6..10'))).toBe('say in which unit: "6..10 weeks"');
    expect(fixOf(readWeekRange(6))).toBe('say in which unit: "6 weeks"');
  });

  it('are printed so that they read back', () => {
    const tenths = fc.integer({ min: 1, max: 5200 });
    fc.assert(
      fc.property(tenths, tenths, (a, b) => {
        const range = { low: Math.min(a, b) / 10, high: Math.max(a, b) / 10 };
        expect(accepted(readWeekRange(printWeekRange(range)))).toEqual(range);
      }),
      seeded,
    );
  });
});

describe('shares', () => {
  it.each([
    ['80%', 0.8],
    ['12.5 %', 0.125],
    ['100%', 1],
    [0.8, 0.8],
    [1, 1],
    ['0%', undefined],
    [0, undefined],
    ['101%', undefined],
    [80, undefined],
    ['0.8', undefined],
  ])('%s is %s', (raw, share) => {
    const reading = readShare(raw);
    expect(reading.ok ? reading.value : undefined).toBe(share);
  });

  it('are printed so that they read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), thousandths => {
        expect(accepted(readShare(printShare(thousandths / 100_000)))).toBeCloseTo(thousandths / 100_000, 9);
      }),
      seeded,
    );
  });
});

describe('dates', () => {
  it.each(['2027-01-31', '2028-02-29', '2000-02-29'])('%s is in the calendar', text =>
    expect(accepted(readDate(text))).toBe(text),
  );
  it.each([
    '2027-02-29',
    '1900-02-29',
    '2027-04-31',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    '27-01-01',
    '2027-1-1',
    '2027-01-01T00:00',
    20270101,
  ])('%s is not', text => expect(readDate(text).ok).toBe(false));

  it('run from one to another, both included, over the end of a year', () => {
    expect(accepted(readDays('2026-12-31..2027-01-02'))).toEqual(['2026-12-31', '2027-01-01', '2027-01-02']);
    expect(accepted(readDays('2026-12-31'))).toEqual(['2026-12-31']);
    expect(fixOf(readDays('2027-01-02..2026-12-31'))).toBe('write 2026-12-31..2027-01-02');
    expect(readDays('2026-01-01..2028-01-01').ok).toBe(false);
    expect(readDays('2026-01-01..2026-01-02..2026-01-03').ok).toBe(false);
  });
});

describe('currency and locale', () => {
  it('are checked against what Node knows', () => {
    expect(accepted(readCurrency('CHF'))).toBe('CHF');
    expect(fixOf(readCurrency('£'))).toBe('write GBP');
    expect(fixOf(readCurrency('usd'))).toBe('write USD');
    expect(readCurrency('QQQ').ok).toBe(false);
    expect(accepted(readLocale('en-ie'))).toBe('en-IE');
    expect(fixOf(readLocale('pt_BR'))).toBe('write pt-BR');
    for (const raw of ['english', 'e', '', 'zz', 7, 'de-']) expect(readLocale(raw).ok).toBe(false);
  });
});

describe('globs', () => {
  it.each(['src/**', 'src/**/*.{ts,tsx}', 'a b/ü/*.ts', '[a-z]*.ts', '**', 'README.md', '**/*.test.*'])(
    '%s is fine',
    glob => expect(accepted(readGlob(glob))).toBe(glob),
  );
  it('with a slash at the end means everything below', () =>
    expect(accepted(readGlob('src/billing/'))).toBe('src/billing/**'));
  it.each([
    '',
    '/src',
    './src',
    '../a',
    'a/../b',
    'a\\b',
    'C:/a',
    '!a',
    'a//b',
    '{a,{b,c}}',
    'a}',
    'a]',
    '[a',
    '+(a|b)',
    '(a|b)',
    '[ab]+',
    'a*b*c*d*e',
    '**/**/**/**/a',
    7,
  ])('%s is refused', glob => expect(readGlob(glob).ok).toBe(false));
});

describe('patterns', () => {
  it('find anywhere in the text, in upper and lower case', () => {
    const pattern = accepted(readPattern('^hotfix/|\\bPROD-\\d+'));
    expect(pattern.test('Hotfix/login')).toBe(true);
    expect(pattern.test('undo prod-12')).toBe(true);
    expect(pattern.test('nothing')).toBe(false);
  });

  it('cannot be made to explode', () => {
    const pattern = accepted(readPattern('^(a+)+$'));
    expect(pattern.test(`${'a'.repeat(50_000)}b`)).toBe(false);
    expect(readPattern('((a{100}){100}){100}').ok).toBe(false);
    expect(readPattern('a'.repeat(501)).ok).toBe(false);
  });

  it('are refused with what the engine says', () => {
    expect(fixOf(readPattern('(a)\\1'))).toMatch(/back-references are not available/);
    expect(fixOf(readPattern('[a'))).toMatch(/^mend it/);
    expect(readPattern('').ok).toBe(false);
    expect(readPattern(7).ok).toBe(false);
  });
});

describe('the written form that editors check', () => {
  const forms: readonly (readonly [string, (raw: unknown) => Reading<unknown>])[] = [
    [DURATION_PATTERN, readDuration],
    [EFFORT_PATTERN, readEffort],
    [MONEY_PER_TIME_PATTERN, readMoneyPerWeek],
    [MONEY_PER_HOUR_PATTERN, readMoneyPerHour],
    [MONEY_PER_QUARTER_PATTERN, readMoneyPerQuarter],
    [WEEK_RANGE_PATTERN, readWeekRange],
    [SHARE_PATTERN, readShare],
    [DATE_PATTERN, readDate],
    [DAYS_PATTERN, readDays],
    [GLOB_PATTERN, readGlob],
  ];
  const pieces = [
    '1',
    '0',
    '6',
    '10',
    '.',
    '..',
    ' ',
    '/',
    'week',
    'weeks',
    'h',
    'd',
    'quarter',
    '%',
    '-',
    '2027-01-31',
    '*',
    '**',
    'src',
    '{',
    '}',
    '\\',
    '!',
    './',
    ',',
    'EUR',
    '€',
  ];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map(parts => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  );

  it('never refuses what the reader accepts, and no text makes a reader throw', () => {
    fc.assert(
      fc.property(text, written => {
        for (const [pattern, read] of forms) {
          const reading = read(written);
          if (reading.ok) expect(written).toMatch(new RegExp(pattern));
          else expect(reading.fix).not.toBe('');
        }
      }),
      { ...seeded, numRuns: 1500 },
    );
  });

  it('and no other value does', () => {
    fc.assert(
      fc.property(fc.anything(), raw => {
        for (const read of [...forms.map(([, each]) => each), readCurrency, readLocale, readPattern])
          read(raw);
      }),
      seeded,
    );
  });
});
