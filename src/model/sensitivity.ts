import type { ScenarioName } from '../core/cost-model.ts';
import type { SensitivityRow } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import type { Hours, Ratio } from '../core/units.ts';
import { coefficientInfo } from './coefficients.ts';
import type { PricedFile, Pricing } from './pricing.ts';

/** One figure that might be otherwise. */
export type Change =
  /** All hours scale with it: coding share, team size. */
  | { readonly kind: 'capacity'; readonly factor: number }
  | { readonly kind: 'rewrittenShare' | 'minutesPerLine' | 'effectiveness'; readonly value: number }
  | { readonly kind: 'scenario'; readonly scenario: ScenarioName };

interface End {
  readonly value: number | string;
  readonly change: Change;
}
export interface Variation {
  readonly assumption: string;
  readonly low: End;
  readonly high: End;
}

/** What the variations are made from. */
export interface AssumedFigures {
  readonly codingShare: Ratio;
  /** Only when the team is not configured: the size seen in git. */
  readonly assumedEngineers?: number;
  readonly scenario: ScenarioName;
  readonly rewrittenShare: Ratio;
  readonly minutesPerLine: number;
}

/** Share of the working time that goes into code where a team says it codes little. */
const LOWEST_CODING_SHARE = 0.5;
/** Git shows too few people (squashed commits, no commit on a day) rather than too many. */
const ASSUMED_TEAM = [0.75, 1.5] as const;
/** 10 % and 90 % points of Beta(2,2). */
const EFFECTIVENESS = [0.196, 0.804] as const;

/** Low and high end of every figure that is configured on trust or assumed. */
export function variationsOf(figures: AssumedFigures): Variation[] {
  const { codingShare, assumedEngineers } = figures;
  const capacity = (value: number, now: number): End => ({
    value,
    change: { kind: 'capacity', factor: now > 0 ? value / now : 1 },
  });
  const coefficient = (kind: 'rewrittenShare' | 'minutesPerLine', now: number): Variation => {
    const [low, high] = coefficientInfo[kind].plausible;
    return {
      assumption: kind,
      low: { value: Math.min(low, now), change: { kind, value: Math.min(low, now) } },
      high: { value: Math.max(high, now), change: { kind, value: Math.max(high, now) } },
    };
  };
  return [
    {
      assumption: 'scenario',
      low: { value: 'git-only', change: { kind: 'scenario', scenario: 'git-only' } },
      high: { value: 'code-red-adjusted', change: { kind: 'scenario', scenario: 'code-red-adjusted' } },
    },
    {
      assumption: 'codingShare',
      low: capacity(Math.min(LOWEST_CODING_SHARE, codingShare), codingShare),
      high: capacity(Math.max(1, codingShare), codingShare),
    },
    ...(assumedEngineers === undefined
      ? []
      : [
          {
            assumption: 'engineers',
            low: capacity(assumedEngineers * ASSUMED_TEAM[0], assumedEngineers),
            high: capacity(assumedEngineers * ASSUMED_TEAM[1], assumedEngineers),
          },
        ]),
    coefficient('rewrittenShare', figures.rewrittenShare),
    coefficient('minutesPerLine', figures.minutesPerLine),
    {
      assumption: 'effectiveness',
      low: { value: EFFECTIVENESS[0], change: { kind: 'effectiveness', value: EFFECTIVENESS[0] } },
      high: { value: EFFECTIVENESS[1], change: { kind: 'effectiveness', value: EFFECTIVENESS[1] } },
    },
  ];
}

/**
 * Whether fixing a file pays back in time.
 * @param removable mean hours within the horizon that a perfect clean-up would save, before effectiveness
 */
export type PaysBack = (path: string, removable: Hours, change: Change | undefined) => boolean;

const TOP = 5;
const DECIDED = 10;

/**
 * What becomes of the headline (median hours of drag) at both ends of each assumption, whether the five costliest files
 * or their order change, and whether for any of the ten costliest the answer to "does it pay back?" changes.
 * @returns the assumption that moves the headline most first; ties by name
 */
export function sensitivity(
  pricing: Pricing,
  variations: readonly Variation[],
  paysBack: PaysBack,
): SensitivityRow[] {
  const decided = costliest(pricing.files, DECIDED).map(file => file.path);
  const outcome = (change: Change | undefined) => {
    const factor = change?.kind === 'capacity' ? change.factor : 1;
    const scenario = change?.kind === 'scenario' ? change.scenario : pricing.scenario;
    const files = scenario === pricing.scenario ? pricing.files : pricing.filesUnder(scenario);
    const byPath = new Map(files.map(file => [file.path, file]));
    return {
      hours: factor * pricing.headline.scenarios.find(one => one.scenario === scenario)!.hours.p50,
      top: costliest(files, TOP)
        .map(file => file.path)
        .join('\0'),
      paysBack: decided
        .map(path => paysBack(path, factor * byPath.get(path)!.expectedRemovable, change))
        .join(),
    };
  };
  const now = outcome(undefined);
  return variations
    .map(({ assumption, low, high }): SensitivityRow => {
      const atLow = outcome(low.change);
      const atHigh = outcome(high.change);
      return {
        assumption,
        low: { value: low.value, hours: atLow.hours },
        high: { value: high.value, hours: atHigh.hours },
        flipsTopFive: atLow.top !== now.top || atHigh.top !== now.top,
        flipsPayback: atLow.paysBack !== now.paysBack || atHigh.paysBack !== now.paysBack,
      };
    })
    .sort((a, b) => swing(b) - swing(a) || compareText(a.assumption, b.assumption));
}

const swing = ({ low, high }: SensitivityRow): number => Math.abs(high.hours - low.hours);

/** Costliest first, on average; ties by path. Callers that know hotspot scores may order ties by them first. */
export function costliest(files: readonly PricedFile[], count: number): PricedFile[] {
  return [...files]
    .sort((a, b) => b.expectedCost - a.expectedCost || compareText(a.path, b.path))
    .slice(0, count);
}
