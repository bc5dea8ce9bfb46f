import { effortHours, readCapacity } from '../config/duration.ts';
import type { Decision } from '../core/cost-model.ts';
import { UserError } from '../core/errors.ts';
import type { PlanCapacity, PlanData, PlanResult } from '../core/plan.ts';
import type { Hours } from '../core/units.ts';
import { healthOf } from '../model/health.ts';
import { type PlanCandidate, planFixes } from '../model/plan.ts';
import { decisionFor } from './decisions.ts';
import { commandResult } from './facts.ts';
import { matcherOf } from './only.ts';
import { teamHours, type Valuation } from './valuation.ts';

/** Part of the team's hours that a plan may take when nobody gave a capacity. */
export const DEFAULT_CAPACITY = '20%';

/** What to fix within a capacity, what not yet, and what to leave alone. */
export function plan(
  valuation: Valuation,
  capacityText: string,
  only: readonly string[],
  version: string,
): PlanData {
  const capacity = planCapacity(capacityText, valuation);
  const { capacityHours: _, ...result } = choose(valuation, capacity.hours, only);
  return { ...commandResult('plan', valuation, version), capacity, ...result };
}

export function choose(valuation: Valuation, hours: Hours, only: readonly string[] = []): PlanResult {
  const matches = matcherOf(only);
  const candidates = valuation.items
    .filter(item => matches(item.file.path))
    .map((item): PlanCandidate => {
      const decision = decisionFor(valuation.snapshot, item.file.path);
      return {
        path: item.file.path,
        valueStreams: item.file.streams.map(i => valuation.snapshot.streams.list[i]!.name),
        health: healthOf(item.priced.deficit),
        judged: item.judged,
        ...(decision && !decision.expired && isRefusal(decision) && { agreed: decision }),
      };
    });
  return planFixes(candidates, hours, valuation.pricing.worlds.count, valuation.terms);
}

const isRefusal = <D extends Pick<Decision, 'decision'>>(
  decision: D,
): decision is D & { readonly decision: 'accept' | 'defer' } => decision.decision !== 'fix';

/** Hours behind "80h", "10 days" or "15%" of the team's hours in the horizon. @throws {UserError} */
export function planCapacity(text: string, valuation: Valuation): PlanCapacity {
  const reading = readCapacity(text);
  if (!reading.ok)
    throw new UserError({ code: 'bad-option', what: reading.what, where: '--capacity', fix: reading.fix });
  const team = teamHours(valuation);
  const capacity = reading.value;
  const hours =
    capacity.kind === 'share'
      ? capacity.share * team
      : effortHours(capacity.effort, valuation.terms.hoursPerWeek);
  return { given: text, hours, ...(team > 0 && { shareOfTeam: hours / team }) };
}
