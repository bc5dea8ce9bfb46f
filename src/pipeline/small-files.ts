import { UserError } from '../core/errors.ts';
import type { TreeEntry } from '../core/source.ts';
import { readBlobs } from '../git/blobs.ts';
import type { Repository } from '../git/repository.ts';

/** The content of a plain file of the revision; `undefined` when there is no such file. Links are not followed. */
export type SmallFiles = (path: string) => Promise<Buffer | undefined>;

/** Larger than any config or manifest that people write. */
const LARGEST = 4 << 20;

/** By blob id; shared by the revisions of one repository, which have most of these files in common. */
export type SmallContents = Map<string, Buffer | 'too-large' | 'missing'>;

/**
 * Reads the named files with one git process, if they are not known; any other file that is asked for later costs one
 * of its own.
 */
export async function readSmallFiles(
  repository: Repository,
  tree: readonly TreeEntry[],
  paths: readonly string[],
  contents: SmallContents,
  signal: AbortSignal,
): Promise<SmallFiles> {
  const blobs = new Map<string, string>();
  for (const { path, blob, kind } of tree)
    if (kind === 'file' || kind === 'executable') blobs.set(path, blob);
  const read = (ids: readonly string[]) =>
    readBlobs(
      repository,
      ids,
      blob => {
        contents.set(blob.id, blob.kind === 'content' ? blob.bytes : blob.kind);
      },
      { maxBytes: LARGEST, signal },
    );
  const wanted = new Set(paths.flatMap(path => blobs.get(path) ?? []));
  await read([...wanted].filter(blob => !contents.has(blob)));
  return async path => {
    const blob = blobs.get(path);
    if (blob === undefined) return undefined;
    if (!contents.has(blob)) await read([blob]);
    const content = contents.get(blob);
    if (content instanceof Buffer) return content;
    throw new UserError({
      code: 'unreadable-file',
      what:
        content === 'too-large'
          ? `the file has more than ${LARGEST} bytes`
          : 'the content of the file is missing',
      where: path,
      fix:
        content === 'too-large'
          ? 'a config or manifest of that size is a mistake: see `git show`'
          : 'git fetch --refetch --no-filter',
    });
  };
}
