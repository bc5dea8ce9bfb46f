import { createContext, Script } from 'node:vm';

/** Thrown by `withinTime` when the time is over. */
export class TimeOver extends Error {
  override readonly name = 'TimeOver';
}

let job: () => unknown = () => undefined;
let context: object | undefined;
const script = new Script('run()');

/**
 * Runs synchronous work and stops it when the time is over, which nothing else in one thread can do. Starting the
 * watchdog takes about 0.3 ms, so it is kept for files that may need it.
 * @throws {TimeOver} after `milliseconds` of wall time
 */
export function withinTime<T>(milliseconds: number, work: () => T): T {
  context ??= createContext({ run: () => job() });
  job = work;
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new TimeOver(`${milliseconds} ms`);
    throw error;
  } finally {
    job = () => undefined;
  }
}
