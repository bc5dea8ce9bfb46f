import { UserError } from '../core/errors.ts';
import { pathMatcher } from '../source/path-globs.ts';

/** Globs of `--only` as a test; without any, everything is listed. */
export const matcherOf = (only: readonly string[]): ((path: string) => boolean) =>
  only.length === 0 ? () => true : pathMatcher(only);

/**
 * The same, where it has to list something.
 * @param paths all that could be listed; asked for where there are globs
 * @throws {UserError} `only-matches-nothing`: an empty list must not read like good news
 */
export function listedBy(only: readonly string[], paths: () => Iterable<string>): (path: string) => boolean {
  const isListed = matcherOf(only);
  if (only.length === 0) return isListed;
  for (const path of paths()) if (isListed(path)) return isListed;
  throw new UserError({
    code: 'only-matches-nothing',
    what: 'no source file matches',
    where: `--only ${only.join(' ')}`,
    fix: 'globs go by the path from the root of the repository: "packages/shop/**"; see `debtcast inspect` for the paths',
  });
}
