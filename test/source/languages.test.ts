import * as listed from 'linguist-languages';
import { describe, expect, it } from 'vitest';
import { languageTable } from '../../scripts/languages/table.ts';
import { LANGUAGE_TABLE } from '../../src/source/language-table.ts';
import { isProgrammingLanguage, languageOf } from '../../src/source/languages.ts';

describe('languageOf', () => {
  it.each([
    ['a/b.py', 'Python'],
    ['B.PY', 'Python'],
    ['main.tf', 'HCL'],
    ['src/x.rs.in', 'Rust'],
    ['.bashrc', 'Shell'],
    ['Jenkinsfile', 'Groovy'],
    ['a.cs', 'C#'],
    ['a.pl', 'Perl'],
  ])('%s is %s', (path, language) => expect(languageOf(path)).toBe(language));

  it.each([
    'a.md',
    'a.sql',
    'a.json',
    'x.blade.php',
    'build.gradle.kts',
    'Python',
    'py',
    '.py/a',
    'a.constructor',
    '__proto__',
    '',
  ])('%s is none', path => expect(languageOf(path)).toBeUndefined());

  it('takes no longer for a name of a hundred thousand dots', () => {
    expect(languageOf(`${'.a'.repeat(100_000)}.py`)).toBe('Python');
  });
});

describe('isProgrammingLanguage', () => {
  it('knows names as .gitattributes writes them', () => {
    expect(['Python', 'python', 'Common-Lisp', 'C++'].every(isProgrammingLanguage)).toBe(true);
    expect(['Markdown', 'SQL', '', '(none)'].some(isProgrammingLanguage)).toBe(false);
  });
});

describe('languageTable', () => {
  const language = (name: string, type: string, extensions: string[], filenames: string[] = []) => ({
    name,
    type,
    extensions,
    filenames,
  });
  const rows = (...languages: Parameters<typeof languageTable>[0]) =>
    languageTable(languages)
      .split('\n')
      .filter(line => line.includes('\t'));

  it('is what the package says today', () => {
    expect(languageTable(Object.values(listed))).toContain(LANGUAGE_TABLE);
  });
  it('gives an extension to the language whose main one it is', () => {
    expect(rows(language('B', 'programming', ['.b', '.x']), language('X', 'programming', ['.x']))).toEqual([
      'B\t.b',
      'X\t.x',
    ]);
  });
  it('takes an extension that is first of all something else for no code', () => {
    expect(rows(language('M', 'prose', ['.m']), language('P', 'programming', ['.p', '.m']))).toEqual([
      'P\t.p',
    ]);
    expect(rows(language('M', 'prose', ['.m']), language('P', 'programming', ['.m'])).join()).toBe('');
    expect(rows(language('M', 'prose', ['.n', '.m']), language('P', 'programming', ['.p', '.m']))).toEqual([
      'P\t.m .p',
    ]);
  });
  it('prefers the language that people use, then the alphabet', () => {
    expect(rows(language('Basic', 'programming', ['.r']), language('Rust', 'programming', ['.r']))).toEqual([
      'Rust\t.r',
    ]);
    expect(rows(language('Zed', 'programming', ['.r']), language('Abc', 'programming', ['.r']))).toEqual([
      'Abc\t.r',
    ]);
  });
  it('remembers longer endings that are no code', () => {
    expect(
      rows(
        language('P', 'programming', ['.p'], ['Pfile']),
        language('T', 'markup', ['.t.p', '.q'], ['x.p', 'x.q']),
      ),
    ).toEqual(['P\t.p\tPfile', '(none)\t.t.p\tx.p']);
  });
});
