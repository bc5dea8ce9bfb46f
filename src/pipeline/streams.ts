import type { CostModel } from '../core/cost-model.ts';
import type { TreeEntry } from '../core/source.ts';
import { pathMatcher } from '../source/path-globs.ts';
import { workspaceFiles, workspaceStreams } from '../source/workspaces.ts';
import type { SmallFiles } from './small-files.ts';

export interface Stream {
  readonly name: string;
  readonly owner?: string;
  readonly paths: readonly string[];
  readonly costOfDelayPerWeek?: number;
}

export interface Streams {
  readonly list: readonly Stream[];
  /** Where they come from: the cost model, workspace packages, or folders. */
  readonly basis: 'configured' | 'packages' | 'folders';
  /** Indices of the streams that a path belongs to; none is possible. */
  readonly of: (path: string) => readonly number[];
}

/** Value streams of a revision: as configured, else its workspace packages, else its top folders. */
export async function streamsFor(
  files: SmallFiles,
  costModel: CostModel,
  tree: readonly TreeEntry[],
  sourcePaths: readonly string[],
): Promise<Streams> {
  if (costModel.valueStreams.length > 0) return assign(costModel.valueStreams, 'configured');
  const texts = new Map<string, string>();
  for (const path of workspaceFiles(tree.map(entry => entry.path))) {
    const bytes = await files(path);
    if (bytes !== undefined) texts.set(path, bytes.toString('utf8'));
  }
  const { streams, basis } = workspaceStreams(texts, sourcePaths);
  return assign(streams, basis);
}

function assign(list: readonly Stream[], basis: Streams['basis']): Streams {
  const matchers = list.map(stream => pathMatcher(stream.paths));
  const known = new Map<string, readonly number[]>();
  return {
    list,
    basis,
    of: path => {
      const found = known.get(path) ?? matchers.flatMap((matches, i) => (matches(path) ? [i] : []));
      known.set(path, found);
      return found;
    },
  };
}
