import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The part of the TypeScript compiler that parsing needs, a tenth of its nine megabytes: Node takes 0.6 s of a processor
 * to load all of it, ten times the time of this part. It is cut out of the file that ts-morph brings, statement by
 * statement of its outermost scope: what the wanted names refer to, what those refer to, and so on.
 *
 * What stays out has no part in parsing: the language service, which registers its fixes and its own classes of nodes
 * when it is loaded (`setObjectAllocator`), so nodes have no methods here; and how host and logging are set up.
 * A statement of a kind not known here is an error, so that another version of the compiler is looked at by somebody.
 */
export function compilerSlice(root, wanted) {
  const require = createRequire(join(root, 'package.json'));
  const common = createRequire(require.resolve('ts-morph')).resolve('@ts-morph/common');
  const file = join(dirname(common), 'typescript.js');
  const text = readFileSync(file, 'utf8');
  const { ts } = require('ts-morph');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const statements = outermostScope(ts, source, file).map(node => ({
    node,
    names: namesMadeBy(ts, node, text),
  }));

  /** Name of the outermost scope → the statements that make it. */
  const makers = new Map();
  for (const statement of statements) {
    for (const name of statement.names) {
      const list = makers.get(name);
      if (list === undefined) makers.set(name, [statement]);
      else list.push(statement);
    }
  }
  for (const name of wanted) if (!makers.has(name)) throw new Error(`the compiler in ${file} has no ${name}`);
  const kept = new Set();
  const seen = new Set(wanted);
  for (const name of seen) {
    for (const statement of makers.get(name)) {
      if (kept.has(statement)) continue;
      kept.add(statement);
      for (const used of namesIn(ts, statement.node, makers)) seen.add(used);
    }
  }
  const code = statements
    .filter(statement => kept.has(statement))
    .map(({ node }) => text.slice(node.getStart(source), node.end));
  return `${code.join('\n')}\nexport const ts = { ${wanted.join(', ')} };\n`;
}

/** Statements of the function that the whole file is a call of. */
function outermostScope(ts, source, file) {
  for (const statement of source.statements) {
    let called = statement.expression?.expression;
    while (called !== undefined && ts.isParenthesizedExpression(called)) called = called.expression;
    if (called !== undefined && ts.isArrowFunction(called)) return called.body.statements;
  }
  throw new Error(`the compiler in ${file} is not one function call`);
}

/** Calls that fill the registries of the language service: nothing that parses asks them. */
const REGISTERING = new Set(['registerRefactor', 'registerCodeFix', 'setObjectAllocator']);

/** The names a statement makes, or adds to; none of what has no part in parsing. */
function namesMadeBy(ts, node, text) {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return [node.name.text];
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) => boundNames(ts, name));
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    if (ts.isStringLiteral(expression)) return [];
    if (ts.isCallExpression(expression)) {
      const [argument] = expression.arguments;
      // A namespace: ((Name2) => { … })(Name || (Name = {}))
      if (ts.isParenthesizedExpression(expression.expression) && ts.isBinaryExpression(argument))
        return [argument.left.text];
      if (ts.isIdentifier(expression.expression)) {
        const called = expression.expression.text;
        if (called === '__export') return [argument.text];
        if (REGISTERING.has(called)) return [];
      }
    } else if (ts.isBinaryExpression(expression) && ts.isNumericLiteral(expression.left)) {
      // 0 && …: for tools that look for names of exports.
      return [];
    } else if (ts.isBinaryExpression(expression) && ts.isPropertyAccessExpression(expression.left)) {
      let owner = expression.left.expression;
      while (ts.isPropertyAccessExpression(owner)) owner = owner.expression;
      return owner.text === 'module' ? [] : [owner.text];
    }
  }
  // Where there is a host or a console, they are set up.
  if (ts.isIfStatement(node)) return [];
  if (ts.isBlock(node) && node.statements.length === 0) return [];
  throw new Error(
    `the compiler has a statement not known here: ${text.slice(node.pos, node.pos + 100).trim()}`,
  );
}

function boundNames(ts, name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap(element => (element.name === undefined ? [] : boundNames(ts, element.name)));
}

/**
 * Identifiers of a node that are names of the outermost scope, or look like one: a local of the same name keeps too much,
 * never too little.
 */
function namesIn(ts, node, makers) {
  const names = new Set();
  const visit = inner => {
    if (ts.isIdentifier(inner)) {
      if (makers.has(inner.text)) names.add(inner.text);
    } else if (ts.isPropertyAccessExpression(inner)) {
      visit(inner.expression);
    } else if (ts.isPropertyAssignment(inner)) {
      if (ts.isComputedPropertyName(inner.name)) visit(inner.name);
      visit(inner.initializer);
    } else {
      ts.forEachChild(inner, visit);
    }
  };
  visit(node);
  return names;
}
