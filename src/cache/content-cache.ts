import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Commit, LineChange, PathChange } from '../core/history.ts';
import type { MeasureResult } from '../core/measure.ts';
import {
  commitsEncoding,
  type Encoding,
  lineChangesEncoding,
  measureEncoding,
  pathChangesEncoding,
} from './encodings.ts';
import { type CacheWarning, EntryFile, touch } from './entry-file.ts';
import { cacheFiles } from './location.ts';

/** Raised whenever the text of an entry, or what the readers put into one, changes its meaning. */
const SCHEMA = 1;

/** What was once computed for a piece of content, by the id of that content. */
export interface Store<T> {
  /** Whether there is an undamaged entry; costs less than reading what is in it. */
  has(id: string): boolean;
  get(id: string): T | undefined;
  /** @returns whether `get` will answer with it, unless the cache is damaged meanwhile */
  put(id: string, value: T): boolean;
}

export interface StoreCounts {
  readonly hits: number;
  readonly misses: number;
}

export type StoreName = 'pathChanges' | 'lineChanges' | 'measures';

/**
 * Everything that is kept between runs. Keys are ids of content (a commit for changes, a blob and its language for
 * measures), so an entry never goes out of date: not by a rebase, another window, another config or another branch.
 */
export interface ContentCache {
  /** Commits as the mailmap with this blob id names their authors; empty for none. */
  commits(mailmap: string): CommitStore;
  /** Whether there are any, for any mailmap. */
  hasCommits(): boolean;
  /** By commit id. */
  readonly pathChanges: Store<readonly PathChange[]>;
  /** By commit id, for the pathspecs that the cache was opened with. */
  readonly lineChanges: Store<readonly LineChange[]>;
  /** By blob id and whatever else the measure depends on, without white space. */
  readonly measures: Store<MeasureResult>;
  readonly counts: () => Readonly<Record<StoreName, StoreCounts>>;
  /** Writes what is not yet written. Safe to call twice. */
  close(): void;
}

/** Commits by the piece, as they were listed: read and written all at once, which is many times faster than one by one. */
export interface CommitStore {
  /** All that were ever put, in that order. */
  all(): readonly Commit[];
  put(commits: readonly Commit[]): void;
}

/** Keeps nothing, knows nothing. */
export function noCache(): ContentCache {
  const none = { has: () => false, get: () => undefined, put: () => false };
  const zero = { hits: 0, misses: 0 };
  return {
    commits: () => ({ all: () => [], put: () => undefined }),
    hasCommits: () => false,
    pathChanges: none,
    lineChanges: none,
    measures: none,
    counts: () => ({ pathChanges: zero, lineChanges: zero, measures: zero }),
    close: () => undefined,
  };
}

export interface CacheOptions {
  /** Folder for all repositories, see location.ts. */
  readonly directory: string;
  /** `Repository.identity`. */
  readonly identity: string;
  /** For each store, all that its values depend on beside the content: version of the measure, pathspecs, limits. */
  readonly dependsOn: Readonly<Record<StoreName, string>>;
  readonly onWarning?: (warning: CacheWarning) => void;
  /** For the age by which unused files are cleaned up; nothing else. */
  readonly now?: Date;
}

/** Opens the cache of one repository. Files are opened when first used; a fault is a warning and never an error. */
export function openCache(options: CacheOptions): ContentCache {
  const pathChanges = openStore(options, 'pathChanges', pathChangesEncoding);
  const lineChanges = openStore(options, 'lineChanges', lineChangesEncoding);
  const measures = openStore(options, 'measures', measureEncoding);
  return {
    commits: mailmap => commitStore(options, mailmap),
    hasCommits: () =>
      cacheFiles(options.directory, options.identity).some(path =>
        basename(path).startsWith(`${FILE_NAMES.commits}-`),
      ),
    pathChanges,
    lineChanges,
    measures,
    counts: () => ({
      pathChanges: pathChanges.counts(),
      lineChanges: lineChanges.counts(),
      measures: measures.counts(),
    }),
    close() {
      pathChanges.close();
      lineChanges.close();
      measures.close();
    },
  };
}

/** Commits to an entry: a few hundred kilobytes. */
const COMMITS_TO_AN_ENTRY = 4_096;

/** The file is open only as long as it is read or written. */
function commitStore(options: CacheOptions, mailmap: string): CommitStore {
  const open = () => openStore({ ...options, dependsOn: { commits: mailmap } }, 'commits', commitsEncoding);
  return {
    all() {
      const store = open();
      try {
        return store.ids().flatMap(id => store.get(id) ?? []);
      } finally {
        store.close();
      }
    },
    put(commits) {
      const store = open();
      try {
        for (let at = 0; at < commits.length; at += COMMITS_TO_AN_ENTRY) {
          const part = commits.slice(at, at + COMMITS_TO_AN_ENTRY);
          store.put(`${part[0]!.id}:${part.length}`, part);
        }
      } finally {
        store.close();
      }
    },
  };
}

const FILE_NAMES = {
  commits: 'commits',
  pathChanges: 'path-changes',
  lineChanges: 'line-changes',
  measures: 'measures',
} as const;

function openStore<T, Name extends keyof typeof FILE_NAMES>(
  options: Omit<CacheOptions, 'dependsOn'> & { readonly dependsOn: Readonly<Record<Name, string>> },
  name: Name,
  encoding: Encoding<T>,
) {
  const header = `debtcast-cache ${JSON.stringify({ schema: SCHEMA, store: name, dependsOn: options.dependsOn[name] })}`;
  // In the name too: runs with different options, or of two versions, do not throw away each other's work.
  const variant = createHash('sha256').update(header).digest('hex').slice(0, 12);
  const path = join(options.directory, options.identity, `${FILE_NAMES[name]}-${variant}.txt`);
  let file: EntryFile | undefined;
  let closed = false;
  let hits = 0;
  let misses = 0;
  const open = (): EntryFile => {
    if (file === undefined) {
      file = new EntryFile({
        path,
        header,
        ...(options.onWarning === undefined ? {} : { onWarning: options.onWarning }),
      });
      if (options.now !== undefined) touch(path, options.now);
    }
    return file;
  };
  return {
    ids: (): string[] => (closed ? [] : open().ids()),
    has: (id: string): boolean => !closed && open().has(id),
    get(id: string): T | undefined {
      if (closed) return undefined;
      const text = open().get(id);
      const value = text === undefined ? undefined : encoding.decode(text);
      if (text !== undefined && value === undefined) open().drop(id);
      if (value === undefined) misses += 1;
      else hits += 1;
      return value;
    },
    put: (id: string, value: T): boolean => !closed && open().put(id, encoding.encode(value)),
    counts: (): StoreCounts => ({ hits, misses }),
    close(): void {
      closed = true;
      file?.close();
      file = undefined;
    },
  };
}
