import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseShard, partOf, type ShardData } from '../../src/pipeline/shards.ts';
import { inProcess } from '../helpers/in-process.ts';
import type { Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { changingShop } from '../pipeline/changing-shop.ts';
import { pastShop } from '../pipeline/past-shop.ts';

describe('a part', () => {
  it('is written 2/8', () => {
    expect(parseShard('2/8')).toEqual({ part: 2, of: 8 });
    for (const text of ['0/8', '9/8', '2', '2/0', '-1/2', '1/1001', 'a/b'])
      expect(() => parseShard(text)).toThrow();
  });

  it('is the same everywhere, and about as large as the others', () => {
    // sha256("a") begins ca978112: 0xca978112 mod 8 is 2, the third part.
    expect(partOf('a', 8)).toBe(3);
    const sizes = new Map<number, number>();
    for (let i = 0; i < 8000; i++) {
      const part = partOf(`src/file${i}.ts`, 8);
      sizes.set(part, (sizes.get(part) ?? 0) + 1);
    }
    expect([...sizes.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    // 1000 expected in each, standard deviation 30: five of them.
    for (const size of sizes.values()) expect(Math.abs(size - 1000)).toBeLessThan(150);
  });
});

describe.each([
  ['a young shop', () => changingShop()],
  ['a shop with a past', () => pastShop()],
])('shards of %s', (_, build) => {
  let repo: Repository;
  let folder: string;
  beforeAll(async () => {
    repo = await build();
    folder = scratchFolder('shards');
    for (const part of [1, 2, 3]) {
      const told = await inProcess([
        'report',
        repo.path,
        '--shard',
        `${part}/3`,
        '-o',
        `json:${join(folder, `shard-${part}.json`)}`,
        '--quiet',
      ]);
      expect(told).toEqual({ code: 0, stdout: '', stderr: '' });
    }
  });
  const shard = (part: number) => join(folder, `shard-${part}.json`);
  const merge = (...args: string[]) => inProcess(['portfolio', '--merge-shards', '-C', repo.path, ...args]);

  it('give the same bytes as no shards', async () => {
    for (const format of ['json', 'terminal']) {
      const whole = await inProcess(['report', repo.path, '--format', format]);
      const merged = await merge(shard(3), shard(1), shard(2), '--format', format);
      expect(merged.stderr).toBe('');
      expect(merged.stdout).toBe(whole.stdout);
    }
  });

  it('measure each file and commit once', async () => {
    const parts = [1, 2, 3].map(part => JSON.parse(readFileSync(shard(part), 'utf8')) as ShardData);
    const keys = parts.flatMap(({ measures }) => Object.keys(measures));
    expect(new Set(keys).size).toBe(keys.length);
    const commits = parts.flatMap(({ lineChanges }) => Object.keys(lineChanges));
    expect(commits.length).toBeGreaterThan(0);
    expect(new Set(commits).size).toBe(commits.length);
  });

  it('are refused when one is missing, named twice, or of another revision', async () => {
    expect((await merge(shard(1), shard(3))).stderr).toContain('part 2 of 3 is missing');
    expect((await merge(shard(1), shard(1), shard(2), shard(3))).stderr).toContain('the same part as');
    const text = readFileSync(shard(2), 'utf8');
    const other = join(folder, 'other.json');
    writeFileSync(other, text.replace(/"revision": "\w+"/, `"revision": "${'0'.repeat(40)}"`));
    const told = await merge(shard(1), other, shard(3));
    expect(told.code).toBe(2);
    expect(told.stderr).toContain('measured at 000000000000');
    writeFileSync(other, '{"command":"report"}');
    expect((await merge(other)).code).toBe(2);
  });
});

it('a shard is no report', async () => {
  const repo = await changingShop();
  const told = await inProcess(['report', repo.path, '--shard', '1/2', '--format', 'markdown']);
  expect(told.code).toBe(2);
  expect(told.stderr).toContain('--merge-shards');
});
