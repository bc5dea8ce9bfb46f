import type { LeaveAloneItem, NotYetItem, PlanItem, PlanResult, PlanTotals } from '../core/plan.ts';
import type { Economics } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import type { Hours } from '../core/units.ts';
import type { NotYetReason } from '../core/verdict.ts';
import type { FixTerms } from './economics.ts';
import { bestSet } from './knapsack.ts';
import { annuity, payback, WEEKS_PER_QUARTER } from './payback.ts';
import { meanOf, probability, rangeOf, scaleRange, sumWithinWorlds } from './range-of.ts';
import type { JudgedFix } from './verdict.ts';

/** One debt item, once, however many value streams it belongs to. */
export interface PlanCandidate {
  readonly path: string;
  readonly valueStreams: readonly string[];
  readonly health: number;
  readonly judged: JudgedFix;
  /** A decision of the team that still holds: such an item is not planned. */
  readonly agreed?: {
    readonly decision: 'accept' | 'defer';
    readonly reason: string;
    readonly until?: string;
  };
}

/**
 * The fixes to do within a capacity so that the expected net present value is largest, in the order to do them in
 * (cost of delay ÷ duration, then payback, then path); the rest with the reason why not yet; and what to leave alone.
 * Costs and values are means: only means can be added and compared with a capacity. A fix that does not gain on
 * average never enters, even if capacity is left; nor does one that the same page advises against.
 * @param candidates every debt item, each path once, in any order
 * @param capacity engineer-hours, >= 0
 * @throws {RangeError} a capacity below 0 or not a number
 */
export function planFixes(
  candidates: readonly PlanCandidate[],
  capacity: Hours,
  worlds: number,
  terms: FixTerms,
): PlanResult {
  if (!(capacity >= 0)) throw new RangeError(`capacity below 0: ${capacity}`);
  const eligible = candidates.filter(c => c.judged.verdict !== 'do-not-refactor' && c.agreed === undefined);
  const best = bestSet(
    eligible.map(({ path, judged: { assessment } }) => ({
      key: path,
      cost: assessment.fix.hours.mean,
      value: assessment.npv.mean,
    })),
    capacity,
  );
  const chosen = candidates.filter(c => best.keys.has(c.path)).toSorted(byUrgency);
  const left = capacity - sumOf(chosen, c => c.judged.assessment.fix.hours.mean);
  return {
    capacityHours: capacity,
    items: planItems(chosen, terms),
    totals: planTotals(chosen, left, worlds, terms),
    notYet: candidates
      .filter(c => !best.keys.has(c.path) && c.judged.verdict !== 'do-not-refactor')
      .toSorted(byGain)
      .map(candidate => notYet(candidate, capacity, left)),
    doNotRefactor: candidates
      .flatMap(leaveAlone)
      .toSorted((a, b) => b.fixHours - a.fixHours || compareText(a.path, b.path)),
    exact: best.exact,
  };
}

function planItems(chosen: readonly PlanCandidate[], { costPerHour }: FixTerms): PlanItem[] {
  let hoursAfter = 0;
  return chosen.map(({ path, valueStreams, health, judged: { assessment, reason } }, index) => {
    hoursAfter += assessment.fix.hours.mean;
    const { fix, saving, npv, probabilityWorthIt, cd3 } = assessment;
    return {
      order: index + 1,
      path,
      valueStreams,
      health,
      fixHours: fix.hours,
      ...(fix.money === undefined ? {} : { fixMoney: fix.money }),
      saving,
      ...(costPerHour === undefined ? {} : { savingMoney: scaleRange(saving, costPerHour) }),
      payback: assessment.payback,
      npv,
      probabilityWorthIt,
      cd3,
      hoursAfter,
      reason,
    };
  });
}

/** Sums within each world first. The means are the sums of the items' means, so that the page adds up. */
function planTotals(
  chosen: readonly PlanCandidate[],
  hoursLeft: Hours,
  worlds: number,
  { costPerHour }: FixTerms,
): PlanTotals {
  const draws = chosen.map(c => c.judged.assessment.draws());
  const saving = sumWithinWorlds(
    draws.map(d => d.saving),
    worlds,
  );
  const npv = sumWithinWorlds(
    draws.map(d => d.npv),
    worlds,
  );
  const principalMean = sumOf(chosen, c => c.judged.assessment.fix.hours.mean);
  const principal = sumWithinWorlds(
    draws.map(d => d.principal),
    worlds,
  );
  const fixHours = { ...rangeOf(principal), mean: principalMean };
  const savingRange = rangeOf(saving);
  return {
    items: chosen.length,
    fixHours,
    ...(costPerHour === undefined ? {} : { fixMoney: scaleRange(fixHours, costPerHour) }),
    saving: savingRange,
    ...(costPerHour === undefined ? {} : { savingMoney: scaleRange(savingRange, costPerHour) }),
    npv: { ...rangeOf(npv), mean: meanOf(saving) * annuity() - principalMean },
    probabilityWorthIt: probability(npv, value => value > 0),
    payback: payback(principalMean, meanOf(saving) / WEEKS_PER_QUARTER),
    hoursLeft,
  };
}

function notYet(
  { path, valueStreams, judged: { assessment, reason }, agreed }: PlanCandidate,
  capacity: Hours,
  left: Hours,
): NotYetItem {
  const fixHours = assessment.fix.hours.mean;
  const npv = assessment.npv.mean;
  const because = (): NotYetReason => {
    if (agreed !== undefined) {
      const { decision, reason, until } = agreed;
      return { kind: 'decided', decision, reason, ...(until === undefined ? {} : { until }) };
    }
    if (npv > 0) {
      return fixHours > capacity
        ? { kind: 'larger-than-capacity', fixHours, capacityHours: capacity }
        : { kind: 'others-save-more', fixHours, capacityLeftHours: left, npvHours: npv };
    }
    return reason as NotYetReason;
  };
  return {
    path,
    valueStreams,
    fixHours,
    saving: assessment.saving.mean,
    probabilityWorthIt: assessment.probabilityWorthIt,
    npv,
    reason: because(),
  };
}

function leaveAlone({
  path,
  valueStreams,
  health,
  judged: { assessment, reason },
}: PlanCandidate): LeaveAloneItem[] {
  if (reason.kind !== 'do-not-refactor') return [];
  return [
    {
      path,
      valueStreams,
      health,
      fixHours: assessment.fix.hours.mean,
      saving: assessment.saving.mean,
      probabilityWorthIt: assessment.probabilityWorthIt,
      npv: assessment.npv.mean,
      reason,
    },
  ];
}

const weeksOf = (payback: Economics['payback']): number =>
  payback.kind === 'weeks' ? payback.weeks : Number.MAX_VALUE;

const byUrgency = (a: PlanCandidate, b: PlanCandidate): number =>
  b.judged.assessment.cd3 - a.judged.assessment.cd3 ||
  weeksOf(a.judged.assessment.payback) - weeksOf(b.judged.assessment.payback) ||
  compareText(a.path, b.path);

const byGain = (a: PlanCandidate, b: PlanCandidate): number =>
  b.judged.assessment.npv.mean - a.judged.assessment.npv.mean || compareText(a.path, b.path);

const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((total, item) => total + value(item), 0);
