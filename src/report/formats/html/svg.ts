/** Pieces of a picture. Positions across are in percent of the width, so that text keeps its size on a phone. */
import { escapeText } from './text.ts';

/** 0..1 across the picture, as an attribute value. */
export const percent = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

/** Whole and half pixels are sharp; more digits only cost bytes. */
export const px = (value: number): string => String(Number(value.toFixed(1)));

export const label = (
  text: string,
  x: string,
  y: number,
  anchor: 'start' | 'middle' | 'end' = 'start',
  className?: string,
): string =>
  `<text x="${x}" y="${px(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${className === undefined ? '' : ` class="${className}"`}>${escapeText(text)}</text>`;

export const line = (x1: number, y1: number, x2: number, y2: number, className: string): string =>
  `<line x1="${percent(x1)}" y1="${px(y1)}" x2="${percent(x2)}" y2="${px(y2)}" class="${className}"/>`;

/** A picture that is told as one thing; whoever cannot see it gets the name, and the figures stand beside it as text. */
export const picture = (name: string, height: number, content: string): string =>
  `<svg role="img" aria-label="${escapeText(name)}" width="100%" height="${height}">${content}</svg>`;

/** A picture inside a table that has its figures in the next cell. */
export const silent = (height: number, content: string): string =>
  `<svg aria-hidden="true" width="100%" height="${height}">${content}</svg>`;

/** A closed list of the figures of a picture, opened in print. */
export function asText(lines: readonly string[], more = 0): string {
  const rest = more === 0 ? '' : `<li>${more} more in the tables of this page`;
  return `<details class="fold"><summary>The figures as text</summary><ol>${lines.map(text => `<li>${text}`).join('')}${rest}</ol></details>`;
}

/** Two significant digits for the ticks of an axis. */
export const tickText = (value: number): string =>
  value >= 1e6
    ? `${Number((value / 1e6).toPrecision(2))}M`
    : value >= 1e3
      ? `${Number((value / 1e3).toPrecision(2))}k`
      : String(Number(value.toPrecision(2)));
