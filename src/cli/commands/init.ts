import { join } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { CONFIG_FILE, initialCostModel } from '../../pipeline/init.ts';
import { withReader } from '../../pipeline/with-reader.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { writeWhole } from '../output.ts';
import { prepare, readPlainFile } from '../request.ts';

interface InitOptions extends SharedOptions {
  readonly force?: boolean;
}

/** Writes a commented cost model into the root of the work tree; in a bare repository, to stdout. */
export async function init(path: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const { request, progress, note } = prepare(path, options, io, { workTreeConfig: false });
  const { text, root } = await withReader({ ...request, ignoreConfig: true }, async reader => ({
    text: await initialCostModel(reader, { ...request, ignoreConfig: true }),
    root: reader.repository.workTree,
  }));
  progress.end();
  if (root === undefined) {
    await io.stdout(text);
    return 0;
  }
  const file = join(root, CONFIG_FILE);
  if (!options.force && (await readPlainFile(file)) !== undefined) {
    throw new UserError({
      code: 'file-exists',
      what: 'there is a cost model already',
      where: file,
      fix: 'edit it, or overwrite it with `debtcast init --force`',
    });
  }
  await writeWhole(file, text, root);
  note(`wrote ${file}: set team.costPerHour to see money, then run \`debtcast\``);
  return 0;
}
