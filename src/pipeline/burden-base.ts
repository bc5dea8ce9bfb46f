import type { History } from '../core/history.ts';
import type { BurdenBase } from '../core/model-input.ts';
import { compareText } from '../core/text-order.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';

/** Follow-up fixes are complete only for changes at least this old, and looked for within this many days. */
const BURDEN_NEWEST_DAYS = 90;
const BURDEN_OLDEST_DAYS = 450;

/** So few old versions are all parsed. */
const FEW = 80;
/** Of more, a sample: of files that are still there, and of files that are gone. */
const SAMPLE_OF_PRESENT = 24;
const SAMPLE_OF_GONE = 16;

/** A file as it was before a change. */
export interface ChangedVersion {
  /** The path it had after the change. */
  readonly path: string;
  readonly blob: string;
  /** The path it has at the revision; absent when it is gone. */
  readonly today?: string;
}

/** What counts of a measured file, of today or before a change. */
export interface MeasuredVersion {
  readonly cognitive: number;
  /** D <= 1. */
  readonly healthy: boolean;
}

export interface BurdenCounts {
  readonly changes: number;
  readonly followUps: number;
  /** One for each change whose file had content before, in landing order. */
  readonly versions: readonly ChangedVersion[];
  readonly byPath: ReadonlyMap<string, { readonly changes: number; readonly followUps: number }>;
}

/**
 * Changes that landed 90 to 450 days before T and modified a measured file, and the follow-up fixes of them.
 * Additions of whole files are left out: nothing was there that could have been rewritten.
 */
export function countBurden(history: History, isMeasured: (path: string) => boolean): BurdenCounts {
  const counted = (commit: number): boolean => {
    const age = (history.asOf - history.commits[commit]!.landedAt) / SECONDS_PER_DAY;
    return age >= BURDEN_NEWEST_DAYS && age <= BURDEN_OLDEST_DAYS;
  };
  const byPath = new Map<string, { changes: number; followUps: number }>();
  const versions: (ChangedVersion & { readonly commit: number })[] = [];
  const additions = new Set<string>();
  let changes = 0;
  for (const file of history.files) {
    if (!isMeasured(file.path)) continue;
    for (const change of file.changes) {
      if (!counted(change.commit)) continue;
      if (change.status === 'added') additions.add(`${change.commit} ${file.path}`);
      if (change.status !== 'modified' && change.status !== 'renamed') continue;
      changes++;
      if (file.alive) tally(byPath, file.path).changes++;
      if (change.before !== undefined)
        versions.push({
          path: change.pathThen,
          blob: change.before,
          ...(file.alive && { today: file.path }),
          commit: change.commit,
        });
    }
  }
  let followUps = 0;
  for (const followUp of history.followUps) {
    if (!counted(followUp.change) || !isMeasured(followUp.path)) continue;
    if (additions.has(`${followUp.change} ${followUp.path}`)) continue;
    followUps += followUp.weight;
    if (byPath.has(followUp.path)) tally(byPath, followUp.path).followUps += followUp.weight;
  }
  versions.sort((a, b) => a.commit - b.commit || compareText(a.path, b.path));
  return { changes, followUps, versions, byPath };
}

function tally(map: Map<string, { changes: number; followUps: number }>, key: string) {
  const entry = map.get(key) ?? { changes: 0, followUps: 0 };
  map.set(key, entry);
  return entry;
}

/**
 * Versions to parse for {@link burdenBase}: those with the lowest blob ids, which is as good as chance, the same on every
 * run, and largely the same for neighbouring revisions.
 */
export function versionsToMeasure({ versions }: Pick<BurdenCounts, 'versions'>): readonly ChangedVersion[] {
  if (versions.length <= FEW) return versions;
  const lowest = (from: readonly ChangedVersion[], count: number) =>
    from.toSorted((a, b) => compareText(a.blob, b.blob) || compareText(a.path, b.path)).slice(0, count);
  return [
    ...lowest(
      versions.filter(version => version.today !== undefined),
      SAMPLE_OF_PRESENT,
    ),
    ...lowest(
      versions.filter(version => version.today === undefined),
      SAMPLE_OF_GONE,
    ),
  ];
}

/**
 * The base rate of the fix burden: counts, and the mean of ln(1 + cognitive complexity before the change) over all
 * changes. A file changes its complexity slowly, so for files that are still there today's value is taken and corrected
 * by the mean difference of a few versions that were parsed; for files that are gone, the parsed versions stand.
 * @param today of a path at the revision; undefined where it was not measured
 * @param parsed of a version named by {@link versionsToMeasure}; undefined where it could not be read
 */
export function burdenBase(
  counts: BurdenCounts,
  today: (path: string) => MeasuredVersion | undefined,
  parsed: (version: ChangedVersion) => MeasuredVersion | undefined,
): BurdenBase {
  if (counts.changes === 0) return { kind: 'absent', why: 'no file changes that are 90 to 450 days old' };
  if (counts.followUps === 0)
    return { kind: 'absent', why: 'no later fix commit rewrote lines of an earlier change' };

  const present = new Group();
  const gone = new Group();
  const drift = new Group();
  let absent = 0;
  for (const version of counts.versions) {
    if (version.today === undefined) absent++;
    else present.add(today(version.today));
  }
  for (const version of versionsToMeasure(counts)) {
    const then = parsed(version);
    if (version.today === undefined) gone.add(then);
    else drift.addDifference(then, today(version.today));
  }
  // Each parsed version of a file that is gone stands for as many changes.
  const each = gone.count === 0 ? 0 : absent / gone.count;
  const mean = meanOf(present, drift, gone, each, 'all');
  if (mean === undefined) return { kind: 'absent', why: 'no changed version could be measured' };
  return {
    kind: 'measured',
    followUps: counts.followUps,
    changes: counts.changes,
    meanLogCog: mean,
    meanLogCogHealthy: meanOf(present, drift, gone, each, 'healthy') ?? mean,
  };
}

/** Number and sum of logarithms, of all and of the healthy ones. */
class Group {
  count = 0;
  sum = { all: 0, healthy: 0 };
  of = { all: 0, healthy: 0 };

  add(version: MeasuredVersion | undefined): void {
    if (version) this.#add(Math.log1p(version.cognitive), version.healthy);
  }

  /** Then less today; healthy by what the file is today. */
  addDifference(then: MeasuredVersion | undefined, today: MeasuredVersion | undefined): void {
    if (then && today) this.#add(Math.log1p(then.cognitive) - Math.log1p(today.cognitive), today.healthy);
  }

  #add(value: number, healthy: boolean): void {
    this.count++;
    this.of.all++;
    this.sum.all += value;
    if (!healthy) return;
    this.of.healthy++;
    this.sum.healthy += value;
  }
}

function meanOf(
  present: Group,
  drift: Group,
  gone: Group,
  each: number,
  which: 'all' | 'healthy',
): number | undefined {
  const changes = present.of[which] + each * gone.of[which];
  if (changes === 0) return undefined;
  const correction = drift.of[which] > 0 ? drift.sum[which] / drift.of[which] : 0;
  return (present.sum[which] + present.of[which] * correction + each * gone.sum[which]) / changes;
}
