/**
 * What a printed percentage or range must carry. The number formats take these types and no bare number, so a
 * slowdown without its scope, its level and its scenario does not compile.
 */
import type { ScenarioName } from '../core/cost-model.ts';
import type { Range } from '../core/range.ts';

/** Every printed range is the middle 80 % of the simulated outcomes. */
export const LEVEL = 80;

/** What a figure speaks about. A single change or a person is not in the list: no figure here may be about them. */
export type Scope =
  | { readonly kind: 'repository'; readonly name: string }
  | { readonly kind: 'repositories'; readonly count: number }
  | { readonly kind: 'value-stream'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'change'; readonly base: string };

/** Extra time against the same work in healthy code, as a ratio: 0.07 is 7 %. */
export interface SlowdownClaim {
  readonly kind: 'slowdown';
  readonly scope: Scope;
  readonly scenario: ScenarioName;
  readonly level: typeof LEVEL;
  readonly range: Range;
}

/** Hours per horizon, and money when a rate is configured. */
export interface CostClaim {
  readonly kind: 'cost';
  readonly scope: Scope;
  readonly scenario: ScenarioName;
  readonly level: typeof LEVEL;
  readonly hours: Range;
  readonly money?: Range;
}

/** A part of a named whole, 0..1: shares of effort, probabilities, coverage. */
export interface Share {
  readonly kind: 'share';
  readonly of: string;
  readonly value: number;
}

export const slowdownClaim = (scope: Scope, scenario: ScenarioName, range: Range): SlowdownClaim => ({
  kind: 'slowdown',
  scope,
  scenario,
  level: LEVEL,
  range,
});

export const costClaim = (
  scope: Scope,
  scenario: ScenarioName,
  cost: { readonly hours: Range; readonly money?: Range },
): CostClaim => ({
  kind: 'cost',
  scope,
  scenario,
  level: LEVEL,
  hours: cost.hours,
  ...(cost.money === undefined ? {} : { money: cost.money }),
});

export const shareOf = (whole: string, value: number): Share => ({ kind: 'share', of: whole, value });
