import schema from './report.schema.json' with { type: 'json' };

/** JSON Schema (draft 7) of what every command prints with `--format json`. Generated: see scripts/report-schema.ts. */
export const reportSchema: Readonly<Record<string, unknown>> = schema;
