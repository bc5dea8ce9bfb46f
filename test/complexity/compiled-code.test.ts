import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { keepCompiledCodeIn, loadCompiled } from '../../src/complexity/compiled-code.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const SOURCE =
  "exports.path = require('node:path').posix.join('a', 'b');\nexports.name = __filename;\n// end";

function set() {
  const folder = scratchFolder('compiled');
  const file = join(folder, 'module.cjs');
  writeFileSync(file, SOURCE);
  const kept = join(folder, 'kept');
  return {
    file,
    keptFiles: () => readdirSync(kept).map(name => join(kept, name)),
    load: (directory: string | undefined = kept) => {
      keepCompiledCodeIn(directory);
      return loadCompiled(file);
    },
    kept,
  };
}

describe('compiled code', () => {
  afterEach(() => keepCompiledCodeIn(undefined));

  it('is what require would load, kept or not', () => {
    const { load, file, keptFiles } = set();
    const expected = { path: 'a/b', name: file };
    keepCompiledCodeIn(undefined);
    expect(loadCompiled(file)).toEqual(expected);
    expect(load()).toEqual(expected);
    expect(keptFiles()).toHaveLength(1);
    expect(load()).toEqual(expected);
    expect(statSync(keptFiles()[0]!).mode & 0o777).toBe(0o600);
  });

  it('is compiled again when what was kept is damaged', () => {
    const { load, file, keptFiles } = set();
    load();
    const [path] = keptFiles();
    const whole = readFileSync(path!);
    const damaged = Buffer.from(whole);
    damaged[damaged.length >> 1]! ^= 0xff;
    for (const bytes of [damaged, whole.subarray(0, 100), Buffer.alloc(0)]) {
      writeFileSync(path!, bytes);
      expect(load()).toEqual({ path: 'a/b', name: file });
      expect(readFileSync(path!)).toHaveLength(whole.length);
    }
  });

  it('belongs to one content of the file', () => {
    const { load, file, keptFiles } = set();
    load();
    writeFileSync(file, SOURCE.replace("'b'", "'c'"));
    expect(load()).toEqual({ path: 'a/c', name: file });
    expect(keptFiles()).toHaveLength(2);
  });

  it('is not kept where nothing can be written, and that is no error', () => {
    const { load, file, kept } = set();
    writeFileSync(kept, 'a file, not a folder');
    expect(load()).toEqual({ path: 'a/b', name: file });
    expect(readFileSync(kept, 'utf8')).toBe('a file, not a folder');
  });
});
