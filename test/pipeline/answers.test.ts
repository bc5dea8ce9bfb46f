import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/pipeline/answers.ts';
import type { Reader } from '../../src/pipeline/reader.ts';
import type { AnalysisRequest } from '../../src/pipeline/request.ts';
import { history } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { requestFor } from './asking.ts';

/** Asks something whose answer counts how often it was computed. */
function counting(request: AnalysisRequest) {
  let computed = 0;
  return (more: Partial<AnalysisRequest> = {}, question: unknown = 'how much?') =>
    answer(
      { ...request, ...more },
      () => question,
      async (_reader, asked) => {
        const file = await asked.readFile('/outside/config.yaml', '/outside');
        computed++;
        return { computed, file: file?.toString() ?? null };
      },
    );
}

describe('an answer', () => {
  const set = async () => {
    const repo = await history([
      { at: '2025-01-01', write: { 'src/a.ts': 'export const a = 1;\n' } },
      { at: '2025-02-01', write: { 'src/a.ts': 'export const a = 2;\n' } },
    ]);
    const files = new Map<string, string>();
    const request = requestFor(repo.path, {
      cacheDir: scratchFolder('answers'),
      readFile: path => {
        const text = files.get(path);
        return Promise.resolve(text === undefined ? undefined : Buffer.from(text));
      },
    });
    return { repo, files, request, ask: counting(request) };
  };

  it('is computed once for the same question about the same revision', async () => {
    const { ask } = await set();
    expect((await ask()).computed).toBe(1);
    expect((await ask()).computed).toBe(1);
    expect((await ask({}, 'how long?')).computed).toBe(2);
  });

  it.each([
    ['since', { since: '90 days' }],
    ['horizon', { horizon: '4 weeks' }],
    ['scenario', { scenario: 'optimistic' }],
    ['seed', { seed: 'other' }],
    ['only', { only: ['src/**'] }],
    ['workTreeConfig', { workTreeConfig: true }],
    ['configFile', { configFile: '/outside/other.yaml' }],
    ['build', { build: 'another build' }],
    ['no cache', { cacheDir: false }],
  ] as const)('is another one for another %s', async (_, more) => {
    const { ask } = await set();
    await ask();
    expect((await ask(more)).computed).toBe(2);
  });

  it('is computed anew when a file outside git appears, changes or goes', async () => {
    const { ask, files } = await set();
    const seen = [];
    for (const text of [undefined, 'a: 1', 'a: 1', 'a: 2', undefined]) {
      if (text === undefined) files.clear();
      else files.set('/outside/config.yaml', text);
      seen.push(await ask());
    }
    expect(seen).toEqual([
      { computed: 1, file: null },
      { computed: 2, file: 'a: 1' },
      { computed: 2, file: 'a: 1' },
      { computed: 3, file: 'a: 2' },
      { computed: 4, file: null },
    ]);
  });

  it('is computed anew at another revision, and kept for the one before', async () => {
    const { ask, repo } = await set();
    await ask();
    await repo.git('reset', '--quiet', '--hard', 'HEAD~1');
    expect((await ask()).computed).toBe(2);
    await repo.git('reset', '--quiet', '--hard', 'ORIG_HEAD');
    expect((await ask()).computed).toBe(1);
  });

  it('is computed anew when a missing object has come', async () => {
    const { repo, request } = await set();
    const blob = await repo.git('rev-parse', 'HEAD:src/a.ts');
    const object = join(repo.path, '.git/objects', blob.slice(0, 2), blob.slice(2));
    renameSync(object, `${object}.away`);
    let computed = 0;
    const ask = () =>
      answer(
        request,
        () => 'q',
        async reader => {
          await reader.needMeasures([{ path: 'src/a.ts', blob }]);
          return ++computed;
        },
      );
    expect([await ask(), await ask()]).toEqual([1, 1]);
    renameSync(`${object}.away`, object);
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  describe('a part of it', () => {
    const counted = (request: AnalysisRequest) => {
      let computed = 0;
      return (question: string, of: readonly unknown[], before?: (reader: Reader) => Promise<void>) =>
        answer(
          request,
          () => question,
          async (reader, _request, _question, parts) => {
            const kept = parts.get<{ readonly computed: number }>(of);
            if (kept !== undefined) return kept;
            await before?.(reader);
            return parts.keep(of, { computed: ++computed });
          },
        );
    };

    it('is computed once for all questions that need it, and anew for what depends on something else', async () => {
      const { request } = await set();
      const ask = counted(request);
      const seen = [];
      for (const [question, of] of [
        ['how much?', ['main']],
        ['how long?', ['main']],
        ['how long?', ['other']],
        ['how often?', ['other']],
        ['how often, by whom?', ['main']],
      ] as const)
        seen.push((await ask(question, of)).computed);
      // The third question is the second one again: its whole answer was kept.
      expect(seen).toEqual([1, 1, 1, 2, 1]);
    });

    it('is computed each time without a cache', async () => {
      const { request } = await set();
      const ask = counted({ ...request, cacheDir: false });
      expect([await ask('a', ['main']), await ask('b', ['main'])]).toEqual([
        { computed: 1 },
        { computed: 2 },
      ]);
    });

    it('is not kept where something was missing', async () => {
      const { repo, request } = await set();
      const blob = await repo.git('rev-parse', 'HEAD:src/a.ts');
      renameSync(
        join(repo.path, '.git/objects', blob.slice(0, 2), blob.slice(2)),
        join(repo.path, '.git/away'),
      );
      const ask = counted(request);
      const reading = (reader: Reader) => reader.needMeasures([{ path: 'src/a.ts', blob }]);
      expect([await ask('a', ['main'], reading), await ask('b', ['main'], reading)]).toEqual([
        { computed: 1 },
        { computed: 2 },
      ]);
    });
  });

  it('is not kept when the work failed', async () => {
    const { request } = await set();
    let tries = 0;
    const failing = () =>
      answer(
        request,
        () => 'q',
        () => {
          tries++;
          return Promise.reject(new Error('broken'));
        },
      );
    await expect(failing()).rejects.toThrow('broken');
    await expect(failing()).rejects.toThrow('broken');
    expect(tries).toBe(2);
  });
});
