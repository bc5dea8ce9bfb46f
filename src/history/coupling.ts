import type { History } from '../core/history.ts';
import { compareText } from '../core/text-order.ts';

/**
 * Files in one commit; larger commits are sweeps that couple everything with everything, and cost the square of their
 * size. Other tools that read change coupling from git draw the line at the same place.
 */
export const MAX_FILES_FOR_COUPLING = 30;

/** A file that usually changes together with another one. */
export interface Coupled {
  /** Index into `History.files`. */
  readonly file: number;
  /** Commits that touched both. */
  readonly shared: number;
  /** Commits that touched both ÷ commits that touched either: 0 to 1. */
  readonly degree: number;
}

export interface CouplingOptions {
  readonly maxFiles?: number;
  /** Fewer shared commits than this are chance. Default 2. */
  readonly minShared?: number;
  /** Whether a path counts towards `maxFiles`. Default: all. */
  readonly counts?: (path: string) => boolean;
}

/**
 * Prepares the question "what changes together with this file?" for one history. Only files alive are named in the
 * answers: nobody can change the others.
 *
 * @returns coupled files of a file given by its index in `history.files`, closest first; ties by shared commits, then
 *   path
 */
export function couplingOf(
  history: History,
  options: CouplingOptions = {},
): (file: number) => readonly Coupled[] {
  const { maxFiles = MAX_FILES_FOR_COUPLING, minShared = 2, counts = () => true } = options;
  const filesIn = new Map<number, number[]>();
  const size = new Map<number, number>();
  history.files.forEach((file, index) => {
    const counted = counts(file.path) ? 1 : 0;
    for (const { commit } of file.changes) {
      const list = filesIn.get(commit);
      if (list) list.push(index);
      else filesIn.set(commit, [index]);
      size.set(commit, (size.get(commit) ?? 0) + counted);
    }
  });
  const commitsOf = history.files.map(() => 0);
  for (const [commit, files] of filesIn) {
    if (size.get(commit)! > maxFiles) filesIn.delete(commit);
    else for (const file of files) commitsOf[file]!++;
  }

  return file => {
    const shared = new Map<number, number>();
    for (const { commit } of history.files[file]!.changes) {
      for (const other of filesIn.get(commit) ?? [])
        if (other !== file) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    const coupled: Coupled[] = [];
    for (const [other, count] of shared) {
      if (count < minShared || !history.files[other]!.alive) continue;
      coupled.push({
        file: other,
        shared: count,
        degree: count / (commitsOf[file]! + commitsOf[other]! - count),
      });
    }
    return coupled.sort(
      (a, b) =>
        b.degree - a.degree ||
        b.shared - a.shared ||
        compareText(history.files[a.file]!.path, history.files[b.file]!.path),
    );
  };
}
