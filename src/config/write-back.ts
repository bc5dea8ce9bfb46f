import type { NormalScenario } from '../core/cost-model.ts';
import { InvariantError, UserError } from '../core/errors.ts';
import { NOT_CALIBRATED } from './cross-checks.ts';
import type { KnownModel } from './known-model.ts';
import { parseCostModel } from './parse.ts';
import { setValue } from './yaml-edit.ts';

/**
 * The text of `debt.config.yaml` with what `calibrate` found: the calibrated scenario, and `model.scenario` set to it.
 * Comments, order and all other bytes stay. Mean and deviation are written with six significant digits.
 * @param content the file's present text, or `undefined` when there is no file yet
 * @throws {UserError} when the present file has problems
 */
export function writeCalibrated(
  content: string | undefined,
  file: string,
  known: KnownModel,
  found: Pick<NormalScenario, 'mean' | 'sd'>,
): string {
  const before = content ?? '';
  refuseBroken(before, file, known);
  const mean = sixDigits(found.mean);
  const sd = sixDigits(found.sd);
  const withScenario = setCalibrated(before, mean, sd);
  const after = setValue(withScenario, ['model', 'scenario'], 'calibrated');
  const read = parseCostModel(after, file, known).model;
  const written = read.scenarios.calibrated?.value;
  if (
    written?.kind !== 'normal' ||
    written.mean !== mean ||
    written.sd !== sd ||
    read.scenario.value !== 'calibrated'
  ) {
    throw new InvariantError(`${file}: the calibrated scenario could not be written`);
  }
  return after;
}

/** A broken file is reported and not made worse; a calibrated scenario that is named and missing is what comes now. */
function refuseBroken(text: string, file: string, known: KnownModel): void {
  try {
    parseCostModel(text, file, known);
  } catch (error) {
    const mended =
      error instanceof UserError && error.problems.every(problem => problem.code === NOT_CALIBRATED);
    if (!mended) throw error;
  }
}

function setCalibrated(text: string, mean: number, sd: number): string {
  const withMean = setValue(text, ['model', 'scenarios', 'calibrated', 'mean'], mean);
  return setValue(withMean, ['model', 'scenarios', 'calibrated', 'sd'], sd);
}

function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
