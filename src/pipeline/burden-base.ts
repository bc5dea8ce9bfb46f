import type { History } from '../core/history.ts';
import type { BurdenBase } from '../core/model-input.ts';
import { compareText } from '../core/text-order.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';

/** Follow-up fixes are complete only for changes at least this old, and looked for within this many days. */
const BURDEN_NEWEST_DAYS = 90;
const BURDEN_OLDEST_DAYS = 450;

/** So few old versions are all parsed; of more, only some whose files are gone. */
const FEW = 80;
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
  const ageOf = (commit: number): number =>
    (history.asOf - history.commits[commit]!.landedAt) / SECONDS_PER_DAY;
  const byPath = new Map<string, { changes: number; followUps: number }>();
  const versions: (ChangedVersion & { readonly commit: number })[] = [];
  const additions = new Set<string>();
  let changes = 0;
  for (const file of history.files) {
    if (!isMeasured(file.path)) continue;
    // Newest first: what is too old comes last.
    for (let i = file.changes.length - 1; i >= 0; i--) {
      const change = file.changes[i]!;
      const age = ageOf(change.commit);
      if (age > BURDEN_OLDEST_DAYS) break;
      if (age < BURDEN_NEWEST_DAYS) continue;
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
    const age = ageOf(followUp.change);
    if (age < BURDEN_NEWEST_DAYS || age > BURDEN_OLDEST_DAYS || !isMeasured(followUp.path)) continue;
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
 * Versions to parse for {@link burdenBase}. Of files that are gone those with the lowest blob ids, which is as good as
 * chance, the same on every run, and largely the same for neighbouring revisions.
 */
export function versionsToMeasure({ versions }: Pick<BurdenCounts, 'versions'>): readonly ChangedVersion[] {
  if (versions.length <= FEW) return versions;
  return versions
    .filter(version => version.today === undefined)
    .sort((a, b) => compareText(a.blob, b.blob) || compareText(a.path, b.path))
    .slice(0, SAMPLE_OF_GONE);
}

/**
 * The base rate of the fix burden: counts, and the mean of ln(1 + cognitive complexity before the change) over all
 * changes. A file changes its complexity slowly: where the version before was not parsed, today's stands for it; where
 * the file is gone, those that were parsed stand for all.
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

  const asked = new Set(versionsToMeasure(counts));
  const parsedOf = (version: ChangedVersion) => (asked.has(version) ? parsed(version) : undefined);
  const gone = counts.versions.filter(version => version.today === undefined);
  const goneParsed = gone.flatMap(version => parsedOf(version) ?? []);
  const weighted = [
    ...counts.versions.flatMap(version =>
      version.today === undefined ? [] : weigh(parsedOf(version) ?? today(version.today), 1),
    ),
    ...goneParsed.flatMap(version => weigh(version, gone.length / goneParsed.length)),
  ];
  const mean = meanLogCog(weighted);
  if (mean === undefined) return { kind: 'absent', why: 'no changed version could be measured' };
  return {
    kind: 'measured',
    followUps: counts.followUps,
    changes: counts.changes,
    meanLogCog: mean,
    meanLogCogHealthy: meanLogCog(weighted.filter(version => version.healthy)) ?? mean,
  };
}

interface Weighted extends MeasuredVersion {
  readonly weight: number;
}

const weigh = (version: MeasuredVersion | undefined, weight: number): Weighted[] =>
  version ? [{ ...version, weight }] : [];

function meanLogCog(versions: readonly Weighted[]): number | undefined {
  let sum = 0;
  let weights = 0;
  for (const { cognitive, weight } of versions) {
    sum += weight * Math.log1p(cognitive);
    weights += weight;
  }
  return weights > 0 ? sum / weights : undefined;
}
