import type { MeasuredFunction } from '../core/measured-function.ts';
import type { Range } from '../core/range.ts';
import type { Hours } from '../core/units.ts';
import type { Worlds } from '../core/worlds.ts';
import { type Coefficients, defaultCoefficients } from './coefficients.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Cognitive complexity above which a function is part of the clean-up: the limit that Sonar's rule S3776 ships with. */
export const LISTED_ABOVE = 15;
/** Size beyond which a file is split: the scale of the size term in the health deficit. */
export const SPLIT_ABOVE = 423;
/** 90 % point of the standard normal distribution. */
const Z90 = normalQuantile(0.9);

/**
 * r, the part of a function's lines that a clean-up touches (0.1-0.6); m, minutes for each touched line with tests and
 * review (8.6-30); and the factor around the estimate within which 80 % of clean-ups lie.
 */
export type FixCoefficients = Pick<Coefficients, 'rewrittenShare' | 'minutesPerLine' | 'fixSpread'>;

/** What cleaning up a file is expected to take: the median, and how far it may be off. */
export interface FixEstimate {
  readonly medianHours: Hours;
  /** Standard deviation of ln(hours); 0 when the user gave the hours. */
  readonly logSd: number;
  readonly basis: 'configured' | 'estimated';
}

/** What the estimate is made of, for `explain`. */
export interface FixParts {
  readonly functions: readonly {
    readonly name: string;
    readonly cognitive: number;
    readonly lines: number;
    readonly hours: Hours;
  }[];
  /** Lines beyond the size of a healthy file that no listed function holds, and the hours to split them off. */
  readonly splitLines: number;
  readonly splitHours: Hours;
  readonly hours: Hours;
}

interface FileToFix {
  readonly size: number;
  readonly functions: readonly MeasuredFunction[];
}

/** Healthy code is no debt: D of 1 or less never makes an item, however long one of its functions is. */
export const isDebtItem = (
  deficit: number,
  { healthyDeficit }: Pick<Coefficients, 'healthyDeficit'> = defaultCoefficients,
): boolean => deficit > healthyDeficit;

/**
 * Hours to untangle one function: some minutes for each point above the limit (the constant offset and the minute a
 * point are Sonar's remediation cost for S3776), or the time to rewrite a part of its lines, whichever is more.
 * @param lines lines to rewrite, >= 0; 0 for a function whose lines another one already counts
 * @example functionFixHours(64, 180) // 11.25
 */
export function functionFixHours(
  cognitive: number,
  lines: number,
  { rewrittenShare, minutesPerLine }: FixCoefficients = defaultCoefficients,
): Hours {
  return Math.max((5 + cognitive - LISTED_ABOVE) / 60, (lines * rewrittenShare * minutesPerLine) / 60);
}

/** Hours to move the lines beyond a healthy file's size elsewhere; 0 for files that are not too large. */
export function splitHours(
  lines: number,
  { rewrittenShare, minutesPerLine }: FixCoefficients = defaultCoefficients,
): Hours {
  return (Math.max(0, lines) * rewrittenShare * minutesPerLine) / 60;
}

/**
 * The principal of a file, part by part. Lines of a listed function inside another listed one belong to the outer
 * one; the inner one still pays for its own tangle. A debt item without a listed function and below the split size
 * (many middling functions) is priced by its hardest function: nothing is cleaned up in no time.
 * @returns hours, > 0 for any file with code
 */
export function fixParts(file: FileToFix, coefficients: FixCoefficients = defaultCoefficients): FixParts {
  const listed = file.functions.filter(isListed);
  const parts = listed.map(fn => {
    const lines = hasListedAncestor(fn, file.functions) ? 0 : linesOf(fn);
    return {
      name: fn.name,
      cognitive: fn.cognitive,
      lines,
      hours: functionFixHours(fn.cognitive, lines, coefficients),
    };
  });
  const splitLines = Math.max(0, file.size - SPLIT_ABOVE - sum(parts.map(part => part.lines)));
  const split = splitHours(splitLines, coefficients);
  const hours = sum(parts.map(part => part.hours)) + split;
  if (hours > 0) return { functions: parts, splitLines, splitHours: split, hours };

  const hardest = hardestFunction(file.functions);
  const lines = hardest === undefined ? file.size : linesOf(hardest);
  const part = {
    name: hardest?.name ?? '',
    cognitive: hardest?.cognitive ?? 0,
    lines,
    hours: Math.max(5 / 60, splitHours(lines, coefficients)),
  };
  return { functions: [part], splitLines: 0, splitHours: 0, hours: part.hours };
}

/** Hours given by the user win over the formula, and are taken as they are, without a spread. */
export function estimateFix(
  file: FileToFix,
  configuredHours: Hours | undefined,
  coefficients: FixCoefficients = defaultCoefficients,
): FixEstimate {
  if (configuredHours !== undefined) return { medianHours: configuredHours, logSd: 0, basis: 'configured' };
  return {
    medianHours: fixParts(file, coefficients).hours,
    logSd: Math.log(coefficients.fixSpread) / Z90,
    basis: 'estimated',
  };
}

/** Log-normal in closed form. The mean, 1.44 x the median at the default spread, is the one to plan with. */
export function fixRange({ medianHours, logSd }: FixEstimate): Range {
  const spread = Math.exp(Z90 * logSd);
  return {
    p10: medianHours / spread,
    p50: medianHours,
    p90: medianHours * spread,
    mean: medianHours * Math.exp((logSd * logSd) / 2),
  };
}

/** The principal in each world. */
export function drawPrincipal(fix: FixEstimate, worlds: Worlds, path: string): Float64Array {
  if (fix.logSd === 0) return new Float64Array(worlds.count).fill(fix.medianHours);
  return worlds.normal('principal', path).map(z => fix.medianHours * Math.exp(fix.logSd * z));
}

const isListed = (fn: MeasuredFunction): boolean => fn.cognitive > LISTED_ABOVE;
const linesOf = (fn: MeasuredFunction): number => fn.endLine - fn.line + 1;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function hasListedAncestor(fn: MeasuredFunction, all: readonly MeasuredFunction[]): boolean {
  let parent = fn.parent === undefined ? undefined : all[fn.parent];
  while (parent !== undefined) {
    if (isListed(parent)) return true;
    parent = parent.parent === undefined ? undefined : all[parent.parent];
  }
  return false;
}

function hardestFunction(functions: readonly MeasuredFunction[]): MeasuredFunction | undefined {
  return functions.reduce<MeasuredFunction | undefined>(
    (hardest, fn) => (hardest === undefined || fn.cognitive > hardest.cognitive ? fn : hardest),
    undefined,
  );
}
