import type { ModelInput } from '../core/model-input.ts';
import { DAYS_PER_QUARTER, SECONDS_PER_DAY } from '../core/units.ts';
import { buildHistory } from '../history/history.ts';
import { modelInput } from './model-input.ts';
import type { Reader } from './reader.ts';
import type { Settings } from './settings.ts';
import type { SmallFiles } from './small-files.ts';
import { surveyor } from './snapshot.ts';
import type { Streams } from './streams.ts';
import { isSource, type Kinds } from './tree-kinds.ts';

const WINDOW_DAYS = 8 * DAYS_PER_QUARTER;

/**
 * A revision by its commits and paths alone: who worked where, without lines and without complexity. A tenth of what
 * a snapshot takes, enough to know where the effort goes.
 * @param kinds what the paths of that revision are
 */
export async function readOutline(
  reader: Reader,
  revision: string,
  { costModel }: Settings,
  kinds: Kinds,
  smallFiles: SmallFiles,
  streams: Streams,
): Promise<ModelInput> {
  const [commits, ignored] = await Promise.all([
    reader.commits(revision),
    smallFiles(costModel.history.ignoreRevsFile),
  ]);
  await reader.needPathChanges(commits.filter(commit => commit.parents.length <= 1).map(commit => commit.id));
  const asOf = commits.find(commit => commit.id === revision)!.commitTime;
  const history = buildHistory(surveyor(reader, revision, commits, kinds, costModel, ignored)(new Set()), {
    // Unread lines: a commit's effort is shared evenly over the files it touched.
    lineChanges: () => undefined,
    since: asOf - WINDOW_DAYS * SECONDS_PER_DAY,
  });
  return modelInput({
    seed: revision,
    history,
    files: kinds.source.map(path => ({ path, blob: kinds.blobs.get(path)!, streams: streams.of(path) })),
    streamNames: streams.list.map(stream => stream.name),
    streamsOf: streams.of,
    isSource: path => isSource(kinds.of(path)),
    counts: { changes: 0, followUps: 0, before: [], byPath: new Map() },
    burden: { kind: 'absent', why: 'a comparison of two revisions prices complexity alone' },
  });
}
