import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Event, events, firstDifference, Life } from './sequences.ts';

describe('a report with the cache', () => {
  it('is the report without it, to the byte, whatever happened in between', { timeout: 240_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.array(events, { minLength: 5, maxLength: 5 }), async list => {
        expect(await firstDifference(list)).toBeUndefined();
      }),
      { seed: 20_261_125, numRuns: 3, endOnFailure: true },
    ),
  );

  // After the second event another question is asked too: what is behind the headline.
  it.each<{ readonly where: string; readonly list: readonly Event[] }>([
    {
      where: 'the cache knows lines from before the window',
      list: [
        { kind: 'quiet', quarters: 6 },
        { kind: 'commit', file: 0, depth: 9 },
      ],
    },
    {
      where: 'a file got another ending, and no other commit that counts has the old one',
      list: [
        { kind: 'rename', file: 3 },
        { kind: 'config', largest: 2, excluded: false },
      ],
    },
    {
      where: 'those commits are behind the window',
      list: [
        { kind: 'rename', file: 3 },
        { kind: 'amend', file: 0, depth: 5 },
        { kind: 'commit', file: 1, depth: 5 },
        { kind: 'quiet', quarters: 7 },
      ],
    },
  ])('also where $where', { timeout: 60_000 }, async ({ list }) => {
    expect(await firstDifference(list)).toBeUndefined();
  });

  const parts = (life: Life): number =>
    life
      .cacheFiles()
      .filter(path => path.includes('answers-'))
      .flatMap(path => readFileSync(path, 'utf8').match(/^\w+ part:/gm) ?? []).length;

  it('reads where the work goes only for a change that has a price', async () => {
    const life = await Life.begin();
    try {
      const text = readFileSync(join(life.repo.path, 'src/a.ts'), 'utf8');
      await life.repo.add([{ at: '2024-10-01', write: { 'src/a.ts': `// a remark\n${text}` } }]);
      expect(JSON.parse((await life.ask('diff HEAD~1', true)).slice('exit 0\n'.length))).toMatchObject({
        files: [],
        unchanged: 1,
      });
      expect(parts(life)).toBe(0);
      await life.happen({ kind: 'commit', file: 0, depth: 9 });
      await life.ask('diff HEAD~1', true);
      expect(parts(life)).toBe(1);
    } finally {
      life.end();
    }
  });

  it('reads where the work goes once for each base and its rules', { timeout: 60_000 }, async () => {
    const life = await Life.begin();
    const seen: number[] = [];
    try {
      for (const event of [
        { kind: 'commit', file: 0, depth: 9 },
        { kind: 'commit', file: 2, depth: 7 },
        { kind: 'config', largest: 1, excluded: false },
        { kind: 'commit', file: 2, depth: 8 },
        { kind: 'config', largest: 1, excluded: true },
        { kind: 'commit', file: 1, depth: 4 },
      ] as const) {
        await life.happen(event);
        const told = await life.ask('diff start', true);
        expect(told).toMatch(/^exit 0/);
        expect(told).toBe(await life.ask('diff start', false));
        seen.push(parts(life));
      }
      // Two rules came along, each of which has the base's work counted anew; commits after it have not.
      expect(seen).toEqual([1, 1, 2, 2, 3, 3]);
    } finally {
      life.end();
    }
  });

  it.each([
    { store: 'measures-', payload: ' {' },
    { store: 'answers-', payload: '"value":' },
  ])(
    'would not be if a falsified entry were believed: with a checksum that fits it is, and the comparison sees it ($store)',
    async ({ store, payload }) => {
      const life = await Life.begin();
      try {
        const before = await life.ask('report', true);
        expect(before).toMatch(/^exit 0/);
        expect(await life.ask('report', true)).toBe(before);
        const path = life.cacheFiles().find(name => name.includes(store))!;
        const [header = '', ...lines] = readFileSync(path, 'utf8').split('\n');
        const falsified = lines.map(line => {
          const start = line.indexOf(payload);
          return (
            line.slice(0, start) + line.slice(start).replace(/\d+/g, digits => String(Number(digits) + 7))
          );
        });
        const write = (changed: readonly string[]) => {
          // Nothing that was computed from the entries may stand in for them.
          for (const other of life.cacheFiles()) if (other.includes('answers-')) rmSync(other);
          writeFileSync(path, [header, ...changed].join('\n'));
        };
        // The old checksums do not fit: dropped and computed again.
        write(falsified);
        expect(await life.ask('report', true)).toBe(before);

        const forged = falsified.map(line => {
          if (line === '') return line;
          const sum = crc32(line.slice(9), crc32(header)).toString(16).padStart(8, '0');
          return `${sum} ${line.slice(9)}`;
        });
        write(forged);
        expect(await life.ask('report', true)).not.toBe(before);
      } finally {
        life.end();
      }
    },
  );
});
