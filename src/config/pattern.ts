import { RE2JS } from 're2js';
import type { SafePattern } from '../core/cost-model.ts';
import { good, type Reading, unexpected } from './reading.ts';

/** Longest expression, characters. */
const LONGEST = 500;
/** Repetitions written as a number are expanded when compiled; nested ones multiply. */
const MOST_REPEATS = 100;

/**
 * A regular expression that runs in time proportional to the text, whoever wrote it (RE2 syntax: no look-around, no
 * back-references). Upper and lower case are the same, as in the built-in rules for fix commits.
 */
export function readPattern(raw: unknown): Reading<SafePattern> {
  const expected = 'a regular expression';
  if (typeof raw !== 'string' || raw === '') return unexpected(expected, raw, 'write for example "^hotfix/"');
  if (raw.length > LONGEST)
    return unexpected(`${expected} of at most ${LONGEST} characters`, raw, 'write several shorter ones');
  const repeats = [...raw.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(match =>
    Math.max(Number(match[1]), Number(match[2] ?? 0)),
  );
  if (repeats.reduce((product, count) => product * Math.max(1, count), 1) > MOST_REPEATS) {
    return unexpected(
      `${expected} with at most ${MOST_REPEATS} repetitions`,
      raw,
      'use + or * instead of a number',
    );
  }
  try {
    const compiled = RE2JS.compile(raw, RE2JS.CASE_INSENSITIVE);
    return good({ source: raw, test: text => compiled.matcher(text).find() });
  } catch (error) {
    const look = /\(\?<?[=!]|\\[1-9]/.test(raw);
    const detail =
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return unexpected(
      expected,
      raw,
      look
        ? 'look-around and back-references are not available (RE2 syntax)'
        : `mend it (RE2 syntax): ${detail}`,
    );
  }
}
