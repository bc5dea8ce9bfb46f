import { UserError } from '../../core/errors.ts';
import type { ExitCode, Io } from '../io.ts';

/** The JSON Schema of the cost model, of the decision log, or of the report's data. */
export async function schema(which: string, io: Io): Promise<ExitCode> {
  await io.stdout(`${JSON.stringify(await schemaOf(which), null, 2)}\n`);
  return 0;
}

async function schemaOf(which: string): Promise<unknown> {
  switch (which) {
    case 'config': {
      const [{ configJsonSchema }, { knownModel }] = await Promise.all([
        import('../../config/json-schema.ts'),
        import('../../pipeline/settings.ts'),
      ]);
      return configJsonSchema(knownModel);
    }
    case 'decisions':
      return (await import('../../config/decisions.ts')).decisionsJsonSchema();
    case 'report':
      return (await import('../../report/report-schema.ts')).reportSchema;
    default:
      throw new UserError({
        code: 'bad-option',
        what: `there is no schema ${which}`,
        where: 'schema',
        fix: 'ask for `debtcast schema config`, `schema decisions` or `schema report`',
      });
  }
}
