import type { ModelSettings, Setting } from '../core/cost-model.ts';
import { type Problem, UserError } from '../core/errors.ts';

/** What is known about one coefficient: enough to check an override, to cite it and to state it in a report. */
export interface CoefficientInfo {
  readonly default: number;
  /** Allowed range of an override, both ends included. */
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly meaning: string;
  /** Where the default comes from, in one sentence. */
  readonly citation: string;
  /** Plausible low and high value, where the evidence gives one: the ends that the sensitivity check tries. */
  readonly plausible?: readonly [low: number, high: number];
}

const EXPERTS =
  'fitted to 304 Java files with a published score and checked against human expert judgement (R² 0.93, AUC 0.957)';
const FORECASTS =
  'tuned on 13 and tested on 11 public TypeScript and JavaScript repositories, 249 repository-quarters';
const FOLLOW_UPS = 'association over 178,030 file changes in 24 public repositories; same sign in 23 of them';
const FIX_EFFORT = 'our estimate: no published data on what a refactoring costs; hence the wide range';

/** Every coefficient of the model. The name is the key under `model:` in the config. */
export const coefficientInfo = {
  deficitComplexityWeight: {
    default: 0.518,
    min: 0,
    max: 10,
    unit: 'points',
    meaning: 'health deficit per squared log of complexity',
    citation: EXPERTS,
  },
  deficitComplexityScale: {
    default: 15.07,
    min: 0.1,
    max: 10_000,
    unit: 'cognitive complexity',
    meaning: 'complexity of a file at which it starts to count',
    citation: EXPERTS,
  },
  deficitSizeWeight: {
    default: 0.6075,
    min: 0,
    max: 10,
    unit: 'points',
    meaning: 'health deficit per squared log of size',
    citation: EXPERTS,
  },
  deficitSizeScale: {
    default: 423.3,
    min: 1,
    max: 1_000_000,
    unit: 'lines',
    meaning: 'size of a file at which it starts to count',
    citation: EXPERTS,
  },
  deficitCap: {
    default: 9,
    min: 1,
    max: 100,
    unit: 'points',
    meaning: 'largest health deficit; hides differences above it',
    citation: EXPERTS,
  },
  healthyDeficit: {
    default: 1,
    min: 0,
    max: 100,
    unit: 'points',
    meaning: 'deficit up to which a file is healthy',
    citation: 'band of the published score: health 9 and above',
  },
  alertDeficit: {
    default: 6,
    min: 0,
    max: 100,
    unit: 'points',
    meaning: 'deficit above which a file is in the alert band',
    citation: 'band of the published score: health below 4',
  },
  healthyMeanDeficit: {
    default: 0.3,
    min: 0,
    max: 9,
    unit: 'points',
    meaning: 'mean deficit of healthy code where the repository has none',
    citation: 'typical of the repositories the model was tuned on',
  },

  streamDecay: {
    default: 0.7,
    min: 0,
    max: 1,
    unit: 'per quarter',
    meaning: 'weight of a quarter against the one after it, value streams and effort',
    citation: FORECASTS,
  },
  streamLow: {
    default: -1.236,
    min: -10,
    max: 0,
    unit: 'log',
    meaning: '10 % point of ln((actual + 1) / (expected + 1)) for value streams',
    citation: FORECASTS,
  },
  streamMid: {
    default: -0.238,
    min: -5,
    max: 5,
    unit: 'log',
    meaning: 'median of the same',
    citation: FORECASTS,
  },
  streamHigh: {
    default: 0.715,
    min: 0,
    max: 10,
    unit: 'log',
    meaning: '90 % point of the same',
    citation: FORECASTS,
  },
  ownResidualsFrom: {
    default: 20,
    min: 1,
    max: 1_000_000,
    unit: 'forecasts',
    meaning: 'past forecasts of this repository needed before its own errors count',
    citation: FORECASTS,
  },
  ownResidualsHalf: {
    default: 60,
    min: 0,
    max: 1_000_000,
    unit: 'forecasts',
    meaning: 'past forecasts at which its own errors weigh as much as the default',
    citation: FORECASTS,
  },
  filePrior: {
    default: 1.73,
    min: 0,
    max: 1_000,
    unit: 'quarters',
    meaning: 'weight of the repository mean in the forecast of one file',
    citation: FORECASTS,
  },
  fileDecay: {
    default: 0.824,
    min: 0,
    max: 1,
    unit: 'per quarter',
    meaning: 'weight of a quarter against the one after it, single files',
    citation: FORECASTS,
  },
  fileMeanFactor: {
    default: 0.849,
    min: 0,
    max: 10,
    unit: 'ratio',
    meaning: 'expected changes of a file against its weighted past',
    citation: FORECASTS,
  },
  fileSizeFactor: {
    default: 0.063,
    min: 0.0001,
    max: 10,
    unit: 'ratio',
    meaning: 'size of the negative binomial per weighted past change',
    citation: FORECASTS,
  },
  fileSizeCap: {
    default: 1,
    min: 0.01,
    max: 1_000_000,
    unit: 'ratio',
    meaning:
      'largest size of the negative binomial: without it the ranges of the busiest files are too narrow',
    citation: `${FORECASTS}; uncapped ranges held only 45–76 % of the time`,
  },

  streamShareShape: {
    default: 1.3,
    min: 0.1,
    max: 1_000,
    unit: 'shape',
    meaning: 'how far the effort of a value stream strays from its share in one quarter (Gamma, mean 1)',
    citation: FORECASTS,
  },
  fileShareShape: {
    default: 0.5,
    min: 0.1,
    max: 1_000,
    unit: 'shape',
    meaning: 'the same for one file',
    citation: FORECASTS,
  },

  changeHalfLife: {
    default: 60,
    min: 1,
    max: 100_000,
    unit: 'days',
    meaning: 'age at which a change counts half in the hotspot score',
    citation: `${FORECASTS}; ordinal use only`,
  },
  fixHalfLife: {
    default: 365,
    min: 1,
    max: 100_000,
    unit: 'days',
    meaning: 'age at which a fix counts half in the hotspot score',
    citation: `${FORECASTS}; ordinal use only`,
  },
  hotspotFloor: {
    default: 0.05,
    min: 0,
    max: 1_000,
    unit: 'changes',
    meaning: 'activity of a file without any, so that size still orders it',
    citation: `${FORECASTS}; ordinal use only`,
  },

  fixRateGamma: {
    default: 0.104,
    min: -2,
    max: 2,
    unit: 'per e-fold',
    meaning: 'follow-up fixes per change, log, per e-fold of complexity',
    citation: FOLLOW_UPS,
  },
  fixRateGammaSd: {
    default: 0.045,
    min: 0,
    max: 1,
    unit: 'per e-fold',
    meaning: 'standard deviation of that coefficient',
    citation: FOLLOW_UPS,
  },
  fixRatePrior: {
    default: 32,
    min: 1,
    max: 100_000,
    unit: 'fixes',
    meaning: 'weight of the rate expected from complexity against the rate counted for one file',
    citation: `${FOLLOW_UPS}; rates of a file persist with correlation 0.20 only`,
  },
  fixTimeFactor: {
    default: 1.24,
    min: 0,
    max: 10,
    unit: 'ratio',
    meaning: 'time of a fix commit against another one of its size',
    citation: 'measured on the same repositories, by gaps between commits of one author on one day',
  },
  measuredFollowUps: {
    default: 8,
    min: 0,
    max: 100_000,
    unit: 'fixes',
    meaning: 'follow-up fixes from which a rate is called measured',
    citation: 'convention: below it the expected rate decides',
  },

  residualSd: {
    default: 0.1,
    min: 0,
    max: 2,
    unit: 'log',
    meaning: 'how far the slowdown of one file strays from what its health says',
    citation: 'our estimate; its mean is half its square, so that totals are not biased',
  },

  existingCodeShare: {
    default: 0.88,
    min: 0.01,
    max: 1,
    unit: 'ratio',
    meaning: 'part of next quarter’s effort that goes to files that exist today',
    citation: FORECASTS,
  },

  rewrittenShare: {
    default: 0.25,
    min: 0.01,
    max: 1,
    unit: 'ratio',
    meaning: 'part of the lines that a refactoring writes anew',
    citation: FIX_EFFORT,
    plausible: [0.1, 0.6],
  },
  minutesPerLine: {
    default: 15,
    min: 0.1,
    max: 1_000,
    unit: 'minutes per line',
    meaning: 'time to write one line anew, with tests and review',
    citation: FIX_EFFORT,
    plausible: [8.6, 30],
  },
  fixSpread: {
    default: 3,
    min: 1,
    max: 20,
    unit: 'factor',
    meaning: '80 % of clean-ups lie within this factor of the estimate',
    citation: FIX_EFFORT,
  },
} as const satisfies Record<string, CoefficientInfo>;

export type CoefficientName = keyof typeof coefficientInfo;
export type Coefficients = Readonly<Record<CoefficientName, number>>;

export const coefficientNames = Object.keys(coefficientInfo) as readonly CoefficientName[];

const isCoefficientName = (name: string): name is CoefficientName => Object.hasOwn(coefficientInfo, name);

/** The published values, nothing overridden. */
export const defaultCoefficients: Coefficients = Object.fromEntries(
  coefficientNames.map(name => [name, coefficientInfo[name].default]),
) as Record<CoefficientName, number>;

/**
 * The coefficients of this run: published values, replaced by what the config sets.
 * @throws {UserError} an unknown name, or a value outside the allowed range: all of them at once
 */
export function resolveCoefficients(model: Pick<ModelSettings, 'overrides'>): Coefficients {
  const values: Record<string, number> = { ...defaultCoefficients };
  const problems: Problem[] = [];
  for (const [name, setting] of Object.entries(model.overrides)) {
    const problem = problemWith(name, setting);
    if (problem) problems.push(problem);
    else values[name] = setting.value;
  }
  if (problems[0]) throw new UserError([problems[0], ...problems.slice(1)]);
  return values as Record<CoefficientName, number>;
}

function problemWith(name: string, setting: Setting<number>): Problem | undefined {
  const where = setting.origin.kind === 'configured' ? { where: setting.origin.place } : {};
  if (!isCoefficientName(name)) {
    return {
      code: 'unknown-coefficient',
      what: `model.${name} is not a coefficient`,
      ...where,
      fix: `use one of ${coefficientNames.join(', ')}`,
    };
  }
  const { min, max, unit } = coefficientInfo[name];
  if (setting.value >= min && setting.value <= max) return undefined;
  return {
    code: 'coefficient-out-of-range',
    what: `model.${name} is ${setting.value}`,
    ...where,
    fix: `write a number from ${min} to ${max} (${unit})`,
  };
}

/** Each coefficient with its origin, in the order of the table: what a report states and `explain` cites. */
export function coefficientSettings(
  model: Pick<ModelSettings, 'overrides'>,
): Readonly<Record<CoefficientName, Setting<number>>> {
  return Object.fromEntries(
    coefficientNames.map((name): [CoefficientName, Setting<number>] => [
      name,
      model.overrides[name] ?? {
        value: coefficientInfo[name].default,
        origin: { kind: 'default', why: coefficientInfo[name].citation },
      },
    ]),
  ) as Record<CoefficientName, Setting<number>>;
}
