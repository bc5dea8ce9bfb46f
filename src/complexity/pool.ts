import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { MeasureResult } from '../core/measure.ts';
import { defaultLimits, type MeasureLimits } from './limits.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

export interface MeasurerOptions {
  /** Worker threads; 0 measures in the calling thread. */
  readonly jobs: number;
  /** Ends all work; what is pending rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly limits?: MeasureLimits;
  /** What a worker runs. By default the module beside this one. */
  readonly workerEntry?: URL;
  /** Heap of one worker in MB; a file that needs more is skipped. */
  readonly workerMemoryMb?: number;
}

export interface Measurer {
  /** Loads what measuring needs while the caller reads the first file. */
  begin(): void;
  /**
   * The result is the same whatever the number of workers and the order of calls.
   * @param canWait lets everything that cannot be measured first
   */
  measure(path: string, bytes: Uint8Array, canWait?: boolean): Promise<MeasureResult>;
  /** Stops the workers. Calls that are still pending reject. */
  close(): Promise<void>;
}

/**
 * Bytes one worker holds: enough to be busy while the main thread reads git, which may keep it from answering for half
 * a second; little enough that several workers end at about the same time.
 */
const BYTES_PER_WORKER = 1 << 20;

/**
 * A worker that is busy with one file this many times longer than the file's own time limit is given up. Its own
 * watchdog should have ended the file long before.
 */
const PATIENCE = 2;

/**
 * Stack of a worker, in MB: as much as the main thread has, so that both give up at the same nesting. (Node keeps
 * 0.2 of it for itself.)
 */
const WORKER_STACK_MB = 1.2;

/** Heap of a worker, in MB: the largest file that the limits allow takes about a third of it. */
const WORKER_MEMORY_MB = 1_024;

/** Nursery of a worker, in MB: the syntax tree of one file fits, and a small one stays in the processor's cache. */
const WORKER_YOUNG_MB = 8;

/** Milliseconds after which measuring in the main thread lets signals and streams have a turn. */
const TURN_MS = 50;

interface Job {
  readonly id: number;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly canWait: boolean;
  readonly resolve: (result: MeasureResult) => void;
  readonly reject: (reason: unknown) => void;
}

interface Slot {
  readonly worker: Worker;
  /** In the order sent, which is the order in which the worker takes them. */
  readonly inFlight: Job[];
  /** Of the jobs in flight. */
  bytes: number;
  isReady: boolean;
  isGone: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Measures files in the main thread or in workers. The compiler is loaded with the first file, so a run that finds
 * all it needs in the cache never pays for it. A worker that dies is replaced and the file it was on is tried once
 * more in the main thread; then that file is skipped, with the reason.
 */
export function createMeasurer(options: MeasurerOptions): Measurer {
  return options.jobs > 0 ? new Pool(options) : new MainThread(options);
}

class MainThread implements Measurer {
  readonly #limits: MeasureLimits;
  readonly #signal: AbortSignal | undefined;
  #isClosed = false;
  #lastTurn = performance.now();
  #chain: Promise<unknown> = Promise.resolve();

  constructor({ limits = defaultLimits, signal }: Pick<MeasurerOptions, 'limits' | 'signal'>) {
    this.#limits = limits;
    this.#signal = signal;
  }

  begin(): void {}

  measure(path: string, bytes: Uint8Array): Promise<MeasureResult> {
    const result = this.#chain.then(() => this.#measure(path, bytes));
    this.#chain = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#chain;
  }

  async #measure(path: string, bytes: Uint8Array): Promise<MeasureResult> {
    this.#throwIfOver();
    if (performance.now() - this.#lastTurn > TURN_MS) {
      await nextTurn();
      this.#lastTurn = performance.now();
      this.#throwIfOver();
    }
    const { measureBytes } = await import('./measure-bytes.ts');
    try {
      return measureBytes(path, bytes, this.#limits);
    } catch (error) {
      return unreadable(error instanceof Error ? error.message : String(error));
    }
  }

  #throwIfOver(): void {
    this.#signal?.throwIfAborted();
    if (this.#isClosed) throw new Error('the measurer is closed');
  }
}

class Pool implements Measurer {
  readonly #options: MeasurerOptions;
  readonly #limits: MeasureLimits;
  readonly #mainThread: MainThread;
  readonly #slots: Slot[] = [];
  #queue: Job[] = [];
  #nextId = 0;
  /** Workers cannot be started here at all: all work goes to the main thread. */
  #isBroken = false;
  #end: { readonly reason: unknown } | undefined;
  readonly #onAbort = (): void => void this.#finish(this.#options.signal?.reason);

  constructor(options: MeasurerOptions) {
    this.#options = options;
    this.#limits = options.limits ?? defaultLimits;
    this.#mainThread = new MainThread(options);
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.signal?.aborted) this.#onAbort();
  }

  begin(): void {
    if (this.#slots.length === 0 && !this.#end && !this.#isBroken) this.#start();
  }

  measure(path: string, bytes: Uint8Array, canWait = false): Promise<MeasureResult> {
    if (this.#end) return Promise.reject(this.#end.reason);
    if (this.#isBroken) return this.#mainThread.measure(path, bytes);
    return new Promise((resolve, reject) => {
      const job: Job = { id: this.#nextId++, path, bytes, canWait, resolve, reject };
      if (canWait || !this.#queue.at(-1)?.canWait) this.#queue.push(job);
      else
        this.#queue.splice(
          this.#queue.findIndex(other => other.canWait),
          0,
          job,
        );
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    await this.#finish(new Error('the measurer is closed'));
    await this.#mainThread.close();
  }

  async #finish(reason: unknown): Promise<void> {
    this.#end ??= { reason };
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    const pending = [...this.#slots.flatMap(slot => slot.inFlight), ...this.#queue];
    // A copy: retiring takes the slot out of the list.
    const workers = [...this.#slots].map(slot => this.#retire(slot));
    this.#slots.length = 0;
    this.#queue = [];
    for (const job of pending) job.reject(this.#end.reason);
    await Promise.all(workers);
  }

  #dispatch(): void {
    while (this.#queue.length > 0 && !this.#end) {
      const slot = this.#freeSlot();
      if (!slot) return;
      const job = this.#queue.shift()!;
      // A copy of its own: a view would drag the whole buffer it was cut from along.
      const bytes = Uint8Array.prototype.slice.call(job.bytes);
      const message: ToWorker = { id: job.id, path: job.path, bytes, limits: this.#limits };
      slot.inFlight.push(job);
      slot.bytes += job.bytes.byteLength;
      if (slot.inFlight.length === 1) this.#watch(slot);
      slot.worker.postMessage(message, [bytes.buffer]);
    }
  }

  /** The slot with most room; a new worker only when the ones there are have enough to do. */
  #freeSlot(): Slot | undefined {
    const [least] = [...this.#slots].sort(
      (a, b) => a.bytes - b.bytes || a.inFlight.length - b.inFlight.length,
    );
    if (least?.inFlight.length === 0) return least;
    if (this.#slots.length < this.#options.jobs) return this.#start();
    return least && least.bytes < BYTES_PER_WORKER ? least : undefined;
  }

  #start(): Slot {
    const own = import.meta.url;
    const entry =
      this.#options.workerEntry ??
      // Bundled, this module lies in a folder beside that of the worker.
      new URL(own.endsWith('.ts') ? './worker.ts' : '../complexity/worker.js', own);
    const worker = new Worker(entry, {
      resourceLimits: {
        maxYoungGenerationSizeMb: WORKER_YOUNG_MB,
        stackSizeMb: WORKER_STACK_MB,
        maxOldGenerationSizeMb: this.#options.workerMemoryMb ?? WORKER_MEMORY_MB,
      },
    });
    const slot: Slot = { worker, inFlight: [], bytes: 0, isReady: false, isGone: false, timer: undefined };
    this.#slots.push(slot);
    worker.on('message', (message: FromWorker) => this.#onMessage(slot, message));
    worker.on('error', error => this.#onDeath(slot, error));
    worker.on('exit', () => this.#onDeath(slot, undefined));
    return slot;
  }

  #onMessage(slot: Slot, message: FromWorker): void {
    if (slot.isGone) return;
    if (message.kind === 'ready') {
      slot.isReady = true;
      if (slot.inFlight.length > 0) this.#watch(slot);
      return;
    }
    const job = slot.inFlight.shift();
    if (!job || job.id !== message.id) throw new Error('a worker answered what it was not asked');
    slot.bytes -= job.bytes.byteLength;
    this.#watch(slot);
    if (message.kind === 'done') job.resolve(message.result);
    else this.#retry(job);
    this.#dispatch();
  }

  #onDeath(slot: Slot, error: Error | undefined): void {
    if (slot.isGone) return;
    void this.#retire(slot);
    const jobs = slot.inFlight.splice(0);
    if (!slot.isReady) {
      this.#giveUpWorkers(jobs);
      return;
    }
    const [culprit, ...rest] = jobs;
    this.#queue.unshift(...rest);
    // Trying that again in the main thread would risk the whole run.
    const isMemory = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (culprit && isMemory)
      culprit.resolve({ kind: 'skipped', reason: 'too-large', detail: 'needs too much memory' });
    else if (culprit) this.#retry(culprit);
    this.#dispatch();
  }

  #giveUpWorkers(jobs: readonly Job[]): void {
    this.#isBroken = true;
    const all = [...jobs, ...this.#slots.flatMap(slot => slot.inFlight.splice(0)), ...this.#queue];
    for (const slot of this.#slots.splice(0)) void this.#retire(slot);
    this.#queue = [];
    for (const job of all.sort((a, b) => a.id - b.id)) this.#retry(job);
  }

  #retry(job: Job): void {
    this.#mainThread.measure(job.path, job.bytes).then(job.resolve, job.reject);
  }

  /** Starts the clock for the file the worker is on now. It runs from `ready` on: starting up is not the file's fault. */
  #watch(slot: Slot): void {
    clearTimeout(slot.timer);
    if (slot.inFlight.length === 0 || !slot.isReady) return;
    slot.timer = setTimeout(() => this.#onOverdue(slot), PATIENCE * this.#limits.milliseconds);
  }

  #onOverdue(slot: Slot): void {
    if (slot.isGone) return;
    void this.#retire(slot);
    const [culprit, ...rest] = slot.inFlight.splice(0);
    this.#queue.unshift(...rest);
    culprit?.resolve({
      kind: 'skipped',
      reason: 'too-slow',
      detail: `more than ${this.#limits.milliseconds} ms`,
    });
    this.#dispatch();
  }

  #retire(slot: Slot): Promise<number> {
    slot.isGone = true;
    clearTimeout(slot.timer);
    const index = this.#slots.indexOf(slot);
    if (index >= 0) this.#slots.splice(index, 1);
    return slot.worker.terminate();
  }
}

const unreadable = (detail: string): MeasureResult => ({ kind: 'skipped', reason: 'unreadable', detail });
