import type { CostModel } from '../core/cost-model.ts';
import type { Commit } from '../core/history.ts';
import type { ModelInput } from '../core/model-input.ts';
import { type Instant, SECONDS_PER_DAY } from '../core/units.ts';
import { buildHistory } from '../history/history.ts';
import { landCommits } from '../history/landing.ts';
import type { Parts } from './answers.ts';
import { modelInput } from './model-input.ts';
import type { Reader } from './reader.ts';
import type { Settings } from './settings.ts';
import type { SmallFiles } from './small-files.ts';
import { MODEL_WINDOW_DAYS, surveyor } from './snapshot.ts';
import { isSource, type Kinds } from './tree-kinds.ts';

/**
 * A revision by its commits and paths alone: who worked where, without lines and without complexity. A tenth of what
 * a snapshot takes, enough to know where the effort goes; kept, because each push to a branch is compared with the same
 * base.
 * @param kinds what the paths of that revision are, by the settings
 * @returns what computes it; until then, and unless it is kept, git lists the commits
 */
export async function beginOutline(
  reader: Reader,
  revision: string,
  { costModel }: Settings,
  kinds: Kinds,
  smallFiles: SmallFiles,
  parts: Parts,
): Promise<() => Promise<ModelInput>> {
  const ignored = await smallFiles(costModel.history.ignoreRevsFile);
  const { code, history } = costModel;
  const of = ['outline', revision, code, history, ignored?.toString('base64')];
  const kept = parts.get<ModelInput>(of);
  if (kept !== undefined) return async () => kept;
  const commits = reader.commits(revision);
  commits.catch(() => {});
  return async () =>
    parts.keep(of, await outlineOf(reader, revision, await commits, costModel, kinds, ignored));
}

async function outlineOf(
  reader: Reader,
  revision: string,
  commits: readonly Commit[],
  costModel: CostModel,
  kinds: Kinds,
  ignored: Buffer | undefined,
): Promise<ModelInput> {
  const asOf = commits.find(commit => commit.id === revision)!.commitTime;
  const since = asOf - MODEL_WINDOW_DAYS * SECONDS_PER_DAY;
  const recent = landedAfter(since, commits, revision);
  await reader.needPathChanges(recent.filter(({ parents }) => parents.length <= 1).map(({ id }) => id));
  const history = buildHistory(surveyor(reader, revision, recent, kinds, costModel, ignored)(new Set()), {
    // Unread lines: a commit's effort is shared evenly over the files it touched.
    lineChanges: () => undefined,
    since,
  });
  const input = modelInput({
    seed: revision,
    history,
    files: kinds.source.map(path => ({ path, blob: kinds.blobs.get(path)!, streams: [] })),
    streamNames: [],
    streamsOf: () => [],
    isSource: path => isSource(kinds.of(path)),
    counts: { changes: 0, followUps: 0, versions: [], byPath: new Map() },
    burden: { kind: 'absent', why: 'a comparison of two revisions prices complexity alone' },
  });
  // Ages rank files and price none.
  return { ...input, files: input.files.map(file => ({ ...file, changeAges: [], fixAges: [] })) };
}

/**
 * The end of the history from the first commit on that landed inside the window: what came before has no part in any
 * share. By position, not by date, so that one commit with a wrong clock does not cut the line.
 */
function landedAfter(since: Instant, commits: readonly Commit[], revision: string): Commit[] {
  const { order, landedAt } = landCommits(commits, revision);
  const first = order.findIndex(index => landedAt[index]! > since);
  return Array.from(order.subarray(first), index => commits[index]!);
}
