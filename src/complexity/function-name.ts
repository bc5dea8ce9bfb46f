import type { ts } from 'ts-morph';
import { compiler } from './compiler.ts';
import { visibleText } from './visible-text.ts';

/** Calls that give back the function they are given, so that the result's name is the function's name. */
const WRAPPERS = new Set([
  'memo',
  'forwardRef',
  'useCallback',
  'useEvent',
  'useEffectEvent',
  'observer',
  'debounce',
  'throttle',
  'memoize',
  'once',
  'useDebouncedCallback',
  'catchAsync',
  'asyncHandler',
  'cache',
  'lazy',
  'action',
  'defineComponent',
]);

/** Calls that register a function under the name of an event. */
const LISTENERS = new Set([
  'on',
  'once',
  'off',
  'addEventListener',
  'addListener',
  'prependListener',
  'listen',
  'subscribe',
]);

/** Names in an access path such as `a.b.c`, counted from its end. */
const LONGEST_PATH = 4;

const ANONYMOUS = 'anonymous function';
const CALLED_AT_ONCE = 'immediately invoked function';

/**
 * What a person would call a function, seen from its place in the code: its own name, what it is assigned to, or
 * what it is passed to. Without the functions around it.
 * @param stack nodes from the file down to the function itself; `stack[depth]` is the function
 * @param top index below which `stack` is outside the enclosing function
 */
export function functionLabel(stack: readonly ts.Node[], depth: number, top: number): string {
  const node = stack[depth] as ts.FunctionLikeDeclaration;
  const namespaces = namespacePrefix(stack, depth, top);
  return visibleText(namespaces + ownLabel(node, stack, depth, top)) || ANONYMOUS;
}

function ownLabel(
  node: ts.FunctionLikeDeclaration,
  stack: readonly ts.Node[],
  depth: number,
  top: number,
): string {
  switch (node.kind) {
    case compiler.SyntaxKind.FunctionDeclaration:
      return node.name ? nameText(node.name) : 'default export';
    case compiler.SyntaxKind.MethodDeclaration:
      return join(ownerName(stack, depth - 1, top), nameText(node.name!));
    case compiler.SyntaxKind.Constructor:
      return join(ownerName(stack, depth - 1, top), 'constructor');
    case compiler.SyntaxKind.GetAccessor:
      return `get ${join(ownerName(stack, depth - 1, top), nameText(node.name!))}`;
    case compiler.SyntaxKind.SetAccessor:
      return `set ${join(ownerName(stack, depth - 1, top), nameText(node.name!))}`;
    case compiler.SyntaxKind.FunctionExpression: {
      const outer = valueName(stack, depth, top);
      if (!node.name) return outer ?? ANONYMOUS;
      // `Cart.prototype.total = function total() {}` says more than `total`.
      const own = nameText(node.name);
      return outer?.endsWith(`.${own}`) ? outer : own;
    }
    default:
      return valueName(stack, depth, top) ?? ANONYMOUS;
  }
}

/** Name of the place a value goes to, or of the call it is an argument of. `stack[depth]` is the value. */
function valueName(stack: readonly ts.Node[], depth: number, top: number): string | undefined {
  let child = stack[depth]!;
  for (let i = depth - 1; i >= 0; i--) {
    const parent = stack[i]!;
    switch (parent.kind) {
      case compiler.SyntaxKind.ParenthesizedExpression:
      case compiler.SyntaxKind.AsExpression:
      case compiler.SyntaxKind.SatisfiesExpression:
      case compiler.SyntaxKind.TypeAssertionExpression:
      case compiler.SyntaxKind.NonNullExpression:
      case compiler.SyntaxKind.AwaitExpression:
      case compiler.SyntaxKind.ConditionalExpression:
        break;
      case compiler.SyntaxKind.BinaryExpression: {
        const { left, operatorToken, right } = parent as ts.BinaryExpression;
        const operator = operatorToken.kind;
        if (
          operator >= compiler.SyntaxKind.FirstAssignment &&
          operator <= compiler.SyntaxKind.LastAssignment
        ) {
          return contains(right, child) ? accessPath(left) : undefined;
        }
        break;
      }
      case compiler.SyntaxKind.VariableDeclaration:
      case compiler.SyntaxKind.Parameter:
      case compiler.SyntaxKind.BindingElement: {
        const { name } = parent as ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;
        return compiler.isIdentifier(name) ? nameText(name) : undefined;
      }
      case compiler.SyntaxKind.PropertyAssignment:
        return join(ownerName(stack, i - 1, top), nameText((parent as ts.PropertyAssignment).name));
      case compiler.SyntaxKind.PropertyDeclaration:
        return join(ownerName(stack, i - 1, top), nameText((parent as ts.PropertyDeclaration).name));
      case compiler.SyntaxKind.ExportAssignment:
        return 'default export';
      case compiler.SyntaxKind.ReturnStatement:
        return 'returned function';
      case compiler.SyntaxKind.ArrowFunction:
        return (parent as ts.ArrowFunction).body === child ? 'returned function' : undefined;
      case compiler.SyntaxKind.PropertyAccessExpression:
        // `(function () {}).call(this)`
        return /^(?:call|apply)$/.test(textOf((parent as ts.PropertyAccessExpression).name))
          ? CALLED_AT_ONCE
          : undefined;
      case compiler.SyntaxKind.CallExpression:
      case compiler.SyntaxKind.NewExpression: {
        const call = parent as ts.CallExpression | ts.NewExpression;
        if (call.expression === child) return CALLED_AT_ONCE;
        return callbackName(call, child, stack, i, top);
      }
      case compiler.SyntaxKind.JsxExpression: {
        const holder = stack[i - 1];
        if (holder?.kind !== compiler.SyntaxKind.JsxAttribute) return 'render callback';
        return `${attributeText((holder as ts.JsxAttribute).name)} of <${tagOf(stack, i - 2)}>`;
      }
      default:
        return undefined;
    }
    child = parent;
  }
  return undefined;
}

/** The function is `child`, or an operand of it, passed to `call`. */
function callbackName(
  call: ts.CallExpression | ts.NewExpression,
  child: ts.Node,
  stack: readonly ts.Node[],
  depth: number,
  top: number,
): string | undefined {
  const callee = lastName(call.expression);
  const args = call.arguments ?? [];
  if (callee !== undefined && args[0] === child) {
    const target =
      WRAPPERS.has(callee) || compiler.isIdentifier(call.expression)
        ? valueName(stack, depth, top)
        : undefined;
    const isPlace = target !== undefined && !target.includes(' ');
    // A capital tells a component apart from the result of a computation.
    if (isPlace && (WRAPPERS.has(callee) || /^[A-Z]/.test(target))) return target;
    if (WRAPPERS.has(callee) && target === 'default export') return target;
  }
  if (callee === undefined) return 'callback';
  const first = args[0];
  const title = first && first !== child && compiler.isStringLiteralLike(first) ? first.text : undefined;
  if (title !== undefined && LISTENERS.has(callee)) return `handler for "${visibleText(title, 40)}"`;
  const hook = /^use([A-Z])(.*)$/s.exec(callee);
  const verb = hook ? hook[1]!.toLowerCase() + hook[2]! : callee;
  return title === undefined
    ? `${visibleText(verb, 40)} callback`
    : `${visibleText(verb, 20)} "${visibleText(title, 24)}" callback`;
}

/** Name of the class or object literal at `stack[depth]`. Empty when it has none that helps. */
function ownerName(stack: readonly ts.Node[], depth: number, top: number): string {
  const node = stack[depth];
  if (!node || depth <= top) return '';
  if (compiler.isClassLike(node)) {
    if (node.name) return nameText(node.name);
    if (node.kind === compiler.SyntaxKind.ClassDeclaration) return 'default export';
    return placeName(stack, depth, top) ?? 'anonymous class';
  }
  return node.kind === compiler.SyntaxKind.ObjectLiteralExpression
    ? (placeName(stack, depth, top) ?? '')
    : '';
}

/** Like `valueName`, for things that are passed on as they are: `const X = create({ … })` makes the object `X`. */
function placeName(stack: readonly ts.Node[], depth: number, top: number): string | undefined {
  let at = depth;
  while (at - 1 > top && isCall(stack[at - 1])) at--;
  const name = valueName(stack, at, top);
  return name === undefined || name.includes(' ') ? undefined : name;
}

function isCall(node: ts.Node | undefined): boolean {
  return (
    node?.kind === compiler.SyntaxKind.CallExpression || node?.kind === compiler.SyntaxKind.NewExpression
  );
}

function tagOf(stack: readonly ts.Node[], depth: number): string {
  for (let i = depth; i >= 0; i--) {
    const node = stack[i]!;
    if (compiler.isJsxSelfClosingElement(node) || compiler.isJsxOpeningElement(node))
      return accessPath(node.tagName) ?? 'element';
    if (!compiler.isJsxAttributes(node)) break;
  }
  return 'element';
}

const attributeText = (name: ts.JsxAttributeName): string =>
  visibleText(compiler.isIdentifier(name) ? textOf(name) : `${textOf(name.namespace)}:${textOf(name.name)}`);

function namespacePrefix(stack: readonly ts.Node[], depth: number, top: number): string {
  let prefix = '';
  for (let i = depth - 1; i > top; i--) {
    const node = stack[i]!;
    if (compiler.isModuleDeclaration(node) && compiler.isIdentifier(node.name))
      prefix = `${nameText(node.name)}.${prefix}`;
  }
  return prefix;
}

/** Names are kept escaped; a literal has its text as it is. */
const textOf = (name: ts.MemberName | ts.LiteralLikeNode): string =>
  'escapedText' in name ? compiler.idText(name) : name.text;

const join = (owner: string, name: string): string => (owner === '' ? name : `${owner}.${name}`);

function nameText(name: ts.PropertyName | ts.BindingName): string {
  switch (name.kind) {
    case compiler.SyntaxKind.ComputedPropertyName: {
      if (compiler.isStringLiteralLike(name.expression)) return visibleText(name.expression.text);
      return `[${accessPath(name.expression) ?? '…'}]`;
    }
    case compiler.SyntaxKind.ObjectBindingPattern:
    case compiler.SyntaxKind.ArrayBindingPattern:
      return '…';
    default:
      return visibleText(textOf(name)) || '""';
  }
}

/** `a.b.c` as text; `undefined` when it is no plain path. Only the last few names of a long one. */
function accessPath(expression: ts.Node): string | undefined {
  const names: string[] = [];
  let node = expression;
  for (;;) {
    if (compiler.isPropertyAccessExpression(node)) {
      if (names.length < LONGEST_PATH) names.unshift(visibleText(textOf(node.name)));
      node = node.expression;
    } else if (compiler.isElementAccessExpression(node)) {
      const key = node.argumentExpression;
      if (names.length < LONGEST_PATH) {
        names.unshift(
          compiler.isStringLiteralLike(key)
            ? visibleText(key.text)
            : `[${compiler.isIdentifier(key) ? visibleText(textOf(key)) : '…'}]`,
        );
      }
      node = node.expression;
    } else if (
      compiler.isParenthesizedExpression(node) ||
      compiler.isNonNullExpression(node) ||
      compiler.isAsExpression(node)
    ) {
      node = node.expression;
    } else break;
  }
  if (names.length < LONGEST_PATH) {
    if (compiler.isIdentifier(node)) names.unshift(visibleText(textOf(node)));
    else if (node.kind === compiler.SyntaxKind.ThisKeyword) names.unshift('this');
    else if (node.kind === compiler.SyntaxKind.SuperKeyword) names.unshift('super');
    else if (names.length === 0) return undefined;
  }
  return names.join('.').replaceAll('.[', '[');
}

/** The name right before the parentheses of a call. */
function lastName(callee: ts.Node): string | undefined {
  let node = callee;
  while (compiler.isParenthesizedExpression(node) || compiler.isNonNullExpression(node))
    node = node.expression;
  if (compiler.isIdentifier(node)) return textOf(node);
  if (compiler.isPropertyAccessExpression(node)) return textOf(node.name);
  if (node.kind === compiler.SyntaxKind.SuperKeyword) return 'super';
  // `it.each(table)('adds', fn)` is about `it`.
  if (compiler.isCallExpression(node)) {
    const maker = node.expression;
    return lastName(
      compiler.isPropertyAccessExpression(maker) && textOf(maker.name) === 'each' ? maker.expression : maker,
    );
  }
  return undefined;
}

const contains = (outer: ts.Node, inner: ts.Node): boolean =>
  outer.pos <= inner.pos && inner.end <= outer.end;
