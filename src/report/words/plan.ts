/** Sentences of the plan: what to fix within a capacity, and what not. */

import type { ScenarioName } from '../../core/cost-model.ts';
import type { PlanCapacity, PlanTotals } from '../../core/plan.ts';
import { LEVEL } from '../claims.ts';
import { quoted, type Text, term } from '../inline.ts';
import { NBSP, plural } from '../numbers.ts';
import { chanceText } from './chance.ts';
import { about } from './cost.ts';
import type { Speech } from './speech.ts';

export const planTitle = (scenario: ScenarioName): string => `What to fix · scenario: ${scenario}`;

/** `Capacity: 80 h (3 % of the team's hours)`. */
export function capacityLine(speech: Speech, capacity: PlanCapacity): Text {
  const { numbers } = speech;
  const hours = numbers.hours(capacity.hours);
  const share =
    capacity.shareOfTeam === undefined
      ? ''
      : `, ${numbers.share({ kind: 'share', of: "the team's hours", value: capacity.shareOfTeam })} of the team's hours`;
  // `80 h` needs no translation, `10 days` and `15 %` do.
  const same = capacity.given.replaceAll(/\s/g, '') === hours.replaceAll(NBSP, '');
  return [
    term('Capacity', 'capacity'),
    ': ',
    ...(same ? [hours] : [quoted(capacity.given), `, ${hours}`]),
    share,
  ];
}

/** What the set comes to: expected hours, what it saves with its range, and how likely it pays back. */
export function planTotalLines(speech: Speech, totals: PlanTotals): readonly Text[] {
  const { numbers, horizon } = speech;
  if (totals.items === 0) {
    return [['Nothing to fix within this capacity: no item is expected to save more than its fix costs.']];
  }
  const saved =
    totals.savingMoney === undefined
      ? numbers.hours(totals.saving.mean)
      : numbers.money(totals.savingMoney.mean);
  const range =
    totals.savingMoney === undefined
      ? numbers.hoursRange(totals.saving)
      : numbers.moneyRange(totals.savingMoney);
  return [
    [
      `Fix ${plural(numbers, totals.items, 'item', 'items')}: `,
      ...about(numbers.hours(totals.fixHours.mean), 'plan/fixHours'),
      ` (${LEVEL}${NBSP}% range ${numbers.hoursRange(totals.fixHours)}); `,
      `${numbers.hours(totals.hoursLeft)} of the capacity left`,
    ],
    [
      'Would save ',
      ...about(saved, totals.savingMoney === undefined ? 'plan/saving' : 'plan/savingMoney'),
      ` per ${horizon.per} (${LEVEL}${NBSP}% range ${range}), `,
      totals.payback.kind === 'weeks'
        ? `paid back in about ${numbers.weeks(totals.payback.weeks)}`
        : `not paid back within 2${NBSP}years`,
    ],
    [
      `Chance that the whole plan has paid for itself within two years: ${chanceText(totals.probabilityWorthIt)}`,
    ],
  ];
}

/** A saving is a scenario: what a refactoring removes has not been measured. */
export const savingNote: Text = [
  'A saving is part of the scenario: a fix is taken to remove half of the slowdown, give or take; fewer fixes afterwards are not counted on.',
];
