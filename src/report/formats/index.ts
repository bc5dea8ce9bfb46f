import type { Audience } from '../../core/document.ts';
import type { Format } from './format.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { terminal } from './terminal.ts';

export type { Format, FormatOptions } from './format.ts';

/** Every format by its name. */
export const formats = { terminal, json, markdown } as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

/** Who reads a format when nobody says so: pages open with the product part and carry the engineering part below. */
export const defaultAudience = {
  terminal: 'engineering',
  json: 'both',
  markdown: 'both',
} as const satisfies Record<FormatName, Audience | 'both'>;
