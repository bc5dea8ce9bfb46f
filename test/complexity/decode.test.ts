import { describe, expect, it } from 'vitest';
import { decodeSource } from '../../src/complexity/decode.ts';
import { defaultLimits } from '../../src/complexity/limits.ts';
import { measureBytes } from '../../src/complexity/measure-bytes.ts';

describe('text of a blob', () => {
  it.each([
    ['UTF-8', Buffer.from('a = "é"'), 'a = "é"'],
    ['UTF-8 with mark', Buffer.from('\ufeffa'), 'a'],
    ['UTF-16, little end first', Buffer.from('\ufeffaé', 'utf16le'), 'aé'],
    ['UTF-16, big end first', Buffer.from('\ufeffaé', 'utf16le').swap16(), 'aé'],
    ['empty', Buffer.alloc(0), ''],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
    ['a part of a larger buffer', Buffer.from('xxayy').subarray(2, 3), 'a'],
    ['NUL', Buffer.from('a\0b'), undefined],
  ])('%s', (_, bytes, expected) => {
    expect(decodeSource(bytes)).toBe(expected);
  });

  it('binary and large content is skipped before it is decoded', () => {
    expect(measureBytes('a.js', Buffer.from('a\0b'))).toMatchObject({ kind: 'skipped', reason: 'binary' });
    expect(measureBytes('a.js', Buffer.alloc(101, 'a'), { ...defaultLimits, bytes: 100 })).toMatchObject({
      reason: 'too-large',
    });
    expect(measureBytes('a.js', Buffer.from('a();\n'))).toMatchObject({
      kind: 'measured',
      measure: { loc: 1, statements: 1 },
    });
  });
});
