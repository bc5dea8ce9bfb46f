import type { CostModel } from '../core/cost-model.ts';
import type { Commit } from '../core/history.ts';
import type { ModelInput } from '../core/model-input.ts';
import { DAYS_PER_QUARTER, type Instant, SECONDS_PER_DAY } from '../core/units.ts';
import { buildHistory } from '../history/history.ts';
import { landCommits } from '../history/landing.ts';
import type { Keep } from './answers.ts';
import { modelInput } from './model-input.ts';
import type { Reader } from './reader.ts';
import type { Settings } from './settings.ts';
import type { SmallFiles } from './small-files.ts';
import { surveyor } from './snapshot.ts';
import { isSource, type Kinds } from './tree-kinds.ts';

const WINDOW_DAYS = 8 * DAYS_PER_QUARTER;

/**
 * A revision by its commits and paths alone: who worked where, without lines and without complexity. A tenth of what
 * a snapshot takes, enough to know where the effort goes; kept, because each push to a branch is compared with the same
 * base.
 * @param kinds what the paths of that revision are, by the settings
 */
export async function readOutline(
  reader: Reader,
  revision: string,
  { costModel }: Settings,
  kinds: Kinds,
  smallFiles: SmallFiles,
  keep: Keep,
): Promise<ModelInput> {
  const ignored = await smallFiles(costModel.history.ignoreRevsFile);
  const { code, history } = costModel;
  return keep(['outline', revision, code, history, ignored?.toString('base64')], () =>
    outlineOf(reader, revision, costModel, kinds, ignored),
  );
}

async function outlineOf(
  reader: Reader,
  revision: string,
  costModel: CostModel,
  kinds: Kinds,
  ignored: Buffer | undefined,
): Promise<ModelInput> {
  const commits = await reader.commits(revision);
  const asOf = commits.find(commit => commit.id === revision)!.commitTime;
  const since = asOf - WINDOW_DAYS * SECONDS_PER_DAY;
  const recent = landedAfter(since, commits, revision);
  await reader.needPathChanges(recent.filter(({ parents }) => parents.length <= 1).map(({ id }) => id));
  const history = buildHistory(surveyor(reader, revision, recent, kinds, costModel, ignored)(new Set()), {
    // Unread lines: a commit's effort is shared evenly over the files it touched.
    lineChanges: () => undefined,
    blobs: false,
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
