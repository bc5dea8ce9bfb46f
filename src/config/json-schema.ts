import { z } from 'zod';
import type { KnownModel } from './known-model.ts';
import { configSchema } from './schema.ts';

/** A JSON Schema (2020-12) as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema of `debt.config.yaml`: every key with its explanation, so that editors complete and explain while
 * one types. It accepts whatever the parser accepts; the parser also checks what a schema cannot say (dates that are in
 * the calendar, names that exist, sums).
 */
export function configJsonSchema(known: KnownModel): JsonSchema {
  return plainSchema(
    configSchema(known),
    'debtcast cost model',
    'What the forecast of technical debt should know about this repository. Every key is optional.',
  );
}

/** The JSON Schema of what may be written, with a title. */
export function plainSchema(schema: z.ZodType, title: string, description: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => flattenNullable(jsonSchema),
  });
  return { $schema, title, description, ...rest };
}

/** `anyOf: [group, null]` as one schema of two types: editors complete the keys of the second and not of the first. */
function flattenNullable(schema: Record<string, unknown>): void {
  const [inner, nothing, ...rest] = Array.isArray(schema.anyOf)
    ? (schema.anyOf as Record<string, unknown>[])
    : [];
  if (!inner || nothing?.type !== 'null' || rest.length > 0 || typeof inner.type !== 'string') return;
  delete schema.anyOf;
  Object.assign(schema, inner, { type: [inner.type, 'null'] });
}

/** The comment by which editors with the YAML language server find the schema. */
export function schemaComment(location: string): string {
  return `# yaml-language-server: $schema=${location}`;
}
