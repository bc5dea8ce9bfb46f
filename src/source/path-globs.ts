import picomatch from 'picomatch';

/**
 * Compiles globs from the cost model into one question about a path (forward slashes, from the root of the
 * repository). Names that start with a dot are names like any other. A glob that names a folder (`src/billing`, with
 * or without a slash at the end) means everything below it. No globs match nothing.
 *
 * Extended globs are off: they are the form of glob that can take a matcher exponential time.
 */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  if (globs.includes('**')) return () => true;
  const matchers = globs.flatMap(glob => {
    const trimmed = glob.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
    const forms = trimmed.endsWith('*') ? [trimmed] : [trimmed, `${trimmed}/**`];
    return forms
      .filter(form => form !== '')
      .map(form => picomatch(form, { dot: true, windows: false, noextglob: true, nonegate: true }));
  });
  return path => matchers.some(matches => matches(path));
}

/** A glob that matches a folder and everything in it; characters that mean something in globs become `?`. */
export function globOfFolder(folder: string): string {
  return folder === '' ? '**' : `${folder.replace(/[\\*?[\]{}()!]/g, '?')}/**`;
}
