import { createHash } from 'node:crypto';
import { lineChangesEncoding, measureEncoding } from '../cache/encodings.ts';
import { METRIC_VERSION } from '../complexity/metric-version.ts';
import { type Problem, UserError } from '../core/errors.ts';
import type { LineChange } from '../core/history.ts';
import { FORMAT_VERSION } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import type { Measured, Reader, ToMeasure } from './reader.ts';

/** One part of the work on a very large repository: 1-based. */
export interface ShardPart {
  readonly part: number;
  readonly of: number;
}

/** What a shard writes: measurements of its part and nothing else. The model needs all of them and runs at the merge. */
export interface ShardData {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: 'shard';
  /** Measures of another version of the rules cannot be used. */
  readonly metricVersion: number;
  readonly repository: { readonly name: string; readonly revision: string };
  readonly shard: ShardPart;
  /** By content and language, as the cache writes them. */
  readonly measures: Readonly<Record<string, string>>;
  /** By commit id. */
  readonly lineChanges: Readonly<Record<string, string>>;
}

/** A shard and the file it was read from. */
export interface NamedShard {
  readonly file: string;
  readonly data: ShardData;
}

const MOST_SHARDS = 1000;

/** `2/8`. @throws {UserError} */
export function parseShard(text: string): ShardPart {
  const [, part = '', of = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (shard.part >= 1 && shard.part <= shard.of && shard.of <= MOST_SHARDS) return shard;
  throw new UserError({
    code: 'bad-option',
    what: `expected a part and the number of parts, got ${text}`,
    where: '--shard',
    fix: 'write 2/8 for the second of eight',
  });
}

/** The same part for the same text on every machine, evenly spread. */
export const partOf = (text: string, of: number): number =>
  1 + (createHash('sha256').update(text).digest().readUInt32BE(0) % of);

/** The same bytes mean something else in another language. */
const keyOf = ({ path, blob, notGenerated }: ToMeasure): string =>
  `${blob}${path.slice(path.lastIndexOf('.')).toLowerCase()}${notGenerated ? '!' : ''}`;

/**
 * A reader that measures only one part: files by their content, commits by their id. What belongs to other parts stays
 * unknown.
 */
export function shardReader(reader: Reader, { part, of }: ShardPart) {
  const files: ToMeasure[] = [];
  const commits: string[] = [];
  const own: Reader = {
    ...reader,
    needMeasures(wanted) {
      const mine = wanted.filter(({ blob }) => partOf(blob, of) === part);
      files.push(...mine);
      return reader.needMeasures(mine);
    },
    needLineChanges(wanted, pathspecs) {
      const mine = wanted.filter(id => partOf(id, of) === part);
      commits.push(...mine);
      return reader.needLineChanges(mine, pathspecs);
    },
    measureOf: file => (partOf(file.blob, of) === part ? reader.measureOf(file) : undefined),
    lineChangesOf: id => (partOf(id, of) === part ? reader.lineChangesOf(id) : undefined),
  };
  const data = (version: string): ShardData => ({
    formatVersion: FORMAT_VERSION,
    tool: { name: 'debtcast', version },
    command: 'shard',
    metricVersion: METRIC_VERSION,
    repository: { name: reader.repository.name, revision: reader.repository.revision },
    shard: { part, of },
    measures: record(
      files.flatMap(file => {
        const result = reader.measureOf(file);
        return result === undefined || result.kind === 'missing'
          ? []
          : [[keyOf(file), measureEncoding.encode(result)]];
      }),
    ),
    lineChanges: record(
      commits.flatMap(id => {
        const changes = reader.lineChangesOf(id);
        return changes === undefined ? [] : [[id, lineChangesEncoding.encode(changes)]];
      }),
    ),
  });
  return { reader: own, data };
}

const record = (entries: readonly (readonly [string, string])[] | string[][]): Record<string, string> =>
  Object.fromEntries(
    [...entries].map(([key, value]) => [key!, value!] as const).sort((a, b) => compareText(a[0], b[0])),
  );

/** A reader that knows what the shards measured; what none of them has is read as ever. */
export function mergedReader(reader: Reader, shards: readonly NamedShard[]): Reader {
  const measures = new Map<string, Measured>();
  const lineChanges = new Map<string, readonly LineChange[]>();
  for (const { data } of shards) {
    for (const [key, text] of Object.entries(data.measures)) {
      const result = measureEncoding.decode(text);
      if (result !== undefined) measures.set(key, result);
    }
    for (const [id, text] of Object.entries(data.lineChanges)) {
      const changes = lineChangesEncoding.decode(text);
      if (changes !== undefined) lineChanges.set(id, changes);
    }
  }
  return {
    ...reader,
    needMeasures: files => reader.needMeasures(files.filter(file => !measures.has(keyOf(file)))),
    measureOf: file => measures.get(keyOf(file)) ?? reader.measureOf(file),
    needLineChanges: (commits, pathspecs) =>
      reader.needLineChanges(
        commits.filter(id => !lineChanges.has(id)),
        pathspecs,
      ),
    lineChangesOf: id => lineChanges.get(id) ?? reader.lineChangesOf(id),
  };
}

/**
 * Shards that belong together: one repository, one revision, every part once.
 * @throws {UserError} everything that is wrong, at once
 */
export function checkShards(shards: readonly NamedShard[], revision: string): void {
  const problems: Problem[] = [];
  const refuse = (file: string, what: string, fix: string) =>
    problems.push({ code: 'bad-shard', what, where: file, fix });
  const again = 'write all shards with the same version at the same revision';
  const of = shards[0]?.data.shard.of ?? 0;
  const seen = new Map<number, string>();
  for (const { file, data } of shards) {
    if (data.metricVersion !== METRIC_VERSION)
      refuse(file, 'measured by another version of the rules', again);
    if (data.repository.revision !== revision)
      refuse(
        file,
        `measured at ${data.repository.revision.slice(0, 12)}, not at ${revision.slice(0, 12)}`,
        again,
      );
    if (data.shard.of !== of) refuse(file, `one of ${data.shard.of} parts, others are of ${of}`, again);
    const twin = seen.get(data.shard.part);
    if (twin !== undefined) refuse(file, `the same part as ${twin}`, 'name each shard once');
    seen.set(data.shard.part, file);
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter(part => !seen.has(part));
  if (missing.length > 0 && problems.length === 0) {
    refuse(
      '--merge-shards',
      `part ${missing.join(', ')} of ${of} is missing`,
      'wait for all jobs of the matrix',
    );
  }
  const [first, ...more] = problems;
  if (first !== undefined) throw new UserError([first, ...more]);
}
