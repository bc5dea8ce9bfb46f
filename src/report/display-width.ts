import stringWidth from 'fast-string-width';

/** Characters of one column that nearly every text of ours is made of; the general measure is slow. */
const SIMPLE = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff–—‘’“”…·•€●├┤─│▁▂▃▄▅▆▇█›]*$/;

/** Columns a text takes on a screen: 2 for wide characters, 0 for marks. */
export const displayWidth = (text: string): number => (SIMPLE.test(text) ? text.length : stringWidth(text));

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const split = (text: string): string[] => Array.from(graphemes.segment(text), part => part.segment);

const ELLIPSIS = '…';

/** As many whole characters from the left as fit into `width` columns. */
function takeLeft(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const part of split(text)) {
    used += displayWidth(part);
    if (used > width) break;
    taken += part;
  }
  return taken;
}

function takeRight(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const part of split(text).reverse()) {
    used += displayWidth(part);
    if (used > width) break;
    taken = part + taken;
  }
  return taken;
}

/**
 * A path that fits into `width` columns: whole folders are left out in the middle, as few as possible, and the file
 * name stays; only a name that is too long by itself is cut inside, keeping its end (the extension).
 * @example shortenPath('src/checkout/payment/providers/stripe.ts', 26) // 'src/…/providers/stripe.ts'
 */
export function shortenPath(path: string, width: number): string {
  if (displayWidth(path) <= width) return path;
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  for (let kept = parts.length - 2; kept >= 1; kept--) {
    const front = Math.ceil(kept / 2);
    const back = parts.slice(parts.length - 1 - (kept - front));
    const short = [...parts.slice(0, front), ELLIPSIS, ...back].join('/');
    if (displayWidth(short) <= width) return short;
  }
  if (parts.length > 1 && displayWidth(name) + 2 <= width) return `${ELLIPSIS}/${name}`;
  return shortenMiddle(name, width);
}

/** A path in full over as many lines as it needs, broken behind folders. */
export function pathLines(path: string, width: number): string[] {
  const lines = [''];
  for (const part of path.split(/(?<=\/)/)) {
    const last = lines.at(-1)!;
    if (last !== '' && displayWidth(last + part) > width) lines.push(shortenMiddle(part, width));
    else lines[lines.length - 1] = shortenMiddle(last + part, width);
  }
  return lines;
}

/** Text cut in the middle to fit into `width` columns, the end a little longer than the start. */
export function shortenMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 1) return width === 1 ? ELLIPSIS : '';
  const left = Math.floor((width - 1) / 2);
  return takeLeft(text, left) + ELLIPSIS + takeRight(text, width - 1 - left);
}
