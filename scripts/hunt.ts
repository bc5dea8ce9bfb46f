/**
 * Looks for trouble for as long as it takes: `npm run hunt -- [cache|kills|inputs] [--runs n] [--seed n]`.
 * The tests do the same in short; here are the long runs. Prints what was tried; a failure names the seed that repeats it.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { events, firstDifference } from '../test/cache/sequences.ts';
import { huntInputs } from '../test/faults/inputs.ts';
import { huntKills } from '../test/faults/kills.ts';
import setUpScratch from '../test/helpers/scratch.ts';

interface Hunt {
  readonly runs: number;
  readonly what: string;
  /** @returns what was tried, in a sentence; @throws at the first failure */
  readonly hunt: (runs: number, seed: number) => Promise<string>;
}

const STEPS = 10;

const hunts = {
  cache: {
    runs: 500,
    what: 'sequences of events, the report with the cache against the one without',
    hunt: async (runs, seed) => {
      let steps = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(events, { minLength: STEPS, maxLength: STEPS }), async list => {
          const difference = await firstDifference(list);
          steps += list.length;
          if (steps % 100 === 0) process.stderr.write(`${steps / STEPS} sequences\n`);
          if (difference !== undefined) throw new Error(difference);
        }),
        { seed, numRuns: runs, endOnFailure: true },
      );
      return `${runs} sequences of ${STEPS} events, ${steps * 2 + Math.floor(steps / 3)} comparisons`;
    },
  },
  kills: {
    runs: 200,
    what: 'runs ended at random moments: cache, outputs and temporary files afterwards',
    hunt: huntKills,
  },
  inputs: {
    runs: 10_000,
    what: 'mutated inputs: a result or a clear error, never a crash or a hang',
    hunt: huntInputs,
  },
} satisfies Record<string, Hunt>;

process.once('exit', setUpScratch());

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const chosen = positionals.length > 0 ? positionals : Object.keys(hunts);

for (const name of chosen) {
  const hunt: Hunt | undefined = Object.hasOwn(hunts, name) ? hunts[name as keyof typeof hunts] : undefined;
  if (hunt === undefined)
    throw new Error(`there is no hunt ${name}: choose ${Object.keys(hunts).join(', ')}`);
  process.stdout.write(`${name}: ${hunt.what} (seed ${seed})\n`);
  const start = Date.now();
  const tried = await hunt.hunt(Number(values.runs ?? hunt.runs), seed);
  process.stdout.write(`${name}: nothing found in ${tried}, ${Math.round((Date.now() - start) / 1000)} s\n`);
}
