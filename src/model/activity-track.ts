import type { ModelInput } from '../core/model-input.ts';
import type { ActivityTrackRecord } from '../core/report.ts';
import { isKnown, logErrors, streamActivity, YOUNGEST } from './activity.ts';
import type { Coefficients } from './coefficients.ts';

/** Quarters that a report scores. */
const SCORED_QUARTERS = 4;
/** Fewer scored quarters say nothing. */
const FEWEST_QUARTERS = 2;
/** The level that the ranges claim. */
const NOMINAL = 0.8;

/**
 * How often the activity ranges of the value streams held in the last four quarters. Each forecast is made as it
 * would have been at its cut: counts before it, own errors before it, nothing later. A stream is scored from its
 * first commit on.
 */
export function activityTrackRecord(
  input: Pick<ModelInput, 'streams' | 'wholeQuarters' | 'startedQuarters'>,
  c: Coefficients,
): ActivityTrackRecord {
  let held = 0;
  let of = 0;
  let quarters = 0;
  for (let cut = 1; cut <= SCORED_QUARTERS && input.wholeQuarters - cut >= YOUNGEST; cut++) {
    const errors = logErrors(input.streams, input, c, cut);
    let scored = false;
    for (const { commits } of input.streams) {
      if (!isKnown(commits, cut)) continue;
      const forecast = streamActivity(commits, errors, input, c, cut);
      if (forecast.kind === 'absent') continue;
      const actual = commits[cut - 1]!;
      if (forecast.value.p10 <= actual && actual <= forecast.value.p90) held += 1;
      of += 1;
      scored = true;
    }
    if (scored) quarters += 1;
  }
  if (quarters >= FEWEST_QUARTERS) return { kind: 'scored', held, of, quarters, nominal: NOMINAL };
  return {
    kind: 'none',
    why: `${quarters} past ${quarters === 1 ? 'quarter' : 'quarters'} could be scored, ${FEWEST_QUARTERS} needed`,
  };
}
