import type { Economics } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import type { VerdictReason } from '../core/verdict.ts';
import type { FixAssessment } from './economics.ts';
import { isDebtItem } from './fix-cost.ts';
import { type WsjfScore, wsjf } from './wsjf.ts';

/** How many of the costliest, and how many of the least healthy files deserve a warning against fixing them. */
const TEMPTING = 20;
const EVEN_ODDS = 0.5;
const POOR_ODDS = 0.2;

export interface JudgedFix {
  readonly assessment: FixAssessment;
  readonly verdict: Economics['verdict'];
  readonly reason: VerdictReason;
  readonly wsjf: WsjfScore;
}

export interface FixToJudge {
  readonly deficit: number;
  /** Expected hours a quarter that the item costs; orders the costliest. */
  readonly costHours: number;
  readonly assessment: FixAssessment;
}

/**
 * Worth it: even odds or better, and a gain on average. Do not refactor: one of the files that everybody would name
 * first, and odds below one in five. All else: not yet.
 * @param items every debt item of the repository: the lists of 20 are drawn from them
 * @returns in the order given
 */
export function judgeFixes(items: readonly FixToJudge[]): JudgedFix[] {
  const costliest = firstBy(items, item => item.costHours);
  const leastHealthy = firstBy(items, item => item.deficit);
  const scores = wsjf(
    items.map(({ assessment }) => ({ value: assessment.saving.mean, size: assessment.fix.hours.mean })),
  );
  return items.map((item, index) => {
    const reason = reasonOf(item, costliest.has(item), leastHealthy.has(item));
    return { assessment: item.assessment, verdict: verdictOf(reason), reason, wsjf: scores[index]! };
  });
}

/** The verdict that a reason amounts to. */
export function verdictOf(reason: VerdictReason): Economics['verdict'] {
  if (reason.kind === 'repays') return 'worth-it';
  return reason.kind === 'do-not-refactor' ? 'do-not-refactor' : 'not-yet';
}

function reasonOf(
  { assessment, deficit }: FixToJudge,
  costliest: boolean,
  leastHealthy: boolean,
): VerdictReason {
  const { probabilityWorthIt: probability, payback } = assessment;
  const npvHours = assessment.npv.mean;
  if (probability < POOR_ODDS && isDebtItem(deficit) && (costliest || leastHealthy)) {
    const among = costliest && leastHealthy ? 'both' : costliest ? 'costliest' : 'least-healthy';
    return { kind: 'do-not-refactor', probability, npvHours, among };
  }
  if (npvHours > 0) {
    return probability >= EVEN_ODDS
      ? { kind: 'repays', probability, npvHours, payback }
      : { kind: 'odds-below-even', probability, npvHours };
  }
  if (!(assessment.saving.mean > 0)) return { kind: 'saves-nothing', probability };
  return { kind: 'costs-more-than-it-saves', probability, npvHours, payback };
}

function firstBy(items: readonly FixToJudge[], key: (item: FixToJudge) => number): Set<FixToJudge> {
  const order = (a: FixToJudge, b: FixToJudge) =>
    key(b) - key(a) || compareText(a.assessment.path, b.assessment.path);
  return new Set(items.toSorted(order).slice(0, TEMPTING));
}
