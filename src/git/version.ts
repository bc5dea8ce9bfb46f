import { UserError } from '../core/errors.ts';

/**
 * Oldest git that is supported: from 2.38 on `safe.directory` and `--end-of-options` behave as needed everywhere;
 * it is from October 2022.
 */
export const MINIMUM_GIT = [2, 38] as const;

/** The number in `git version 2.39.5 (Apple Git-154)`; `undefined` when there is none. */
export function parseGitVersion(text: string): string | undefined {
  return /^git version (\d+\.\d+(?:\.\d+)*)/.exec(text.trim())?.[1];
}

/** @throws {UserError} when the version is unknown or older than {@link MINIMUM_GIT} */
export function checkGitVersion(text: string): string {
  const version = parseGitVersion(text);
  const [major = 0, minor = 0] = (version ?? '0.0').split('.').map(Number);
  const [wantedMajor, wantedMinor] = MINIMUM_GIT;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return version ?? '';
  throw new UserError({
    code: 'git-too-old',
    what:
      version === undefined
        ? `git does not say its version: ${JSON.stringify(text.trim().slice(0, 80))}`
        : `git ${version} is too old`,
    where: 'git --version',
    fix: `install git ${MINIMUM_GIT.join('.')} or newer (https://git-scm.com/downloads)`,
  });
}
