import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Between two long computations: lets signals have their turn, so that Ctrl-C is heard at once.
 * @throws the reason of an abort
 */
export async function turn(signal: AbortSignal): Promise<void> {
  await nextTurn();
  signal.throwIfAborted();
}
