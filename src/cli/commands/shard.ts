import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { FORMAT_VERSION } from '../../core/report.ts';
import { report as priced } from '../../pipeline/report.ts';
import {
  checkShards,
  mergedReader,
  type NamedShard,
  parseShard,
  type ShardData,
  shardReader,
} from '../../pipeline/shards.ts';
import { readSnapshot } from '../../pipeline/snapshot.ts';
import { withReader } from '../../pipeline/with-reader.ts';
import { stableJson } from '../../report/formats/json.ts';
import { reportView } from '../../report/views/report.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { audienceFor, emit, outputFiles, writeWhole } from '../output.ts';
import { prepare } from '../request.ts';
import { TOOL_VERSION } from '../version.ts';

/** Measures one part of a very large repository and writes nothing but the measurements. */
export async function measureShard(
  path: string,
  part: string,
  options: SharedOptions,
  io: Io,
): Promise<ExitCode> {
  const shard = parseShard(part);
  const files = outputFiles(options, io);
  const odd = files.find(({ format }) => format !== 'json');
  if (odd !== undefined || (options.format ?? 'json') !== 'json') {
    throw new UserError({
      code: 'bad-option',
      what: `a shard holds measurements, no report: it is written as json, not as ${odd?.format ?? options.format}`,
      where: '--shard',
      fix: 'write -o json:shard-2.json, and the report with `debtcast portfolio --merge-shards shard-*.json`',
    });
  }
  const { request, progress, note } = prepare(path, options, io);
  const data = await withReader(request, async reader => {
    const own = shardReader(reader, shard);
    await readSnapshot(own.reader, request, reader.repository.revision);
    return own.data(TOOL_VERSION);
  });
  progress.end();
  const text = stableJson(data);
  for (const file of files) {
    await writeWhole(file.path, text);
    note(`wrote ${file.path}`);
  }
  if (files.length === 0) await io.stdout(text);
  return 0;
}

/** The report of a repository from the measurements of its shards: the same bytes as without shards. */
export async function mergeShards(
  files: readonly string[],
  top: number,
  options: SharedOptions,
  io: Io,
): Promise<ExitCode> {
  const shards: NamedShard[] = [];
  for (const file of files) {
    shards.push({ file, data: await readShard(resolve(io.cwd, options.cwd ?? '.', file)) });
  }
  const { request, progress, note } = prepare('.', options, io);
  const { data, valuation } = await withReader(request, async reader => {
    checkShards(shards, reader.repository.revision);
    const snapshot = await readSnapshot(mergedReader(reader, shards), request, reader.repository.revision);
    return priced(snapshot, { version: TOOL_VERSION, top, sort: 'cost', only: request.only, density: false });
  });
  progress.end();
  const locale = valuation.costModel.locale.value;
  await emit(format => reportView(data, { audience: audienceFor(format), locale }), options, io, note);
  return 0;
}

/** Bytes: line content of two years of a very large repository, divided. */
const LARGEST = 512 << 20;

async function readShard(path: string): Promise<ShardData> {
  const refuse = (what: string, cause?: unknown) =>
    new UserError(
      {
        code: 'bad-shard',
        what,
        where: path,
        fix: 'name files written with `debtcast report --shard i/n -o json:…`',
      },
      { cause },
    );
  let data: unknown;
  try {
    if ((await stat(path)).size > LARGEST) throw refuse(`this file is larger than ${LARGEST >> 20} MiB`);
    data = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refuse(error instanceof SyntaxError ? 'this is not JSON' : 'this file cannot be read', error);
  }
  if (!isShard(data)) throw refuse(`this is no shard of format version ${FORMAT_VERSION}`);
  return data;
}

function isShard(data: unknown): data is ShardData {
  if (!isRecord(data) || data.command !== 'shard' || data.formatVersion !== FORMAT_VERSION) return false;
  const { repository, shard, measures, lineChanges } = data;
  const texts = (one: unknown) =>
    isRecord(one) && Object.values(one).every(value => typeof value === 'string');
  return (
    isRecord(repository) &&
    typeof repository.revision === 'string' &&
    isRecord(shard) &&
    Number.isSafeInteger(shard.part) &&
    Number.isSafeInteger(shard.of) &&
    texts(measures) &&
    texts(lineChanges)
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
