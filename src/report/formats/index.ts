import type { Audience } from '../../core/document.ts';
import { badge, shields } from './badge.ts';
import { csv } from './csv.ts';
import type { AnyFormat } from './format.ts';
import { githubAnnotations } from './github-annotations.ts';
import { githubSummary } from './github-summary.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

export type { AnyFormat, Format, FormatOptions } from './format.ts';

/** Every format by its name. */
export const formats = {
  terminal,
  json,
  markdown,
  csv,
  sarif,
  'github-summary': githubSummary,
  'github-annotations': githubAnnotations,
  gitlab,
  badge,
  shields,
} as const satisfies Record<string, AnyFormat>;

export type FormatName = keyof typeof formats;

/** Who reads a format when nobody says so: pages open with the product part and carry the engineering part below. */
export const defaultAudience: Readonly<Record<FormatName, Audience | 'both'>> = {
  terminal: 'engineering',
  json: 'both',
  markdown: 'both',
  csv: 'both',
  sarif: 'both',
  'github-summary': 'engineering',
  'github-annotations': 'engineering',
  gitlab: 'engineering',
  badge: 'both',
  shields: 'both',
};
