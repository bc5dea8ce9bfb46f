import type { FileHistory } from '../core/history.ts';
import type { Snapshot } from './snapshot.ts';

/** Whether a file, alive or gone, is or was source of the product; tests have a history too, but are counted apart. */
export const isSourceHistory = (snapshot: Snapshot, file: FileHistory): boolean =>
  snapshot.isSourcePath(file.path);
