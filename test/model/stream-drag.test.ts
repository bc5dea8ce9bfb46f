import { expect, test } from 'vitest';
import { factorAfterFix, streamDrag } from '../../src/model/stream-drag.ts';

const one = (value: number) => Float64Array.of(value);

test('half of the drag gone: half way in speed', () => {
  // 1/2 + 0.5 x (1 - 1/2) = 0.75
  expect(factorAfterFix(2, 2, 0.5)).toBeCloseTo(1 / 0.75, 12);
  expect(factorAfterFix(2, 2, 1)).toBeCloseTo(1, 12);
  expect(factorAfterFix(2, 2, 0)).toBeCloseTo(2, 12);
});

test('the fix burden stays', () => {
  // E = 2, burden 1.1: a perfect clean-up leaves 1.1
  expect(factorAfterFix(2.2, 2, 1)).toBeCloseTo(1.1, 12);
});

test('a stream is the harmonic mean of its files, before and after', () => {
  // shares .5, .3, .2 of 100 h; M 1, 1.25, 2: 50 + 24 + 10 = 84 healthy hours; M = 100/84
  const group = { hours: one(100), healthyHours: one(84) };
  const third = { hours: one(20), factor: one(2), complexityFactor: one(2), effectiveness: one(1) };
  const { now, afterPlan } = streamDrag(group, [third]);
  expect(now[0]).toBeCloseTo(1.190476, 6);
  // the third file becomes healthy: 50 + 24 + 20 = 94
  expect(afterPlan[0]).toBeCloseTo(100 / 94, 12);
});

test('nothing planned: nothing changes; no hours: no drag', () => {
  const { now, afterPlan } = streamDrag({ hours: one(100), healthyHours: one(84) }, []);
  expect(afterPlan).toEqual(now);
  expect(streamDrag({ hours: one(0), healthyHours: one(0) }, [])).toEqual({ now: one(1), afterPlan: one(1) });
});
