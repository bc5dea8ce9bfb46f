import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GitStreamError } from '../../src/git/byte-tokens.ts';
import { DiffTreeParser, type DiffTreeRecord, MAX_HASHES } from '../../src/git/diff-tree-parser.ts';
import { hashLine } from '../../src/git/line-hash.ts';

const C1 = '1'.repeat(40);
const C2 = '2'.repeat(40);
const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const NONE = '0'.repeat(40);

function parse(
  stream: string | Buffer,
  piece = Number.MAX_SAFE_INTEGER,
): { records: DiffTreeRecord[]; chunkEnds: number } {
  const records: DiffTreeRecord[] = [];
  let chunkEnds = 0;
  const parser = new DiffTreeParser({
    onRecord: record => records.push(record),
    onChunkEnd: () => (chunkEnds += 1),
  });
  const bytes = typeof stream === 'string' ? Buffer.from(stream) : stream;
  for (let at = 0; at < bytes.length; at += piece) parser.push(bytes.subarray(at, at + piece));
  parser.end();
  return { records, chunkEnds };
}

const hashes = (...lines: string[]): number[] =>
  lines.map(line => hashLine(Buffer.from(line))).filter(hash => hash !== undefined);

/** Two commits as git 2.39 writes them: a change with a rename beside it, an empty commit, and the end of a chunk. */
const RECORDED = [
  `${C1}\0`,
  `:100644 100644 ${A} ${B} M\0src/tax.ts\0`,
  `:100644 100644 ${A} ${B} R087\0old.ts\0new.ts\0`,
  '\0',
  `diff --git a/src/tax.ts b/src/tax.ts\nindex ${A}..${B} 100644\n--- a/src/tax.ts\n+++ b/src/tax.ts\n`,
  '@@ -3,2 +3 @@ export class Tax {\n-  total = 1;\n-}\n+  total  =  2;\n',
  `diff --git a/old.ts b/new.ts\nsimilarity index 87%\nrename from old.ts\nrename to new.ts\nindex ${A}..${B} 100644\n`,
  '--- a/old.ts\n+++ b/new.ts\n@@ -0,0 +9 @@\n+last\n\\ No newline at end of file\n',
  `${C2}\0chunk-end\n`,
].join('');

describe('reading git diff-tree', () => {
  it('reads paths, counts, hunks and line hashes', () => {
    const { records, chunkEnds } = parse(RECORDED);
    expect(chunkEnds).toBe(1);
    expect(records).toEqual([
      {
        commit: C1,
        paths: [
          { status: 'modified', path: 'src/tax.ts', before: A, after: B },
          { status: 'renamed', path: 'new.ts', from: 'old.ts', before: A, after: B },
        ],
        lines: [
          {
            path: 'src/tax.ts',
            added: 1,
            deleted: 2,
            hunks: Int32Array.of(3, 2, 3, 1),
            addedLines: Int32Array.from(hashes('total=2;')),
            // The lone brace says nothing about who wrote what.
            deletedLines: Int32Array.from(hashes('total=1;')),
          },
          {
            path: 'new.ts',
            added: 1,
            deleted: 0,
            hunks: Int32Array.of(0, 0, 9, 1),
            addedLines: Int32Array.from(hashes('last')),
            deletedLines: new Int32Array(0),
          },
        ],
      },
      { commit: C2, paths: [], lines: [] },
    ]);
  });

  it.each([1, 2, 3, 7, 64])('gives the same in pieces of %i bytes', piece => {
    expect(parse(RECORDED, piece)).toEqual(parse(RECORDED));
  });

  it('is not fooled by content that looks like headers, ids or the end of a chunk', () => {
    const fake = [
      `diff --git a/x b/x`,
      `@@ -1,9 +1,9 @@`,
      `++ b/evil.ts`,
      `${C2}\0:100644 100644 ${A} ${B} M\0evil.ts\0`,
      'chunk-end',
      '\\ No newline at end of file',
    ];
    const stream = `${C1}\0:000000 100644 ${NONE} ${B} A\0a.ts\0\0diff --git a/a.ts b/a.ts\nnew file mode 100644\nindex ${NONE}..${B}\n--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,${fake.length} @@\n${fake.map(line => `+${line}\n`).join('')}${C2}\0`;
    const { records, chunkEnds } = parse(stream);
    expect(chunkEnds).toBe(0);
    expect(records.map(record => record.commit)).toEqual([C1, C2]);
    expect(records[0]?.paths).toEqual([{ status: 'added', path: 'a.ts', after: B }]);
    expect(records[0]?.lines[0]?.added).toBe(fake.length);
  });

  it('leaves out submodules and links, and takes a type change by what it ends as', () => {
    const stream = [
      `${C1}\0`,
      `:000000 160000 ${NONE} ${A} A\0sub\0`,
      `:000000 120000 ${NONE} ${A} A\0link\0`,
      `:120000 000000 ${A} ${NONE} D\0gone-link\0`,
      `:120000 100644 ${A} ${B} T\0now-file\0`,
      `:100644 120000 ${A} ${B} T\0now-link\0`,
      `:100755 000000 ${A} ${NONE} D\0gone\0`,
    ].join('');
    expect(parse(stream).records[0]?.paths).toEqual([
      { status: 'modified', path: 'now-file', after: B },
      { status: 'deleted', path: 'gone', before: A },
    ]);
  });

  it('keeps counts exact when it stops keeping hashes', () => {
    const count = MAX_HASHES + 10;
    const stream = `${C1}\0:000000 100644 ${NONE} ${B} A\0a.ts\0\0diff --git a/a.ts b/a.ts\nnew file mode 100644\nindex ${NONE}..${B}\n--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,${count} @@\n${'+x\n'.repeat(count)}`;
    const change = parse(stream).records[0]?.lines[0];
    expect(change?.added).toBe(count);
    expect(change?.addedLines.length).toBe(MAX_HASHES);
  });

  it.each([
    ['cut inside a hunk', RECORDED.slice(0, RECORDED.indexOf('+  total'))],
    ['cut inside a path', `${C1}\0:100644 100644 ${A} ${B} M\0src/ta`],
    ['cut inside an id', C1.slice(0, 12)],
    ['a patch about other content', RECORDED.replace(`index ${A}..${B}`, `index ${B}..${A}`)],
    ['a hunk longer than its header says', RECORDED.replace('-3,2 +3', '-3 +3')],
    ['a hunk shorter than its header says', RECORDED.replace('-3,2 +3', '-3,3 +3')],
    ['a missing patch', `${C1}\0:100644 100644 ${A} ${B} M\0a\0\0${C2}\0`],
    ['something else altogether', 'fatal: no\n'],
  ])('refuses %s', (_, stream) => {
    expect(() => parse(stream)).toThrow(GitStreamError);
  });

  it('either refuses a mutated stream or answers in form, and never hangs', () => {
    const bytes = Buffer.from(RECORDED);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255), fc.constantFrom('set', 'cut', 'repeat')), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 300 }),
        (mutations, piece) => {
          let stream: Buffer = Buffer.from(bytes);
          for (const [at, byte, kind] of mutations) {
            const place = at % Math.max(1, stream.length);
            if (kind === 'set') stream[place] = byte;
            else if (kind === 'cut')
              stream = Buffer.concat([stream.subarray(0, place), stream.subarray(place + (byte % 9))]);
            else
              stream = Buffer.concat([stream.subarray(0, place), stream.subarray(Math.max(0, place - byte))]);
          }
          try {
            for (const record of parse(stream, piece).records) {
              expect(record.commit).toMatch(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
              for (const line of record.lines) expect(line.added + line.deleted).toBeGreaterThan(0);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(GitStreamError);
          }
        },
      ),
      { seed: 20240301, numRuns: 2_000 },
    );
  });
});

describe('line hashes', () => {
  it('ignore white space of any kind and nothing else', () => {
    expect(hashLine(Buffer.from('\tif (a)  b();\r'))).toBe(hashLine(Buffer.from('if(a)b();')));
    expect(hashLine(Buffer.from('if(a)c();'))).not.toBe(hashLine(Buffer.from('if(a)b();')));
  });
  it('exist for lines with a letter or digit of any script', () => {
    expect(hashLine(Buffer.from('  });'))).toBeUndefined();
    expect(hashLine(Buffer.from(''))).toBeUndefined();
    expect(hashLine(Buffer.from('7'))).toBeTypeOf('number');
    expect(hashLine(Buffer.from('税'))).toBeTypeOf('number');
  });
});
