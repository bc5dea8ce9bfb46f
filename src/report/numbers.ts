/**
 * All rounding and number formatting of the tool. Modelled figures show at most two significant digits; counts are
 * exact. A figure and its unit are held together by U+00A0: text formats print it as a plain space, so that what is
 * pasted can be searched, after they have broken the lines.
 */
import type { Range } from '../core/range.ts';
import type { Share, SlowdownClaim } from './claims.ts';

/** No-break space inside figures. */
export const NBSP = '\u00a0';

/** What a bound at or below zero reads. */
export const NONE = 'none';

const DASH = '–';

/** Rounds to two significant digits, half away from zero in decimal. */
export function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

/** Two significant digits, but not finer than `step` (a power of ten such as 0.1 or 1). */
function rounded(value: number, step: number): number {
  const short = twoDigits(value);
  const scale = 1 / step;
  return Math.abs(short) >= 10 * step ? short : Math.round(value * scale) / scale;
}

export interface NumberOptions {
  /** BCP 47, as configured. */
  readonly locale: string;
  /** ISO 4217; absent: no money can be printed. */
  readonly currency?: string;
}

type Format = (value: number) => string;

export interface Numbers {
  readonly currency?: string;
  /** Exact counts: `12,430`. */
  count(value: number): string;
  /** Two significant digits, plain: `2,900`, `0.13`. */
  plain(value: number): string;
  /** Up to nine significant digits, for chains that are recomputed. */
  exact(value: number): string;
  /** Four significant digits, whole numbers exactly: steps of a chain that is followed by hand. */
  traced(value: number): string;
  /** One decimal: health and deficit. */
  health(value: number): string;
  /** The median, `27 %`; below 1 % one decimal, above 100 % two digits. At or below zero: `none`. */
  slowdown(claim: SlowdownClaim): string;
  /** The same on top of healthy code: `+27 %`, `under 0.1 %`, `none`. */
  slowdownAdded(claim: SlowdownClaim): string;
  /** `none–61`: the bounds without the unit. */
  slowdownBounds(claim: SlowdownClaim): string;
  /** `none–61 %`. */
  slowdownRange(claim: SlowdownClaim): string;
  /** `+3 % (0 to +8)`: points more or less than before, signed. */
  slowdownChange(claim: SlowdownClaim): string;
  /** One bound by itself: `none`, `17 %`. */
  slowdownBound(claim: SlowdownClaim, bound: 'p10' | 'p90'): string;
  /** `4 %` of a whole that the caller names. */
  share(share: Share): string;
  hours(value: number): string;
  hoursRange(range: Range): string;
  money(value: number): string;
  moneyRange(range: Range): string;
  /** A configured amount as it was written, not rounded: `€85`, `€87.50`. */
  rate(value: number): string;
  /** `none–8.1k`: bounds for narrow cells, without the unit. */
  shortBounds(range: Range): string;
  weeks(value: number): string;
  /** Signed difference of weeks: `0.7 weeks`, always positive; the words say earlier or later. */
  weeksDifference(value: number): string;
  /** `9–31`: whole changes. */
  changes(range: Range): string;
}

/** Intl separates thousands and currencies with different spaces from version to version: one kind leaves here. */
const uniformSpaces = (text: string): string => text.replace(/[\s\u00a0\u202f]/gu, NBSP);

export function numbersFor(options: NumberOptions): Numbers {
  const { locale, currency } = options;
  const decimal = (digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: 0,
      maximumFractionDigits: digits,
      numberingSystem: 'latn',
    });
  const whole = decimal(0);
  const fine = decimal(20);
  const one = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    numberingSystem: 'latn',
  });
  const amount =
    currency === undefined
      ? undefined
      : new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          maximumFractionDigits: 0,
          minimumFractionDigits: 0,
          numberingSystem: 'latn',
        });

  const text = (format: Intl.NumberFormat, value: number): string =>
    uniformSpaces(format.format(value === 0 ? 0 : value));
  const count: Format = value => text(whole, value);
  const plain: Format = value => text(fine, twoDigits(value));

  /** A positive figure that rounds to nothing is not nothing. */
  const positive = (value: number, step: number, show: Format): string => {
    if (value <= 0) return NONE;
    const shown = rounded(value, step);
    return shown === 0 ? `under${NBSP}${show(step)}` : show(shown);
  };
  /** A lower bound that rounds to nothing is printed as 0: in a range that is clear, and short. */
  const bounds = (low: string, high: string): string =>
    low === high ? low : `${low.startsWith('under') ? '0' : low}${DASH}${high}`;
  const withUnit = (figure: string, unit: string): string =>
    figure === NONE ? NONE : `${figure}${NBSP}${unit}`;

  const percentStep = (ratio: number): number => (Math.abs(ratio) < 0.01 ? 0.1 : 1);
  const percentNumber: Format = ratio =>
    positive(ratio * 100, percentStep(ratio), value => text(fine, value));
  const hoursNumber: Format = value => positive(value, 0.1, shown => text(fine, shown));
  const weeksNumber: Format = value => positive(value, 1, shown => text(fine, shown));

  const moneyText = (value: number): string => {
    if (amount === undefined) throw new RangeError('money without a configured currency');
    return positive(value, 1, shown => uniformSpaces(amount.format(shown)));
  };
  const short: Format = value => {
    if (value <= 0) return NONE;
    const shown = rounded(value, value < 10 ? 0.1 : 1);
    if (shown >= 1e9) return `${text(fine, twoDigits(shown / 1e9))}bn`;
    if (shown >= 1e6) return `${text(fine, twoDigits(shown / 1e6))}M`;
    if (shown >= 1e3) return `${text(fine, twoDigits(shown / 1e3))}k`;
    return positive(value, 0.1, v => text(fine, v));
  };

  return {
    ...(currency === undefined ? {} : { currency }),
    count,
    plain,
    exact: value => uniformSpaces(fine.format(Number(value.toPrecision(9)))),
    traced: value => text(fine, Number.isInteger(value) ? value : Number(value.toPrecision(4))),
    health: value => text(one, value),
    slowdown: ({ range }) => withUnit(percentNumber(range.p50), '%'),
    slowdownAdded: ({ range }) => {
      const about = withUnit(percentNumber(range.p50), '%');
      return /^\d/.test(about) ? `+${about}` : about;
    },
    slowdownBounds: ({ range }) => bounds(percentNumber(range.p10), percentNumber(range.p90)),
    slowdownRange: ({ range }) => withUnit(bounds(percentNumber(range.p10), percentNumber(range.p90)), '%'),
    slowdownChange: ({ range }) => {
      const signed = (ratio: number): string => {
        const shown = rounded(Math.abs(ratio) * 100, percentStep(ratio));
        return shown === 0 ? '0' : `${ratio < 0 ? '−' : '+'}${text(fine, shown)}`;
      };
      const [low, high] = [signed(range.p10), signed(range.p90)];
      return `${signed(range.p50)}${NBSP}%${NBSP}(${low === high ? low : `${low} to ${high}`})`;
    },
    slowdownBound: ({ range }, bound) => withUnit(percentNumber(range[bound]), '%'),
    share: ({ value }) => withUnit(value <= 0 ? '0' : percentNumber(value), '%'),
    hours: value => withUnit(hoursNumber(value), 'h'),
    hoursRange: range => withUnit(bounds(hoursNumber(range.p10), hoursNumber(range.p90)), 'h'),
    money: moneyText,
    rate: value => {
      if (currency === undefined) throw new RangeError('money without a configured currency');
      const digits = Number.isInteger(value) ? 0 : 2;
      const exact = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        numberingSystem: 'latn',
      });
      return uniformSpaces(exact.format(value));
    },
    moneyRange: range => bounds(moneyText(range.p10), moneyText(range.p90)),
    shortBounds: range => bounds(short(range.p10), short(range.p90)),
    weeks: value => {
      const figure = weeksNumber(value);
      return withUnit(figure, figure === '1' || figure.startsWith('under') ? 'week' : 'weeks');
    },
    weeksDifference: value => {
      const shown = positive(Math.abs(value), 0.1, v => text(fine, v));
      return withUnit(shown, shown === '1' ? 'week' : 'weeks');
    },
    changes: range => bounds(wholeBound(range.p10), wholeBound(range.p90)),
  };

  function wholeBound(value: number): string {
    return value <= 0 ? NONE : count(value);
  }
}

const english = new Intl.PluralRules('en');

/** The right English form with its count: `1 change`, `12 changes`. */
export function plural(numbers: Numbers, value: number, one: string, other: string): string {
  return `${numbers.count(value)}${NBSP}${english.select(value) === 'one' ? one : other}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/**
 * `22 Nov 2026` from an ISO date or time, read in UTC: the same bytes in every time zone and on every Node version.
 * @throws {RangeError} when it is no ISO date: a mistake in our code, since dates are checked where they are read
 */
export function dayText(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (match === null || month === undefined) throw new RangeError(`no ISO date: ${iso}`);
  return `${Number(match[3])}${NBSP}${month}${NBSP}${match[1]}`;
}

/**
 * Name of the quarter of a day: `Q1 2027`; where the fiscal year starts in another month than January, `Q4 FY27`,
 * after the year in which it ends.
 * @param fiscalYearStarts month, 1-12
 */
export function quarterText(iso: string, fiscalYearStarts: number): string {
  const year = Number(iso.slice(0, 4));
  const month = Number(iso.slice(5, 7));
  const quarter = Math.floor(((month - fiscalYearStarts + 12) % 12) / 3) + 1;
  if (fiscalYearStarts === 1) return `Q${quarter}${NBSP}${year}`;
  const ends = month >= fiscalYearStarts ? year + 1 : year;
  return `Q${quarter}${NBSP}FY${String(ends % 100).padStart(2, '0')}`;
}

/** What the time ahead is called: 90 days are a quarter, whole weeks are weeks. */
export interface HorizonWords {
  /** `next quarter`, `the next 6 weeks`. */
  readonly next: string;
  /** Column title and unit: `quarter`, `6 weeks`. */
  readonly per: string;
}

export function horizonWords(numbers: Numbers, days: number): HorizonWords {
  if (days === 90) return { next: 'next quarter', per: 'quarter' };
  const per = spanText(numbers, days);
  return { next: `the next ${per}`, per };
}

/** Days as people say them: `8 quarters`, `6 weeks`, `100 days`. */
export function spanText(numbers: Numbers, days: number): string {
  if (days % 90 === 0) return plural(numbers, days / 90, 'quarter', 'quarters');
  if (days % 7 === 0) return plural(numbers, days / 7, 'week', 'weeks');
  return plural(numbers, Math.round(days), 'day', 'days');
}
