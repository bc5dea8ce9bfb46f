import type { RepositoryFacts } from '../../core/report.ts';
import { joined, quoted, type Text } from '../inline.ts';
import { type Speech, speechFor, titleLine } from '../words.ts';

/** Speech for data that may lack a currency or a horizon. */
export const speechOf = (
  data: {
    readonly command: string;
    readonly currency?: string;
    readonly horizon?: { readonly days: number };
  },
  locale: string,
): Speech =>
  speechFor({
    locale,
    days: data.horizon?.days ?? 90,
    ...(data.currency === undefined ? {} : { currency: data.currency }),
  });

/** The title of the report with what this page is about. */
export const titled = (
  speech: Speech,
  repository: Omit<RepositoryFacts, 'commits' | 'authors'>,
  about: string,
): Text => joined([titleLine(speech, repository), [quoted(about)]], ' · ');
