import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VARIABLE = 'DEBTCAST_TEST_SCRATCH';

/** Vitest's global set-up: one folder for everything a run leaves behind, removed when the run ends. */
export default function setup(): () => void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'debtcast-test-')));
  process.env[VARIABLE] = root;
  return () => rmSync(root, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * A new empty folder, absolute and free of symbolic links. Inside a test run it goes away with the run; outside
 * (scripts) with the process.
 */
export function scratchFolder(name = 'folder'): string {
  const root = process.env[VARIABLE];
  if (root !== undefined) {
    mkdirSync(root, { recursive: true });
    return mkdtempSync(join(root, `${name}-`));
  }
  const own = realpathSync(mkdtempSync(join(tmpdir(), `debtcast-${name}-`)));
  process.once('exit', () => rmSync(own, { recursive: true, force: true }));
  return own;
}
