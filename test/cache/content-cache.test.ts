import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CacheOptions, noCache, openCache } from '../../src/cache/content-cache.ts';
import { lineChangesEncoding, measureEncoding, pathChangesEncoding } from '../../src/cache/encodings.ts';
import { type CacheWarning, EntryFile } from '../../src/cache/entry-file.ts';
import { cacheSize, clearCache, removeUnusedCacheFiles } from '../../src/cache/location.ts';
import type { LineChange, PathChange } from '../../src/core/history.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const ID = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const identity = '0123456789abcdef0123456789abcdef';
const change: PathChange = {
  status: 'renamed',
  path: 'new\tname\n.ts',
  from: 'old\\n.ts',
  before: ID,
  after: OTHER,
};
const lineChange: LineChange = {
  path: 'a.ts',
  added: 2,
  deleted: 0,
  hunks: Int32Array.of(1, 0, 2, 2),
  addedLines: Int32Array.of(-5, 2 ** 31 - 1),
  deletedLines: new Int32Array(0),
};

function options(directory = scratchFolder('cache'), extra: Partial<CacheOptions> = {}): CacheOptions {
  return {
    directory,
    identity,
    dependsOn: { pathChanges: '1', lineChanges: '*.ts', measures: '1' },
    ...extra,
  };
}
const onlyFile = (directory: string): string =>
  join(directory, identity, readdirSync(join(directory, identity))[0] ?? '');
const entryFile = (path: string, warnings: CacheWarning[] = [], maxBytes?: number) =>
  new EntryFile({
    path,
    header: 'h 1',
    onWarning: warning => warnings.push(warning),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });

describe('the content cache', () => {
  it('gives back what was put, in this run and in the next', () => {
    const where = options();
    const first = openCache(where);
    first.pathChanges.put(ID, [change]);
    first.lineChanges.put(ID, [lineChange]);
    first.measures.put('blob:ts', { kind: 'skipped', reason: 'binary', detail: 'line\nend' });
    expect(first.pathChanges.get(ID)).toEqual([change]);
    first.close();
    first.close();
    const second = openCache(where);
    expect(second.pathChanges.get(ID)).toEqual([change]);
    expect(second.pathChanges.get(OTHER)).toBeUndefined();
    expect(second.lineChanges.get(ID)).toEqual([lineChange]);
    expect(second.measures.get('blob:ts')).toEqual({
      kind: 'skipped',
      reason: 'binary',
      detail: 'line\nend',
    });
    expect(second.counts().pathChanges).toEqual({ hits: 1, misses: 1 });
    second.close();
  });

  it('does not mix up values that depend on something else', () => {
    const where = options();
    const first = openCache(where);
    first.lineChanges.put(ID, [lineChange]);
    first.close();
    const wider = { ...where, dependsOn: { ...where.dependsOn, lineChanges: '*.py *.ts' } };
    const second = openCache(wider);
    expect(second.lineChanges.get(ID)).toBeUndefined();
    second.lineChanges.put(ID, []);
    second.close();
    const third = openCache(where);
    expect(third.lineChanges.get(ID)).toEqual([lineChange]);
    third.close();
  });

  it('may keep nothing', () => {
    const cache = noCache();
    cache.pathChanges.put(ID, [change]);
    expect(cache.pathChanges.get(ID)).toBeUndefined();
    cache.close();
  });

  it.each([
    ['a changed path', (text: string) => text.replace('name', 'nama')],
    ['a changed status', (text: string) => text.replace(`${ID} R	`, `${ID} M	`)],
    ['an entry moved to another id', (text: string) => text.replace(ID, OTHER)],
    ['a changed checksum', (text: string) => text.replace(/[0-9a-f]{8}(?= a{40} R)/, '00000000')],
    ['a torn last line', (text: string) => text.slice(0, -3)],
    ['a changed header', (text: string) => text.replace('"schema":', '"schema": ')],
    ['an empty file', () => ''],
    ['something else', () => '\0\0\0\n\n\n'],
  ])('never believes %s', (_, damage) => {
    const where = options();
    const first = openCache(where);
    first.pathChanges.put(ID, [change]);
    first.close();
    const file = onlyFile(where.directory);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const second = openCache(where);
    expect(second.pathChanges.get(ID)).toBeUndefined();
    expect(second.pathChanges.get(OTHER)).toBeUndefined();
    second.pathChanges.put(ID, [change]);
    second.close();
    const third = openCache(where);
    expect(third.pathChanges.get(ID)).toEqual([change]);
    third.close();
  });

  it('warns and goes on where it cannot write', () => {
    const blocked = join(scratchFolder('blocked'), 'file');
    writeFileSync(blocked, '');
    const warnings: CacheWarning[] = [];
    const cache = openCache(options(blocked, { onWarning: warning => warnings.push(warning) }));
    cache.pathChanges.put(ID, [change]);
    cache.close();
    expect(warnings.map(warning => warning.code)).toContainEqual(expect.stringMatching(/^cache-un/));
  });

  it('does not write through a link', () => {
    const where = options();
    const first = openCache(where);
    first.pathChanges.put(ID, [change]);
    first.close();
    const file = onlyFile(where.directory);
    const victim = join(scratchFolder('victim'), 'precious');
    writeFileSync(victim, readFileSync(file));
    const before = readFileSync(victim, 'utf8');
    clearCache(where.directory);
    symlinkSync(victim, file);
    const second = openCache(where);
    expect(second.pathChanges.get(ID)).toBeUndefined();
    second.pathChanges.put(OTHER, [change]);
    second.close();
    expect(readFileSync(victim, 'utf8')).toBe(before);
  });

  it('is readable by its owner only', () => {
    const where = options();
    const cache = openCache(where);
    cache.pathChanges.put(ID, [change]);
    cache.close();
    expect(statSync(onlyFile(where.directory)).mode & 0o077).toBe(0);
    chmodSync(where.directory, 0o700);
  });
});

describe('two runs at once', () => {
  it('keep what both wrote', () => {
    const path = join(scratchFolder('two'), 'x.txt');
    const seed = entryFile(path);
    seed.put('seed', 's');
    seed.close();
    const one = entryFile(path);
    const two = entryFile(path);
    for (let round = 0; round < 50; round += 1) {
      one.put(`one-${round}`, `1 ${round}`);
      two.put(`two-${round}`, `2 ${round}`);
      one.flush();
      two.flush();
    }
    expect(one.get('two-7')).toBe('2 7');
    one.close();
    two.close();
    const after = entryFile(path);
    for (let round = 0; round < 50; round += 1) {
      expect(after.get(`one-${round}`)).toBe(`1 ${round}`);
      expect(after.get(`two-${round}`)).toBe(`2 ${round}`);
    }
    after.close();
  });

  it('spoil only the line that a killed one was writing', () => {
    const path = join(scratchFolder('torn'), 'x.txt');
    const first = entryFile(path);
    first.put('a', '1');
    first.close();
    appendFileSync(path, '\n12345678 b half a li');
    const second = entryFile(path);
    second.put('c', '3');
    second.close();
    const third = entryFile(path);
    expect([third.get('a'), third.get('b'), third.get('c')]).toEqual(['1', undefined, '3']);
    third.close();
  });

  it('survive a file that is cut or removed under them', () => {
    const path = join(scratchFolder('cut'), 'x.txt');
    const warnings: CacheWarning[] = [];
    const first = entryFile(path);
    for (let index = 0; index < 100; index += 1) first.put(`k${index}`, 'v'.repeat(100));
    first.close();
    const second = entryFile(path, warnings);
    truncateSync(path, 200);
    expect(second.get('k99')).toBeUndefined();
    expect(second.get('k0')).toBe('v'.repeat(100));
    expect(warnings).toHaveLength(1);
    second.put('k99', 'again');
    second.close();
    const third = entryFile(path);
    expect(third.get('k99')).toBe('again');
    third.close();
  });
});

describe('compaction', () => {
  it('rewrites a file that is mostly dead, and keeps the newest of each', () => {
    const path = join(scratchFolder('dead'), 'x.txt');
    const writer = entryFile(path);
    for (let round = 0; round < 30; round += 1) {
      for (let key = 0; key < 10; key += 1) writer.put(`k${key}`, `${round} ${'x'.repeat(10_000)}`);
      writer.flush();
    }
    writer.close();
    const size = statSync(path).size;
    const reader = entryFile(path);
    expect(statSync(path).size).toBeLessThan(size / 20);
    for (let key = 0; key < 10; key += 1) expect(reader.get(`k${key}`)?.slice(0, 3)).toBe('29 ');
    reader.close();
  });

  it('forgets the oldest when a file grows too large', () => {
    const path = join(scratchFolder('large'), 'x.txt');
    const writer = entryFile(path);
    for (let key = 0; key < 100; key += 1) writer.put(`k${key}`, 'x'.repeat(1_000));
    writer.close();
    const reader = entryFile(path, [], 50_000);
    expect(statSync(path).size).toBeLessThan(26_000);
    expect(reader.get('k99')).toBeDefined();
    expect(reader.get('k0')).toBeUndefined();
    reader.close();
  });
});

describe('what the cache takes on disk', () => {
  it('is counted and cleared, and nothing else is touched', () => {
    const where = options();
    const cache = openCache(where);
    cache.pathChanges.put(ID, [change]);
    cache.measures.put(ID, { kind: 'skipped', reason: 'binary', detail: '' });
    cache.close();
    mkdirSync(join(where.directory, 'mine'));
    writeFileSync(join(where.directory, 'mine', 'measures-0123456789ab.txt'), 'x');
    writeFileSync(join(where.directory, identity, 'notes.txt'), 'x');
    expect(cacheSize(where.directory).files).toBe(2);
    expect(cacheSize(where.directory, 'f'.repeat(32)).files).toBe(0);
    expect(clearCache(where.directory).files).toBe(2);
    expect(cacheSize(where.directory)).toEqual({ files: 0, bytes: 0 });
    expect(existsSync(join(where.directory, 'mine', 'measures-0123456789ab.txt'))).toBe(true);
    expect(existsSync(join(where.directory, identity, 'notes.txt'))).toBe(true);
    expect(cacheSize(join(where.directory, 'nowhere')).files).toBe(0);
  });

  it('is cleaned of files that nobody uses', () => {
    const where = options();
    const now = new Date('2024-06-01T00:00:00Z');
    const cache = openCache(where);
    cache.pathChanges.put(ID, [change]);
    cache.close();
    utimesSync(onlyFile(where.directory), new Date('2024-03-15'), new Date('2024-03-15'));
    removeUnusedCacheFiles(where.directory, now);
    expect(cacheSize(where.directory).files).toBe(1);
    utimesSync(onlyFile(where.directory), new Date('2024-02-01'), new Date('2024-02-01'));
    removeUnusedCacheFiles(where.directory, now);
    expect(cacheSize(where.directory).files).toBe(0);
  });
});

describe('encodings', () => {
  const path = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const hex = fc.constantFrom(ID, OTHER);
  const ints = fc
    .array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 20 })
    .map(list => Int32Array.from(list));

  it('give back any path change on one line', () => {
    const any = fc.record(
      {
        status: fc.constantFrom('added', 'modified', 'deleted', 'renamed'),
        path,
        from: path,
        before: hex,
        after: hex,
      },
      { requiredKeys: ['status', 'path'] },
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), changes => {
        const text = pathChangesEncoding.encode(changes as PathChange[]);
        expect(text).not.toContain('\n');
        expect(pathChangesEncoding.decode(text)).toEqual(changes);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('give back any line change on one line', () => {
    const any = fc.record({
      path,
      added: fc.nat(),
      deleted: fc.nat(),
      hunks: ints,
      addedLines: ints,
      deletedLines: ints,
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 4 }), changes => {
        const text = lineChangesEncoding.encode(changes);
        expect(text).not.toContain('\n');
        expect(lineChangesEncoding.decode(text)).toEqual(changes);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('have no answer for text that is not theirs', () => {
    expect(pathChangesEncoding.decode('X\ta\t\t\t')).toBeUndefined();
    expect(pathChangesEncoding.decode('A\ta')).toBeUndefined();
    expect(lineChangesEncoding.decode('a\t-1\t0\t0\t0\t0\t')).toBeUndefined();
    expect(lineChangesEncoding.decode('a\t1\t0\t0\t1\t0\tAAA=')).toBeUndefined();
    expect(lineChangesEncoding.decode('a\t1\t0\t0\t1\t0\tAAAAAAAAAAA=')).toBeUndefined();
    expect(lineChangesEncoding.decode('a\t1\t0\t0\t1\t0\tAAAAAA==')).toHaveLength(1);
    expect(measureEncoding.decode('{"kind":"other"}')).toBeUndefined();
    expect(measureEncoding.decode('null')).toBeUndefined();
    expect(measureEncoding.decode('{')).toBeUndefined();
  });
});
