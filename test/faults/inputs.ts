import {
  type Encoding,
  lineChangesEncoding,
  measureEncoding,
  pathChangesEncoding,
} from '../../src/cache/encodings.ts';
import { measureText } from '../../src/complexity/measure.ts';
import { appendDecision, parseDecisions } from '../../src/config/decisions.ts';
import { parseCostModel } from '../../src/config/parse.ts';
import { UserError } from '../../src/core/errors.ts';
import { parseAttributes } from '../../src/git/attributes.ts';
import { GitStreamError } from '../../src/git/byte-tokens.ts';
import { CommitParser } from '../../src/git/commits.ts';
import { DiffTreeParser } from '../../src/git/diff-tree-parser.ts';
import { parseTree } from '../../src/git/tree.ts';
import { parseIgnoredRevisions } from '../../src/history/ignored-revisions.ts';
import { csvRows } from '../../src/issues/csv-rows.ts';
import { readIssueExport } from '../../src/issues/issue-export.ts';
import { knownModel } from '../../src/pipeline/settings.ts';
import { scriptBlocks } from '../../src/source/script-blocks.ts';
import { workspaceStreams } from '../../src/source/workspaces.ts';
import { nestedIfs } from '../helpers/code.ts';

/** Longest time that one input may take, milliseconds: the limit of the parser's own watchdog, and room for a busy machine. */
const LONGEST = 20_000;

/** A reader of text that strangers write, a good example of it, and the errors that are answers. */
interface Target {
  readonly name: string;
  readonly example: string;
  readonly read: (bytes: Buffer) => unknown;
}

const a = '1'.repeat(40);
const b = '2'.repeat(40);

const stored = <T>(name: string, encoding: Encoding<T>, example: string): Target => ({
  name,
  example,
  read: bytes => encoding.decode(bytes.toString('utf8')),
});

export const targets: readonly Target[] = [
  {
    name: 'git diff-tree',
    example: `${a}\0:100644 100644 ${a} ${b} R090\0src/a.ts\0src/b.ts\0\0diff --git a/src/a.ts b/src/b.ts\nindex ${a}..${b}\n--- a/src/a.ts\n+++ b/src/b.ts\n@@ -1,2 +1 @@\n-one\n-two\n+three\n\\ No newline at end of file\n${b}\0:000000 100644 ${'0'.repeat(40)} ${b} A\0x.ts\0`,
    read: bytes => {
      const parser = new DiffTreeParser({ onRecord: () => undefined, onChunkEnd: () => undefined });
      const middle = bytes.length >> 1;
      parser.push(bytes.subarray(0, middle));
      parser.push(bytes.subarray(middle));
      parser.end();
    },
  },
  {
    name: 'git log',
    example: `${a}\0${b}\0${1_700_000_000}\0${1_700_000_100}\0Ada\0ada@example.com\0fix: a bug\0`,
    read: bytes => {
      const parser = new CommitParser();
      parser.push(bytes);
      parser.end();
    },
  },
  { name: 'git ls-tree', example: `100644 blob ${a}\tsrc/a.ts\x00120000 blob ${b}\tlink\0`, read: parseTree },
  {
    name: 'git check-attr',
    example: 'src/a.ts\0linguist-generated\0set\0',
    read: bytes => parseAttributes(bytes.toString('utf8')),
  },
  {
    name: 'ignored revisions',
    example: `# formatting\n${a}\n`,
    read: bytes => parseIgnoredRevisions(bytes.toString()),
  },
  {
    name: 'cost model',
    example:
      'team: { engineers: 8, costPerHour: 85 }\nvalueStreams:\n  - { name: Shop, paths: [src/**], costOfDelay: 12000 / week }\nroadmap:\n  - { id: A-1, title: One, estimate: 6..10 weeks, start: 2027-01-04, touches: { Shop: 80% } }\nhistory: { since: 8 quarters, fixPatterns: ["^hot"] }\n',
    read: bytes => parseCostModel(bytes.toString('utf8'), 'debt.config.yaml', knownModel),
  },
  {
    name: 'decision log',
    example:
      'decisions:\n  - { item: src/a.ts, decision: fix, reason: slow, on: 2026-01-01, until: 2027-01-01 }\n',
    read: bytes => {
      const text = bytes.toString('utf8');
      parseDecisions(text, 'debt.decisions.yaml');
      return appendDecision(text, 'debt.decisions.yaml', {
        item: 'x',
        decision: 'accept',
        reason: 'r',
        on: '2026-02-02',
      });
    },
  },
  {
    name: 'workspace manifests',
    example: '{ "name": "@acme/root", "workspaces": { "packages": ["packages/*", "!packages/x"] } }',
    read: bytes =>
      workspaceStreams(
        new Map([
          ['package.json', bytes.toString('utf8')],
          ['pnpm-workspace.yaml', bytes.toString('utf8')],
          ['packages/a/package.json', bytes.toString('utf8')],
        ]),
        ['packages/a/src/x.ts', 'src/y.ts'],
      ),
  },
  {
    name: 'issue export',
    example:
      'Issue key,Issue Type,In Progress,Resolved\nPAY-1,Bug,2025-01-01 10:00,2025-01-05 11:30\n"PAY-2","Story","03/Jan/25 9:00 AM",\n',
    read: bytes => readIssueExport(csvRows(bytes.toString('utf8'), 'issues.csv'), {}, 'issues.csv'),
  },
  {
    name: 'TypeScript',
    example: `${nestedIfs(4)}export class A<T> { #x = 1; @dec() m?(a = () => a ?? b): void { label: for (const k of []) { if (a && b || c) continue label; } } }\n`,
    read: bytes => measureText('src/a.ts', bytes.toString('utf8')),
  },
  {
    name: 'JSX',
    example:
      'export const A = () => <ul title={a && b}>{list.map(x => x ? <li key={x}>{x}</li> : null)}</ul>;\n',
    read: bytes => measureText('src/a.tsx', bytes.toString('utf8')),
  },
  {
    name: 'Vue',
    example:
      '<script setup lang="ts">\nif (a) b();\n</script>\n<template><p v-if="a">{{ a }}</p></template>\n<!-- <script> -->\n',
    read: bytes => scriptBlocks('src/a.vue', bytes.toString('utf8')),
  },
  stored('kept paths', pathChangesEncoding, ''),
  stored('kept lines', lineChangesEncoding, '1,2,3'),
  stored('kept measures', measureEncoding, '{"kind":"skipped","reason":"binary","detail":"not text"}'),
];

/** A small generator of our own: the same seed gives the same inputs on every machine. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return below => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const morsels = [
  '\0',
  '\n',
  '"',
  '{',
  '[',
  '(',
  '<',
  '&a',
  '*a',
  '-1',
  '1e999',
  '99999999999',
  '__proto__',
  '\u202e',
  '\ud83d',
  '%',
  '..',
  ': ',
  '- ',
  '`${',
  '/*',
  '//',
];

function mutated(text: string, next: (below: number) => number): Buffer {
  let bytes = Buffer.from(text);
  for (let n = 1 + next(4); n > 0; n--) {
    const at = next(bytes.length + 1);
    const end = Math.min(bytes.length, at + next(24));
    const [before, cut, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
    const ways = [
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, Buffer.from(morsels[next(morsels.length)]!), cut, after]),
      () => Buffer.concat([before, cut, cut, cut, after]),
      () => before,
      () => Buffer.concat([before, Buffer.from([next(256)]), after]),
      () => Buffer.concat([after, before, cut]),
      () =>
        Buffer.concat([
          before,
          Buffer.from(morsels[next(morsels.length)]!.repeat(1 + next(2000))),
          cut,
          after,
        ]),
    ];
    bytes = Buffer.from(ways[next(ways.length)]!());
  }
  return bytes;
}

/** Feeds mutations of the examples to their readers, one after the other. @throws at the first that is neither read nor refused */
export function huntInputs(runs: number, seed: number): Promise<string> {
  const next = generator(seed);
  let refused = 0;
  let slowest = 0;
  for (let i = 0; i < runs; i++) {
    const target = targets[i % targets.length]!;
    const bytes = mutated(target.example, next);
    const start = performance.now();
    try {
      target.read(bytes);
    } catch (error) {
      if (!(error instanceof UserError || error instanceof GitStreamError))
        throw new Error(
          `${target.name}: ${JSON.stringify(bytes.toString('latin1').slice(0, 2000))}: ${String(error)}`,
          {
            cause: error,
          },
        );
      refused++;
    }
    const time = performance.now() - start;
    slowest = Math.max(slowest, time);
    if (time > LONGEST)
      throw new Error(
        `${target.name} took ${Math.round(time)} ms: ${bytes.toString('latin1').slice(0, 2000)}`,
      );
  }
  return Promise.resolve(
    `${runs} inputs for ${targets.length} readers (${refused} refused, the slowest took ${Math.round(slowest)} ms)`,
  );
}
