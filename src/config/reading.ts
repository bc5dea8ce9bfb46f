/**
 * What came of reading one value a person wrote. A reader never throws for bad input: it says what is wrong and what
 * to write instead, and the caller knows where that was.
 */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly what: string; readonly fix: string };

export function good<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function bad(what: string, fix: string): Reading<never> {
  return { ok: false, what, fix };
}

/** `expected …, got …`: the form all value problems share. */
export function unexpected(expected: string, raw: unknown, fix: string): Reading<never> {
  return bad(`expected ${expected}, got ${shown(raw)}`, fix);
}

/** Longest value that is quoted in full in a message, characters. */
const SHOWN_LENGTH = 60;

/** A raw value as it can stand in a one-line message: text in quotes, long text cut, invisible characters made visible. */
export function shown(raw: unknown): string {
  if (raw === null || raw === undefined) return 'nothing';
  if (Array.isArray(raw)) return 'a list';
  if (typeof raw === 'object') return 'a group of keys';
  if (typeof raw === 'string') return `"${shortened(visible(raw))}"`;
  return String(raw);
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= SHOWN_LENGTH ? text : `${characters.slice(0, SHOWN_LENGTH - 1).join('')}…`;
}

/**
 * Control, bidi and zero-width characters become one replacement character each, so that a hostile file can neither
 * steer a terminal nor hide text, and columns still line up.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, character =>
    character === '\t' ? ' ' : '\u{fffd}',
  );
}
