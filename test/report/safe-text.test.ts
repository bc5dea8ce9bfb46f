import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inert } from '../../src/report/safe-text.ts';
import { hostileText } from './hostile-text.ts';

describe('inert', () => {
  it('leaves ordinary text of any script alone', () => {
    for (const text of ['src/a b.ts', 'src/größe/日本語.ts', 'C:\\code\\x.ts', 'naïve e\u0301', '🛒.ts']) {
      expect(inert(text)).toBe(text);
    }
  });

  it('writes control, bidi, zero-width and line characters as escapes', () => {
    expect(inert('a\u001b[31mb')).toBe('a\\u001b[31mb');
    expect(inert('a\nb\tc\r')).toBe('a\\nb\\tc\\r');
    expect(inert('\u202egpj.ts')).toBe('\\u202egpj.ts');
    expect(inert('x\u200by\ufeffz\u2028')).toBe('x\\u200by\\ufeffz\\u2028');
    expect(inert('\u009b1m')).toBe('\\u009b1m');
    // A tag character, which some systems read as hidden text.
    expect(inert('t\u{e0041}')).toBe('t\\u{e0041}');
    expect(inert('\ud800')).toBe('\\ud800');
  });

  it('doubles backslashes only where something was escaped, so that the result reads back exactly', () => {
    expect(inert('a\\n')).toBe('a\\n');
    expect(inert('a\\n\n')).toBe('a\\\\n\\n');
  });

  it('lets no mark fall on the text before it, and no pile of marks through', () => {
    expect(inert('\u0301x')).toBe('\\u0301x');
    expect(inert(`a${'\u0301'.repeat(6)}`)).toBe(`a${'\u0301'.repeat(4)}${'\\u0301'.repeat(2)}`);
  });

  it('never returns a character that cannot be seen, whatever comes in', () => {
    fc.assert(
      fc.property(hostileText, text => {
        expect(inert(text)).not.toMatch(/[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
