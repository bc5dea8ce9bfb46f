import { afterEach, describe, expect, it, test } from 'vitest';
import { defaultLimits } from '../../src/complexity/limits.ts';
import { measureText } from '../../src/complexity/measure.ts';
import { measureBytes } from '../../src/complexity/measure-bytes.ts';
import { createMeasurer, type Measurer, type MeasurerOptions } from '../../src/complexity/pool.ts';
import { RARE_SYNTAX } from '../../src/complexity/warm-up.ts';

const opened: Measurer[] = [];
const open = (options: MeasurerOptions): Measurer => {
  const measurer = createMeasurer(options);
  opened.push(measurer);
  return measurer;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map(measurer => measurer.close()));
});

/** The worker that users run: Node reads no TypeScript, and where a worker cannot start the main thread takes over. */
const built = { workerEntry: new URL('../../dist/complexity/worker.js', import.meta.url) };
const misbehaving = { workerEntry: new URL('./crashing-worker.mjs', import.meta.url) };
const answered = { kind: 'skipped', reason: 'no-script', detail: 'from the worker' };

const files = Array.from({ length: 40 }, (_, i) => ({
  path: `src/file-${i}.ts`,
  bytes: Buffer.from(
    i === 7 ? 'a\0' : `function f${i}(a) { ${'if (a) { for (;;) { } }\n'.repeat(i % 9)} return a && b; }`,
  ),
}));
const expected = files.map(({ path, bytes }) => measureBytes(path, bytes));

describe('results are the same', () => {
  it.each([0, 1, 3])('with %i workers', async jobs => {
    const measurer = open({ jobs, ...built });
    expect(await Promise.all(files.map(({ path, bytes }) => measurer.measure(path, bytes)))).toEqual(
      expected,
    );
  });

  it('where workers cannot start: the main thread takes over', async () => {
    const measurer = open({ jobs: 2, workerEntry: new URL('./no-such-worker.mjs', import.meta.url) });
    expect(await Promise.all(files.map(({ path, bytes }) => measurer.measure(path, bytes)))).toEqual(
      expected,
    );
    expect(await measurer.measure(files[0]!.path, files[0]!.bytes)).toEqual(expected[0]);
  });

  it.each([
    ['a worker that is there', built],
    ['one that cannot start', { workerEntry: new URL('./no-such-worker.mjs', import.meta.url) }],
  ])('begun before the first file, with %s', async (_, entry) => {
    const measurer = open({ jobs: 1, ...entry });
    measurer.begin();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(await measurer.measure(files[0]!.path, files[0]!.bytes)).toEqual(expected[0]);
  });

  it('and the caller keeps its bytes', async () => {
    const bytes = Buffer.from('a();');
    await open({ jobs: 1, ...built }).measure('a.ts', bytes);
    expect(bytes.toString()).toBe('a();');
  });
});

test('what can wait lets everything else be measured first', async () => {
  // More than a worker is given at once: everything behind it waits in the queue.
  const long = Buffer.from(`function f() {}\n${'// a comment\n'.repeat(100_000)}`);
  const short = Buffer.from('function g() {}');
  const measurer = open({ jobs: 1, ...built });
  const done: string[] = [];
  const measure = (path: string, bytes: Buffer, canWait?: boolean) =>
    measurer.measure(path, bytes, canWait).then(() => done.push(path));
  await Promise.all([
    measure('first.ts', long),
    measure('can-wait.ts', short, true),
    measure('can-wait-too.ts', short, true),
    measure('second.ts', short),
    measure('third.ts', short),
  ]);
  expect(done).toEqual(['first.ts', 'second.ts', 'third.ts', 'can-wait.ts', 'can-wait-too.ts']);
});

test('what a worker warms up with is whole code', () => {
  const result = measureText('rare.ts', RARE_SYNTAX);
  expect(result).toMatchObject({ kind: 'measured', measure: { syntaxErrors: 0 } });
});

describe('a worker that dies', () => {
  const bytes = Buffer.from('function f() { if (a) b(); }');

  it('is replaced; its file is measured in the main thread, the others by workers', async () => {
    const measurer = open({ jobs: 1, ...misbehaving });
    const results = await Promise.all(
      ['a.ts', 'crash.ts', 'b.ts', 'c.ts'].map(path => measurer.measure(path, bytes)),
    );
    expect(results).toEqual([answered, measureBytes('crash.ts', bytes), answered, answered]);
  });

  it('many times in a row, loses no file', async () => {
    const measurer = open({ jobs: 2, ...misbehaving });
    const paths = Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? `crash-${i}.ts` : `${i}.ts`));
    const results = await Promise.all(paths.map(path => measurer.measure(path, bytes)));
    expect(results.map(result => result.kind)).toEqual(
      paths.map(path => (path.startsWith('crash') ? 'measured' : 'skipped')),
    );
  });

  it('of memory is not tried again', async () => {
    const measurer = open({ jobs: 1, ...misbehaving, workerMemoryMb: 64 });
    expect(await measurer.measure('memory.ts', bytes)).toMatchObject({
      kind: 'skipped',
      reason: 'too-large',
    });
    expect(await measurer.measure('a.ts', bytes)).toEqual(answered);
  });

  it('or hangs: the file is skipped, the work goes on', async () => {
    const measurer = open({ jobs: 1, ...misbehaving, limits: { ...defaultLimits, milliseconds: 100 } });
    const results = await Promise.all(['hang.ts', 'a.ts'].map(path => measurer.measure(path, bytes)));
    expect(results).toEqual([{ kind: 'skipped', reason: 'too-slow', detail: 'more than 100 ms' }, answered]);
  });

  it('or reports a failure: the main thread tries once', async () => {
    const measurer = open({ jobs: 1, ...misbehaving });
    expect(await measurer.measure('throw.ts', bytes)).toEqual(measureBytes('throw.ts', bytes));
  });
});

describe('the end', () => {
  it.each([0, 2])('close rejects what comes after (%i workers)', async jobs => {
    const measurer = open({ jobs, ...misbehaving });
    await measurer.close();
    await expect(measurer.measure('a.ts', Buffer.from('a'))).rejects.toThrow('closed');
  });

  it('close rejects what is pending', async () => {
    const measurer = open({ jobs: 1, ...misbehaving });
    const pending = measurer.measure('hang.ts', Buffer.from('a'));
    const outcome = expect(pending).rejects.toThrow('closed');
    await measurer.close();
    await outcome;
  });

  it.each([0, 1])('abort rejects with its reason (%i workers)', async jobs => {
    const controller = new AbortController();
    const measurer = open({ jobs, signal: controller.signal, ...misbehaving });
    if (jobs === 0) controller.abort(new Error('stopped'));
    const outcome = expect(measurer.measure('hang.ts', Buffer.from('a'))).rejects.toThrow('stopped');
    controller.abort(new Error('stopped'));
    await outcome;
  });
});
