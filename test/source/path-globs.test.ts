import { describe, expect, it } from 'vitest';
import { globOfFolder, pathMatcher } from '../../src/source/path-globs.ts';

describe('pathMatcher', () => {
  it.each([
    ['**', '.github/a.ts', true],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'lib/src/a.ts', false],
    ['src/*', 'src/a.ts', true],
    ['src/*', 'src/a/b.ts', false],
    ['src/billing', 'src/billing/a/b.ts', true],
    ['src/billing/', 'src/billing/a.ts', true],
    ['src/billing', 'src/billing.ts', false],
    ['src/billing.ts', 'src/billing.ts', true],
    ['./src/**', 'src/a.ts', true],
    ['**/*.{ts,tsx}', 'a/b.tsx', true],
    ['**/.*/**', 'a/.b/c.ts', true],
    ['SRC/**', 'src/a.ts', false],
    ['src/[ab].ts', 'src/b.ts', true],
    ['', 'a.ts', false],
  ])('%s and %s: %s', (glob, path, expected) => expect(pathMatcher([glob])(path)).toBe(expected));

  it('asks for any of several, and for nothing with none', () => {
    expect(pathMatcher(['a/**', 'b/**'])('b/x.ts')).toBe(true);
    expect(pathMatcher([])('a.ts')).toBe(false);
  });
  it('handles a hostile pattern without running away', () => {
    expect(pathMatcher([`+(${'a|'.repeat(50)}a)b`])('a'.repeat(200))).toBe(false);
  });
});

describe('globOfFolder', () => {
  it.each(['src/app/(shop)/[id]', 'a{b,c}', 'a*b', '!x', 'src/@scope'])(
    'matches %s and nothing beside it',
    folder => {
      const matches = pathMatcher([globOfFolder(folder)]);
      expect(matches(`${folder}/deep/page.tsx`)).toBe(true);
      expect(matches(`${folder}-other/page.tsx`)).toBe(false);
    },
  );
});
