import { createHash } from 'node:crypto';
import { type AnswerStore, openAnswers } from '../cache/answers.ts';
import { defaultCacheDirectory } from '../cache/location.ts';
import { areMissing } from '../git/gaps.ts';
import type { Repository } from '../git/repository.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { once, withRepository } from './with-reader.ts';

/** An answer with all it depends on that the question does not name: files outside git, by what was in them. */
interface KeptAnswer {
  /** Place and folder as they were asked for, and the hash of the content; null where there was no such file. */
  readonly files: readonly (readonly [path: string, within: string | null, hash: string | null])[];
  /** Objects that the clone lacked; once it has them, the answer is another one. */
  readonly missing: readonly string[];
  readonly value: unknown;
}

/**
 * Keeps a part of an answer that other questions need as well.
 * @param of everything that the part depends on, revisions included: ids, settings, hashes
 * @param compute answers with plain data, as `answer` itself does
 */
export type Keep = <T>(of: readonly unknown[], compute: () => Promise<T>) => Promise<T>;

/** Longer answers are computed anew: characters of JSON. */
const LONGEST_KEPT = 16 << 20;
/** A clone that lacks more than this is no clone to keep answers about. */
const MOST_MISSING = 1_000;

/**
 * What a command answers, from the cache where the same was asked before. A revision never changes, so an answer holds
 * as long as the question (revision, options, names of the repository), the tool and the files read outside git are the
 * same, and what the clone lacked is still missing. Of a shallow or partial clone nothing is kept.
 *
 * The value has to be plain data: it comes back through JSON, whether it was kept or not.
 * @param ask everything that the work depends on beside the request: the command, its options, other revisions
 * @param work must read files through the request it is handed, which takes note of them
 */
export async function answer<T, Q>(
  request: AnalysisRequest,
  ask: (repository: Repository) => Q | Promise<Q>,
  work: (reader: Reader, request: AnalysisRequest, question: Q, keep: Keep) => Promise<T>,
): Promise<T> {
  return withRepository(request, async repository => {
    const store = storeFor(repository, request);
    try {
      const question = await ask(repository);
      const key = keyOf(request, repository, question);
      const kept = store?.get(key);
      if (kept !== undefined) {
        const { files, missing, value } = JSON.parse(kept) as KeptAnswer;
        if (
          (await areAsBefore(files, request)) &&
          (await areMissing(repository.objects, missing, request.signal))
        ) {
          request.onTiming('answer', 0, 'kept from an earlier run');
          return value as T;
        }
      }
      const files = new Map<string, KeptAnswer['files'][number]>();
      const noting: AnalysisRequest = {
        ...request,
        readFile: async (path, within) => {
          const bytes = await request.readFile(path, within);
          files.set(JSON.stringify([path, within]), [path, within ?? null, hashOf(bytes)]);
          return bytes;
        },
      };
      let missing: readonly string[] = [];
      const value = await once(repository, noting, async reader => {
        const value = await work(reader, noting, question, keeping(store, reader));
        missing = reader.missing();
        return value;
      });
      const text = JSON.stringify({ files: [...files.values()], missing, value } satisfies KeptAnswer);
      if (missing.length <= MOST_MISSING && text.length <= LONGEST_KEPT) store?.put(key, text);
      return (JSON.parse(text) as { readonly value: T }).value;
    } finally {
      store?.close();
    }
  });
}

/** `answer`, for work on the analysed revision: git lists its commits and files while the work loads its code. */
export const answerOnRevision = <T, Q>(
  request: AnalysisRequest,
  ask: (repository: Repository) => Q | Promise<Q>,
  work: (reader: Reader, request: AnalysisRequest, question: Q) => Promise<T>,
): Promise<T> =>
  answer(request, ask, (reader, noting, question) => {
    reader.begin(reader.repository.revision);
    return work(reader, noting, question);
  });

/** A part that lacked an object would be another one with it: it is not kept. */
const keeping =
  (store: AnswerStore | undefined, reader: Reader): Keep =>
  async <T>(of: readonly unknown[], compute: () => Promise<T>): Promise<T> => {
    const key = `part:${createHash('sha256').update(JSON.stringify(of)).digest('hex')}`;
    const kept = store?.get(key);
    if (kept !== undefined) return JSON.parse(kept) as T;
    const text = JSON.stringify(await compute());
    if (reader.missing().length === 0 && text.length <= LONGEST_KEPT) store?.put(key, text);
    return JSON.parse(text) as T;
  };

function storeFor(repository: Repository, request: AnalysisRequest): AnswerStore | undefined {
  if (request.cacheDir === false || repository.shallow || repository.partial) return undefined;
  return openAnswers({
    directory: request.cacheDir ?? defaultCacheDirectory(),
    identity: repository.identity,
    build: request.build,
    onWarning: warning => request.onWarning?.(warning.text),
    now: request.now,
  });
}

/** Every field of the request that can change a figure or a sentence, and the repository by all its names. */
function keyOf(request: AnalysisRequest, repository: Repository, question: unknown): string {
  const { path, at, configFile, workTreeConfig, ignoreConfig, since, horizon, scenario, seed, only } =
    request;
  const { questions, objects, close, ...named } = repository;
  return createHash('sha256')
    .update(
      JSON.stringify([
        question,
        { path, at, configFile, workTreeConfig, ignoreConfig, since, horizon, scenario, seed, only },
        named,
      ]),
    )
    .digest('hex');
}

async function areAsBefore(files: KeptAnswer['files'], request: AnalysisRequest): Promise<boolean> {
  for (const [path, within, hash] of files) {
    if (hashOf(await request.readFile(path, within ?? undefined)) !== hash) return false;
  }
  return true;
}

const hashOf = (bytes: Buffer | undefined): string | null =>
  bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex');
