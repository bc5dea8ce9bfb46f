// A worker that misbehaves on command: the path says how. Everything else it answers like a real one would.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, path }) => {
  if (path.includes('crash')) process.exit(1);
  if (path.includes('hang')) for (;;);
  if (path.includes('memory')) {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill({}));
  }
  if (path.includes('throw')) parentPort.postMessage({ kind: 'failed', id, message: 'broken' });
  else
    parentPort.postMessage({
      kind: 'done',
      id,
      result: { kind: 'skipped', reason: 'no-script', detail: 'from the worker' },
    });
});
parentPort.postMessage({ kind: 'ready' });
