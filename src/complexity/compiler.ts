import { ts as published } from 'ts-morph';

/** Every version of the compiler has this one too; `node.getStart` is made of it. */
interface Unpublished {
  getTokenPosOfNode(node: published.Node, file: published.SourceFile): number;
}

const ts = published as typeof published & Unpublished;

/**
 * What is used of the TypeScript compiler that ts-morph carries. The build puts this much of it into dist, and nothing
 * of ts-morph around it (scripts/compiler-slice.mjs): all of it takes longer to load than most files to parse. Nodes
 * have no methods there, so none is called here.
 */
export const compiler = {
  JSDocParsingMode: ts.JSDocParsingMode,
  ScriptKind: ts.ScriptKind,
  ScriptTarget: ts.ScriptTarget,
  SyntaxKind: ts.SyntaxKind,
  createSourceFile: ts.createSourceFile,
  forEachChild: ts.forEachChild,
  getTokenPosOfNode: ts.getTokenPosOfNode,
  idText: ts.idText,
  isAsExpression: ts.isAsExpression,
  isBinaryExpression: ts.isBinaryExpression,
  isCallExpression: ts.isCallExpression,
  isClassLike: ts.isClassLike,
  isElementAccessExpression: ts.isElementAccessExpression,
  isIdentifier: ts.isIdentifier,
  isJsxAttributes: ts.isJsxAttributes,
  isJsxOpeningElement: ts.isJsxOpeningElement,
  isJsxSelfClosingElement: ts.isJsxSelfClosingElement,
  isModuleDeclaration: ts.isModuleDeclaration,
  isNonNullExpression: ts.isNonNullExpression,
  isParenthesizedExpression: ts.isParenthesizedExpression,
  isPropertyAccessExpression: ts.isPropertyAccessExpression,
  isStringLiteralLike: ts.isStringLiteralLike,
};
