/** Figures of a chain, as `explain` shows them: enough digits to follow the sum by hand. */

import { unreachable } from '../../core/errors.ts';
import type { Figure, FigureSource, FigureUnit } from '../../core/figure.ts';
import { quoted, type Text } from '../inline.ts';
import { dayText, NBSP, plural } from '../numbers.ts';
import type { Speech } from './speech.ts';

const unitWords = {
  ratio: '',
  hours: 'h',
  money: '',
  weeks: 'weeks',
  days: 'days',
  changes: 'changes',
  fixes: 'fix commits',
  lines: 'lines',
  points: 'points',
  count: '',
  health: 'of 10',
  date: '',
  name: '',
  probability: '',
  engineers: 'engineers',
  'hours/week': 'h/week',
  'money/hour': 'an hour',
} as const satisfies Record<FigureUnit, string>;

export function figureValue(speech: Speech, figure: Figure): Text {
  const { value, unit } = figure;
  const { numbers } = speech;
  if (value === null) return ['none'];
  if (typeof value === 'string')
    return [unit === 'date' && /^\d{4}-\d{2}-\d{2}/.test(value) ? dayText(value) : quoted(value)];
  if (typeof value !== 'number') {
    if (value.length <= LONGEST_LIST)
      return [withUnit(value.map(numbers.traced).join(', '), formOf(unitWords[unit], value))];
    const mean = value.reduce((sum, one) => sum + one, 0) / Math.max(1, value.length);
    // Rounding around a mean of zero is no figure.
    const shown = numbers.traced(Math.abs(mean) < NOTHING ? 0 : mean);
    return [`${plural(numbers, value.length, 'value', 'values')}, mean ${shown}`];
  }
  const money = unit === 'money' || unit === 'money/hour';
  const shown = numbers.traced(value);
  const words =
    money && numbers.currency !== undefined
      ? `${numbers.currency}${unit === 'money/hour' ? ' an hour' : ''}`
      : unitWords[unit];
  return [withUnit(shown, formOf(words, [value]))];
}

/** `change` of a one by itself, else `changes`. */
const formOf = (words: string, values: readonly number[]): string =>
  values.length === 1 && values[0] === 1 ? words.replace(/s$/, '') : words;

/** Longer lists (one value for each simulated world, each file) are shown by their number and mean. */
const LONGEST_LIST = 12;
const NOTHING = 1e-12;

const withUnit = (shown: string, words: string): string =>
  words === '' ? shown : `${shown}${NBSP}${words.replaceAll(' ', NBSP)}`;

export function sourceText(speech: Speech, source: FigureSource): Text {
  switch (source.kind) {
    case 'measured':
      return ['measured: ', quoted(source.from)];
    case 'configured':
      return ['configured: ', quoted(source.place)];
    case 'default':
      return ['default: ', quoted(source.citation)];
    case 'computed':
      return ['computed'];
    case 'simulated':
      return [`simulated, ${plural(speech.numbers, source.worlds, 'world', 'worlds')}`];
    default:
      return unreachable(source);
  }
}
