import { measureText } from '../../src/complexity/measure.ts';
import type { FileMeasure, FunctionMeasure } from '../../src/core/measure.ts';

/** The measure of a text that must be measurable. */
export function measured(code: string, path = 'file.ts'): FileMeasure {
  const result = measureText(path, code);
  if (result.kind !== 'measured') throw new Error(`${result.reason}: ${result.detail}`);
  return result.measure;
}

/** The function of that name, which must be the only one. */
export function functionIn(code: string, name: string, path = 'file.ts'): FunctionMeasure {
  const found = measured(code, path).functions.filter(fn => fn.name === name);
  if (found.length !== 1) throw new Error(`${found.length} functions are called ${name}`);
  return found[0]!;
}

/** Cognitive complexity by name, in the order in which the functions begin. */
export const scores = (code: string, path = 'file.ts'): Record<string, number> =>
  Object.fromEntries(measured(code, path).functions.map(fn => [fn.name, fn.cognitive]));

/** Cognitive complexity of a function with these statements. */
export const scoreOf = (body: string, path = 'file.tsx'): number =>
  functionIn(`function f() {\n${body}\n}`, 'f', path).cognitive;

export const namesIn = (code: string, path = 'file.tsx'): string[] =>
  measured(code, path).functions.map(fn => fn.name);
