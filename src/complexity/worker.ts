import { parentPort } from 'node:worker_threads';
import { measureBytes } from './measure-bytes.ts';
import { warmUp } from './warm-up.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

const port = parentPort;
if (!port) throw new Error('only runs as a worker thread');

const reply = (message: FromWorker): void => port.postMessage(message);

port.on('message', ({ id, path, bytes, limits }: ToWorker) => {
  try {
    reply({ kind: 'done', id, result: measureBytes(path, bytes, limits) });
  } catch (error) {
    reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
});
warmUp();
reply({ kind: 'ready' });
