import { type HorizonWords, horizonWords, type Numbers, numbersFor } from '../numbers.ts';

/** What every sentence needs: the user's number formats, and what the time ahead is called. */
export interface Speech {
  readonly numbers: Numbers;
  readonly horizon: HorizonWords;
}

export function speechFor(options: {
  readonly locale: string;
  readonly currency?: string;
  readonly days: number;
}): Speech {
  const numbers = numbersFor({
    locale: options.locale,
    ...(options.currency === undefined ? {} : { currency: options.currency }),
  });
  return { numbers, horizon: horizonWords(numbers, options.days) };
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
