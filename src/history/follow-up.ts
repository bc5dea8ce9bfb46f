import type { FollowUpFix } from '../core/history.ts';
import { type Instant, SECONDS_PER_DAY } from '../core/units.ts';

/** A fix that comes later than this says little about the change before it. */
export const FOLLOW_UP_DAYS = 90;

/** One counted commit, in landing order. */
export interface FollowUpCommit {
  /** Index into `History.commits`. */
  readonly index: number;
  readonly landedAt: Instant;
  /** The first-parent commit that brought it in: commits of one pull request never follow up on each other. */
  readonly landedBy: string;
  readonly fix: boolean;
  readonly touches: readonly LineTouch[];
}

/** Lines of one file in that commit, as hashes without white space. */
export interface LineTouch {
  /** Number of the file, the same under all its names. */
  readonly file: number;
  readonly addedLines: ArrayLike<number>;
  readonly deletedLines: ArrayLike<number>;
}

/** A follow-up fix before the file has its name. */
export type FoundFollowUp = Omit<FollowUpFix, 'path'> & { readonly file: number };

/**
 * Finds fixes that rewrite lines which an earlier change of the same file added at most 90 days before.
 *
 * Feed counted commits in landing order. Of a line that appears several times in a file, the latest change that added
 * it is the owner. Lines that a commit adds and deletes alike are moved or only spaced differently, and are no rewrite.
 * A fix that rewrites lines of k changes of a file counts 1/k for each of them.
 *
 * Holds the lines added within the trailing 90 days and nothing older, so memory follows the pace of work and not the
 * length of the history.
 */
export function createFollowUpFinder(): (commit: FollowUpCommit) => readonly FoundFollowUp[] {
  interface Recent {
    readonly index: number;
    readonly landedAt: Instant;
    readonly landedBy: string;
    readonly added: readonly { readonly file: number; readonly lines: readonly number[] }[];
  }
  interface Owned {
    by: Recent;
    /** How many such lines of the owner are still there. */
    count: number;
  }
  /** File → line hash → latest change that added it. */
  const owners = new Map<number, Map<number, Owned>>();
  const recent: Recent[] = [];
  let oldest = 0;
  const span = FOLLOW_UP_DAYS * SECONDS_PER_DAY;

  return commit => {
    forgetBefore(commit.landedAt - span);
    const net = netLines(commit.touches);
    const found: FoundFollowUp[] = [];
    for (const touch of commit.touches) {
      const rewritten = rewriteLines(touch, net, commit);
      if (!commit.fix || rewritten.size === 0) continue;
      const weight = 1 / rewritten.size;
      for (const change of [...rewritten].sort((a, b) => a - b)) {
        found.push({ fix: commit.index, change, file: touch.file, weight });
      }
    }
    remember(commit, net);
    return found;
  };

  /** Takes the deleted lines from their owners; returns the changes whose lines they were. */
  function rewriteLines(
    touch: LineTouch,
    net: ReadonlyMap<number, number>,
    commit: FollowUpCommit,
  ): Set<number> {
    const changes = new Set<number>();
    const lines = owners.get(touch.file);
    if (!lines) return changes;
    for (let i = 0; i < touch.deletedLines.length; i++) {
      const hash = touch.deletedLines[i]!;
      if ((net.get(hash) ?? 0) >= 0) continue;
      const owned = lines.get(hash);
      if (!owned) continue;
      // Landing times of one line of first parents can go backwards where clocks were wrong, so the age is asked again.
      const age = commit.landedAt - owned.by.landedAt;
      if (owned.by.landedBy !== commit.landedBy && age <= span) changes.add(owned.by.index);
      if (--owned.count <= 0) lines.delete(hash);
    }
    return changes;
  }

  function remember(commit: FollowUpCommit, net: ReadonlyMap<number, number>): void {
    const added: { file: number; lines: number[] }[] = [];
    const entry: Recent = {
      index: commit.index,
      landedAt: commit.landedAt,
      landedBy: commit.landedBy,
      added,
    };
    for (const touch of commit.touches) {
      const kept: number[] = [];
      let lines = owners.get(touch.file);
      for (let i = 0; i < touch.addedLines.length; i++) {
        const hash = touch.addedLines[i]!;
        if ((net.get(hash) ?? 0) <= 0) continue;
        if (!lines) {
          lines = new Map();
          owners.set(touch.file, lines);
        }
        const owned = lines.get(hash);
        if (owned?.by === entry) {
          owned.count++;
        } else {
          lines.set(hash, { by: entry, count: 1 });
          kept.push(hash);
        }
      }
      if (kept.length > 0) added.push({ file: touch.file, lines: kept });
    }
    if (added.length > 0) recent.push(entry);
  }

  function forgetBefore(limit: Instant): void {
    while (oldest < recent.length && recent[oldest]!.landedAt < limit) {
      const entry = recent[oldest++]!;
      for (const { file, lines } of entry.added) {
        const owned = owners.get(file);
        if (!owned) continue;
        for (const hash of lines) if (owned.get(hash)?.by === entry) owned.delete(hash);
        if (owned.size === 0) owners.delete(file);
      }
    }
    // Cut the forgotten part off now and then; at each commit it would cost a copy of the whole list.
    if (oldest > 1_024 && oldest * 2 > recent.length) {
      recent.splice(0, oldest);
      oldest = 0;
    }
  }
}

/** Added minus deleted, for each line of a commit over all its files: 0 for what was only moved. */
function netLines(touches: readonly LineTouch[]): ReadonlyMap<number, number> {
  const net = new Map<number, number>();
  for (const { addedLines, deletedLines } of touches) {
    for (let i = 0; i < addedLines.length; i++) net.set(addedLines[i]!, (net.get(addedLines[i]!) ?? 0) + 1);
    for (let i = 0; i < deletedLines.length; i++)
      net.set(deletedLines[i]!, (net.get(deletedLines[i]!) ?? 0) - 1);
  }
  return net;
}
