import { bad, good, type Reading, unexpected } from './reading.ts';

/** Longest glob, characters. */
const LONGEST = 500;
/** A matcher may try every way to share a text among the wildcards; these limits keep that number small. */
const MOST_STARS_PER_SEGMENT = 3;
const MOST_GLOBSTARS = 3;
const MOST_ALTERNATIVES = 100;

/** Accepted form of {@link readGlob}, as far as a pattern can say. */
export const GLOB_PATTERN = String.raw`^(?![/!])(?!\./)[^\\]{1,${LONGEST}}$`;

/**
 * A glob for paths below the root of the repository, with forward slashes: `*` within a name, `**` over folders, `?`,
 * `[a-z]`, `{a,b}`. A slash at the end means everything below.
 */
export function readGlob(raw: unknown): Reading<string> {
  if (typeof raw !== 'string' || raw === '')
    return unexpected('a path or glob', raw, 'write for example "src/billing/**"');
  const refuse = (what: string, fix: string) =>
    bad(`"${raw.length > 60 ? `${raw.slice(0, 59)}…` : raw}" ${what}`, fix);
  if (raw.length > LONGEST)
    return refuse(`is longer than ${LONGEST} characters`, 'write several shorter globs');
  if (raw.includes('\\'))
    return refuse(
      'has a backslash',
      `paths are written with forward slashes: "${raw.replaceAll('\\', '/')}"`,
    );
  if (raw.startsWith('!'))
    return refuse('starts with !', 'list what is meant; leave out the rest with `code.exclude`');
  if (raw.startsWith('/') || /^[A-Za-z]:/.test(raw))
    return refuse(
      'is an absolute path',
      `write it from the root of the repository: "${raw.replace(/^[A-Za-z]:/, '').replace(/^\/+/, '') || '**'}"`,
    );
  if (raw.startsWith('./')) return refuse('starts with ./', `write "${raw.slice(2) || '**'}"`);
  const segments = raw.replace(/\/$/, '/**').split('/');
  if (segments.includes('..'))
    return refuse('leaves the repository', 'paths start at the root of the repository; `..` is not used');
  if (segments.includes(''))
    return refuse('has an empty folder name', `write "${raw.replace(/\/{2,}/g, '/')}"`);
  if (/[@?!+*]\(/.test(raw))
    return refuse('uses an extended glob', 'write the alternatives in braces, {a,b}, or as several globs');
  if (/[()]/.test(raw))
    return refuse('has parentheses', `write ? in their place: "${raw.replace(/[()]/g, '?')}"`);
  if (/[\]}]\+/.test(raw)) return refuse('has a + after a group', 'write * or ?');
  const balance = unbalanced(raw);
  if (balance) return refuse(`has a ${balance}`, 'close it, or remove it');
  if (segments.some(segment => segment !== '**' && segment.split('*').length - 1 > MOST_STARS_PER_SEGMENT)) {
    return refuse(`has more than ${MOST_STARS_PER_SEGMENT} wildcards in one name`, 'write fewer');
  }
  if (segments.filter(segment => segment === '**').length > MOST_GLOBSTARS)
    return refuse(`has more than ${MOST_GLOBSTARS} \`**\``, 'write fewer');
  if (raw.split(',').length > MOST_ALTERNATIVES)
    return refuse('has too many alternatives', 'write several globs');
  return good(segments.join('/'));
}

/** What is open without its end, or nested where a matcher would have to multiply. */
function unbalanced(glob: string): string | undefined {
  let brace = false;
  let bracket = false;
  for (const character of glob) {
    if (bracket) {
      if (character === ']') bracket = false;
    } else if (character === '[') bracket = true;
    else if (character === '{') {
      if (brace) return 'brace inside braces';
      brace = true;
    } else if (character === '}') {
      if (!brace) return '} without its {';
      brace = false;
    } else if (character === ']') return '] without its [';
  }
  return brace ? '{ without its }' : bracket ? '[ without its ]' : undefined;
}
