import { expect, test } from 'vitest';
import { parseAhead } from '../../src/pipeline/parse-ahead.ts';
import type { Reader } from '../../src/pipeline/reader.ts';
import type { AnalysisRequest } from '../../src/pipeline/request.ts';
import { readSnapshot } from '../../src/pipeline/snapshot.ts';
import { withReader } from '../../src/pipeline/with-reader.ts';
import { nestedIfs } from '../helpers/code.ts';
import { history } from '../helpers/repository.ts';
import { requestFor } from './asking.ts';

const paths = ['src/a.ts', 'src/b.ts', 'src/c.ts'];
const shop = () =>
  history([
    {
      at: '2025-01-01',
      write: Object.fromEntries(paths.map((path, i) => [path, nestedIfs(i + 1)])),
      tag: 'then',
    },
    { at: '2025-01-02', write: { 'src/a.ts': nestedIfs(5), 'src/b.ts': nestedIfs(6) } },
  ]);

/** How many files each call had to parse, of how many it was asked for, in the order in which the calls ended. */
function countingRequest(path: string, more: Partial<AnalysisRequest> = {}) {
  const parsed: string[] = [];
  const request = requestFor(path, {
    onTiming: (stage, _, detail) => {
      if (stage === 'complexity') parsed.push(detail ?? '');
    },
    ...more,
  });
  return { request, parsed };
}

const filesOf = async (reader: Reader) =>
  (await reader.tree(reader.repository.revision)).map(({ path, blob }) => ({ path, blob }));

test('a file that is being parsed is waited for, not parsed again', async () => {
  const repo = await shop();
  const { request, parsed } = countingRequest(repo.path);
  await withReader(request, async reader => {
    const files = await filesOf(reader);
    // The same file twice in one call, too.
    const calls = [reader.needMeasures([...files, files[0]!], { canWait: true }), reader.needMeasures(files)];
    await calls[1];
    for (const file of files) expect(reader.measureOf(file)).toMatchObject({ kind: 'measured' });
    await calls[0];
    expect(parsed.sort()).toEqual(['0 of 3 files', '3 of 4 files']);
  });
});

test('where it fails, everybody who waits hears of it', async () => {
  const repo = await shop();
  const controller = new AbortController();
  const { request } = countingRequest(repo.path, { signal: controller.signal });
  let ended: readonly string[] = [];
  const work = withReader(request, async reader => {
    const files = await filesOf(reader);
    const calls = [reader.needMeasures(files), reader.needMeasures(files)];
    controller.abort(new Error('stopped'));
    ended = (await Promise.allSettled(calls)).map(({ status }) => status);
    throw new Error('seen');
  });
  await expect(work).rejects.toThrow('stopped');
  expect(ended).toEqual(['rejected', 'rejected']);
});

test('what is parsed ahead need not be parsed when it is asked for', async () => {
  const repo = await shop();
  const { request, parsed } = countingRequest(repo.path);
  await withReader(request, async reader => {
    const now = await readSnapshot(reader, request, reader.repository.revision);
    const before = parsed.length;
    const past = await repo.git('rev-parse', 'then');
    parseAhead(now, [past]);
    await expect.poll(() => parsed.slice(before).sort()).toEqual(['0 of 0 files', '2 of 3 files']);
    const then = await readSnapshot(reader, request, past);
    expect(then.files.map(file => file.measure?.cognitive)).toEqual([1, 3, 6]);
    expect(parsed.slice(before + 2).every(text => text.startsWith('0 of '))).toBe(true);
  });
});

test('nothing is begun with a reader that is closed', async () => {
  const repo = await shop();
  const { request } = countingRequest(repo.path);
  const [reader, files] = await withReader(request, async open => [open, await filesOf(open)] as const);
  await expect(reader.needMeasures(files)).rejects.toThrow('closed');
});
