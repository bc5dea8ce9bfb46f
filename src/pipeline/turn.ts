import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Between two long computations: lets signals have their turn, so that Ctrl-C is heard at once.
 * @throws the reason of an abort
 */
export async function turn(signal: AbortSignal): Promise<void> {
  await nextTurn();
  signal.throwIfAborted();
}

/** A computation that pauses between its parts. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs a computation with a turn at each of its pauses. @throws the reason of an abort */
export async function inTurns<T>(steps: Steps<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await turn(signal);
  }
}

/** Runs a computation in one go. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
