import type { Decision } from '../core/cost-model.ts';

/** Whether a decision no longer holds on the day of the report (`YYYY-MM-DD` or a full ISO time); its last day still counts. */
export function isExpired(decision: Pick<Decision, 'until'>, asOf: string): boolean {
  return decision.until !== undefined && asOf.slice(0, 10) > decision.until;
}

/** The decision that holds for each item as it is named: the one with the latest date, and of those the last in the file. */
export function currentDecisions(decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const current = new Map<string, Decision>();
  for (const decision of decisions) {
    const earlier = current.get(decision.item);
    if (!earlier || decision.on >= earlier.on) current.set(decision.item, decision);
  }
  return current;
}
