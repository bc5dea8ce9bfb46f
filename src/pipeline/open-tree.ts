import { defaultCostModel } from '../config/defaults.ts';
import type { TreeEntry } from '../core/source.ts';
import { workspaceFiles } from '../source/workspaces.ts';
import type { Reader } from './reader.ts';
import { CONFIG_FILE } from './settings.ts';
import type { SmallFiles } from './small-files.ts';

export interface OpenedTree {
  readonly tree: readonly TreeEntry[];
  readonly smallFiles: SmallFiles;
}

/** The files of a revision, with the small ones that decide what the rest means: cost model, decisions, manifests. */
export async function openTree(reader: Reader, revision: string): Promise<OpenedTree> {
  const tree = await reader.tree(revision);
  const { decisionsFile, history } = defaultCostModel();
  const smallFiles = await reader.smallFiles(tree, [
    CONFIG_FILE,
    decisionsFile,
    history.ignoreRevsFile,
    ...workspaceFiles(tree.map(entry => entry.path)),
  ]);
  return { tree, smallFiles };
}
