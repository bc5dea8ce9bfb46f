import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelInput } from '../../src/core/model-input.ts';
import { defaultCoefficients as c } from '../../src/model/coefficients.ts';
import { price } from '../../src/model/cost.ts';
import { rangeOf } from '../../src/model/range-of.ts';
import { createWorlds } from '../../src/model/worlds.ts';
import { measured, modelFile, modelInput, shop } from './model-fixture.ts';

const CAPACITY = 2928.64;
const pricing = price(shop(), c, 'evidence', CAPACITY);
const invoice = 'src/billing/invoice.ts';

/** Largest difference in any world. */
const apart = (a: Float64Array, b: Float64Array): number =>
  Math.max(...a.map((value, world) => Math.abs(value - b[world]!)));

/** Another generator than the one under test: mulberry32 and Box-Muller. */
function independent(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  // Marsaglia and Tsang, with the boost for shapes below 1; mean 1.
  const gamma = (shape: number): number => {
    if (shape < 1)
      return (gamma(shape + 1) * (shape + 1) * Math.exp(Math.log(1 - uniform()) / shape)) / shape;
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v))
        return (d * v) / shape;
    }
  };
  return { normal, gamma };
}

describe('against an independent simulation', () => {
  const input = shop();
  const { normal, gamma } = independent(42);
  const runs = 40_000;
  const streams = [0, 1, 2];
  const listed = pricing.files.find(file => file.path === invoice)!;
  const out = {
    headline: new Float64Array(runs),
    stream: new Float64Array(runs),
    rowSlowdown: new Float64Array(runs),
    rowHours: new Float64Array(runs),
  };
  const d = (cognitive: number, size: number) =>
    Math.min(9, 0.518 * Math.log(1 + cognitive / 15.07) ** 2 + 0.6075 * Math.log(1 + size / 423.3) ** 2);
  // Every file works the same share each quarter, so the weighted mean over quarters is that share: of 28 days.
  const files = input.files.map(file => ({
    ...file,
    share: file.effort[0]! / 28,
    d: file.measure && d(file.measure.cognitive, file.measure.size),
  }));
  const healthy = files.filter(file => file.d !== undefined && file.d <= 1);
  const d0 =
    healthy.reduce((sum, f) => sum + f.share * f.d!, 0) / healthy.reduce((sum, f) => sum + f.share, 0);
  for (let run = 0; run < runs; run++) {
    const beta = 0.04 + 0.035 * normal();
    const g = 0.104 + 0.045 * normal();
    const healthyRate = 0.08 * Math.exp(g * (1.8 - 3));
    const slowdown = (f: (typeof files)[number], residual: number): number => {
      if (!f.measure) return 1;
      const prior = 0.08 * Math.exp(g * (Math.log(1 + f.measure.cognitive) - 3));
      const rate =
        (gamma(f.burdenFollowUps + 32) * (f.burdenFollowUps + 32)) / (f.burdenChanges + 32 / prior);
      return (Math.exp(beta * (f.d! - d0) + residual) * (1 + 1.24 * rate)) / (1 + 1.24 * healthyRate);
    };
    const weight = streams.map(stream => {
      const share = files.filter(f => f.streams[0] === stream).reduce((sum, f) => sum + f.share, 0);
      return share * gamma(1.3);
    });
    const other = (4 / 28) * gamma(1.3);
    const total = weight.reduce((a, b) => a + b) + other;
    const drag = streams.map(stream => {
      const members = files.filter(f => f.streams[0] === stream);
      const all = members.reduce((sum, f) => sum + f.share, 0);
      return 1 - members.reduce((sum, f) => sum + f.share / all / slowdown(f, 0), 0);
    });
    out.headline[run] = CAPACITY * streams.reduce((sum, s) => sum + (weight[s]! / total) * drag[s]!, 0);
    out.stream[run] = (CAPACITY * weight[0]! * drag[0]!) / total;
    const m = slowdown(files[0]!, 0.005 + 0.1 * normal());
    out.rowSlowdown[run] = m - 1;
    out.rowHours[run] = CAPACITY * listed.listedShare * gamma(0.5) * (1 - 1 / m);
  }
  test.each([
    ['headline', pricing.headline.hours, out.headline],
    ['stream', pricing.streams[0]!.hours, out.stream],
    ['slowdown of a row', pricing.row(invoice).slowdown, out.rowSlowdown],
    ['hours of a row', pricing.row(invoice).hours, out.rowHours],
  ])('%s', (_, range, draws) => {
    const expected = rangeOf(draws);
    // 40,000 draws: 3 standard errors of a quantile are below 2 % of the width of the range.
    const tolerance = 0.02 * (expected.p90 - expected.p10);
    for (const bound of ['p10', 'p50', 'p90', 'mean'] as const) {
      expect(Math.abs(range[bound] - expected[bound]), bound).toBeLessThan(tolerance);
    }
  });
});

describe('totals', () => {
  test('W = H(1 - 1/M) in every world, for the headline and for each stream', () => {
    for (const draws of [
      pricing.headlineDraws(),
      pricing.streamDraws(0),
      pricing.streamDraws(1),
      pricing.streamDraws(2),
    ]) {
      expect(
        apart(
          draws.cost,
          draws.hours.map((h, world) => h * (1 - 1 / draws.slowdown[world]!)),
        ),
      ).toBeLessThan(1e-8);
    }
  });

  test('streams without overlap add up to the headline in every world', () => {
    const parts = [0, 1, 2].map(stream => pricing.streamDraws(stream));
    const whole = pricing.headlineDraws();
    const sum = whole.cost.map((_, world) => parts.reduce((total, part) => total + part.cost[world]!, 0));
    expect(apart(sum, whole.cost)).toBeLessThan(1e-8);
    const hours = whole.hours.map((_, world) => parts.reduce((total, part) => total + part.hours[world]!, 0));
    expect(apart(hours, whole.hours)).toBeLessThan(1e-8);
    // 4 of 28 engineer-days a quarter are other work: some hours are never spent in code.
    expect(whole.hours.every(h => h > 0 && h < CAPACITY)).toBe(true);
  });

  test('a sum of quantiles is not the quantile of the sum', () => {
    const summed = pricing.streams.reduce((sum, stream) => sum + stream.hours.p90, 0);
    expect(summed).toBeGreaterThan(pricing.headline.hours.p90 * 1.1);
  });

  test('a file in two streams counts in both, and once in the headline', () => {
    const input = shop();
    const shared = {
      ...input,
      files: input.files.map(file => (file.path === invoice ? { ...file, streams: [0, 1] } : file)),
    };
    const priced = price(shared, c, 'evidence', CAPACITY);
    expect(priced.streams.reduce((sum, s) => sum + s.share, 0)).toBeCloseTo(24 / 28 + 6 / 28, 9);
    expect(priced.headline.share).toBeCloseTo(24 / 28, 9);
  });

  test('interpolated totals equal those that visit every file in every world', () => {
    const { worlds, burden, healthyDeficit } = pricing;
    if (burden.kind !== 'measured') throw new Error('burden is measured here');
    const beta = worlds.normal('beta', '');
    const gamma = worlds.normal('gamma', '');
    const draws = pricing.streamDraws(0);
    const members = shop().files.filter(file => file.streams[0] === 0);
    for (let world = 0; world < worlds.count; world += 97) {
      const b = 0.04 + 0.035 * beta[world]!;
      const g = 0.104 + 0.045 * gamma[world]!;
      const inverse = members.map(({ path, measure, burdenChanges, burdenFollowUps, effort }) => {
        const rate =
          (burdenFollowUps + 32) /
          (burdenChanges + 32 / (0.08 * Math.exp(g * (Math.log1p(measure!.cognitive) - 3))));
        // Second order of the Gamma's luck: x² / shape, where x is the rate's part of the time.
        const x = (1.24 * rate) / (1 + 1.24 * rate);
        const luck = 1 + (x * x) / (burdenFollowUps + 32);
        const ratio = (1 + 1.24 * rate) / (1 + 1.24 * 0.08 * Math.exp(g * -1.2));
        const d = pricing.files.find(file => file.path === path)!.deficit;
        return (effort[0]! / 9) * Math.exp(-b * (d - healthyDeficit)) * (luck / ratio);
      });
      expect(1 / draws.slowdown[world]!).toBeCloseTo(
        inverse.reduce((a, x) => a + x),
        5,
      );
    }
  });

  test('code without measured health carries its share of the work and no debt', () => {
    const input = modelInput({ files: [modelFile('a.go'), modelFile('b.py')] });
    const { headline } = price(input, c, 'code-red-2022', 100);
    expect(headline.hours).toEqual({ p10: 0, p50: 0, p90: 0, mean: 0 });
    expect(headline.unmeasuredShare).toBeCloseTo(1, 12);
    expect(headline.health).toBeUndefined();
  });

  test('no effort anywhere: nothing costs anything, and nothing is NaN', () => {
    const idle = modelFile('a.ts', {
      measure: measured(500, 3000),
      effort: Array<number>(8).fill(0),
      streams: [0],
    });
    const { headline, streams } = price(
      modelInput({ files: [idle], streams: [{ name: 'S', commits: [0] }] }),
      c,
      'evidence',
      100,
    );
    expect(headline.hours.p90).toBe(0);
    expect(streams[0]!.hours.p90).toBe(0);
    // Its code is as hard as it is, whether or not anybody works there.
    expect(streams[0]!.slowdown.p50).toBeGreaterThan(0.2);
  });
});

describe('what a change of one figure moves', () => {
  test('double the team: hours double, slowdown stays', () => {
    const twice = price(shop(), c, 'evidence', 2 * CAPACITY);
    expect(twice.headline.slowdown).toEqual(pricing.headline.slowdown);
    for (const bound of ['p10', 'p50', 'p90', 'mean'] as const) {
      expect(twice.headline.hours[bound]).toBeCloseTo(2 * pricing.headline.hours[bound], 6);
      expect(twice.streams[1]!.hours[bound]).toBeCloseTo(2 * pricing.streams[1]!.hours[bound], 6);
      expect(twice.row(invoice).hours[bound]).toBeCloseTo(2 * pricing.row(invoice).hours[bound], 6);
    }
    expect(pricing.under('evidence', 2 * CAPACITY).headline).toEqual(twice.headline);
  });

  test('git-only ≤ evidence ≤ code-red-adjusted in the median, for headline, streams and rows', () => {
    const [low, mid, high] = (['git-only', 'evidence', 'code-red-adjusted'] as const).map(name =>
      pricing.under(name),
    );
    const medians = (p: typeof pricing) => [
      p.headline.slowdown.p50,
      ...p.streams.map(s => s.slowdown.p50),
      p.row(invoice).slowdown.p50,
    ];
    medians(mid!).forEach((median, i) => {
      expect(median).toBeGreaterThan(medians(low!)[i]!);
      expect(median).toBeLessThan(medians(high!)[i]!);
    });
  });

  test('a headline under another scenario is the same whether listed or asked for', () => {
    for (const { scenario, slowdown, hours } of pricing.headline.scenarios) {
      const other = pricing.under(scenario).headline;
      expect(slowdown).toEqual({
        p10: other.slowdown.p10,
        p50: other.slowdown.p50,
        p90: other.slowdown.p90,
        mean: other.slowdown.mean,
      });
      expect(hours).toEqual(other.hours);
    }
    expect(pricing.headline.scenarios.map(s => s.scenario)).toEqual([
      'evidence',
      'git-only',
      'code-red-adjusted',
      'code-red-2022',
    ]);
    expect(() => pricing.under('calibrated')).toThrow(/calibrate/);
  });

  test('order of files and other files change no draw of a file', () => {
    const input = shop();
    const reversed = price({ ...input, files: input.files.toReversed() }, c, 'evidence', CAPACITY);
    expect(reversed.headline).toEqual(pricing.headline);
    expect(reversed.row(invoice)).toEqual(pricing.row(invoice));
    const more = {
      ...input,
      files: [
        ...input.files,
        modelFile('new.ts', { measure: measured(1, 1), effort: Array<number>(8).fill(0) }),
      ],
    };
    const grown = price(more, c, 'evidence', CAPACITY);
    expect(grown.fileDraws(invoice).burden).toEqual(pricing.fileDraws(invoice).burden);
    expect(grown.fileDraws(invoice).complexity).toEqual(pricing.fileDraws(invoice).complexity);
  });

  test('same input, same worlds', () => {
    expect(price(shop(), c, 'evidence', CAPACITY).headline).toEqual(pricing.headline);
    expect(price({ ...shop(), seed: 'another' }, c, 'evidence', CAPACITY).headline).not.toEqual(
      pricing.headline,
    );
  });

  test('expected cost of a file is the mean of its row', () => {
    for (const file of pricing.files) {
      expect(file.expectedCost).toBeCloseTo(pricing.row(file.path).hours.mean, 1);
      const removable = pricing.removableDraws(file.path);
      let mean = 0;
      for (const hours of removable) mean += hours / removable.length;
      expect(Math.abs(file.expectedRemovable - mean)).toBeLessThan(0.01 * CAPACITY * file.listedShare);
    }
  });
});

describe('what a change of code costs', () => {
  test('the same measure costs exactly nothing', () => {
    const now = pricing.fileDraws(invoice);
    const { deficit } = pricing.files.find(file => file.path === invoice)!;
    expect(pricing.fileDraws(invoice, { deficit }).cost).toEqual(now.cost);
  });

  test('a better one saves in each world in which health matters', () => {
    const beta = pricing.worlds.normal('beta', '').map(z => 0.04 + 0.035 * z);
    const now = pricing.fileDraws(invoice).cost;
    const better = pricing.fileDraws(invoice, { deficit: 1 }).cost;
    expect(beta.every((b, world) => Math.sign(now[world]! - better[world]!) === Math.sign(b))).toBe(true);
  });

  test('an unknown path is our mistake', () => {
    expect(() => pricing.row('no.ts')).toThrow(RangeError);
    expect(() => pricing.fileDraws('src/search/rank.py')).toThrow(RangeError);
  });
});

describe('after a plan', () => {
  const { count } = pricing.worlds;
  test('removing nothing changes nothing; other streams stay', () => {
    const { streams, headline } = pricing.after(new Map([[invoice, new Float64Array(count)]]));
    streams.forEach((m, stream) => {
      const now = pricing.streamDraws(stream).slowdown;
      expect(apart(m, now)).toBeLessThan(1e-12);
    });
    expect(headline[5]).toBeCloseTo(pricing.headlineDraws().slowdown[5]!, 12);
  });

  test('removing all of it leaves the fix burden alone', () => {
    const input = modelInput({
      files: [
        modelFile('a.ts', { measure: measured(300, 2000), streams: [0] }),
        modelFile('b.ts', { measure: measured(2, 20), streams: [1] }),
      ],
      streams: [
        { name: 'A', commits: [1] },
        { name: 'B', commits: [1] },
      ],
    });
    const priced = price(input, c, 'evidence', 100);
    const after = priced.after(new Map([['a.ts', new Float64Array(4096).fill(1)]]));
    // Without a burden, a stream of one file is healthy once that file is.
    expect(after.streams[0]!.every(m => Math.abs(m - 1) < 1e-9)).toBe(true);
    expect(after.streams[1]).toEqual(priced.streamDraws(1).slowdown.map(m => 1 / (1 / m)));
  });

  test('half of it: 1/M moves half of the way', () => {
    const input = modelInput({
      files: [modelFile('a.ts', { measure: measured(300, 2000), streams: [0] })],
      streams: [{ name: 'A', commits: [1] }],
    });
    const priced = price(input, c, 'code-red-adjusted', 100);
    const m = priced.streamDraws(0).slowdown;
    const after = priced.after(new Map([['a.ts', new Float64Array(4096).fill(0.5)]]));
    const halfway = m.map(value => 1 / (1 / value + 0.5 * (1 - 1 / value)));
    expect(apart(after.streams[0]!, halfway)).toBeLessThan(1e-6);
  });
});

describe('with a roadmap', () => {
  const history = pricing.streams.map(stream => stream.share);
  const shift = (plannedShare: number, touches: readonly number[]) => ({
    plannedShare,
    streams: history.map((byHistory, i) => ({
      name: `${i}`,
      byHistory,
      withRoadmap: (1 - plannedShare) * byHistory + plannedShare * touches[i]!,
    })),
  });

  test('nothing planned leaves everything as it was', () => {
    expect(pricing.withRoadmap(shift(0, [0, 0, 0])).headline).toEqual(pricing.headline);
  });

  test('streams get the shares that the roadmap gives them, files keep their relative shares', () => {
    const planned = pricing.withRoadmap(shift(0.5, [0.8, 0, 0]));
    expect(planned.streams[0]!.share).toBeCloseTo(0.5 * history[0]! + 0.4, 12);
    expect(planned.streams[1]!.share).toBeCloseTo(0.5 * history[1]!, 12);
    // Half of the effort stays where it was, four fifths of the other half are planned in code.
    expect(planned.headline.share).toBeCloseTo(0.5 * (24 / 28) + 0.5 * 0.8, 12);
    const factor = planned.streams[0]!.share / history[0]!;
    const before = pricing.files.find(file => file.path === invoice)!;
    expect(planned.files.find(file => file.path === invoice)!.listedShare).toBeCloseTo(
      factor * before.listedShare,
      12,
    );
    expect(planned.headline.hours.p50).toBeGreaterThan(pricing.headline.hours.p50);
  });

  test('work in no file of today carries no debt', () => {
    const all = pricing.withRoadmap(shift(1, [0, 0, 0]));
    expect(all.headline.hours.p90).toBeCloseTo(0, 9);
  });
});

test('stable between seeds: no bound of two digits moves by more than one unit', () => {
  const seen = new Map<string, number[]>();
  for (let seed = 0; seed < 6; seed++) {
    const priced = price({ ...shop(), seed: `seed ${seed}` }, c, 'evidence', CAPACITY);
    const ranges = [
      ['headline hours', priced.headline.hours, 1],
      ['headline slowdown', priced.headline.slowdown, 0.01],
      ...priced.streams.flatMap((s, i) => [
        [`${i} hours`, s.hours, 1] as const,
        [`${i} slowdown`, s.slowdown, 0.01] as const,
      ]),
      ['row hours', priced.row(invoice).hours, 1],
      ['row slowdown', priced.row(invoice).slowdown, 0.01],
    ] as const;
    for (const [name, range, least] of ranges) {
      for (const bound of ['p10', 'p50', 'p90'] as const) {
        const key = `${name} ${bound} ${least}`;
        seen.set(key, [...(seen.get(key) ?? []), range[bound]]);
      }
    }
  }
  for (const [key, values] of seen) {
    const size = Math.abs(values[0]!);
    // Two significant digits, but no finer than an hour or a per cent.
    const unit = Math.max(Number(key.split(' ').at(-1)), 10 ** (Math.floor(Math.log10(size)) - 1));
    const printed = values.map(value => Math.round(value / unit));
    expect(Math.max(...printed) - Math.min(...printed), key).toBeLessThanOrEqual(1);
  }
});

test('any repository: ranges in order, shares within 0 and 1, parts add up', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 8, maxLength: 8 });
  const file = fc.record({
    measure: fc.option(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 50_000 })), {
      nil: undefined,
    }),
    effort: counts,
    followUps: fc.integer({ min: 0, max: 60 }),
    streams: fc.subarray([0, 1, 2]),
  });
  const input = fc.record({
    files: fc.array(file, { minLength: 1, maxLength: 12 }),
    otherWork: counts,
    followUps: fc.integer({ min: 0, max: 300 }),
  });
  fc.assert(
    fc.property(input, ({ files, otherWork, followUps }) => {
      const repository: ModelInput = modelInput({
        files: files.map((f, i) =>
          modelFile(`f${i}.ts`, {
            ...(f.measure ? { measure: measured(...f.measure) } : {}),
            effort: f.effort,
            burdenChanges: 2 * f.followUps,
            burdenFollowUps: f.followUps,
            streams: f.streams,
          }),
        ),
        streams: ['A', 'B', 'C'].map(name => ({ name, commits: [1] })),
        otherWork,
        burden: { kind: 'measured', followUps, changes: 1000, meanLogCog: 3, meanLogCogHealthy: 2 },
      });
      // price checks its own invariants and throws; here only that it gets through, on few worlds.
      const priced = price(repository, c, 'evidence', 1000, { worlds: createWorlds('s', 64) });
      for (const one of priced.files) priced.row(one.path);
      return priced.headline.shareOfCapacity.p90 < 1;
    }),
    { seed: 11, numRuns: 60 },
  );
});
