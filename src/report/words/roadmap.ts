/** Sentences of the roadmap: dates with and without the plan. */
import type { FinishForecast, RoadmapData, RoadmapItemForecast } from '../../core/roadmap.ts';
import { figure, quoted, type Text, term } from '../inline.ts';
import { dayText, NBSP, plural, quarterText } from '../numbers.ts';
import { chanceText } from './chance.ts';
import { about } from './cost.ts';
import type { Speech } from './speech.ts';

/** `12 Mar 2027 (Q1 2027), 85 % sure 2 Apr 2027`. */
export const finishText = (finish: FinishForecast, fiscalYearStarts: number): string =>
  `${dayText(finish.likely)} (${quarterText(finish.likely, fiscalYearStarts)}), 85${NBSP}% sure ${dayText(finish.sure)}`;

/** `about 0.7 weeks later with the plan first; earlier in about 1 in 20 outcomes`. */
export function differenceText(speech: Speech, item: RoadmapItemForecast): Text {
  const { numbers } = speech;
  const earlier = `; earlier in ${chanceText(item.probabilityEarlier)} outcomes`;
  if (item.verdict === 'same') return ['the same time with the plan first', earlier];
  const weeks = numbers.weeksDifference(item.weeksLater.p50);
  return ['about ', figure(weeks, `${item.id}/weeksLater`), ` ${item.verdict} with the plan first`, earlier];
}

/** What the difference is worth at the item's cost of delay. */
export function delayText(speech: Speech, item: RoadmapItemForecast): Text {
  if (item.costOfDelay === undefined) return [];
  const { numbers } = speech;
  if (numbers.currency === undefined) return [];
  const { money, perWeek } = item.costOfDelay;
  const amount = figure(numbers.money(Math.abs(money.mean)), `${item.id}/costOfDelay`);
  const kind = money.mean > 0 ? 'costs about ' : 'gains about ';
  return [
    `That ${kind}`,
    amount,
    ` at a `,
    term('cost of delay', 'cost of delay'),
    ` of ${numbers.rate(perWeek)} a week.`,
  ];
}

/** When the plan would have paid for itself in time on this kind of work. */
export function breakEvenText(speech: Speech, item: RoadmapItemForecast): Text {
  return item.breakEvenWeeks === null
    ? ['For this kind of work the plan does not pay for itself in elapsed time.']
    : [
        `The plan pays for itself in elapsed time after about ${speech.numbers.weeks(item.breakEvenWeeks)} of such work.`,
      ];
}

/** How sure the due day is, now and with the plan first. */
export function dueText(item: RoadmapItemForecast, fiscalYearStarts: number): Text {
  const now = item.now.probabilityByDue;
  const plan = item.afterPlan.probabilityByDue;
  if (item.due === undefined || now === undefined || plan === undefined) return [];
  return [
    `Due ${dayText(item.due)} (${quarterText(item.due, fiscalYearStarts)}): held in ${chanceText(now)} outcomes, with the plan first in ${chanceText(plan)}.`,
  ];
}

/** Where it will be hard: the streams it touches, with how much longer work there takes. */
export function touchesText(speech: Speech, item: RoadmapItemForecast): Text {
  const { numbers } = speech;
  if (item.touches.length === 0) return [];
  return [
    'Touches ',
    ...item.touches.flatMap(
      (touch, index): Text => [
        index === 0 ? '' : ', ',
        quoted(touch.stream),
        ` (${numbers.share({ kind: 'share', of: 'the item', value: touch.share })} of it; on average ×${NBSP}${factor(touch.now)} in time, after the plan ×${NBSP}${factor(touch.afterPlan)})`,
      ],
    ),
    '.',
  ];
}

/** Two decimals: a plan moves such factors by hundredths. */
const factor = (m: number): string => m.toFixed(2);

export function roadmapPlanLine(speech: Speech, data: RoadmapData): Text {
  const { numbers } = speech;
  const { paths, totals } = data.plan;
  if (paths.length === 0)
    return ['The plan is empty: nothing is worth fixing first, and both dates are the same.'];
  return [
    `The plan done first by the same people: ${plural(numbers, paths.length, 'fix', 'fixes')}, `,
    ...about(numbers.hours(totals.fixHours.mean), 'plan/fixHours'),
    '.',
  ];
}

export const laterIsNormal: Text = [
  '“Later” is a normal answer: a single item is rarely long enough to earn back the time of a fix. The gain comes with the work after it.',
];
