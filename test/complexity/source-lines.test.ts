// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code under test, quoted

import { describe, expect, it } from 'vitest';
import { measured } from './measured.ts';

const loc = (code: string, path = 'file.tsx') => measured(code, path).loc;

describe('source lines', () => {
  it.each([
    ['nothing', '', 0],
    ['blank lines', '\n  \n\t\n', 0],
    ['line comments', '// a\n  // b\na(); // c\n', 1],
    ['block comments', '/* a\n b\n*/ a();\n/** c */\n', 1],
    ['code before and behind a block comment', 'a(); /* b\n c */ d();\n', 2],
    ['no line break at the end', 'a();\nb();', 2],
    ['Windows line ends', 'a();\r\n\r\n// b\r\nc();\r\n', 2],
    ['old Mac line ends', 'a();\r\rb();', 2],
    ['a hash-bang is a comment', '#!/usr/bin/env node\na();\n', 1],
    ['comment signs in strings', 'a("//");\nb(\'/*\');\nc("*/");\n', 3],
    ['comment signs in templates', 'a(`//\n/* ${b} //\n\n*/`);\n', 3],
    ['code in templates, deep', 'a(`${b({ c: `${d}//` })}\n// text`); // comment\n', 2],
    ['comment signs in regular expressions', 'a(/\\/\\/[/*"]/);\nb();\n', 2],
    ['division is no comment', 'a = b / c / d;\ne = f /* g */ / h;\n', 2],
    ['comment signs in JSX text and attributes', 'a = <b c="d\\">http://x /* y\n\nit\'s</b>;\ne();\n', 3],
    ['a comment in JSX braces is a line with braces', 'a = <b>\n{/* c */}\n</b>;\n', 3],
    ['string types', "type A = '//' | '/*';\ntype B = `${A}//`;\n", 2],
    ['an unterminated comment', 'a();\n/* b\nc', 1],
    ['an unterminated string', 'a("b\nc();\n', 2],
    ['a continued string', "a('b\\\n c');\n", 2],
  ])('%s', (_, code, expected) => {
    expect(loc(code)).toBe(expected);
  });
});

describe('lines of a function', () => {
  it('from its first word, decorators and comments left out, to its last brace', () => {
    const code = `class A {
  /** doc */
  @dec({
    a: 1,
  })
  // why
  async m() {
    b();

    // end
  }
}
const c = (d: string) =>
  d; // e
`;
    expect(measured(code).functions.map(({ name, line, endLine }) => [name, line, endLine])).toEqual([
      ['A.m', 7, 11],
      ['c', 13, 14],
    ]);
  });

  it('inside templates and markup', () => {
    const code = 'const a = `\n\n${() => {\n}}\n`;\nconst b = <i>\n x\n {() => 1}\n</i>;\n';
    expect(measured(code, 'file.tsx').functions.map(({ line, endLine }) => [line, endLine])).toEqual([
      [3, 4],
      [8, 8],
    ]);
  });
});
