import type { ts } from 'ts-morph';
import { compiler } from './compiler.ts';
import { functionLabel } from './function-name.ts';
import type { Literal } from './text-scan.ts';

/** What the walk finds out about one function (or about the code outside all functions). */
export interface FunctionRecord {
  readonly name: string;
  /** Offsets in the text: first token behind decorators, and end. */
  readonly start: number;
  readonly end: number;
  /** Offset of the body: where independent readers of the same text find the same function. */
  readonly body: number;
  readonly bodyEnd: number;
  readonly parent: number | undefined;
  readonly parameters: number;
  cognitive: number;
  cyclomatic: number;
  nesting: number;
  statements: number;
}

export interface WalkResult {
  /** In the order in which they begin. */
  readonly functions: readonly FunctionRecord[];
  readonly topLevel: Pick<FunctionRecord, 'cognitive' | 'statements'>;
  /** Imports, and exports that only name things. */
  readonly imports: number;
  readonly literals: readonly Literal[];
}

/** Thrown when syntax nests deeper than the limit, or a chain is longer than the parser's stack allows for. */
export class TooDeep extends Error {
  override readonly name = 'TooDeep';
}

/** Taken out once: looked up by name, they would cost more than the counting. */
const {
  AbstractKeyword,
  AmpersandAmpersandEqualsToken,
  AmpersandAmpersandToken,
  ArrowFunction,
  BarBarEqualsToken,
  BarBarToken,
  BinaryExpression,
  BreakStatement,
  CallExpression,
  CaseClause,
  CatchClause,
  ClassDeclaration,
  ClassExpression,
  ComputedPropertyName,
  ConditionalExpression,
  Constructor,
  ContinueStatement,
  Decorator,
  DoStatement,
  ElementAccessExpression,
  EnumDeclaration,
  ExportAssignment,
  ExportDeclaration,
  FirstNode,
  FirstStatement,
  FirstTypeNode,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  FunctionDeclaration,
  FunctionExpression,
  GetAccessor,
  IfStatement,
  ImportDeclaration,
  ImportEqualsDeclaration,
  InterfaceDeclaration,
  JsxAttribute,
  JsxExpression,
  JsxText,
  LastStatement,
  LastTypeNode,
  MethodDeclaration,
  ModuleDeclaration,
  NamespaceExportDeclaration,
  NonNullExpression,
  ParenthesizedExpression,
  PropertyAccessExpression,
  QuestionQuestionEqualsToken,
  QuestionQuestionToken,
  RegularExpressionLiteral,
  SemicolonClassElement,
  SetAccessor,
  StringLiteral,
  SwitchStatement,
  TypeAliasDeclaration,
  TypeParameter,
  Unknown,
  WhileStatement,
} = compiler.SyntaxKind;

/**
 * One for each node kind that is a statement whatever it holds. Blocks and empty statements are not; functions and
 * class elements are decided where they are visited, since signatures without a body do not count.
 */
const IS_STATEMENT = new Uint8Array(512);
for (let kind = FirstStatement; kind <= LastStatement; kind++) IS_STATEMENT[kind] = 1;
for (const kind of [
  ClassDeclaration,
  InterfaceDeclaration,
  TypeAliasDeclaration,
  EnumDeclaration,
  ImportDeclaration,
  ImportEqualsDeclaration,
  ExportDeclaration,
  ExportAssignment,
  NamespaceExportDeclaration,
]) {
  IS_STATEMENT[kind] = 1;
}

/**
 * Links of one chain of `else if` or `?:`. A chain is no nesting, but the parser recurses along it: with 1,000 links
 * it stays within the stack of every thread it runs in, so that the answer does not depend on the thread.
 */
const LONGEST_CHAIN = 1_000;

/** Longest name with the functions around it: the outermost, an ellipsis, the function itself. */
const LONGEST_NAME = 160;

/**
 * Complexity of every function of a file in one walk.
 *
 * Cognitive complexity as G. Ann Campbell (Sonar, 2018) describes it and rule S3776 counts it for TypeScript:
 * breaks of the linear flow cost 1 plus the levels of control flow around them; `else`, jumps to labels and runs of
 * `&&` cost 1. A function is scored by itself and starts at level 0, wherever it stands. Differences between the
 * paper and the rule follow the rule.
 *
 * Cyclomatic complexity (McCabe 1976): 1 + branches (`if`, `?:`, loops, `case`, `catch`, `&&`, `||`, `??` and their
 * assignments).
 * @throws {TooDeep} when syntax nests deeper than `depthLimit`
 */
export function walkFile(file: ts.SourceFile, depthLimit: number): WalkResult {
  const startOf = (node: ts.Node): number => compiler.getTokenPosOfNode(node, file);
  const functions: FunctionRecord[] = [];
  const literals: Literal[] = [];
  const topLevel: FunctionRecord = {
    name: '',
    start: 0,
    end: file.end,
    body: 0,
    bodyEnd: file.end,
    parent: undefined,
    parameters: 0,
    cognitive: 0,
    cyclomatic: 1,
    nesting: 0,
    statements: 0,
  };

  /** Nodes from the file down to the one being visited. */
  const stack: ts.Node[] = [file];
  let depth = 0;
  let current = topLevel;
  let currentIndex: number | undefined;
  /** Place of the enclosing function in `stack`. */
  let functionDepth = 0;
  /** Levels of control flow around the node, inside its function. */
  let level = 0;

  const structural = (branches: 0 | 1 = 1): void => {
    const cost = level + 1;
    current.cognitive += cost;
    current.cyclomatic += branches;
    if (cost > current.nesting) current.nesting = cost;
  };
  const mark = (start: number, end: number, isJsxText: boolean): void => {
    if (start < end) literals.push({ start, end, isJsxText });
  };
  const deeper = (node: ts.Node | undefined): void => {
    if (!node) return;
    level++;
    visit(node);
    level--;
  };
  const visitAll = (nodes: readonly ts.Node[] | undefined): void => {
    if (nodes) for (const node of nodes) visit(node);
  };

  /** Callback of `forEachChild`: must not return a value, which would end the loop. */
  const visit = (node: ts.Node): void => {
    const kind = node.kind;
    if (kind < FirstNode) {
      if (kind === JsxText) mark(node.pos, node.end, true);
      else if (kind === RegularExpressionLiteral) mark(startOf(node), node.end, false);
      return;
    }
    // Types hold no code. A class that is extended or implemented is an expression with arguments, beyond this range.
    if (kind >= FirstTypeNode && kind <= LastTypeNode) return;
    if (++depth > depthLimit) throw new TooDeep(`more than ${depthLimit} levels`);
    stack[depth] = node;
    current.statements += IS_STATEMENT[kind]!;
    switch (kind) {
      case CallExpression:
      case PropertyAccessExpression:
      case ElementAccessExpression:
      case NonNullExpression:
        visitChain(node);
        break;
      case BinaryExpression:
        visitBinary(node as ts.BinaryExpression);
        break;
      case IfStatement:
        visitIf(node as ts.IfStatement);
        break;
      case ConditionalExpression:
        visitConditional(node as ts.ConditionalExpression);
        break;
      case ForStatement: {
        const loop = node as ts.ForStatement;
        structural();
        if (loop.initializer) visit(loop.initializer);
        if (loop.condition) visit(loop.condition);
        if (loop.incrementor) visit(loop.incrementor);
        deeper(loop.statement);
        break;
      }
      case ForInStatement:
      case ForOfStatement: {
        const loop = node as ts.ForInOrOfStatement;
        structural();
        visit(loop.initializer);
        visit(loop.expression);
        deeper(loop.statement);
        break;
      }
      case WhileStatement: {
        const loop = node as ts.WhileStatement;
        structural();
        visit(loop.expression);
        deeper(loop.statement);
        break;
      }
      case DoStatement: {
        const loop = node as ts.DoStatement;
        structural();
        deeper(loop.statement);
        visit(loop.expression);
        break;
      }
      case SwitchStatement:
        visitSwitch(node as ts.SwitchStatement);
        break;
      case CatchClause: {
        const clause = node as ts.CatchClause;
        structural();
        if (clause.variableDeclaration) visit(clause.variableDeclaration);
        deeper(clause.block);
        break;
      }
      case BreakStatement:
      case ContinueStatement:
        if ((node as ts.BreakOrContinueStatement).label) current.cognitive++;
        break;
      case FunctionDeclaration:
        if ((node as ts.FunctionDeclaration).body) {
          current.statements++;
          visitFunction(node as ts.FunctionDeclaration);
        }
        break;
      case FunctionExpression:
      case ArrowFunction:
      case MethodDeclaration:
      case Constructor:
      case GetAccessor:
      case SetAccessor:
        visitFunction(node as ts.FunctionLikeDeclaration);
        break;
      case ClassDeclaration:
      case ClassExpression:
        visitClass(node as ts.ClassLikeDeclaration);
        break;
      case ModuleDeclaration:
        // `namespace a.b {}` is one statement, written as two nodes.
        if (stack[depth - 1]!.kind !== ModuleDeclaration) current.statements++;
        compiler.forEachChild(node, visit);
        break;
      case JsxExpression:
        visitJsxExpression(node as ts.JsxExpression);
        break;
      case JsxAttribute: {
        const { initializer } = node as ts.JsxAttribute;
        if (!initializer) break;
        // A backslash is no escape in here, so the text scan cannot read it as an ordinary string.
        if (initializer.kind === StringLiteral) mark(startOf(initializer), initializer.end, false);
        else visit(initializer);
        break;
      }
      case InterfaceDeclaration:
      case TypeAliasDeclaration:
      case TypeParameter:
      case ImportDeclaration:
      case ExportDeclaration:
        break;
      default:
        compiler.forEachChild(node, visit);
    }
    depth--;
  };

  const visitLink = (link: ts.Node): void => {
    if (link.kind === CallExpression) visitAll((link as ts.CallExpression).arguments);
    else if (link.kind === ElementAccessExpression)
      visit((link as ts.ElementAccessExpression).argumentExpression);
  };

  /** `a.b(c).d(e)` leans to the left as far as it is long: follow it by a loop, in the order of the text. */
  const visitChain = (node: ts.Node): void => {
    const first = (node as ts.CallExpression).expression;
    if (!isLink(first)) {
      visit(first);
      visitLink(node);
      return;
    }
    const links: ts.Node[] = [];
    let link = node;
    while (isLink(link)) {
      links.push(link);
      link = (link as ts.CallExpression).expression;
    }
    stack[depth] = links.at(-1)!;
    visit(link);
    for (let i = links.length - 1; i >= 0; i--) {
      stack[depth] = links[i]!;
      visitLink(links[i]!);
    }
    stack[depth] = node;
  };

  const visitBinary = (node: ts.BinaryExpression): void => {
    const operator = node.operatorToken.kind;
    if (isLogical(operator)) {
      visitLogical(node, false);
      return;
    }
    if (
      operator === AmpersandAmpersandEqualsToken ||
      operator === BarBarEqualsToken ||
      operator === QuestionQuestionEqualsToken
    ) {
      current.cyclomatic++;
    }
    if (node.left.kind !== BinaryExpression) {
      visit(node.left);
      visit(node.right);
      return;
    }
    const spine: ts.BinaryExpression[] = [node];
    let left = node.left;
    while (left.kind === BinaryExpression && !isLogical((left as ts.BinaryExpression).operatorToken.kind)) {
      spine.push(left as ts.BinaryExpression);
      left = (left as ts.BinaryExpression).left;
    }
    stack[depth] = spine.at(-1)!;
    visit(left);
    for (let i = spine.length - 1; i >= 0; i--) {
      stack[depth] = spine[i]!;
      visit(spine[i]!.right);
    }
    stack[depth] = node;
  };

  /**
   * Operands and operators of one expression in the order of the text, through parentheses. Each run of `&&` costs
   * 1; `||` and `??` cost nothing and end a run.
   */
  const visitLogical = (root: ts.BinaryExpression, isJsxChild: boolean): void => {
    const isExempt = isJsxChild && hasOneOperator(root);
    const open: ts.BinaryExpression[] = [];
    let node: ts.Expression = root;
    let previous: ts.SyntaxKind = Unknown;
    for (;;) {
      while (compiler.isBinaryExpression(node) && isLogical(node.operatorToken.kind)) {
        open.push(node);
        node = withoutParentheses(node.left);
      }
      visit(node);
      const next = open.pop();
      if (!next) return;
      const operator = next.operatorToken.kind;
      current.cyclomatic++;
      if (operator === AmpersandAmpersandToken && operator !== previous && !isExempt) current.cognitive++;
      previous = operator;
      node = withoutParentheses(next.right);
    }
  };

  /** `{ready && <Cart />}` reads as a condition of the markup and costs nothing. */
  const visitJsxExpression = (node: ts.JsxExpression): void => {
    if (!node.expression) return;
    const inner = node.dotDotDotToken ? node.expression : withoutParentheses(node.expression);
    if (compiler.isBinaryExpression(inner) && isLogical(inner.operatorToken.kind))
      visitLogical(inner, !node.dotDotDotToken);
    else visit(node.expression);
  };

  /** A chain of `else if` is one level, however long. */
  const visitIf = (first: ts.IfStatement): void => {
    structural();
    visit(first.expression);
    deeper(first.thenStatement);
    let otherwise = first.elseStatement;
    for (let links = 1; otherwise; links++) {
      if (links > LONGEST_CHAIN) throw new TooDeep(`a chain of more than ${LONGEST_CHAIN} branches`);
      current.cognitive++;
      if (otherwise.kind !== IfStatement) {
        deeper(otherwise);
        return;
      }
      const chained = otherwise as ts.IfStatement;
      current.statements++;
      current.cyclomatic++;
      visit(chained.expression);
      deeper(chained.thenStatement);
      otherwise = chained.elseStatement;
    }
  };

  /** Both arms are one level deeper; a chain in the last arm is followed by a loop. */
  const visitConditional = (first: ts.ConditionalExpression): void => {
    const outside = level;
    let node = first;
    for (let links = 1; ; links++) {
      if (links > LONGEST_CHAIN) throw new TooDeep(`a chain of more than ${LONGEST_CHAIN} branches`);
      structural();
      visit(node.condition);
      deeper(node.whenTrue);
      level++;
      const last = node.whenFalse;
      if (last.kind !== ConditionalExpression) {
        visit(last);
        break;
      }
      node = last as ts.ConditionalExpression;
    }
    level = outside;
  };

  const visitSwitch = (node: ts.SwitchStatement): void => {
    // Its cases are the branches.
    structural(0);
    visit(node.expression);
    level++;
    for (const clause of node.caseBlock.clauses) {
      if (clause.kind === CaseClause) {
        current.cyclomatic++;
        visit(clause.expression);
      }
      visitAll(clause.statements);
    }
    level--;
  };

  const visitClass = (node: ts.ClassLikeDeclaration): void => {
    visitAll(node.modifiers);
    visitAll(node.heritageClauses);
    for (const member of node.members) {
      if (countsAsElement(member)) current.statements++;
      visit(member);
    }
  };

  /** Decorators and a computed name run where the function stands, everything else inside it. */
  const visitFunction = (node: ts.FunctionLikeDeclaration): void => {
    visitAll(node.modifiers);
    if (node.name?.kind === ComputedPropertyName) visit(node.name);
    const { body } = node as { readonly body?: ts.Node };
    if (!body) return;
    const outside = { current, currentIndex, functionDepth, level };
    const inner = withoutParentheses(body as ts.Expression);
    const label = functionLabel(stack, depth, functionDepth);
    current = {
      name: currentIndex === undefined ? label : within(functions[currentIndex]!.name, label),
      start: startBehindDecorators(node, file),
      end: node.end,
      body: startOf(inner),
      bodyEnd: inner.end,
      parent: currentIndex,
      parameters: node.parameters.reduce((count, parameter) => (isThis(parameter) ? count : count + 1), 0),
      cognitive: 0,
      cyclomatic: 1,
      nesting: 0,
      statements: 0,
    };
    currentIndex = functions.push(current) - 1;
    functionDepth = depth;
    level = 0;
    visitAll(node.parameters);
    visit(body);
    ({ current, currentIndex, functionDepth, level } = outside);
  };

  compiler.forEachChild(file, visit);
  const imports = file.statements.reduce((count, node) => (isNaming(node) ? count + 1 : count), 0);
  return { functions, topLevel, imports, literals: inOrder(literals) };
}

const isNaming = ({ kind }: ts.Node): boolean =>
  kind === ImportDeclaration || kind === ImportEqualsDeclaration || kind === ExportDeclaration;

const isLink = (node: ts.Node): boolean =>
  node.kind === CallExpression ||
  node.kind === PropertyAccessExpression ||
  node.kind === ElementAccessExpression ||
  node.kind === NonNullExpression;

const isLogical = (operator: ts.SyntaxKind): boolean =>
  operator === AmpersandAmpersandToken || operator === BarBarToken || operator === QuestionQuestionToken;

function withoutParentheses(node: ts.Expression): ts.Expression {
  let inner = node;
  while (inner.kind === ParenthesizedExpression) inner = (inner as ts.ParenthesizedExpression).expression;
  return inner;
}

/** All operators of the expression are the same and no operand is a `?:`. */
function hasOneOperator(root: ts.BinaryExpression): boolean {
  const open: ts.Expression[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const inner = withoutParentheses(node);
    if (inner.kind === ConditionalExpression) return false;
    if (!compiler.isBinaryExpression(inner) || !isLogical(inner.operatorToken.kind)) continue;
    if (inner.operatorToken.kind !== root.operatorToken.kind) return false;
    open.push(inner.left, inner.right);
  }
  return true;
}

/** Overloads and ambient signatures have no body and do not count; an abstract member is a declaration of its own. */
function countsAsElement(member: ts.ClassElement): boolean {
  switch (member.kind) {
    case SemicolonClassElement:
      return false;
    case MethodDeclaration:
    case Constructor:
    case GetAccessor:
    case SetAccessor: {
      const { body, modifiers } = member as ts.MethodDeclaration;
      return body !== undefined || (modifiers?.some(modifier => modifier.kind === AbstractKeyword) ?? false);
    }
    default:
      return true;
  }
}

const isThis = (parameter: ts.ParameterDeclaration): boolean =>
  compiler.isIdentifier(parameter.name) && parameter.name.escapedText === 'this';

function startBehindDecorators(node: ts.FunctionLikeDeclaration, file: ts.SourceFile): number {
  const modifiers = node.modifiers;
  const last = modifiers?.findLast(modifier => modifier.kind === Decorator);
  if (!modifiers || !last) return compiler.getTokenPosOfNode(node, file);
  const next = modifiers.find(modifier => modifier.pos >= last.end) ?? node.name;
  return next ? compiler.getTokenPosOfNode(next, file) : last.end;
}

/** Where two labels are too long together, the outermost and the innermost say most. */
function within(outer: string, label: string): string {
  const whole = `${outer} › ${label}`;
  return whole.length <= LONGEST_NAME
    ? whole
    : `${outer.slice(0, outer.indexOf(' › ') + 1 || outer.length).trim()} › … › ${label}`;
}

function inOrder(literals: Literal[]): readonly Literal[] {
  const isSorted = literals.every((literal, i) => i === 0 || literals[i - 1]!.start <= literal.start);
  return isSorted ? literals : literals.sort((a, b) => a.start - b.start || a.end - b.end);
}
