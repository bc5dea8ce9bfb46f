/** How each setting is told; what is not in the table is told by its name, value and unit. */
import type { Assumption } from '../../core/report.ts';
import { quoted, type Text } from '../inline.ts';
import { NBSP, plural, spanText } from '../numbers.ts';
import type { Speech } from './speech.ts';

interface Telling {
  readonly text: (speech: Speech, value: number) => string;
  /** Whether a reader has to know it to judge a figure, even where nobody set it. */
  readonly always: boolean;
}

/** Settings by the last part of their name. */
const tellings: Readonly<Record<string, Telling>> = {
  engineers: {
    always: true,
    text: ({ numbers }, value) =>
      Number.isInteger(value)
        ? plural(numbers, value, 'engineer', 'engineers')
        : `${numbers.plain(value)}${NBSP}engineers`,
  },
  hoursPerWeek: { always: true, text: ({ numbers }, value) => `${numbers.exact(value)}${NBSP}h/week` },
  costPerHour: {
    always: true,
    text: ({ numbers }, value) =>
      `${numbers.currency === undefined ? numbers.exact(value) : numbers.rate(value)}/h`,
  },
  codingShare: { always: true, text: ({ numbers }, value) => `coding share ${numbers.exact(value)}` },
  rewriteShare: {
    always: true,
    text: ({ numbers }, value) => `a fix rewrites ${numbers.exact(value)} of the lines`,
  },
  minutesPerLine: {
    always: true,
    text: ({ numbers }, value) => `${numbers.exact(value)}${NBSP}min per rewritten line`,
  },
  effectiveness: {
    always: true,
    text: ({ numbers }, value) => `a fix removes ${numbers.exact(value)} of the slowdown`,
  },
  horizonDays: { always: false, text: ({ numbers }, value) => `horizon ${spanText(numbers, value)}` },
  sinceDays: { always: false, text: ({ numbers }, value) => `history ${spanText(numbers, value)}` },
};

const shortName = (name: string): string => name.split('.').at(-1) ?? name;

/** Told elsewhere on every page: the scenario in its titles, what is not included below. */
const ELSEWHERE: ReadonlySet<string> = new Set(['model.scenario', 'uncommitted code']);

export const isTold = (assumption: Assumption): boolean =>
  !ELSEWHERE.has(assumption.name) &&
  (assumption.source === 'configured' || tellings[shortName(assumption.name)]?.always === true);

export function assumptionText(speech: Speech, assumption: Assumption): Text {
  const { name, value, unit } = assumption;
  const telling = tellings[shortName(name)];
  if (telling !== undefined && typeof value === 'number') {
    return [telling.text(speech, value), ...(assumption.source === 'measured' ? [' (seen in git)'] : [])];
  }
  // A setting that is no number is explained by its detail: which config was used, say.
  if (typeof value !== 'number') return [quoted(name), ': ', quoted(assumption.detail)];
  return [quoted(`${name} ${speech.numbers.exact(value)}${unit === undefined ? '' : ` ${unit}`}`)];
}
