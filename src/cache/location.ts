import { type Dirent, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** The user's own cache folder, by the custom of the operating system (`XDG_CACHE_HOME`, `~/Library/Caches`, ...). */
export function defaultCacheDirectory(): string {
  return envPaths('debtcast', { suffix: '' }).cache;
}

export interface CacheSize {
  readonly files: number;
  readonly bytes: number;
}

const OURS = /^(?:answers|commits|path-changes|line-changes|measures)-[0-9a-f]{12}\.txt(?:\.\d+\.tmp)?$/;
const IDENTITY = /^[0-9a-f]{32}$/;

/** What the cache takes on disk, for one repository or for all. */
export function cacheSize(directory: string, identity?: string): CacheSize {
  let bytes = 0;
  const files = cacheFiles(directory, identity);
  for (const file of files) bytes += lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return { files: files.length, bytes };
}

/** Removes cache files, and only those: a mistaken `--cache-dir` must not cost anyone a file. */
export function clearCache(directory: string, identity?: string): CacheSize {
  const size = cacheSize(directory, identity);
  for (const file of cacheFiles(directory, identity)) rmSync(file, { force: true });
  return size;
}

/** Removes cache files that no run has used for `days`: of older versions, other options, deleted repositories. */
export function removeUnusedCacheFiles(directory: string, now: Date, days = 90): void {
  for (const file of cacheFiles(directory)) {
    const used = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs;
    // Another run may clean up at the same time, and a shared folder may hold files of other users: then they stay.
    try {
      if (used !== undefined && now.getTime() - used > days * 86_400_000) rmSync(file, { force: true });
    } catch {}
  }
}

/** Absolute paths, of one repository or of all. */
export function cacheFiles(directory: string, identity?: string): string[] {
  return entriesOf(directory)
    .filter(
      entry =>
        entry.isDirectory() &&
        IDENTITY.test(entry.name) &&
        (identity === undefined || entry.name === identity),
    )
    .map(entry => join(directory, entry.name))
    .flatMap(folder =>
      entriesOf(folder)
        .filter(entry => entry.isFile() && OURS.test(entry.name))
        .map(entry => join(folder, entry.name)),
    );
}

/** None where there is no folder, or one that cannot be read: a cache that is not there never stops a report. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
