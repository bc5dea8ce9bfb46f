/**
 * Recomputes figures of `explain` from their formulas and inputs. Written from the notation that the output carries,
 * not from the model: it shares no code with it.
 */
import { type MathNode, parse } from 'mathjs';

type List = ArrayLike<number>;
type Value = number | boolean | string | null | List;
export type Scope = Readonly<Record<string, Value>>;

/** @throws an unknown name, or a kind of expression that formulas do not use */
export function evaluate(formula: string, scope: Scope): Value {
  return resolve(parse(formula), scope);
}

function resolve(node: MathNode, scope: Scope): Value {
  const kind = kinds[node.type];
  return kind ? kind(node, scope) : unknown(node);
}

function unknown(node: MathNode): never {
  throw new Error(`cannot evaluate ${node.type} ${node.toString()}`);
}

// biome-ignore lint/suspicious/noExplicitAny: see above.
const kinds: Readonly<Record<string, (node: any, scope: Scope) => Value>> = {
  ConstantNode: node => node.value,
  ParenthesisNode: (node, scope) => resolve(node.content, scope),
  SymbolNode: (node, scope) => {
    if (!Object.hasOwn(scope, node.name)) throw new Error(`unknown symbol ${node.name}`);
    return scope[node.name]!;
  },
  ConditionalNode: (node, scope) =>
    resolve(resolve(node.condition, scope) ? node.trueExpr : node.falseExpr, scope),
  RelationalNode: unknown,
  OperatorNode: (node, scope) => {
    const operands = node.args.map((arg: MathNode) => resolve(arg, scope));
    if (node.fn === 'unaryMinus') return each([operands[0]], x => -x!);
    const operator = operators[node.op as string];
    if (!operator) return unknown(node);
    return each(operands, operator);
  },
  FunctionNode: (node, scope) => {
    const operands = node.args.map((arg: MathNode) => resolve(arg, scope));
    const name = node.fn.name as string;
    const elementwise = elementwiseFunctions[name];
    if (elementwise) return each(operands, elementwise);
    const whole = wholeFunctions[name];
    if (!whole) throw new Error(`unknown function ${name}`);
    return whole(...operands);
  },
};

type Numeric = (...x: number[]) => number;

const operators: Readonly<Record<string, Numeric>> = {
  '+': (a, b) => a! + b!,
  '-': (a, b) => a! - b!,
  '*': (a, b) => a! * b!,
  '/': (a, b) => a! / b!,
  '^': (a, b) => a! ** b!,
  '<=': (a, b) => Number(a! <= b!),
  '<': (a, b) => Number(a! < b!),
  '>': (a, b) => Number(a! > b!),
  '>=': (a, b) => Number(a! >= b!),
};

const elementwiseFunctions: Readonly<Record<string, Numeric>> = {
  log: Math.log,
  exp: Math.exp,
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
  round: x => Math.floor(x! + 0.5),
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
  ratio: (x, y) => (y === 0 ? 0 : x! / y!),
};

/** Value by value; a single number stands beside every value of a list. */
function each(operands: readonly Value[], apply: Numeric): number | List {
  const numbers = operands.map(numeric);
  const lengths = new Set(numbers.flatMap(x => (typeof x === 'number' ? [] : [x.length])));
  if (lengths.size > 1) throw new Error(`lists of ${[...lengths].join(' and ')} values`);
  const [length] = lengths;
  if (length === undefined) return apply(...(numbers as number[]));
  const at = numbers.map(x => (typeof x === 'number' ? () => x : (i: number) => x[i]!));
  const [first, second, ...more] = at as [(i: number) => number, ...((i: number) => number)[]];
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    if (second === undefined) result[i] = apply(first(i));
    else if (more.length === 0) result[i] = apply(first(i), second(i));
    else result[i] = apply(first(i), second(i), ...more.map(x => x(i)));
  }
  return result;
}

const isList = (value: Value): value is List => Array.isArray(value) || ArrayBuffer.isView(value);

function numeric(value: Value): number | List {
  if (typeof value === 'number' || isList(value)) return value;
  throw new Error(`not a number: ${String(value)}`);
}

function listOf(value: Value): List {
  if (!isList(value)) throw new Error('not a list');
  return value;
}

const total = (x: List): number => {
  // Neumaier: the sum of thousands of draws to the last digits.
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
};

// biome-ignore lint/suspicious/noExplicitAny: arguments are as formulas give them.
const wholeFunctions: Readonly<Record<string, (...args: any[]) => Value>> = {
  sum: (x: Value) => total(listOf(x)),
  mean: (x: Value) => total(listOf(x)) / listOf(x).length,
  probability: (x: Value) => total(listOf(x)) / listOf(x).length,
  quantile: (x: Value, p: number) => quantile(listOf(x), p),
  range: (n: number) => Array.from({ length: n }, (_, i) => i),
  negativeBinomial,
  productQuantile: (a: Value, b: Value, p: number) => productQuantile(listOf(a), listOf(b), p),
  payback: (principal: number, saved: number) => {
    if (principal === 0) return 0;
    return saved > 0 && principal / saved <= 104 ? principal / saved : null;
  },
  finish: (day: Value, days: Value, off: Value) =>
    each([day, days], (from, length) => {
      let end = from! + length!;
      for (const one of Array.from(listOf(off))) if (one >= Math.floor(from!) && one < end) end += 1;
      return end;
    }),
  date: (day: number) => new Date(Math.ceil(day - 1e-9) * 86_400_000).toISOString().slice(0, 10),
};

const ascending = (x: List): Float64Array => Float64Array.from(x).sort();

/** Type 7. */
function quantile(x: List, p: number): number {
  const sorted = ascending(x);
  const h = (sorted.length - 1) * p;
  const i = Math.floor(h);
  return i + 1 < sorted.length ? sorted[i]! * (1 - (h - i)) + sorted[i + 1]! * (h - i) : sorted[i]!;
}

/** By logarithms of the mass function, from 0 upwards. */
function negativeBinomial(mean: number, size: number, p: number): number {
  if (mean === 0) return 0;
  const q = mean / (mean + size);
  let logMass = size * Math.log(size / (size + mean));
  let below = Math.exp(logMass);
  let k = 0;
  while (below < p && k < 1e6) {
    logMass += Math.log((k + size) / (k + 1)) + Math.log(q);
    below += Math.exp(logMass);
    k += 1;
  }
  return k;
}

/** Means of equal slices of the sorted list. */
function slices(x: List, count = 256): number[] {
  const sorted = ascending(x);
  const size = sorted.length / count;
  return Array.from({ length: count }, (_, i) => total(sorted.subarray(i * size, (i + 1) * size)) / size);
}

/** P(a <= limit): a straight line through (0, 0), the middles of the slices, and 1 one more step beyond the last. */
function distribution(a: readonly number[]): (limit: number) => number {
  const n = a.length;
  const x = [0, ...a, 2 * a[n - 1]! - a[n - 2]!];
  const y = [0, ...a.map((_, i) => (i + 0.5) / n), 1];
  return limit => {
    if (limit <= 0) return 0;
    if (limit >= x[n + 1]!) return 1;
    let low = 0;
    let high = n + 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x[middle]! < limit) low = middle;
      else high = middle;
    }
    return y[low]! + ((limit - x[low]!) / (x[high]! - x[low]!)) * (y[high]! - y[low]!);
  };
}

function productQuantile(first: List, second: List, p: number): number {
  const a = slices(first);
  const below = distribution(a);
  const b = slices(second);
  const portion = (x: number): number =>
    total(
      b.map(factor => {
        if (factor > 0) return below(x / factor);
        if (factor === 0) return x >= 0 ? 1 : 0;
        return x >= 0 ? 1 : 1 - below(x / factor);
      }),
    ) / b.length;
  const reach = 2 * a.at(-1)! * Math.max(Math.abs(b[0]!), Math.abs(b.at(-1)!));
  let low = -reach;
  let high = reach;
  for (let step = 0; step < 200 && high - low > 1e-15 * reach; step++) {
    const middle = (low + high) / 2;
    if (portion(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
