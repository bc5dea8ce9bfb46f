import { isExpired } from '../config/standing-decisions.ts';
import type { Decision } from '../core/cost-model.ts';
import type { ItemDecision } from '../core/report.ts';
import { isoTime } from './facts.ts';
import type { Snapshot } from './snapshot.ts';

/** The decision about a file, under its present name or, after renames, under an older one. */
export function decisionFor(snapshot: Snapshot, path: string): ItemDecision | undefined {
  const { decisions } = snapshot.settings;
  if (decisions.size === 0) return undefined;
  const names = snapshot.pastOf.get(path)?.names ?? [path];
  const found = [path, ...names].map(name => decisions.get(name)).find(decision => decision !== undefined);
  return found && itemDecision(found, isoTime(snapshot.asOf));
}

function itemDecision(decision: Decision, asOf: string): ItemDecision {
  return {
    decision: decision.decision,
    reason: decision.reason,
    on: decision.on,
    ...(decision.until !== undefined && { until: decision.until }),
    ...(decision.by !== undefined && { by: decision.by }),
    expired: isExpired(decision, asOf),
  };
}
