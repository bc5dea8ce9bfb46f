import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();
let watching = false;

/**
 * A new private folder below the system's folder for temporary files. It is removed by `removeTemporaryFolder`, and at
 * the latest when the process exits; a signal handler that ends the process through `process.exit` is enough.
 * @throws the file system's own error when the temporary folder cannot be written
 */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'debtcast-'));
  open.add(folder);
  if (!watching) {
    watching = true;
    process.once('exit', removeTemporaryFolders);
  }
  return folder;
}

/** Removes one folder with all it holds; does nothing when it is already gone. */
export function removeTemporaryFolder(folder: string): void {
  open.delete(folder);
  // A leftover of three small files must not turn a finished run into a failed one.
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

/** Removes every folder that is still open: the last thing before the process ends. */
export function removeTemporaryFolders(): void {
  for (const folder of [...open]) removeTemporaryFolder(folder);
}
