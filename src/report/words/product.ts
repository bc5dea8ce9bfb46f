/** Sentences for people who decide about the debt and do not read code. */
import type { DebtItem, Headline, ItemDecision, SensitivityRow } from '../../core/report.ts';
import { type CostClaim, LEVEL, type SlowdownClaim } from '../claims.ts';
import { code, enumerated, figure, quoted, strong, type Text, term } from '../inline.ts';
import { dayText, NBSP, NONE, plural } from '../numbers.ts';
import { chanceText } from './chance.ts';
import { about, plainRange, scopeName } from './cost.ts';
import type { Speech } from './speech.ts';
import { verdictReason } from './verdict.ts';

export const productTitle = (speech: Speech, headline: Headline): string =>
  `What technical debt costs ${speech.horizon.next} · scenario: ${headline.scenario}`;

/** Slowdown with its range, in two sentences. */
export function plainSlowdown(speech: Speech, claim: SlowdownClaim): Text {
  const { numbers, horizon } = speech;
  const shown = numbers.slowdown(claim);
  const unit = `${NBSP}%`;
  const range = plainRange(numbers.slowdownBound(claim, 'p10'), numbers.slowdownBound(claim, 'p90'));
  const start: Text = ['If nothing changes, work in the code of ', ...scopeName(claim.scope), ' takes '];
  const rangeSentence = ` The range is ${range}: eight of ten simulated quarters fall inside it (${LEVEL}${unit} range, scenario: ${claim.scenario}).`;
  if (shown === NONE)
    return [...start, `about as long ${horizon.next} as it would in healthy code.`, rangeSentence];
  return [
    ...start,
    ...about(shown, 'headline/slowdown'),
    ` longer ${horizon.next} than the same work would in `,
    term('healthy code', 'health'),
    '.',
    rangeSentence,
  ];
}

/** Hours and money with their range, in two sentences. */
export function plainCost(speech: Speech, claim: CostClaim, codeHours: number): Text {
  const { numbers } = speech;
  const hours = numbers.hours(claim.hours.mean);
  const capacity = `the ${numbers.plain(codeHours)}${NBSP}hours that the team is expected to spend in existing code`;
  const bound = (value: number): string =>
    claim.money === undefined ? numbers.hours(value) : numbers.money(value);
  const range = claim.money ?? claim.hours;
  const rangeSentence = ` The range is ${plainRange(bound(range.p10), bound(range.p90))}.`;
  if (hours === NONE) return [`We expect no extra hours, of ${capacity}.`, rangeSentence];
  return [
    'That is ',
    ...about(hours, 'headline/hours'),
    ` of ${capacity}`,
    ...(claim.money === undefined ? [] : [': ', ...about(numbers.money(claim.money.mean), 'headline/money')]),
    '.',
    rangeSentence,
  ];
}

/** How likely it is that there is nothing to gain at all. */
export const chanceOfNone = (probability: number): Text => [
  `${chanceText(probability).replace(/^./, first => first.toUpperCase())} simulated quarters show no slowdown at all.`,
];

/** The name of an item without its path: `item 1 (Checkout)`. */
export const itemName = (item: Pick<DebtItem, 'rank' | 'valueStreams'>): Text =>
  item.valueStreams.length === 0
    ? [`item${NBSP}${item.rank}`]
    : [`item${NBSP}${item.rank} (`, ...enumerated(item.valueStreams.map(name => [quoted(name)])), ')'];

/** `Fix item 1 (Checkout): about 28 h, would save about 14 h per quarter, pays back in about 9 weeks.` */
export function worthFixingItem(speech: Speech, item: DebtItem): Text {
  const { numbers, horizon } = speech;
  const { fix, saving, payback } = item.economics;
  return [
    strong('Fix'),
    ' ',
    ...itemName(item),
    ': ',
    ...about(numbers.hours(fix.hours.mean), `${item.path}/fixHours`),
    ', would save ',
    ...about(numbers.hours(saving.mean), `${item.path}/saving`),
    ` per ${horizon.per}`,
    ...(payback.kind === 'weeks'
      ? [', pays back in ', ...about(numbers.weeks(payback.weeks), `${item.path}/payback`)]
      : [', does not pay back within 2 years']),
    '.',
  ];
}

/** @param othersAre whether some are that are agreed on already */
export const nothingWorthFixing = (othersAre: boolean): Text => [
  `No ${othersAre ? 'other ' : ''}listed item is worth fixing now: for each of them the chance that a fix has paid for itself within two years is below one in two, or it loses on average.`,
];

export const leaveAloneItem = (speech: Speech, item: DebtItem): Text => [
  strong('Leave'),
  ' ',
  ...itemName(item),
  ': ',
  ...verdictReason(speech, item.economics.reason),
  '.',
];

/** What not to do, for items that are not on the page: no list of costs is long enough to hold the merely ugly. */
export const leaveOthersAlone = (speech: Speech, count: number): readonly Text[] =>
  count <= 0
    ? []
    : [
        [
          strong('Leave'),
          ` ${plural(speech.numbers, count, 'other file', 'other files')} alone that ${count === 1 ? 'looks' : 'look'} as bad: the odds that a fix pays back within two years are below one in five. `,
          code('debtcast plan'),
          ` names ${count === 1 ? 'it' : 'them'}.`,
        ],
      ];

export const agreements = { accept: 'live with it', fix: 'fix it', defer: 'wait' } as const;

export const agreementText = (decision: ItemDecision): Text => [
  agreements[decision.decision],
  ` since ${dayText(decision.on)}`,
  ...(decision.until === undefined ? [] : [`, until ${dayText(decision.until)}`]),
  ...(decision.expired ? [' (expired: decide again)'] : []),
];

/** Whether an average may be promised for one task: it may not. */
export const noPromise: Text = [
  'These are averages over many changes. They say nothing about the length of one task, and nothing about people.',
];

/** Questions that only the team can answer, each drawn from a figure of this report. */
export function questionsForEngineering(
  speech: Speech,
  facts: {
    readonly first: DebtItem | undefined;
    readonly costliestStream: string | undefined;
    readonly most: SensitivityRow | undefined;
    readonly unmeasuredShare: number;
    readonly languages: readonly string[];
  },
): readonly Text[] {
  const { numbers, horizon } = speech;
  const { first, costliestStream, most, unmeasuredShare, languages } = facts;
  const questions: Text[] = [];
  if (first !== undefined) {
    questions.push([
      'Is ',
      figure(numbers.hours(first.economics.fix.hours.mean), `${first.path}/fixHours`),
      ` (${LEVEL}${NBSP}% range ${numbers.hoursRange(first.economics.fix.hours)}) the right size for fixing item${NBSP}${first.rank}, and do tests cover it well enough to change it?`,
    ]);
  }
  if (costliestStream !== undefined) {
    questions.push([
      `What is planned ${horizon.next} in `,
      quoted(costliestStream),
      '? More work there makes its debt dearer, less makes it cheaper.',
    ]);
  }
  if (most !== undefined) {
    const moves = ' right? It moves the result more than any other assumption.';
    questions.push(
      most.assumption === 'scenario'
        ? [`Is the ${most.assumption} chosen here${moves}`]
        : ['Is our figure for ', quoted(most.assumption), moves],
    );
  }
  if (unmeasuredShare >= 0.1) {
    questions.push([
      `How healthy is the code in ${languages.length === 0 ? 'other languages' : ''}`,
      ...enumerated(languages.map(language => [quoted(language)])),
      `? It takes ${numbers.share({ kind: 'share', of: 'effort', value: unmeasuredShare })} of the effort and is not measured here.`,
    ]);
  }
  return questions;
}
