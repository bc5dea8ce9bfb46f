import { describe, expect, it } from 'vitest';
import {
  type BurdenCounts,
  burdenBase,
  type ChangedVersion,
  type MeasuredVersion,
  versionsToMeasure,
} from '../../src/pipeline/burden-base.ts';

const counts = (versions: readonly ChangedVersion[]): BurdenCounts => ({
  changes: versions.length,
  followUps: 3,
  versions,
  byPath: new Map(),
});
const complexity = (cognitive: number, healthy = true): MeasuredVersion => ({ cognitive, healthy });
const ln2 = Math.LN2;

describe('the complexity of what was changed', () => {
  it('is exact where all old versions are parsed', () => {
    // ln(1 + cog) before: a 0 and ln 2, b ln 4, gone ln 8; their mean is 6/4 ln 2, whatever the files are today.
    const before: Record<string, MeasuredVersion> = {
      a1: complexity(0),
      a2: complexity(1),
      b1: complexity(3, false),
      g1: complexity(7),
    };
    const base = burdenBase(
      counts([
        { path: 'a.ts', blob: 'a1', today: 'a.ts' },
        { path: 'a.ts', blob: 'a2', today: 'a.ts' },
        { path: 'old-b.ts', blob: 'b1', today: 'b.ts' },
        { path: 'g.ts', blob: 'g1' },
      ]),
      () => complexity(63),
      version => before[version.blob],
    );
    expect(base).toMatchObject({ kind: 'measured', changes: 4, followUps: 3 });
    if (base.kind !== 'measured') return;
    expect(base.meanLogCog).toBeCloseTo((6 / 4) * ln2, 12);
    // Healthy: both changes of a, and the file that is gone: (0 + 1 + 3)/3 ln 2.
    expect(base.meanLogCogHealthy).toBeCloseTo((4 / 3) * ln2, 12);
  });

  it('is that of today where there are many, and that of some versions where files are gone', () => {
    // 80 changes of a file of ln 8 today; 20 of files that are gone: the 16 that are parsed are of ln 2.
    const present = Array.from({ length: 80 }, (_, i) => ({ path: 'a.ts', blob: `p${i}`, today: 'a.ts' }));
    const gone = Array.from({ length: 20 }, (_, i) => ({ path: `g${i}.ts`, blob: `g${19 - i}` }));
    const asked = versionsToMeasure(counts([...present, ...gone]));
    expect(asked.map(version => version.blob)).toEqual(
      gone
        .map(version => version.blob)
        .sort()
        .slice(0, 16),
    );
    const base = burdenBase(
      counts([...present, ...gone]),
      () => complexity(7),
      () => complexity(1),
    );
    if (base.kind !== 'measured') throw new Error(base.why);
    expect(base.meanLogCog).toBeCloseTo(((80 * 3 + 20 * 1) / 100) * ln2, 12);
  });

  it('leaves out what cannot be measured, and is absent when nothing can', () => {
    const versions = [
      { path: 'a.ts', blob: 'a', today: 'a.ts' },
      { path: 'b.ts', blob: 'b', today: 'b.ts' },
    ];
    const base = burdenBase(
      counts(versions),
      path => (path === 'a.ts' ? complexity(1) : undefined),
      () => undefined,
    );
    expect(base).toMatchObject({ meanLogCog: ln2 });
    expect(
      burdenBase(
        counts(versions),
        () => undefined,
        () => undefined,
      ),
    ).toEqual({
      kind: 'absent',
      why: 'no changed version could be measured',
    });
  });
});
