import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';

/**
 * A reader sees the old file or the whole new one: written beside its place to the last byte, then renamed. The mode of a
 * file that was there stays. Whatever happens, also a signal, leaves nothing beside it.
 * @throws {NodeJS.ErrnoException} it cannot be written, also half-way (a full disk); the old file is as it was
 */
export async function writeAtomic(path: string, text: string): Promise<void> {
  const before = await stat(path).catch(() => undefined);
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  const cleanUp = (): void => rmSync(temporary, { force: true });
  process.once('exit', cleanUp);
  try {
    const file = await open(temporary, 'wx');
    try {
      if (before !== undefined) await file.chmod(before.mode & 0o7777);
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    process.removeListener('exit', cleanUp);
  }
}
