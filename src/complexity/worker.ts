import { parentPort, workerData } from 'node:worker_threads';
import { keepCompiledCodeIn } from './compiled-code.ts';
import type { FromWorker, ToWorker, WorkerData } from './worker-messages.ts';

const port = parentPort;
if (!port) throw new Error('only runs as a worker thread');
keepCompiledCodeIn((workerData as WorkerData).compiledCode);
const { measureBytes } = await import('./measure-bytes.ts');

const reply = (message: FromWorker): void => port.postMessage(message);

port.on('message', ({ id, path, bytes, limits }: ToWorker) => {
  try {
    reply({ kind: 'done', id, result: measureBytes(path, bytes, limits) });
  } catch (error) {
    reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
});
reply({ kind: 'ready' });
