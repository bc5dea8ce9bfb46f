import { describe, expect, it } from 'vitest';
import { shareOf, slowdownClaim } from '../../src/report/claims.ts';
import {
  dayText,
  horizonWords,
  numbersFor,
  plural,
  quarterText,
  spanText,
} from '../../src/report/numbers.ts';
import { range } from './report-data.ts';

const numbers = numbersFor({ locale: 'en-IE', currency: 'EUR' });
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const claim = (p10: number, p50: number, p90: number) =>
  slowdownClaim({ kind: 'repository', name: 'acme/shop' }, 'evidence', range(p10, p50, p90));

describe('modelled figures show at most two significant digits', () => {
  it.each([
    [0.0712, '7 %'],
    [0.269, '27 %'],
    [1.238, '120 %'],
    [0.0042, '0.4 %'],
    [0.0099, '1 %'],
    [0.0001, 'under 0.1 %'],
    [0, 'none'],
    [-0.3, 'none'],
  ])('a slowdown of %d reads %s', (value, text) => {
    expect(plain(numbers.slowdown(claim(-1, value, 2)))).toBe(text);
  });

  it.each([
    [0.27, '+27 %'],
    [0.0004, 'under 0.1 %'],
    [-0.1, 'none'],
  ])('a slowdown of %d on top of healthy code reads %s', (value, text) => {
    expect(plain(numbers.slowdownAdded(claim(-1, value, 2)))).toBe(text);
  });

  it.each([
    [190.4, '190 h'],
    [2928, '2,900 h'],
    [28.4, '28 h'],
    [9.64, '9.6 h'],
    [0.83, '0.8 h'],
    [0.02, 'under 0.1 h'],
    [-4, 'none'],
  ])('%d hours read %s', (value, text) => {
    expect(plain(numbers.hours(value))).toBe(text);
  });

  it.each([
    [16_150, '€16,000'],
    [3_894, '€3,900'],
    [84.4, '€84'],
    [3.4, '€3'],
    [0.2, 'under €1'],
    [1_249_000, '€1,200,000'],
    [-1, 'none'],
  ])('an amount of %d reads %s', (value, text) => {
    expect(plain(numbers.money(value))).toBe(text);
  });

  it('has weeks in the right form', () => {
    expect(plain(numbers.weeks(0.3))).toBe('under 1 week');
    expect(plain(numbers.weeks(1.2))).toBe('1 week');
    expect(plain(numbers.weeks(10.83))).toBe('11 weeks');
    expect(plain(numbers.weeksDifference(-0.742))).toBe('0.7 weeks');
  });
});

describe('ranges', () => {
  it('read none where a bound is zero or below, and name the unit once', () => {
    expect(plain(numbers.slowdownRange(claim(-0.01, 0.07, 0.171)))).toBe('none–17 %');
    expect(plain(numbers.slowdownBounds(claim(0.012, 0.07, 0.61)))).toBe('1–61');
    expect(plain(numbers.slowdownRange(claim(-0.3, -0.2, -0.1)))).toBe('none');
    expect(plain(numbers.hoursRange(range(0, 1, 424)))).toBe('none–420 h');
    expect(plain(numbers.moneyRange(range(-5, 1, 36_040)))).toBe('none–€36,000');
    expect(plain(numbers.changes(range(0, 1, 31)))).toBe('none–31');
  });

  it('shorten thousands and millions in narrow cells', () => {
    expect(numbers.shortBounds(range(-263, 1, 8_109))).toBe('none–8.1k');
    expect(numbers.shortBounds(range(640, 1, 12_600))).toBe('640–13k');
    // 999,999 rounds to a million before the unit is chosen.
    expect(numbers.shortBounds(range(999_999, 1, 1_260_000))).toBe('1M–1.3M');
  });

  it('print a lower bound that rounds to nothing as 0, and say under only where it is the whole figure', () => {
    expect(plain(numbers.hoursRange(range(0.02, 0.1, 0.3)))).toBe('0–0.3 h');
    expect(plain(numbers.shortBounds(range(0.01, 0.02, 0.03)))).toBe('under 0.1');
  });

  it('carry signs where they are changes', () => {
    expect(plain(numbers.slowdownChange(claim(-0.012, 0.031, 0.08)))).toBe('+3 % (−1 to +8)');
    expect(plain(numbers.slowdownChange(claim(0, 0.004, 0.0201)))).toBe('+0.4 % (0 to +2)');
  });

  it('collapse when both bounds read the same', () => {
    expect(plain(numbers.hoursRange(range(281, 282, 283)))).toBe('280 h');
  });
});

describe('other places', () => {
  it('write figures as the locale does, with one kind of space', () => {
    const german = numbersFor({ locale: 'de-DE', currency: 'EUR' });
    const french = numbersFor({ locale: 'fr-FR', currency: 'EUR' });
    expect(german.money(16_150)).toBe('16.000\u00a0€');
    expect(german.shortBounds(range(-1, 1, 8_109))).toBe('none–8,1k');
    expect(french.count(12_430)).toBe('12\u00a0430');
    expect(french.money(16_150)).toBe('16\u00a0000\u00a0€');
  });

  it('use digits that everybody can read back', () => {
    expect(numbersFor({ locale: 'ar-EG' }).count(12)).toBe('12');
  });

  it('refuse money without a currency', () => {
    expect(() => numbersFor({ locale: 'en-IE' }).money(5)).toThrow(RangeError);
  });

  it('keep a configured rate as it was written', () => {
    expect(numbers.rate(85)).toBe('€85');
    expect(numbers.rate(87.5)).toBe('€87.50');
  });
});

describe('words for counts, days and spans', () => {
  it('finds the right form', () => {
    expect(plain(plural(numbers, 1, 'change', 'changes'))).toBe('1 change');
    expect(plain(plural(numbers, 12_430, 'change', 'changes'))).toBe('12,430 changes');
    expect(plain(plural(numbers, 0, 'change', 'changes'))).toBe('0 changes');
  });

  it('reads days in UTC', () => {
    expect(plain(dayText('2026-11-22T23:59:59Z'))).toBe('22 Nov 2026');
    expect(plain(dayText('2027-01-04'))).toBe('4 Jan 2027');
    expect(() => dayText('22.11.2026')).toThrow(RangeError);
  });

  it('calls 90 days a quarter and whole weeks weeks', () => {
    expect(horizonWords(numbers, 90)).toEqual({ next: 'next quarter', per: 'quarter' });
    expect(plain(horizonWords(numbers, 42).next)).toBe('the next 6 weeks');
    expect(plain(spanText(numbers, 720))).toBe('8 quarters');
    expect(plain(spanText(numbers, 100))).toBe('100 days');
  });

  it('says what a share is a part of', () => {
    expect(plain(numbers.share(shareOf('effort', 0.124)))).toBe('12 %');
    expect(plain(numbers.share(shareOf('effort', 0)))).toBe('0 %');
  });
});

it.each([
  // The fiscal year that starts in April 2026 ends in March 2027.
  ['2027-03-31', 4, 'Q4\u00a0FY27'],
  ['2027-04-01', 4, 'Q1\u00a0FY28'],
  ['2026-12-31', 10, 'Q1\u00a0FY27'],
  ['2026-09-30', 10, 'Q4\u00a0FY26'],
  ['2027-01-01', 1, 'Q1\u00a02027'],
  ['2026-12-31', 1, 'Q4\u00a02026'],
  ['2026-02-28', 12, 'Q1\u00a0FY26'],
  ['2026-12-01', 12, 'Q1\u00a0FY27'],
])('the quarter of %s with a year from month %s is %s', (day, starts, name) => {
  expect(quarterText(day, starts)).toBe(name);
});
