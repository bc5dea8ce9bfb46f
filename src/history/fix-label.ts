import type { SafePattern } from '../core/cost-model.ts';

const CONVENTIONAL = /^(\w+)(\([^)]*\))?(!)?:\s/;

const FIX_TYPES: ReadonlySet<string> = new Set(['fix', 'bugfix', 'hotfix']);

/** Known conventional types that never are a fix, whatever else the subject says. */
const OTHER_TYPES: ReadonlySet<string> = new Set([
  'feat',
  'chore',
  'doc',
  'docs',
  'test',
  'tests',
  'style',
  'refactor',
  'build',
  'ci',
  'perf',
  'release',
  'type',
  'types',
  'dx',
  'wip',
  'revert',
]);

/** A fix of these is not a fix of what the product does. */
const SIDE_SCOPES: ReadonlySet<string> = new Set(['docs', 'ci', 'lint', 'types', 'type-tests', 'deps']);

const FIX_WORDS =
  /\b(fix(e[sd]|ing)?|bug(fix)?(es|s)?|hotfix(es)?|regression|crash(es|ed|ing)?|defect|resolves? (#|issue)|closes? #\d+)\b/i;

const SIDE_WORDS =
  /\b(typos?|lint(ing|er)?|eslint|prettier|spelling|grammar|docs?|readme|changelog|comments?|formatting|ci|flaky|merge conflicts?|whitespace)\b/i;

/** Enough for any real subject; keeps the cost of one commit constant when a "subject" is a megabyte long. */
const LONGEST_SUBJECT = 4_096;

/**
 * Whether a commit says of itself that it repairs something. Looks at the subject line only.
 *
 * A conventional type decides where there is one ("fix: …" yes, "refactor: fix …" no); an unknown type, or none, leaves
 * it to the words. Reverts never count. About three in four such labels are right, so callers say "fix commits" and
 * never "bugs".
 *
 * @param extra `history.fixPatterns`: subjects that count as fixes in this repository whatever their type says;
 *   they are added to the built-in words and do not replace them
 */
export function isFix(subject: string, extra: readonly SafePattern[] = []): boolean {
  const text = subject.length > LONGEST_SUBJECT ? subject.slice(0, LONGEST_SUBJECT) : subject;
  if (/^revert\b/i.test(text)) return false;
  if (extra.some(pattern => pattern.test(text))) return true;

  const conventional = CONVENTIONAL.exec(text);
  const type = conventional?.[1]?.toLowerCase();
  if (type !== undefined && FIX_TYPES.has(type)) {
    const scope = conventional?.[2]?.slice(1, -1).trim().toLowerCase();
    return scope === undefined || !SIDE_SCOPES.has(scope);
  }
  if (type !== undefined && OTHER_TYPES.has(type)) return false;
  return FIX_WORDS.test(text) && !SIDE_WORDS.test(text);
}
