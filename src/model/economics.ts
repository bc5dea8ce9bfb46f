import type { Range } from '../core/range.ts';
import type { FixCost, Payback } from '../core/report.ts';
import type { Hours, Money, Ratio } from '../core/units.ts';
import type { Worlds } from '../core/worlds.ts';
import { drawEffectiveness, MEAN_EFFECTIVENESS } from './effectiveness.ts';
import { drawPrincipal, type FixEstimate, fixRange } from './fix-cost.ts';
import { annuity, payback, WEEKS_PER_QUARTER } from './payback.ts';
import { meanOf, probability, rangeOf, scaleRange } from './range-of.ts';

/** Shape of the year-to-year luck of one file's effort: over a year it is steadier than over a quarter. */
const YEARLY_SHARE_SHAPE = 1;

/** A value stream that would come sooner if the item were clean. */
export interface DelayedStream {
  /** Money a week. */
  readonly costOfDelayPerWeek: Money;
  /** 1 - 1/M of the whole stream today, mean. */
  readonly drag: number;
  /** Part of that drag that this item carries, 0-1. */
  readonly carried: number;
}

export interface FixCase {
  readonly path: string;
  readonly fix: FixEstimate;
  /** H: expected engineer-hours a quarter (90 days) on this file, drag included. */
  readonly hoursPerQuarter: Hours;
  /** E: extra time from complexity alone in each world, > 0; the fix burden is not credited to a clean-up. */
  readonly complexityFactor: () => Float64Array;
  readonly delayed: readonly DelayedStream[];
}

export interface FixTerms {
  /** The people who would do it; absent when no team is known: one engineer. */
  readonly engineers?: number;
  readonly hoursPerWeek: number;
  /** Absent: hours instead of money everywhere. */
  readonly costPerHour?: Money;
  /** One e for all worlds instead of draws: how the sensitivity check tries its low and high end. */
  readonly effectiveness?: Ratio;
}

/** One value for each world, hours. */
export interface FixDraws {
  readonly principal: Float64Array;
  /** A quarter. */
  readonly saving: Float64Array;
  readonly npv: Float64Array;
  /** e: part of the drag that goes away. */
  readonly effectiveness: Float64Array;
}

/** What fixing one item costs and brings. */
export interface FixAssessment {
  readonly path: string;
  readonly fix: FixCost;
  /** Hours a quarter. */
  readonly saving: Range;
  readonly payback: Payback;
  readonly npv: Range;
  /** P(NPV > 0). */
  readonly probabilityWorthIt: number;
  readonly cd3: number;
  /** Simulated again when asked for: hundreds of items are assessed, and few of them looked at world by world. */
  readonly draws: () => FixDraws;
}

/**
 * Saving a quarter = e · H · (1 - 1/E), with H x a yearly luck of mean 1; net present value over 8 quarters.
 * The means shown are those of the simulated worlds, except for the principal, whose mean is known exactly.
 */
export function assessFix(item: FixCase, worlds: Worlds, terms: FixTerms): FixAssessment {
  const factor = annuity();
  const { saving, npv } = drawFix(item, worlds, terms);
  const hours = fixRange(item.fix);
  const rate = terms.costPerHour;
  const savedPerWeek = meanOf(saving) / WEEKS_PER_QUARTER;
  return {
    path: item.path,
    fix: { hours, ...(rate === undefined ? {} : { money: scaleRange(hours, rate) }), basis: item.fix.basis },
    saving: rangeOf(saving),
    payback: payback(hours.mean, savedPerWeek),
    // The principal's mean is known exactly: the sum can then be redone by hand from the two means shown.
    npv: { ...rangeOf(npv), mean: meanOf(saving) * factor - hours.mean },
    probabilityWorthIt: probability(npv, value => value > 0),
    cd3: cd3(savedPerWeek, hours.mean, item.delayed, terms),
    draws: () => drawFix(item, worlds, terms),
  };
}

function drawFix(item: FixCase, worlds: Worlds, terms: FixTerms): FixDraws {
  const complexityFactor = item.complexityFactor();
  const principal = drawPrincipal(item.fix, worlds, item.path);
  const effectiveness =
    terms.effectiveness === undefined
      ? drawEffectiveness(worlds, item.path)
      : new Float64Array(worlds.count).fill(terms.effectiveness);
  const luck = worlds.gamma(YEARLY_SHARE_SHAPE, 'yearly share', item.path);
  const factor = annuity();
  const saving = new Float64Array(worlds.count);
  const npv = new Float64Array(worlds.count);
  for (let world = 0; world < worlds.count; world++) {
    const drag = 1 - 1 / complexityFactor[world]!;
    saving[world] = effectiveness[world]! * item.hoursPerQuarter * luck[world]! * drag;
    npv[world] = saving[world]! * factor - principal[world]!;
  }
  return { principal, saving, npv, effectiveness };
}

/**
 * Cost of delay ÷ duration: what each week of waiting costs, for each week the fix takes (Reinertsen). With a rate,
 * money: the saving, plus what the item's streams lose by coming later. Without one, hours saved alone, since money
 * cannot be added to hours. It orders work; it is not an amount.
 * @param savedPerWeek hours a week, may be below 0
 * @param principal hours, >= 0
 * @returns 0 for a fix that takes no time and saves nothing
 */
export function cd3(
  savedPerWeek: Hours,
  principal: Hours,
  delayed: readonly DelayedStream[],
  terms: FixTerms,
): number {
  let costPerWeek = savedPerWeek;
  if (terms.costPerHour !== undefined) {
    costPerWeek *= terms.costPerHour;
    for (const { costOfDelayPerWeek, drag, carried } of delayed) {
      costPerWeek += costOfDelayPerWeek * drag * carried * (terms.effectiveness ?? MEAN_EFFECTIVENESS);
    }
  }
  const weeks = principal / ((terms.engineers ?? 1) * terms.hoursPerWeek);
  return weeks > 0 ? costPerWeek / weeks : 0;
}
