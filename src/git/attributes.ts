import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeEntry } from '../core/source.ts';
import { readBlobs } from './blobs.ts';
import { GitStreamError } from './byte-tokens.ts';
import { runGit } from './process.ts';
import type { Repository } from './repository.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folders.ts';

/** What `.gitattributes` says of a path, in linguist's words. Absent means that it says nothing. */
export interface PathAttributes {
  readonly generated?: boolean;
  readonly vendored?: boolean;
  readonly documentation?: boolean;
  readonly language?: string;
}

const NAMES = [
  'linguist-generated',
  'linguist-vendored',
  'linguist-documentation',
  'linguist-language',
] as const;
/** Git itself ignores attribute files above 100 MiB; one that a person wrote has a few kilobytes. */
const MAX_ATTRIBUTES = 1 << 20;

/**
 * The linguist attributes of `paths`, by the `.gitattributes` files of the revision that `tree` lists, never those
 * of the work tree or the user. Git older than 2.40 reads attributes of a revision only from an index: one is made
 * in a temporary folder, with nothing but the attribute files in it.
 * @returns only paths about which something is said
 * @throws {GitFailure | GitStreamError}
 */
export async function readAttributes(
  repository: Repository,
  tree: readonly TreeEntry[],
  paths: readonly string[],
  options: { readonly signal?: AbortSignal } = {},
): Promise<ReadonlyMap<string, PathAttributes>> {
  const files = attributeFilesOf(tree);
  if (files.length === 0 || paths.length === 0) return new Map();
  let relevant = false;
  const readable = new Set<string>();
  await readBlobs(
    repository,
    [...new Set(files.map(file => file.blob))],
    blob => {
      if (blob.kind !== 'content') return;
      readable.add(blob.id);
      if (blob.bytes.includes('linguist-')) relevant = true;
    },
    { maxBytes: MAX_ATTRIBUTES, ...options },
  );
  if (!relevant) return new Map();

  const folder = makeTemporaryFolder();
  const index = join(folder, 'index');
  const place = { cwd: repository.objects.cwd, env: { ...repository.objects.env, GIT_INDEX_FILE: index } };
  try {
    const entries = files
      .filter(file => readable.has(file.blob))
      .map(file => `100644 ${file.blob}\t${file.path}\0`);
    await runGit(place, ['update-index', '-z', '--index-info'], { ...options, input: entries.join('') });
    const answer = await runGit(place, ['check-attr', '--cached', '-z', '--stdin', ...NAMES], {
      ...options,
      input: paths.map(path => `${path}\0`).join(''),
    });
    return parseAttributes(answer.toString('utf8'));
  } finally {
    rmSync(index, { force: true });
    removeTemporaryFolder(folder);
  }
}

/** Reads `<path> NUL <attribute> NUL <value> NUL`, repeated. @throws {GitStreamError} */
export function parseAttributes(text: string): Map<string, PathAttributes> {
  const fields = text.split('\0');
  if (fields.pop() !== '' || fields.length % 3 !== 0)
    throw new GitStreamError('the list of attributes ends too early');
  const found = new Map<
    string,
    { generated?: boolean; vendored?: boolean; documentation?: boolean; language?: string }
  >();
  for (let at = 0; at < fields.length; at += 3) {
    const [path = '', name = '', value = ''] = fields.slice(at, at + 3);
    if (value === 'unspecified') continue;
    const attributes = found.get(path) ?? {};
    found.set(path, attributes);
    const on = value !== 'unset' && value !== 'false';
    if (name === 'linguist-generated') attributes.generated = on;
    else if (name === 'linguist-vendored') attributes.vendored = on;
    else if (name === 'linguist-documentation') attributes.documentation = on;
    else if (name === 'linguist-language' && on && value !== 'set') attributes.language = value;
  }
  return found;
}

/** The attribute files of a tree: two trees with the same ones say the same of every path. */
export const attributeFilesOf = (tree: readonly TreeEntry[]): TreeEntry[] => tree.filter(isAttributesFile);

function isAttributesFile(entry: TreeEntry): boolean {
  if (entry.kind !== 'file' && entry.kind !== 'executable') return false;
  return entry.path === '.gitattributes' || entry.path.endsWith('/.gitattributes');
}
