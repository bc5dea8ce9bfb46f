/**
 * Writes the JSON Schema of everything that `--format json` prints, from the types themselves, so that the two cannot
 * differ. `npm run schema` after a change of a data type; a test fails while the committed file is stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Definition {
  readonly anyOf?: readonly { readonly $ref: string }[];
  readonly properties?: { readonly command?: { readonly const?: string } };
  readonly description?: string;
}

/** One schema for all commands; `command` decides which part applies, so that an error names the field that is wrong. */
export function generateReportSchema(): string {
  const generated = createGenerator({
    path: `${root}src/report/command-data.ts`,
    tsconfig: `${root}tsconfig.json`,
    type: 'CommandData',
    skipTypeCheck: true,
    sortProps: false,
    topRef: true,
  }).createSchema('CommandData');
  const { CommandData, ...definitions } = generated.definitions as Record<string, Definition>;
  const parts = (CommandData?.anyOf ?? []).map(({ $ref }) => {
    const command = definitions[$ref.replace('#/definitions/', '')]?.properties?.command?.const;
    if (command === undefined) throw new Error(`${$ref} has no command`);
    return { command, $ref };
  });
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'debtcast --format json, formatVersion 1',
    type: 'object',
    required: ['formatVersion', 'command'],
    properties: {
      formatVersion: { const: 1 },
      command: { enum: parts.map(part => part.command) },
    },
    allOf: parts.map(({ command, $ref }) =>
      // From entries: a literal with a `then` looks like a promise to linters.
      Object.fromEntries([
        ['if', { properties: { command: { const: command } }, required: ['command'] }],
        ['then', { $ref }],
      ]),
    ),
    definitions,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${root}src/report/report.schema.json`, generateReportSchema());
}
