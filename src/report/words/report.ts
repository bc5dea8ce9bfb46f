/** Sentences of the report that engineers read first. */

import type {
  ActivityTrackRecord,
  DebtItem,
  Economics,
  Headline,
  ItemDecision,
  Payback,
  RepositoryFacts,
  SensitivityRow,
  WindowFacts,
} from '../../core/report.ts';
import { LEVEL, slowdownClaim } from '../claims.ts';
import { code, figure, joined, muted, quoted, strong, type Text, term } from '../inline.ts';
import { dayText, NBSP, plural, spanText } from '../numbers.ts';
import { about } from './cost.ts';
import { capital, type Speech } from './speech.ts';
import { payBackChance, verdictReason } from './verdict.ts';

const SHORT_REVISION = 7;

/** `debtcast · acme/shop @ 4f2c1e9 · 22 Nov 2026 · 2,184 files · 12,430 changes in 8 quarters`. */
export function titleLine(
  speech: Speech,
  repository: Omit<RepositoryFacts, 'commits' | 'authors'>,
  window?: WindowFacts,
): Text {
  const { numbers } = speech;
  return joined(
    [
      [strong('debtcast')],
      [quoted(repository.name), ' @ ', code(repository.revision.slice(0, SHORT_REVISION))],
      [dayText(repository.asOf)],
      [plural(numbers, repository.sourceFiles, 'file', 'files')],
      window === undefined
        ? []
        : [
            `${plural(numbers, window.changes, 'change', 'changes')} in ${spanText(numbers, window.days)}`.replaceAll(
              ' ',
              NBSP,
            ),
          ],
    ],
    ' · ',
  );
}

/** `Next quarter, if nothing changes · scenario: evidence`. */
export const headlineTitle = (speech: Speech, headline: Headline): string =>
  `${capital(speech.horizon.next)}, if nothing changes · scenario: ${headline.scenario}`;

/** `Worth fixing now: 2 of the top 10, about 60 h, pays back in 31 weeks; better left alone: 3`. */
export function worthLine(speech: Speech, headline: Headline): Text {
  const { numbers } = speech;
  const { count, of, hours, paybackWeeks } = headline.worthFixing;
  const left: Text = [
    '; ',
    term('better left alone', 'better left alone'),
    `: ${headline.doNotRefactor === 0 ? 'none' : numbers.count(headline.doNotRefactor)}`,
  ];
  const start: Text = [term('Worth fixing now', 'worth fixing'), ': '];
  if (of === 0) return [...start, 'none, no debt items are listed'];
  if (count === 0) return [...start, `none of the top ${numbers.count(of)}`, ...left];
  return [
    ...start,
    figure(numbers.count(count), 'headline/worthFixing'),
    ` of the top ${numbers.count(of)}, `,
    ...about(numbers.hours(hours), 'headline/fixHours'),
    ', ',
    ...(paybackWeeks === null
      ? ['no payback within 2 years']
      : [
          count === 1 ? 'pays back in ' : 'together they pay back in ',
          figure(numbers.weeks(paybackWeeks), 'headline/payback'),
        ]),
    ...left,
  ];
}

/** `Other scenarios: git-only 2 % · code-red-adjusted 15 % · code-red-2022 34 %`; the scope is the headline above it. */
export function otherScenarios(speech: Speech, headline: Headline, repository: string): Text {
  const others = headline.scenarios.filter(facts => facts.scenario !== headline.scenario);
  if (others.length === 0) return [];
  const pieces = others.map((facts): Text => {
    const claim = slowdownClaim({ kind: 'repository', name: repository }, facts.scenario, facts.slowdown);
    return [
      `${facts.scenario}${NBSP}`,
      figure(speech.numbers.slowdown(claim), `headline/slowdown/${facts.scenario}`),
    ];
  });
  return [term('Other scenarios', 'scenario'), ': ', ...joined(pieces, ' · ')];
}

/** `Matters most: coding share (at 0.5: 96 h, at 1: 190 h); the top 5 keep their order, payback decisions hold`. */
export function mattersMost(speech: Speech, rows: readonly SensitivityRow[]): Text {
  const row = mostSensitive(speech, rows);
  if (row === undefined) return [];
  const { numbers } = speech;
  const end = (which: 'low' | 'high'): Text => [
    'at ',
    quoted(typeof row[which].value === 'number' ? numbers.exact(row[which].value) : row[which].value),
    ': ',
    figure(numbers.hours(row[which].hours), `headline/sensitivity/${row.assumption}/${which}`),
  ];
  return [
    'Matters most: ',
    quoted(row.assumption),
    ' (',
    ...end('low'),
    ', ',
    ...end('high'),
    '); ',
    flipsText(row),
  ];
}

/** The row whose ends are furthest apart; ties go to the first. None where both ends of all rows read alike. */
export function mostSensitive(
  { numbers }: Speech,
  rows: readonly SensitivityRow[],
): SensitivityRow | undefined {
  const spread = (row: SensitivityRow): number => Math.abs(row.high.hours - row.low.hours);
  let best: SensitivityRow | undefined;
  for (const row of rows) if (best === undefined || spread(row) > spread(best)) best = row;
  return best && numbers.hours(best.low.hours) !== numbers.hours(best.high.hours) ? best : undefined;
}

export function flipsText(row: SensitivityRow): string {
  if (row.flipsTopFive && row.flipsPayback) return 'it changes the order of the top 5 and a payback decision';
  if (row.flipsTopFive) return 'it changes the order of the top 5, no payback decision';
  if (row.flipsPayback) return 'it changes a payback decision, the top 5 keep their order';
  return 'the top 5 keep their order, payback decisions hold';
}

/** `Track record here: activity ranges held 43 of 50 times over the last 4 quarters`. */
export function activityRecord(speech: Speech, record: ActivityTrackRecord): Text {
  const start: Text = [term('Track record here', 'track record'), ': '];
  if (record.kind === 'none') return [...start, 'none yet: ', quoted(record.why)];
  const { numbers } = speech;
  return [
    ...start,
    'activity ranges held ',
    figure(`${numbers.count(record.held)} of ${numbers.count(record.of)}`, 'trackRecord/activity'),
    ` times over the last ${plural(numbers, record.quarters, 'quarter', 'quarters')}`,
    muted(` (${Math.round(record.nominal * 10)} in 10 is the claim)`),
  ];
}

/** `9 weeks`, or the plain answer that it does not pay back. */
export const paybackCell = (speech: Speech, payback: Payback): string =>
  payback.kind === 'weeks' ? speech.numbers.weeks(payback.weeks) : `not in 2${NBSP}years`;

/** `9–31 changes`, or that there is no range. */
export function activityCell(speech: Speech, item: Pick<DebtItem, 'activity'>, id: string): Text {
  if (item.activity.kind === 'absent') return [muted('no range')];
  return [figure(`${speech.numbers.changes(item.activity.value)}${NBSP}changes`, `${id}/changes`)];
}

/** Deep nesting is worth a word from here on: five levels are where the examples of the method stop. */
const DEEP = 4;
const LONG_PARAMETERS = 5;
const HARD_FUNCTION = 15;

/** `calculateTotals: cognitive 64, 9 levels deep; 41 changes so far, 12 of them fix commits`. */
export function whyLine(speech: Speech, item: DebtItem): Text {
  const { numbers } = speech;
  const worst = item.functions[0];
  const complexity: Text =
    worst !== undefined && worst.cognitive > HARD_FUNCTION
      ? [
          code(worst.name),
          `: cognitive${NBSP}${numbers.count(worst.cognitive)}`,
          ...(worst.nesting >= DEEP ? [`, ${numbers.count(worst.nesting)}${NBSP}levels deep`] : []),
          ...(worst.parameters > LONG_PARAMETERS
            ? [`, ${numbers.count(worst.parameters)}${NBSP}parameters`]
            : []),
        ]
      : [
          `no single hard function: cognitive${NBSP}${numbers.count(item.cognitive)} over ${plural(numbers, item.loc, 'line', 'lines')}`,
        ];
  // Counted over the whole history, as the hotspot score is.
  const { changes, fixes } = item.hotspot;
  const fixText =
    fixes === 0
      ? 'none of them a fix commit'
      : `${numbers.count(fixes)} of them ${fixes === 1 ? 'a fix commit' : 'fix commits'}`;
  const activity =
    changes === 0
      ? 'no changes so far'
      : `${plural(numbers, changes, 'change', 'changes')} so far, ${fixText}`;
  const partial = item.syntaxErrors > 0 ? '; measured as far as it parses' : '';
  return [...complexity, `; ${activity}${partial}`];
}

/** What the economics say about one item, where it is a decision: worth fixing, or better left alone. */
export function verdictLine(speech: Speech, economics: Economics): Text {
  switch (economics.verdict) {
    case 'worth-it':
      return [strong('Worth fixing now'), ': ', ...verdictReason(speech, economics.reason)];
    case 'do-not-refactor':
      return [strong('Better left alone'), `: ${payBackChance(economics.probabilityWorthIt)}`];
    case 'not-yet':
      return [];
  }
}

const decisionWords = { accept: 'accepted', fix: 'to be fixed', defer: 'deferred' } as const;

/** `Decided 3 Nov 2026: to be fixed – goes with the refund rewrite`; expired ones ask for a new decision. */
export function decisionLine(decision: ItemDecision): Text {
  const what = decisionWords[decision.decision];
  if (decision.expired) {
    const end = decision.until === undefined ? '' : ` on ${dayText(decision.until)}`;
    return [
      strong('Decide again'),
      `: the decision of ${dayText(decision.on)} expired${end} (${what} – `,
      quoted(decision.reason),
      ')',
    ];
  }
  const until = decision.until === undefined ? '' : `, until ${dayText(decision.until)}`;
  return [strong('Decided'), ` ${dayText(decision.on)}: ${what}${until} – `, quoted(decision.reason)];
}

/** Above this part of the team's time the result is outside of anything surveys have found. */
export const HIGHEST_SURVEYED_SHARE = 0.42;

export const capacityWarning = (speech: Speech, headline: Headline): Text =>
  headline.shareOfCapacity.mean <= HIGHEST_SURVEYED_SHARE
    ? []
    : [
        `The slowdown takes ${speech.numbers.share({ kind: 'share', of: 'capacity', value: headline.shareOfCapacity.mean })} of capacity (expected value, scenario: ${headline.scenario}): `,
        `more than the highest share found in surveys, 42${NBSP}%. Check team, history and scenario before using these figures.`,
      ];

export const shallowWarning: Text = [
  'This clone is shallow or partial: history is cut off, and counts, ranges and costs are too low. Run ',
  code('git fetch --unshallow'),
  ' (in CI: ',
  code('fetch-depth: 0'),
  ').',
];

/** How the table is to be read: what the figures are, and what must not be done with them. */
export const readingNotes = (speech: Speech): Text => [
  `Ranges are ${LEVEL}${NBSP}% ranges; hours and money are `,
  term('expected values', 'expected value'),
  `. Rows are smaller than their part of the headline and do not add up to it. An average over many changes says nothing about one.`,
  ...(speech.numbers.currency === undefined
    ? [' No money without a rate: set ', code('team.costPerHour'), '.']
    : []),
];
