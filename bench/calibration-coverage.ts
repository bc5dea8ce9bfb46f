/**
 * Does the 80 % range of `calibrate` hold what it claims? Makes trackers whose true drag is drawn from the prior and
 * counts how often the range of the posterior contains it. Usage: node --import tsx bench/calibration-coverage.ts [trackers] [seed]
 * Exit code 1 when the share is outside 77-83 %.
 */
import type { BetaEstimate } from '../src/core/calibration.ts';
import { calibrate } from '../src/model/calibrate.ts';
import { defaultScenarios } from '../src/model/scenarios.ts';
import { seededRandom } from './seeded-random.ts';
import { syntheticTracker } from './synthetic-tracker.ts';

const trackers = Number(process.argv[2] ?? 2000);
const random = seededRandom(Number(process.argv[3] ?? 20_240_117));
const prior = defaultScenarios.evidence as BetaEstimate;

let covered = 0;
let low = 0;
const byWeight = { silent: [0, 0], leans: [0, 0], decides: [0, 0] };
for (let i = 0; i < trackers; i++) {
  const { beta, issues } = syntheticTracker(random, prior);
  const result = calibrate(issues, prior);
  if (result.kind !== 'estimated') throw new Error(`tracker ${i}: ${result.kind}`);
  const { range, weightClass } = result.fit;
  const held = range.low <= beta && beta <= range.high;
  byWeight[weightClass][1]!++;
  if (held) {
    covered++;
    byWeight[weightClass][0]!++;
  } else if (beta < range.low) low++;
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
const lines = [
  `${trackers} synthetic trackers, beta drawn from N(${prior.mean}, ${prior.sd})`,
  `80 % range holds the true beta: ${percent(covered, trackers)} (below it ${percent(low, trackers)}, above ${percent(trackers - covered - low, trackers)})`,
  ...Object.entries(byWeight).map(
    ([name, [held, of]]) => `  data ${name}: ${held} of ${of}, ${percent(held!, of!)}`,
  ),
];
process.stdout.write(`${lines.join('\n')}\n`);
if (covered / trackers < 0.77 || covered / trackers > 0.83) process.exitCode = 1;
