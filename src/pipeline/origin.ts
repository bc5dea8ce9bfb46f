import type { DebtItem } from '../core/report.ts';
import { isoTime } from './facts.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a file comes from; two files can have had one path, one after the other, so the time belongs to it. */
export function originOf(snapshot: Snapshot, path: string): Pick<DebtItem, 'origin'> {
  const past = snapshot.pastOf.get(path);
  if (past === undefined) return {};
  return { origin: { path: past.names.at(-1) ?? path, at: isoTime(past.bornAt) } };
}
