import { InvariantError } from '../core/errors.ts';
import type { ModelInput } from '../core/model-input.ts';
import type { Range } from '../core/range.ts';

/** Sums of thousands of rounded numbers agree to about this, relative to the whole. */
const ROUNDING = 1e-9;

/** A range whose bounds are numbers in order. The mean may lie outside the bounds: distributions have tails. */
export function checkRange(what: string, { p10, p50, p90, mean }: Range): void {
  if (![p10, p50, p90, mean].every(Number.isFinite))
    throw new InvariantError(`${what}: not a number in ${p10}, ${p50}, ${p90}, ${mean}`);
  if (!(p10 <= p50 && p50 <= p90))
    throw new InvariantError(`${what}: bounds out of order: ${p10}, ${p50}, ${p90}`);
}

/** A share or probability: 0 to 1. */
export function checkShare(what: string, share: number): void {
  if (!(share >= 0 && share <= 1 + ROUNDING))
    throw new InvariantError(`${what}: ${share} is not a share between 0 and 1`);
}

/**
 * The parts make up the whole, world by world.
 * @param scale size of the figures, so that an error is judged against what was added rather than against a small rest
 */
export function checkParts(
  what: string,
  whole: Float64Array,
  parts: Iterable<Float64Array>,
  scale: number,
): void {
  const sum = new Float64Array(whole.length);
  for (const part of parts) for (let world = 0; world < sum.length; world++) sum[world]! += part[world]!;
  for (let world = 0; world < whole.length; world++) {
    // Written so that NaN fails as well.
    if (!(Math.abs(sum[world]! - whole[world]!) <= ROUNDING * scale)) {
      throw new InvariantError(
        `${what}: parts add up to ${sum[world]}, not to ${whole[world]}, in world ${world}`,
      );
    }
  }
}

/** W = H·(1 - 1/M) in every world: hours of drag, hours and slowdown of a group tell the same story. */
export function checkGroup(
  what: string,
  hours: Float64Array,
  slowdown: Float64Array,
  cost: Float64Array,
  scale: number,
): void {
  for (let world = 0; world < hours.length; world++) {
    const expected = hours[world]! * (1 - 1 / slowdown[world]!);
    if (!(Math.abs(expected - cost[world]!) <= ROUNDING * scale) || !(slowdown[world]! > 0)) {
      throw new InvariantError(
        `${what}: ${cost[world]} h of drag in ${hours[world]} h contradicts a slowdown of ${slowdown[world]}`,
      );
    }
  }
}

/** What history and complexity hand over: counts are finite and not negative, references lead somewhere. */
export function checkModelInput(input: ModelInput): void {
  const paths = new Set<string>();
  for (const file of input.files) {
    if (paths.has(file.path)) throw new InvariantError(`${JSON.stringify(file.path)} is there twice`);
    paths.add(file.path);
    const counts = [
      ...file.changes,
      ...file.effort,
      ...file.changeAges,
      ...file.fixAges,
      file.burdenChanges,
      file.burdenFollowUps,
    ];
    checkCounts(file.path, counts);
    if (file.measure)
      checkCounts(file.path, [
        file.measure.cognitive,
        file.measure.size,
        file.measure.loc,
        file.measure.statements,
      ]);
    if (!(file.quarters >= 1))
      throw new InvariantError(`${JSON.stringify(file.path)} existed in ${file.quarters} quarters`);
    for (const stream of file.streams) {
      if (!input.streams[stream])
        throw new InvariantError(
          `${JSON.stringify(file.path)} belongs to value stream ${stream}, which does not exist`,
        );
    }
  }
  for (const stream of input.streams) checkCounts(stream.name, stream.commits);
  checkCounts('other work', [
    ...input.otherWork,
    ...(input.goneEffort ?? []),
    input.wholeQuarters,
    input.startedQuarters,
  ]);
}

function checkCounts(what: string, counts: readonly number[]): void {
  for (const count of counts) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY))
      throw new InvariantError(`${JSON.stringify(what)} has a count of ${count}`);
  }
}
