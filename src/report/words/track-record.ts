/** Sentences about how the tool's own forecasts did: never more than was scored. */
import type { CutScore, RangeScore, RankingName, RankingScore, TrackRecord } from '../../core/backtest.ts';
import { figure, muted, type Text } from '../inline.ts';
import { plural } from '../numbers.ts';
import type { Speech } from './speech.ts';

export type ScoredRecord = Extract<TrackRecord, { kind: 'scored' }>;

export const rankingWords = {
  cost: 'by cost (this tool)',
  hotspot: 'by hotspot score (this tool)',
  'commits-x-loc': 'by changes × lines',
  churn: 'by churn',
  loc: 'by lines',
  'best-possible': 'best possible',
} as const satisfies Record<RankingName, string>;

/** Whether there were more files than are listed: if not, each order catches all there is. */
export const testsOrder = (record: TrackRecord, cut: CutScore): boolean =>
  record.kind === 'none' || cut.files > record.listed;

export const quartersWithOrder = (record: ScoredRecord): number =>
  record.cuts.filter(cut => testsOrder(record, cut)).length;

/** What the orders are not tested by; nothing where every quarter tests them. */
export function untestedOrder(speech: Speech, record: ScoredRecord): Text {
  const { numbers } = speech;
  const quarters = record.cuts.length;
  const untested = quarters - quartersWithOrder(record);
  if (untested === 0) return [];
  const all = `no more than ${numbers.count(record.listed)} files, so that every order lists them all and catches every fix`;
  return untested === quarters
    ? [`No order of files is tested here: there were ${all}.`]
    : [
        `In ${numbers.count(untested)} of ${plural(numbers, quarters, 'quarter', 'quarters')} there were ${all}; they are counted in.`,
      ];
}

export function rankingText(speech: Speech, score: RankingScore): Text {
  const { numbers } = speech;
  if (score.recall === null) return ['no fixes to catch'];
  return [
    figure(
      numbers.share({ kind: 'share', of: 'fix changes', value: score.recall }),
      `backtest/${score.ranking}`,
    ),
    ` (${numbers.count(score.caught)} of ${numbers.count(score.fixes)})`,
  ];
}

export function skillText(speech: Speech, skill: number | null): string {
  if (skill === null) return 'not scored';
  if (skill <= 0) return 'no better than repeating last quarter';
  return `${speech.numbers.share({ kind: 'share', of: 'the loss of repeating last quarter', value: skill })} less loss than repeating last quarter`;
}

export function coverageText(speech: Speech, score: RangeScore): Text {
  const { numbers } = speech;
  if (score.coverage === null) return ['not scored'];
  return [
    `held ${numbers.count(score.held)} of ${numbers.count(score.of)} times (`,
    figure(numbers.share({ kind: 'share', of: 'ranges', value: score.coverage }), 'backtest/coverage'),
    `); ${skillText(speech, score.skill)}`,
  ];
}

export function recordIntro(speech: Speech, record: TrackRecord): Text {
  const { numbers } = speech;
  if (record.kind === 'none') {
    return [
      `No track record yet: ${record.quarters === 0 ? 'no quarter' : plural(numbers, record.quarters, 'quarter', 'quarters')} could be scored, two are needed.`,
    ];
  }
  return [
    `Over the last ${plural(numbers, record.quarters, 'quarter', 'quarters')}, each forecast made with what was known then; top ${numbers.count(record.listed)} files, ranges that claim ${numbers.share({ kind: 'share', of: 'outcomes', value: record.nominal })}.`,
  ];
}

/** Said on every page that scores anything. */
export const slowdownNotScored: Text = [
  'Slowdown has no track record in git: how much slower work is cannot be seen in commits. It is a named scenario, which only the team’s own tracker can narrow (',
  { kind: 'code', text: 'debtcast calibrate' },
  ').',
];

/** One line of a report: both orders that the tool offers, beside the simplest one. Without past quarters, nothing. */
export function rankingRecord(speech: Speech, record: TrackRecord | undefined): Text {
  if (record?.kind !== 'scored' || quartersWithOrder(record) === 0) return [];
  const { numbers } = speech;
  const scores = (['cost', 'hotspot', 'commits-x-loc'] as const).flatMap(
    name => record.pooled.rankings.find(score => score.ranking === name && score.recall !== null) ?? [],
  );
  if (scores.length === 0) return [];
  return [
    `Fix changes of the following quarter that fell into its top ${numbers.count(record.listed)}: `,
    ...scores.flatMap(
      (score, i): Text => [
        ...(i === 0 ? [] : [' · ']),
        figure(
          numbers.share({ kind: 'share', of: 'fix changes', value: score.recall! }),
          `backtest/${score.ranking}`,
        ),
        ` ${rankingWords[score.ranking].replace(' (this tool)', '')}`,
      ],
    ),
    muted(` (${plural(numbers, record.quarters, 'past quarter', 'past quarters')})`),
  ];
}
