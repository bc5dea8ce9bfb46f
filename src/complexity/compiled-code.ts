import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

let folder: string | undefined;

/** Where compiled code is kept between runs, in this thread. To be said before the compiler is loaded. */
export function keepCompiledCodeIn(directory: string | undefined): void {
  folder = directory;
}

/**
 * A CommonJS module without side modules of its own, as `require` would load it, except that V8's compiled form of it is
 * kept: the nine megabytes of the TypeScript compiler take a third of the time then. A form that is damaged, of another
 * file, another Node or another owner is not used. Where nothing can be kept, the module is compiled as ever.
 * @param file absolute path of the module
 * @returns its exports
 */
export function loadCompiled(file: string): unknown {
  const bytes = readFileSync(file);
  const name = `compiler-${[
    crc32(bytes),
    crc32(`${file} ${process.version} ${process.arch}`),
    cachedDataVersionTag(),
  ]
    .map(part => part.toString(16).padStart(8, '0'))
    .join('-')}.bin`;
  const kept = folder === undefined ? undefined : readKept(join(folder, name));
  const script = new Script(`${BEFORE}${bytes.toString('utf8')}\n})`, {
    filename: file,
    ...(kept !== undefined && { cachedData: kept }),
  });
  const module = { exports: {} as unknown };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  if (folder !== undefined && (kept === undefined || script.cachedDataRejected))
    keep(folder, name, script.createCachedData());
  return module.exports;
}

/** As Node wraps a CommonJS module. */
const BEFORE = '(function (exports, require, module, __filename, __dirname) { ';

const CHECKSUM = 4;

function readKept(path: string): Buffer | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      // Code that another user left here is not run.
      if (process.getuid && fstatSync(file).uid !== process.getuid()) return undefined;
      const bytes = readFileSync(file);
      const data = bytes.subarray(CHECKSUM);
      return bytes.length > CHECKSUM && bytes.readUInt32LE(0) === crc32(data) ? data : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Whole or not at all; a folder that cannot be written costs time and nothing else. */
function keep(folder: string, name: string, data: Buffer): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  try {
    makeFolder(folder);
    const checksum = Buffer.alloc(CHECKSUM);
    checksum.writeUInt32LE(crc32(data));
    writeFileSync(temporary, Buffer.concat([checksum, data]), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, join(folder, name));
  } catch {
    remove(temporary);
  }
}

function remove(path: string): void {
  // There may be no such folder either.
  try {
    rmSync(path, { force: true });
  } catch {}
}

/** Not those above it: Node's recursive way never returns in some places where none can be made, as below /proc. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
