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
 * Parts of answers that other questions need as well, each by everything that it depends on, revisions included: ids,
 * settings, hashes. Plain data, as answers are.
 */
export interface Parts {
  get<T>(of: readonly unknown[]): T | undefined;
  /** @returns the part as it will come back */
  keep<T>(of: readonly unknown[], part: T): T;
}

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
  work: (reader: Reader, request: AnalysisRequest, question: Q, parts: Parts) => Promise<T>,
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
          files.set(JSON.stringify([path, within]), [path, within ?? null, hashOfFile(bytes)]);
          return bytes;
        },
      };
      let missing: readonly string[] = [];
      const value = await once(repository, noting, async reader => {
        const value = await work(reader, noting, question, partsIn(store, reader));
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

function partsIn(store: AnswerStore | undefined, reader: Reader): Parts {
  const keyOfPart = (of: readonly unknown[]) => `part:${hashOf(JSON.stringify(of))}`;
  return {
    get<T>(of: readonly unknown[]) {
      const kept = store?.get(keyOfPart(of));
      return kept === undefined ? undefined : (JSON.parse(kept) as T);
    },
    keep<T>(of: readonly unknown[], part: T) {
      const text = JSON.stringify(part);
      // With an object that is missing now it would be another one.
      if (reader.missing().length === 0 && text.length <= LONGEST_KEPT) store?.put(keyOfPart(of), text);
      return JSON.parse(text) as T;
    },
  };
}

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
  return hashOf(
    JSON.stringify([
      question,
      { path, at, configFile, workTreeConfig, ignoreConfig, since, horizon, scenario, seed, only },
      named,
    ]),
  );
}

async function areAsBefore(files: KeptAnswer['files'], request: AnalysisRequest): Promise<boolean> {
  for (const [path, within, hash] of files) {
    if (hashOfFile(await request.readFile(path, within ?? undefined)) !== hash) return false;
  }
  return true;
}

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const hashOfFile = (bytes: Buffer | undefined): string | null => (bytes === undefined ? null : hashOf(bytes));
