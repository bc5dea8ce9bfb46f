import type { TreeEntry } from '../core/source.ts';
import { readBlobs } from './blobs.ts';
import { GitStreamError } from './byte-tokens.ts';
import { runGit } from './process.ts';
import type { Repository } from './repository.ts';
import { decodeName } from './text-bytes.ts';

/**
 * Every path of a revision with its blob, in git's order (by byte). Sizes are not asked for: git would have to look
 * up each object, which takes longer than the list itself.
 * @throws {GitFailure} when a tree is missing
 */
export async function listTree(
  repository: Repository,
  revision: string = repository.revision,
  options: { readonly signal?: AbortSignal } = {},
): Promise<TreeEntry[]> {
  return parseTree(
    await runGit(
      repository.objects,
      ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', revision],
      options,
    ),
  );
}

/** Reads `<mode> <type> <id> TAB <path> NUL`, repeated. @throws {GitStreamError} */
export function parseTree(bytes: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    const tab = bytes.indexOf(9, at);
    if (end < 0 || tab < 0 || tab > end) throw new GitStreamError('the list of files ends too early');
    const [mode = '', type, blob = ''] = bytes.toString('latin1', at, tab).split(' ');
    if (type !== 'tree')
      entries.push({ path: decodeName(bytes.subarray(tab + 1, end)), blob, kind: kindOf(mode) });
    at = end + 1;
  }
  return entries;
}

/**
 * The content of one file of a revision, such as a config file; `undefined` when there is no such file. A symbolic
 * link is no file: it is not followed.
 * @throws {GitStreamError} when it is larger than `maxBytes` (default 4 MiB) or its content is missing
 */
export async function readFileAt(
  repository: Repository,
  path: string,
  options: { readonly revision?: string; readonly maxBytes?: number; readonly signal?: AbortSignal } = {},
): Promise<Buffer | undefined> {
  const { revision = repository.revision, maxBytes = 4 << 20, signal } = options;
  // A path means itself, even one that looks like a pattern.
  const found = parseTree(
    await runGit(
      repository.objects,
      ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', '--end-of-options', revision, path],
      {
        signal,
      },
    ),
  );
  const entry = found.find(one => one.path === path && (one.kind === 'file' || one.kind === 'executable'));
  if (entry === undefined) return undefined;
  let content: Buffer | undefined;
  let fault = '';
  await readBlobs(
    repository,
    [entry.blob],
    blob => {
      if (blob.kind === 'content') content = blob.bytes;
      else fault = blob.kind;
    },
    { maxBytes, ...(signal === undefined ? {} : { signal }) },
  );
  if (content === undefined) throw new GitStreamError(`${path} cannot be read (${fault})`);
  return content;
}

function kindOf(mode: string): TreeEntry['kind'] {
  switch (mode) {
    case '100755':
      return 'executable';
    case '120000':
      return 'symbolic-link';
    case '160000':
      return 'submodule';
    default:
      return 'file';
  }
}
