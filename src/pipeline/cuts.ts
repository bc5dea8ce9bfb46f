import { UserError } from '../core/errors.ts';
import type { History } from '../core/history.ts';
import { DAYS_PER_QUARTER, type Instant, SECONDS_PER_DAY } from '../core/units.ts';
import { isoTime } from './facts.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import type { Settings } from './settings.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

const SECONDS_PER_QUARTER = DAYS_PER_QUARTER * SECONDS_PER_DAY;

/** A past state of the main line, at which only what had landed by then is known. */
export interface Cut {
  /** The quarter's end it stands for: T - 90 days times this. */
  readonly quartersBack: number;
  readonly revision: string;
  /** Its place in `History.commits`: what comes after it was not known. */
  readonly commit: number;
  /** Its own T: the commit time of the revision. */
  readonly asOf: Instant;
}

/** A quarter's end without a usable cut, and why. */
export interface MissingCut {
  /** ISO time. */
  readonly asOf: string;
  readonly why: string;
}

export interface Cuts {
  /** Newest first; no commit twice. */
  readonly cuts: readonly Cut[];
  readonly missing: readonly MissingCut[];
}

/**
 * The newest commit of the main line (first parents) at the end of each past quarter, T - 90 d, T - 180 d … Two
 * quarters that end on the same commit, because nothing landed between them, count once. Quarters before the first
 * landed commit are absent.
 * @param quarters how far to go back
 * @param before whole quarters of history that must lie before a cut
 */
export function findCuts(history: History, quarters: number, before: number): Cuts {
  const cuts: Cut[] = [];
  const missing: MissingCut[] = [];
  for (let back = 1; back <= quarters; back++) {
    const end = history.asOf - back * SECONDS_PER_QUARTER;
    if (end < history.firstLandedAt) break;
    const commit = history.commits.findLastIndex(
      ({ id, landedBy, landedAt }) => id === landedBy && landedAt <= end,
    );
    if (commit < 0) break;
    const { id: revision, commitTime: asOf } = history.commits[commit]!;
    const whole = Math.floor((asOf - history.firstLandedAt) / SECONDS_PER_QUARTER);
    if (cuts.at(-1)?.revision === revision)
      missing.push({ asOf: isoTime(end), why: 'nothing landed in the quarter after it: same commit' });
    else if (whole < before)
      missing.push({
        asOf: isoTime(end),
        why: `${whole} whole quarters of history before it, ${before} needed`,
      });
    else cuts.push({ quartersBack: back, revision, commit, asOf });
  }
  return { cuts, missing };
}

/**
 * The snapshot of a cut: what `report --at` reads there, and nothing that landed later. The cost model is the one of
 * `--config`, else that of the cut's own tree, unless the caller hands in another.
 * @returns a reason instead of a snapshot where the past cannot be read with today's rules (a broken config, no source)
 */
export async function readCut(
  reader: Reader,
  request: AnalysisRequest,
  cut: Cut,
  settings?: Settings,
): Promise<Snapshot | MissingCut> {
  // `--since` is counted from today and limits shown totals only; a cut shows none.
  const { since: _, ...rest } = request;
  try {
    return await readSnapshot(reader, { ...rest, workTreeConfig: false }, cut.revision, settings);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first] = error.problems;
    return { asOf: isoTime(cut.asOf), why: `${first.where ? `${first.where}: ` : ''}${first.what}` };
  }
}

export const isMissing = (read: Snapshot | MissingCut): read is MissingCut => 'why' in read;
