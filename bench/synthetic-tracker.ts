import type { BetaEstimate, IssueObservation } from '../src/core/calibration.ts';
import type { SeededRandom } from './seeded-random.ts';

const types = ['story', 'bug', 'task'] as const;
/** Unexplained spread of ln(hours) between issues of one person: a factor of 3.7, as in real trackers. */
const NOISE = 1.3;

export interface SyntheticTracker {
  /** The drag that the tracker was made with. */
  readonly beta: number;
  readonly issues: readonly IssueObservation[];
}

/**
 * A made-up issue tracker whose true beta is drawn from the prior: between 120 and 900 issues of 4 to 16 people who
 * differ in speed, in how noisy their times are, and in how bad the code is that they work in. Bad code draws larger
 * changes, so that leaving lines out would mislead.
 */
export function syntheticTracker(random: SeededRandom, prior: BetaEstimate, workShare = 1): SyntheticTracker {
  const beta = prior.mean + prior.sd * random.normal();
  const people = Array.from({ length: random.between(4, 16) }, (_, i) => ({
    name: `p${i}`,
    pace: 0.5 * random.normal(),
    noise: NOISE * Math.exp(0.2 * random.normal()),
    deficit: 2 + random.normal(),
  }));
  const spread = 1 + 2 * random.uniform();
  const issues = Array.from({ length: random.between(120, 900) }, (_, i): IssueObservation => {
    const person = people[random.between(0, people.length - 1)]!;
    const type = types[random.between(0, types.length - 1)]!;
    const deficit = Math.min(9, Math.max(0, person.deficit + spread * random.normal()));
    const files = 1 + Math.floor(-4 * Math.log(1 - random.uniform()));
    const lines = Math.round(Math.exp(3 + 0.05 * deficit + 0.02 * files + 1.2 * random.normal()));
    const log =
      1 +
      person.pace +
      0.4 * Math.log1p(lines) +
      0.02 * files +
      (type === 'bug' ? -0.3 : 0) +
      workShare * beta * deficit +
      person.noise * random.normal();
    return { key: `X-${i}`, type, author: person.name, hours: Math.exp(log), lines, files, deficit };
  });
  return { beta, issues };
}
