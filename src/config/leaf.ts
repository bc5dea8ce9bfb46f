import { z } from 'zod';
import { bad, good, type Reading, shown, unexpected } from './reading.ts';

/** The part of JSON Schema that describes one value as it is written. */
export interface WrittenForm {
  readonly [keyword: string]: unknown;
}

/** No value is longer; readers may then take their time with what is left. */
const LONGEST_VALUE = 4000;

/**
 * One value of the file: `read` judges it, `form` tells editors what it looks like. The form may be more generous
 * than the reader (a pattern cannot know the calendar), never stricter.
 */
export function leaf<T>(form: WrittenForm, read: (raw: unknown) => Reading<T>) {
  return z
    .unknown()
    .meta(form)
    .transform((raw, context): T => {
      const tooLong = typeof raw === 'string' && raw.length > LONGEST_VALUE;
      const reading = tooLong
        ? unexpected(`at most ${LONGEST_VALUE} characters`, raw, 'shorten it')
        : read(raw);
      if (reading.ok) return reading.value;
      context.addIssue({ code: 'custom', message: reading.what, params: { fix: reading.fix } });
      return z.NEVER;
    });
}

/** One line of text, 1 to `longest` characters. */
export function text(longest: number, example: string) {
  const form = { type: 'string', minLength: 1, maxLength: longest, examples: [example] };
  return leaf(form, raw => {
    if (typeof raw === 'number' || typeof raw === 'boolean')
      return unexpected('text', raw, `put it in quotes: "${raw}"`);
    if (typeof raw !== 'string' || raw.trim() === '')
      return unexpected('text', raw, `write for example "${example}"`);
    if ([...raw].length > longest)
      return unexpected(`text of at most ${longest} characters`, raw, 'shorten it');
    return good(raw);
  });
}

export interface Limits {
  readonly min?: number;
  /** The value lies above this, it cannot be equal. */
  readonly above?: number;
  readonly max?: number;
  readonly whole?: boolean;
}

/** A number within limits. */
export function number(limits: Limits, example: number) {
  const form = {
    type: limits.whole ? 'integer' : 'number',
    ...(limits.min !== undefined && { minimum: limits.min }),
    ...(limits.above !== undefined && { exclusiveMinimum: limits.above }),
    ...(limits.max !== undefined && { maximum: limits.max }),
    examples: [example],
  };
  return leaf(form, raw => readNumber(raw, limits, example));
}

function readNumber(raw: unknown, limits: Limits, example: number): Reading<number> {
  const { min, above, max, whole } = limits;
  const kind = whole ? 'a whole number' : 'a number';
  const lower =
    above !== undefined
      ? ` above ${above}`
      : min !== undefined
        ? `${max === undefined ? ` of ${min} or more` : ` from ${min}`}`
        : '';
  const upper =
    max === undefined
      ? ''
      : lower === ''
        ? ` up to ${max}`
        : above !== undefined
          ? ` and up to ${max}`
          : ` to ${max}`;
  const expected = `${kind}${lower}${upper}`;
  const quoted = typeof raw === 'string' && raw.trim() !== '' && Number.isFinite(Number(raw));
  if (quoted) return unexpected(expected, raw, `write it without quotes: ${Number(raw)}`);
  if (typeof raw !== 'number' || !Number.isFinite(raw))
    return unexpected(expected, raw, `write for example ${example}`);
  const fits =
    (!whole || Number.isInteger(raw)) &&
    (above === undefined || raw > above) &&
    (min === undefined || raw >= min) &&
    (max === undefined || raw <= max);
  return fits ? good(raw) : unexpected(expected, raw, `write for example ${example}`);
}

/** One of a few words. */
export function choice<const Word extends string>(words: readonly Word[]) {
  return leaf({ enum: [...words] }, (raw): Reading<Word> => {
    const word = words.find(each => each === raw);
    return word !== undefined ? good(word) : bad(`${shown(raw)} is not known here`, `write ${listed(words)}`);
  });
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

export function yesOrNo() {
  return leaf({ type: 'boolean' }, raw =>
    typeof raw === 'boolean'
      ? good(raw)
      : unexpected('true or false', raw, 'write true or false, without quotes'),
  );
}
