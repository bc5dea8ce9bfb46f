import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/complexity/limits.ts';
import { parseSource } from '../../src/complexity/parse.ts';
import { walkFile } from '../../src/complexity/walk.ts';

interface Frozen {
  readonly oracle: Readonly<Record<string, string>>;
  /** `scores`: offset of a function's body, and the oracle's score of it. */
  readonly entries: readonly {
    readonly name: string;
    readonly path: string;
    readonly text: string;
    readonly scores: readonly (readonly [number, number])[];
  }[];
}

/** Recorded from the oracle by `npm run conformance -- --record`; the oracle itself is not needed here. */
const frozen = JSON.parse(readFileSync(new URL('./frozen/scores.json', import.meta.url), 'utf8')) as Frozen;

describe('cognitive complexity equals what the oracle said', () => {
  it('was recorded from the oracle we name', () => {
    expect(frozen.oracle['eslint-plugin-sonarjs']).toBe('2.0.4');
    const scores = frozen.entries.flatMap(entry => entry.scores);
    expect(scores.length).toBeGreaterThan(500);
    expect(scores.filter(([, score]) => score > 0).length).toBeGreaterThan(200);
  });

  it.each(frozen.entries.map(entry => [entry.name, entry] as const))('%s', (_, { path, text, scores }) => {
    const { functions } = walkFile(parseSource(path, text), defaultLimits.depth);
    const ours = new Map(functions.map(fn => [fn.body, fn.cognitive]));
    expect(scores.map(([body]) => [body, ours.get(body)])).toEqual(scores);
  });
});
