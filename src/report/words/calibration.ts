/** Sentences about what the team's own issues say. */
import type {
  CalibrationEstimate,
  CalibrationFit,
  CalibrationResult,
  SkippedIssues,
  WeightClass,
} from '../../core/calibration.ts';
import { LEVEL } from '../claims.ts';
import { figure, type Text } from '../inline.ts';
import { NBSP, plural } from '../numbers.ts';
import type { Speech } from './speech.ts';

const weightWords = {
  silent: 'can neither confirm nor refute the prior',
  leans: 'leans',
  decides: 'decides',
} as const satisfies Record<WeightClass, string>;

export const skippedWords = {
  'no-key': 'without a key',
  'not-done': 'not done',
  'unreadable-date': 'with an unreadable date',
  'done-before-started': 'done before they started',
  duplicate: 'listed twice',
  'no-commits': 'without commits',
  'no-measured-files': 'without measured files',
} as const satisfies Record<SkippedIssues['reason'], string>;

export function calibrationIntro(speech: Speech, result: CalibrationResult): Text {
  const { numbers } = speech;
  switch (result.kind) {
    case 'too-few-issues':
      return [
        `Too few issues: ${plural(numbers, result.issues, 'closed issue is', 'closed issues are')} linked to commits, ${numbers.count(result.needed)} are needed. Nothing was changed.`,
      ];
    case 'no-spread':
      return [
        `Nothing to learn from: the ${plural(numbers, result.issues, 'issue', 'issues')} all touch code of the same health (spread ${numbers.plain(result.deficitSpread)}). Nothing was changed.`,
      ];
    case 'estimated':
      return [
        `${plural(numbers, result.issues, 'issue', 'issues')} of ${plural(numbers, result.authors, 'author', 'authors')}; spread of health deficit ${numbers.plain(result.deficitSpread)}; work share ${numbers.plain(result.workShare)}.`,
      ];
  }
}

/** `Your data leans (weight 0.41)`. */
export const weightText = (speech: Speech, fit: CalibrationFit): Text => [
  `Your data ${weightWords[fit.weightClass]} (weight `,
  figure(speech.numbers.plain(fit.weight), 'calibration/weight'),
  ')',
];

/** Extra time for each point of health deficit, as the log coefficient the model uses. */
export function betaText(speech: Speech, fit: CalibrationFit): Text {
  const { numbers } = speech;
  return [
    `measured ${numbers.plain(fit.beta)} ± ${numbers.plain(fit.standardError)}, with the prior `,
    figure(
      `${numbers.plain(fit.posterior.mean)}${NBSP}±${NBSP}${numbers.plain(fit.posterior.sd)}`,
      'calibration/beta',
    ),
    ` (${LEVEL}${NBSP}% range ${numbers.plain(fit.range.low)} to ${numbers.plain(fit.range.high)})`,
  ];
}

export const priorText = (speech: Speech, result: CalibrationEstimate): Text => [
  `prior ${speech.numbers.plain(result.prior.mean)} ± ${speech.numbers.plain(result.prior.sd)}`,
];
