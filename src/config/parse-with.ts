import type { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';
import type { PlacedProblem, SourceText } from './place.ts';
import { placed, shapeProblems } from './shape-problems.ts';
import { type Located, readYaml, throwAll } from './yaml-source.ts';

/** A file that was read and found good. */
export interface Parsed<T> {
  readonly value: T;
  readonly source: SourceText;
  readonly root: Located;
}

/**
 * Reads a YAML file of keys against a schema and further checks.
 * @returns `undefined` when the file holds nothing
 * @throws {UserError} all problems at once, in the order of the file
 */
export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  jsonSchema: () => JsonSchema,
  checks: (source: SourceText, root: Located) => readonly PlacedProblem[],
  text: string,
  file: string,
): Parsed<z.output<Schema>> | undefined {
  const source = readYaml(text, file);
  const { root } = source;
  if (!root || (root.value === null && root.span[0] === root.span[1])) return undefined;
  if (!root.entries) {
    throwAll([
      placed(
        source,
        root.span,
        [],
        'expected lines of `key: value`',
        'see the reference, or start afresh with `debtcast init`',
      ),
    ]);
  }
  const result = schema.safeParse(root.value);
  let names: JsonSchema | undefined;
  const knownNames = () => {
    names ??= jsonSchema();
    return names;
  };
  const problems = [
    ...(result.success ? [] : shapeProblems(source, root, result.error.issues, knownNames)),
    ...checks(source, root),
  ];
  throwAll(problems);
  return { value: result.data as z.output<Schema>, source, root };
}
