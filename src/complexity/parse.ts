import type { ts } from 'ts-morph';
import { compiler } from './compiler.ts';

/** TypeScript without JSX, where `<T>x` is a type assertion. */
const PLAIN = /\.[cm]?ts$|\.(?:vue|svelte|astro)$/i;

/** `.ts` has no JSX; `.tsx` has; JavaScript has too, since many projects keep JSX in `.js`. */
function scriptKind(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return compiler.ScriptKind.TSX;
  return PLAIN.test(path) ? compiler.ScriptKind.TS : compiler.ScriptKind.JSX;
}

/**
 * Syntax tree of one file, without types, parents or doc comments.
 * @throws {RangeError} when the nesting exceeds the stack
 */
export function parseSource(path: string, text: string): ts.SourceFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: compiler.ScriptTarget.Latest,
    jsDocParsingMode: compiler.JSDocParsingMode.ParseNone,
  };
  return compiler.createSourceFile(path, text, options, false, scriptKind(path));
}

/** What the parser itself counts; kept out of its published types, present in every version since 1.0. */
interface ParserFacts {
  readonly nodeCount: number;
  readonly parseDiagnostics: readonly unknown[];
}

export const nodeCountOf = (file: ts.SourceFile): number => (file as unknown as ParserFacts).nodeCount;

export const syntaxErrorsOf = (file: ts.SourceFile): number =>
  (file as unknown as ParserFacts).parseDiagnostics.length;
