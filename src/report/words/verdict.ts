/** Why an item is worth fixing, has to wait, or is better left alone; and why a function is hard. */
import { unreachable } from '../../core/errors.ts';
import type { HardFact } from '../../core/hard-fact.ts';
import type { NotYetReason, VerdictReason } from '../../core/verdict.ts';
import { quoted, type Text } from '../inline.ts';
import { dayText, NBSP } from '../numbers.ts';
import { chanceText } from './chance.ts';
import type { Speech } from './speech.ts';

const chance = (probability: number): string => chanceText(probability).replaceAll(' ', NBSP);

/** The reason to leave a listed item alone, where its cost and health stand beside it anyway. */
export const payBackChance = (probability: number): string =>
  `the chance that a fix pays back within two years is ${chance(probability)}`;

export function verdictReason(speech: Speech, reason: VerdictReason): Text {
  const { numbers } = speech;
  switch (reason.kind) {
    case 'repays':
      return [
        `the chance that a fix has paid for itself within two years is ${chance(reason.probability)}; on average it gains ${numbers.hours(reason.npvHours)}`,
      ];
    case 'odds-below-even':
      return [
        `a gain on average (${numbers.hours(reason.npvHours)}), but the chance to pay back within two years is only ${chance(reason.probability)}`,
      ];
    case 'costs-more-than-it-saves':
      return reason.npvHours < 0
        ? [
            `a fix costs about ${numbers.hours(-reason.npvHours)} more than it is expected to save within two years`,
          ]
        : ['a fix is not expected to save more than it costs within two years'];
    case 'saves-nothing':
      return ['nothing to save on average: little work there, or no slowdown under this scenario'];
    case 'do-not-refactor':
      return [`${amongWords[reason.among]}, but ${payBackChance(reason.probability)}`];
    default:
      return unreachable(reason);
  }
}

const amongWords = {
  costliest: 'among the costliest',
  'least-healthy': 'among the least healthy',
  both: 'among the costliest and the least healthy',
} as const;

/** The rest of `not yet, because …`. */
export function notYetReason(speech: Speech, reason: NotYetReason): Text {
  const { numbers } = speech;
  switch (reason.kind) {
    case 'larger-than-capacity':
      return [
        `the fix alone takes about ${numbers.hours(reason.fixHours)}, more than the whole capacity of ${numbers.hours(reason.capacityHours)}`,
      ];
    case 'others-save-more':
      return [
        `it would repay, but needs about ${numbers.hours(reason.fixHours)} where ${numbers.hours(reason.capacityLeftHours)} are left, and the fixes above save more; next when there is more time`,
      ];
    case 'decided':
      return [
        reason.decision === 'accept' ? 'we agreed to live with it' : 'we agreed to wait',
        reason.until === undefined ? '' : ` until ${dayText(reason.until)}`,
        ': ',
        quoted(reason.reason),
      ];
    case 'odds-below-even':
    case 'costs-more-than-it-saves':
    case 'saves-nothing':
      return verdictReason(speech, reason);
    default:
      return unreachable(reason);
  }
}

/** One reason why a function is hard to work in, with the count behind it. */
export function hardFact(speech: Speech, fact: HardFact): string {
  const count = speech.numbers.count(fact.value);
  switch (fact.kind) {
    case 'flow':
      return `hard to follow (cognitive${NBSP}${count})`;
    case 'depth':
      return `${count}${NBSP}levels deep`;
    case 'branches':
      return `${count}${NBSP}ways through it`;
    case 'length':
      return `${count}${NBSP}lines long`;
    case 'parameters':
      return `${count}${NBSP}parameters`;
    default:
      return unreachable(fact);
  }
}
