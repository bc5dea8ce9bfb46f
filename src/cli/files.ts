import { realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';

/** Whether a folder is another one or lies in it, where its links really lead. False when either is missing. */
export async function isBelow(folder: string, root: string): Promise<boolean> {
  try {
    const way = relative(await realpath(root), await realpath(folder));
    return way === '' || !(isAbsolute(way) || /^\.\.(?:[\\/]|$)/.test(way));
  } catch {
    return false;
  }
}
