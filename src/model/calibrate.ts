import type {
  BetaEstimate,
  CalibrationFit,
  CalibrationResult,
  DragAt,
  IssueObservation,
  WeightClass,
} from '../core/calibration.ts';
import { compareText } from '../core/text-order.ts';
import type { Ratio } from '../core/units.ts';
import { normalQuantile } from './normal-quantile.ts';
import { type PartialEffect, partialEffect } from './regression.ts';

/** Fewer linked issues say too little to be worth printing. */
export const FEWEST_ISSUES = 100;
const Z90 = normalQuantile(0.9);
/** Distances from healthy code at which the drag is shown: a middling and a very bad file. */
const SHOWN_AT = [2.5, 7] as const;

/**
 * Two independent normal statements about beta, each weighed by how sure it is.
 * @param data the team's own estimate; standard error > 0
 */
export function posteriorOf(
  data: BetaEstimate,
  prior: BetaEstimate,
): BetaEstimate & { readonly weight: number } {
  const ownPrecision = 1 / (data.sd * data.sd);
  const priorPrecision = 1 / (prior.sd * prior.sd);
  return {
    mean: (data.mean * ownPrecision + prior.mean * priorPrecision) / (ownPrecision + priorPrecision),
    sd: Math.sqrt(1 / (ownPrecision + priorPrecision)),
    weight: (prior.sd * prior.sd) / (prior.sd * prior.sd + data.sd * data.sd),
  };
}

/** Below a fifth the data can neither confirm nor refute the prior; up to a half they lean; above, they decide. */
export function weightClassOf(weight: number): WeightClass {
  if (weight < 0.2) return 'silent';
  return weight <= 0.5 ? 'leans' : 'decides';
}

/**
 * The drag that this team's own issues show: ln(hours in development) explained by the mean health deficit of the
 * touched files before the issue began, with size (lines, files), type and author held fixed. Fitted with and without
 * lines, because long changes may be long on account of the complexity itself; the one with lines is used.
 * @param issues closed issues with commits, in any order
 * @param workShare part of the time in development that is work, 0-1: waiting dilutes the drag, so beta and its error
 *   are divided by it
 */
export function calibrate(
  issues: readonly IssueObservation[],
  prior: BetaEstimate,
  workShare: Ratio = 1,
): CalibrationResult {
  if (issues.length < FEWEST_ISSUES)
    return { kind: 'too-few-issues', issues: issues.length, needed: FEWEST_ISSUES };
  const rows = issues.toSorted((a, b) => compareText(a.key, b.key));
  const withLines = effectOf(rows, true);
  const withoutLines = effectOf(rows, false);
  const deficitSpread = spreadOf(rows.map(row => row.deficit));
  if (
    withLines === undefined ||
    withoutLines === undefined ||
    !(withLines.standardError > 0 && withoutLines.standardError > 0)
  ) {
    return { kind: 'no-spread', issues: rows.length, deficitSpread };
  }
  const fit = fitOf('with-lines', withLines, prior, workShare);
  return {
    kind: 'estimated',
    issues: rows.length,
    authors: new Set(rows.map(row => row.author)).size,
    types: new Set(rows.map(row => row.type)).size,
    deficitSpread,
    workShare,
    prior,
    fit,
    withoutLines: fitOf('without-lines', withoutLines, prior, workShare),
    standardErrorBasis: withLines.basis,
    drag: SHOWN_AT.map(points => dragAt(points, prior, fit.posterior)),
  };
}

function effectOf(rows: readonly IssueObservation[], lines: boolean): PartialEffect | undefined {
  const controls = [rows.map(row => row.files), ...typeColumns(rows)];
  if (lines) controls.unshift(rows.map(row => Math.log1p(row.lines)));
  return partialEffect(
    rows.map(row => Math.log(row.hours)),
    rows.map(row => row.deficit),
    controls,
    rows.map(row => row.author),
  );
}

/** A column of 0 and 1 for each type but one. */
function typeColumns(rows: readonly IssueObservation[]): number[][] {
  const types = [...new Set(rows.map(row => row.type))].toSorted(compareText);
  return types.slice(1).map(type => rows.map(row => (row.type === type ? 1 : 0)));
}

function fitOf(
  controls: CalibrationFit['controls'],
  effect: PartialEffect,
  prior: BetaEstimate,
  workShare: Ratio,
): CalibrationFit {
  const beta = effect.estimate / workShare;
  const standardError = effect.standardError / workShare;
  const { weight, mean, sd } = posteriorOf({ mean: beta, sd: standardError }, prior);
  return {
    controls,
    beta,
    standardError,
    posterior: { mean, sd },
    range: { low: mean - Z90 * sd, high: mean + Z90 * sd },
    weight,
    weightClass: weightClassOf(weight),
  };
}

function dragAt(points: number, prior: BetaEstimate, posterior: BetaEstimate): DragAt {
  const extra = (beta: BetaEstimate, z: number) => Math.expm1((beta.mean + z * beta.sd) * points);
  const range = (beta: BetaEstimate) => ({
    p10: extra(beta, -Z90),
    p50: extra(beta, 0),
    p90: extra(beta, Z90),
  });
  return { pointsAboveHealthy: points, prior: range(prior), posterior: range(posterior) };
}

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length);
}
