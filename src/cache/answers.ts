import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type CacheWarning, EntryFile, touch } from './entry-file.ts';

/** Raised whenever the form of a kept answer changes. */
const SCHEMA = 1;
/** The oldest go when the file is larger: bytes. */
const MAX_BYTES = 64 << 20;

/** Answers of whole commands, by a hash of the question. */
export interface AnswerStore {
  get(key: string): string | undefined;
  /** @param text without a line end */
  put(key: string, text: string): void;
  close(): void;
}

/** Opens the answers that this build of the tool gave for a repository; a fault is a warning and never an error. */
export function openAnswers(options: {
  /** Folder for all repositories, see location.ts. */
  readonly directory: string;
  /** `Repository.identity`. */
  readonly identity: string;
  /** Another build may answer otherwise. */
  readonly build: string;
  readonly onWarning: (warning: CacheWarning) => void;
  /** For the age by which unused files are cleaned up; nothing else. */
  readonly now: Date;
}): AnswerStore {
  const header = `debtcast-cache ${JSON.stringify({ schema: SCHEMA, store: 'answers', build: options.build })}`;
  const variant = createHash('sha256').update(header).digest('hex').slice(0, 12);
  const path = join(options.directory, options.identity, `answers-${variant}.txt`);
  const file = new EntryFile({ path, header, maxBytes: MAX_BYTES, onWarning: options.onWarning });
  touch(path, options.now);
  return {
    get: key => file.get(key),
    put: (key, text) => file.put(key, text),
    close: () => file.close(),
  };
}
