/** How each setting is told; what is not in the table is told by its name, value and unit. */
import type { Assumption } from '../../core/report.ts';
import { quoted, type Text } from '../inline.ts';
import { NBSP, plural, spanText } from '../numbers.ts';
import type { Speech } from './speech.ts';

type Telling = (speech: Speech, value: number) => string;

const money = (speech: Speech, value: number): string =>
  speech.numbers.currency === undefined ? speech.numbers.exact(value) : speech.numbers.rate(value);

/** The settings a reader has to know to judge a figure, by the last part of their name. */
const tellings: Readonly<Record<string, Telling>> = {
  engineers: ({ numbers }, value) =>
    Number.isInteger(value)
      ? plural(numbers, value, 'engineer', 'engineers')
      : `${numbers.exact(value)}${NBSP}engineers`,
  hoursPerWeek: ({ numbers }, value) => `${numbers.exact(value)}${NBSP}h/week`,
  costPerHour: (speech, value) => `${money(speech, value)}/h`,
  codingShare: ({ numbers }, value) => `coding share ${numbers.exact(value)}`,
  minutesPerLine: ({ numbers }, value) => `fix effort ${numbers.exact(value)}${NBSP}min per rewritten line`,
  horizonDays: ({ numbers }, value) => `horizon ${spanText(numbers, value)}`,
  horizon: ({ numbers }, value) => `horizon ${spanText(numbers, value)}`,
  sinceDays: ({ numbers }, value) => `history ${spanText(numbers, value)}`,
};

const shortName = (name: string): string => name.split('.').at(-1) ?? name;

/** Whether an assumption belongs on the first screen even at its default. */
export const isKnown = (assumption: Assumption): boolean => shortName(assumption.name) in tellings;

export function assumptionText(speech: Speech, assumption: Assumption): Text {
  const { name, value, unit } = assumption;
  const telling = tellings[shortName(name)];
  if (telling !== undefined && typeof value === 'number') return [telling(speech, value)];
  const shown = typeof value === 'number' ? speech.numbers.exact(value) : String(value);
  return [quoted(`${name} ${shown}${unit === undefined ? '' : `${NBSP}${unit}`}`)];
}
