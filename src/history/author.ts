/**
 * Who a commit belongs to, for counting: the e-mail in lower case, or the name in lower case where there is no e-mail.
 * Both come after `.mailmap`, so one person with three addresses is one author once the team has written that down.
 */
export function authorIdentity(name: string, email: string): string {
  const address = email.trim().toLowerCase();
  return address === '' ? name.trim().toLowerCase() : address;
}

const BOT =
  /\[bot\]|\bbot\b|renovate|dependabot|github-actions|greenkeeper|semantic-release|weblate|crowdin|snyk|imgbot|autofix/i;

/** Whether a program made the commit, by the name or by what stands before the @ of the e-mail. */
export function isBot(name: string, email: string): boolean {
  const at = email.indexOf('@');
  return BOT.test(name) || BOT.test(at === -1 ? email : email.slice(0, at));
}

/**
 * Compiles `history.excludeAuthors`. A glob is compared, without regard to case, with the name, with the e-mail and
 * with `Name <e-mail>`. Only `*` (any text) and `?` (one character) are special: in `*[bot]` the brackets are meant
 * as they stand, since that is how such accounts are really called.
 */
export function authorMatcher(globs: readonly string[]): (name: string, email: string) => boolean {
  const patterns = globs.map(glob => glob.toLowerCase());
  if (patterns.length === 0) return () => false;
  return (name, email) => {
    const candidates = [name, email, `${name} <${email}>`].map(text => text.toLowerCase());
    return patterns.some(pattern => candidates.some(text => matches(pattern, text)));
  };
}

/** Wildcard match that only ever goes back to the last `*`: at worst pattern × text steps, never exponential. */
function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star !== -1) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
