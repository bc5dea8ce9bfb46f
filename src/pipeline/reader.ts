import { type ContentCache, noCache, openCache } from '../cache/content-cache.ts';
import { defaultCacheDirectory, removeUnusedCacheFiles } from '../cache/location.ts';
import { decodeSource } from '../complexity/decode.ts';
import { defaultLimits } from '../complexity/limits.ts';
import { METRIC_VERSION } from '../complexity/metric-version.ts';
import { createMeasurer, type Measurer } from '../complexity/pool.ts';
import type { Commit, LineChange, PathChange } from '../core/history.ts';
import type { MeasureResult } from '../core/measure.ts';
import type { Warning } from '../core/report.ts';
import type { TreeEntry } from '../core/source.ts';
import { attributeFilesOf, type PathAttributes, readAttributes } from '../git/attributes.ts';
import { readBlobs } from '../git/blobs.ts';
import { listCommits } from '../git/commits.ts';
import type { Gap } from '../git/gaps.ts';
import { readLineChanges } from '../git/line-changes.ts';
import { readPathChanges } from '../git/path-changes.ts';
import type { Repository } from '../git/repository.ts';
import { listTree } from '../git/tree.ts';
import { PathLog } from '../history/path-log.ts';
import { contentExclusion } from '../source/content.ts';
import { hasScriptBlocks, scriptBlocks } from '../source/script-blocks.ts';
import { commitLists } from './commit-lists.ts';
import type { AnalysisRequest } from './request.ts';
import { readSmallFiles, type SmallContents, type SmallFiles } from './small-files.ts';

/** A file to measure: its blob, and the path that says which language it is. */
export interface ToMeasure {
  readonly path: string;
  readonly blob: string;
  /** `.gitattributes` says that it is not generated, whatever its header says. */
  readonly notGenerated?: boolean;
}

export type Measured = MeasureResult | { readonly kind: 'missing' };

/**
 * Everything that is ever read of one repository, each thing once: from the cache when it was read before, else from
 * git. All answers are keyed by content (commit id, blob id), so that any number of revisions can share a reader.
 */
export interface Reader {
  readonly repository: Repository;
  /** Has git list the commits and files of a revision by the time they are asked for. */
  begin(revision: string): void;
  commits(revision: string): Promise<readonly Commit[]>;
  tree(revision: string): Promise<readonly TreeEntry[]>;
  attributes(
    tree: readonly TreeEntry[],
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, PathAttributes>>;
  /** Answers for small files of a revision (configs, manifests): the named ones are read in one go. */
  smallFiles(tree: readonly TreeEntry[], paths: readonly string[]): Promise<SmallFiles>;
  /** Reads what is missing; afterwards `pathLog` has all of them, and `pathChangesOf` answers. */
  needPathChanges(commits: readonly string[]): Promise<void>;
  readonly pathLog: PathLog;
  pathChangesOf(commit: string): readonly PathChange[];
  needLineChanges(commits: readonly string[], pathspecs: readonly string[]): Promise<void>;
  lineChangesOf(commit: string): readonly LineChange[] | undefined;
  /**
   * Reads and parses what is missing; afterwards `measureOf` answers for all of them. What can wait lets everything
   * else be parsed first.
   */
  needMeasures(files: readonly ToMeasure[], how?: { readonly canWait: boolean }): Promise<void>;
  measureOf(file: ToMeasure): Measured | undefined;
  /** @param lines of the commits whose lines were read those that count; by default all of them */
  warnings(lines?: readonly string[]): readonly Warning[];
  /** Ends the workers, and gives back their memory; what is to be measured after it starts new ones. */
  endMeasuring(): Promise<void>;
  /** Ids of the objects that were looked for and not found, or found damaged, so far. */
  missing(): readonly string[];
  /** Ends workers, writes the cache, removes temporary folders. */
  close(): Promise<void>;
}

/** Fewer files than this are parsed sooner than a worker has loaded the compiler a second time. */
const FILES_FOR_WORKER = 30;

/** An entry passed its checksum and yet means nothing: the whole run starts again without the cache. */
export class UnusableCache extends Error {
  override readonly name = 'UnusableCache';
}

export async function createReader(repository: Repository, request: AnalysisRequest): Promise<Reader> {
  const { signal, onProgress } = request;
  const pathLog = new PathLog();
  const pathChanges = new Map<string, readonly PathChange[]>();
  const lineChanges = new Map<string, readonly LineChange[]>();
  const measures = new Map<string, Measured>();
  const cache = openContentCache(repository, request);
  const missing = new Set<string>();
  /** Objects that were missing where the lines of a commit were read, by commit. */
  const lineGaps = new Map<string, readonly string[]>();
  const measurers = new Map<number, Measurer>();
  let isClosed = false;
  const measurerFor = (files: number): Measurer => {
    if (isClosed) throw new Error('the reader is closed');
    // Once there is a worker, it has loaded the compiler: this thread needs none of its own.
    const jobs = request.jobs ?? (files < FILES_FOR_WORKER && !measurers.has(1) ? 0 : 1);
    const measurer = measurers.get(jobs) ?? createMeasurer({ jobs, signal });
    measurers.set(jobs, measurer);
    return measurer;
  };

  const timed = async <T>(
    stage: string,
    work: () => Promise<T>,
    note: () => string = () => '',
  ): Promise<T> => {
    const start = performance.now();
    const result = await work();
    request.onTiming(stage, performance.now() - start, note());
    return result;
  };

  const cachedPathChanges = (id: string) => pathChanges.get(id) ?? cache.pathChanges.get(id);
  const cachedLineChanges = (id: string) => lineChanges.get(id) ?? cache.lineChanges.get(id);
  const cachedMeasure = (key: string) => {
    const known = measures.get(key) ?? cache.measures.get(key);
    // Every caller keeps the same object: reading it twice would cost time, and memory as well.
    if (known !== undefined) measures.set(key, known);
    return known;
  };
  /** Commits whose lines were asked for and found: their absence later on is a fault of the cache. */
  const wereRead = new Set<string>();

  const note = (gaps: readonly Gap[]): void => {
    for (const gap of gaps) for (const object of gap.objects) missing.add(object);
  };

  /** Files that are being read and parsed, by key: whoever else needs one waits for it. */
  const beingMeasured = new Map<string, Job>();

  const trees = new Map<string, Promise<readonly TreeEntry[]>>();
  const tree = (revision: string): Promise<readonly TreeEntry[]> => {
    const known = trees.get(revision) ?? timed('file list', () => listTree(repository, revision, { signal }));
    trees.set(revision, known);
    return known;
  };
  const smallContents: SmallContents = new Map();
  const oneByOne = queue();
  /** By the attribute files: most revisions have the same, and are asked only for the paths that are new. */
  const attributeSets = new Map<string, AttributeSet>();
  const attributes = (entries: readonly TreeEntry[], paths: readonly string[]) => {
    const key = attributeFilesOf(entries)
      .map(({ path, blob }) => `${path}\0${blob}`)
      .join('\0');
    const set = attributeSets.get(key) ?? { asked: new Set(), found: new Map(), oneByOne: queue() };
    attributeSets.set(key, set);
    return set.oneByOne(async () => {
      const unknown = paths.filter(path => !set.asked.has(path));
      for (const [path, said] of await readAttributes(repository, entries, unknown, { signal }))
        set.found.set(path, said);
      for (const path of unknown) set.asked.add(path);
      // Of other paths nothing is said, whatever another revision asked.
      const wanted = new Set(paths);
      return new Map([...set.found].filter(([path]) => wanted.has(path)));
    });
  };
  const list = (revision: string, isKnown?: (id: string) => boolean): Promise<readonly Commit[]> =>
    listCommits(repository, revision, { signal, ...(isKnown !== undefined && { isKnown }) });
  // Where a clone ends, git says that commits have no parents: no truth for a later, deeper clone.
  const read = repository.shallow ? list : commitLists({ cache, tree, list });
  const lists = new Map<string, Promise<readonly Commit[]>>();
  const commits = (revision: string): Promise<readonly Commit[]> => {
    const known = lists.get(revision) ?? timed('commit list', () => read(revision));
    lists.set(revision, known);
    return known;
  };

  const parse = async (
    wanted: ReadonlyMap<string, readonly ToMeasure[]>,
    canWait: boolean,
  ): Promise<void> => {
    const measurer = measurerFor(wanted.size);
    measurer.begin();
    let done = 0;
    const pending = new Set<Promise<void>>();
    let pendingBytes = 0;
    const settle = (file: ToMeasure, result: Measured) => {
      const key = measureKey(file);
      measures.set(key, result);
      beingMeasured.get(key)?.resolve();
      beingMeasured.delete(key);
      if (result.kind !== 'missing') cache.measures.put(key, result);
      // What can wait is done beside something else, which has progress of its own.
      if (!canWait) onProgress('Measuring complexity', ++done, wanted.size);
    };
    await readBlobs(
      repository,
      [...wanted.keys()],
      async blob => {
        for (const file of wanted.get(blob.id)!) {
          const known = blob.kind === 'content' ? prepare(file, blob.bytes) : notRead(blob);
          if ('kind' in known) {
            if (known.kind === 'missing') missing.add(blob.id);
            settle(file, known);
            continue;
          }
          const { path, bytes } = known;
          const work = measurer.measure(path, bytes, canWait).then(result => settle(file, result));
          pending.add(work);
          pendingBytes += bytes.length;
          const end = () => {
            pending.delete(work);
            pendingBytes -= bytes.length;
          };
          work.then(end, end);
          while (pendingBytes > MOST_PENDING_BYTES) await Promise.race(pending);
        }
      },
      { maxBytes: defaultLimits.bytes, signal },
    );
    await Promise.all(pending);
  };
  const measure = async (
    wanted: ReadonlyMap<string, readonly ToMeasure[]>,
    canWait: boolean,
  ): Promise<void> => {
    try {
      await parse(wanted, canWait);
    } catch (error) {
      for (const file of [...wanted.values()].flat()) {
        beingMeasured.get(measureKey(file))?.reject(error);
        beingMeasured.delete(measureKey(file));
      }
      throw error;
    }
  };

  const reader: Reader = {
    repository,
    begin(revision) {
      // Whoever asks for them hears of a failure.
      for (const begun of [commits(revision), tree(revision)]) begun.catch(() => {});
    },
    commits,
    tree,
    attributes: (tree, paths) => timed('attributes', () => attributes(tree, paths)),
    smallFiles: (tree, paths) =>
      timed('small files', () =>
        oneByOne(() => readSmallFiles(repository, tree, paths, smallContents, signal)),
      ),

    pathLog,
    async needPathChanges(commits) {
      const wanted = commits.filter(id => {
        if (pathLog.has(id)) return false;
        const known = cache.pathChanges.get(id);
        if (known !== undefined) pathLog.add(id, known);
        return known === undefined;
      });
      await timed(
        'changed paths',
        async () => {
          if (wanted.length === 0) return;
          let done = 0;
          const gaps = await readPathChanges(
            repository,
            wanted,
            (id, changes, whole) => {
              pathChanges.set(id, changes);
              pathLog.add(id, changes);
              if (whole) cache.pathChanges.put(id, changes);
              onProgress('Reading which files changed', ++done, wanted.length);
            },
            { signal },
          );
          note(gaps);
        },
        () => `${wanted.length} of ${commits.length} commits`,
      );
    },
    pathChangesOf(commit) {
      const changes = cachedPathChanges(commit);
      if (changes === undefined) throw new UnusableCache(commit);
      return changes;
    },

    async needLineChanges(commits, pathspecs) {
      const wanted = commits.filter(id => !lineChanges.has(id) && !cache.lineChanges.has(id));
      const asked = new Set(wanted);
      for (const id of commits) if (!asked.has(id)) wereRead.add(id);
      await timed(
        'changed lines',
        async () => {
          if (wanted.length === 0) return;
          let done = 0;
          const gaps = await readLineChanges(
            repository,
            wanted,
            pathspecs,
            (id, changes, whole) => {
              // Lines are most of what a first run would hold: they stay in the cache until they are asked for.
              if (!(whole && cache.lineChanges.put(id, changes))) lineChanges.set(id, changes);
              else wereRead.add(id);
              onProgress('Reading changed lines', ++done, wanted.length);
            },
            { signal },
          );
          for (const gap of gaps) lineGaps.set(gap.commit, gap.objects);
        },
        () => `${wanted.length} of ${commits.length} commits`,
      );
    },
    lineChangesOf(commit) {
      const changes = cachedLineChanges(commit);
      if (changes === undefined && wereRead.has(commit)) throw new UnusableCache(commit);
      return changes;
    },

    async needMeasures(files, { canWait } = { canWait: false }) {
      const unknown = files.filter(file => cachedMeasure(measureKey(file)) === undefined);
      const wanted = new Map<string, ToMeasure[]>();
      const awaited = new Set<Promise<void>>();
      for (const file of unknown) {
        const key = measureKey(file);
        let job = beingMeasured.get(key);
        if (job === undefined) {
          job = newJob();
          beingMeasured.set(key, job);
          const alike = wanted.get(file.blob);
          if (alike === undefined) wanted.set(file.blob, [file]);
          else alike.push(file);
        }
        awaited.add(job.done);
      }
      await timed(
        'complexity',
        async () => {
          if (wanted.size > 0) await measure(wanted, canWait);
          await Promise.all(awaited);
        },
        () => `${wanted.size} of ${files.length} files`,
      );
    },
    measureOf: file => cachedMeasure(measureKey(file)),

    missing: () => [...new Set([...missing, ...[...lineGaps.values()].flat()])],
    warnings(lines = [...lineGaps.keys()]) {
      const unreadable = lines.filter(commit => lineGaps.has(commit));
      const absent = new Set([...missing, ...unreadable.flatMap(commit => lineGaps.get(commit)!)]);
      if (absent.size === 0) return [];
      const objects =
        absent.size === 1 ? 'One object of the history is' : `${absent.size} objects of the history are`;
      const commits = unreadable.length === 1 ? 'one commit was' : `${unreadable.length} commits were`;
      return [
        {
          code: 'missing-objects',
          text: `${objects} not in this clone${unreadable.length > 0 ? `; ${commits} counted without lines` : ''}.`,
        },
      ];
    },
    async endMeasuring() {
      const ended = [...measurers.values()];
      measurers.clear();
      await Promise.all(ended.map(measurer => measurer.close()));
    },
    async close() {
      isClosed = true;
      await reader.endMeasuring();
      cache.close();
    },
  };
  return reader;
}

/** Days after which a cache file that no run has used is removed. */
const UNUSED_DAYS = 90;

function openContentCache(repository: Repository, request: AnalysisRequest): ContentCache {
  if (request.cacheDir === false) return noCache();
  const directory = request.cacheDir ?? defaultCacheDirectory();
  removeUnusedCacheFiles(directory, request.now, UNUSED_DAYS);
  return openCache({
    directory,
    identity: repository.identity,
    dependsOn: {
      pathChanges: 'renames 50%',
      // All files of a programming language, whatever the config calls source.
      lineChanges: 'code files, renames by both names',
      measures: `metric ${METRIC_VERSION}, limits ${JSON.stringify(defaultLimits)}`,
    },
    onWarning: warning => request.onWarning?.(warning.text),
    now: request.now,
  });
}

/** Something that is being done once, however many wait for it. */
interface Job {
  readonly done: Promise<void>;
  resolve(): void;
  reject(reason: unknown): void;
}

function newJob(): Job {
  let resolve!: () => void;
  let reject!: (reason: unknown) => void;
  const done = new Promise<void>((whenDone, whenFailed) => {
    resolve = whenDone;
    reject = whenFailed;
  });
  // Whoever does it hears of a failure, also when nobody else waits.
  done.catch(() => {});
  return { done, resolve, reject };
}

interface AttributeSet {
  readonly asked: Set<string>;
  readonly found: Map<string, PathAttributes>;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Work that profits from what was done before it waits for that. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const done = last.then(work, work);
    last = done;
    return done;
  };
}

/** Bytes handed to the workers and not yet answered: enough to keep them busy, few enough to hold in memory. */
const MOST_PENDING_BYTES = 8 << 20;

/** The same bytes mean something else under another extension. */
export const measureKey = ({ path, blob, notGenerated }: ToMeasure): string =>
  `${blob}${path.slice(path.lastIndexOf('.')).toLowerCase()}${notGenerated ? '!' : ''}`;

function notRead(blob: { kind: 'missing' } | { kind: 'too-large'; size: number }): Measured {
  return blob.kind === 'missing'
    ? { kind: 'missing' }
    : { kind: 'skipped', reason: 'too-large', detail: `${blob.size} bytes` };
}

/** What goes to the parser: the file as it is, or its script blocks; or a result where there is nothing to parse. */
function prepare(
  file: ToMeasure,
  bytes: Buffer,
): { readonly path: string; readonly bytes: Buffer } | Measured {
  const text = decodeSource(bytes);
  if (text === undefined) return { kind: 'skipped', reason: 'binary', detail: 'not text' };
  const excluded = contentExclusion(text, file.notGenerated ? { generated: false } : {});
  if (excluded !== undefined) return { kind: 'skipped', reason: excluded, detail: 'by its content' };
  if (!hasScriptBlocks(file.path)) return { path: file.path, bytes };
  const script = scriptBlocks(file.path, text);
  if (script === undefined) return { kind: 'skipped', reason: 'no-script', detail: 'no script block' };
  return { path: `${file.path}.${script.language}`, bytes: Buffer.from(script.text) };
}
