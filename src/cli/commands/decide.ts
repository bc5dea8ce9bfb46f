import { join } from 'node:path';
import type { DecisionKind } from '../../core/cost-model.ts';
import { UserError } from '../../core/errors.ts';
import { decisionLog, resolveItem, whoDecides } from '../../pipeline/decide.ts';
import { readSingleSnapshot } from '../../pipeline/snapshot.ts';
import { withReader } from '../../pipeline/with-reader.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SharedOptions } from '../options.ts';
import { writeWhole } from '../output.ts';
import { prepare, readPlainFile } from '../request.ts';

interface DecideOptions extends SharedOptions {
  readonly reason: string;
  readonly until?: string;
  readonly by?: string;
}

const kinds: readonly DecisionKind[] = ['accept', 'fix', 'defer'];

/** Appends to the decision log of the work tree: the file is the team's, so it is changed there and committed by them. */
export async function decide(
  item: string,
  decision: string,
  options: DecideOptions,
  io: Io,
): Promise<ExitCode> {
  const kind = kinds.find(one => one === decision);
  if (kind === undefined) {
    throw new UserError({
      code: 'bad-option',
      what: `there is no decision ${decision}`,
      where: 'decide',
      fix: 'choose accept (live with it), fix or defer',
    });
  }
  const { request, progress, note } = prepare('.', options, io);
  const { root, path, name, file, by } = await withReader(request, async reader => {
    const { workTree } = reader.repository;
    if (workTree === undefined || options.at !== undefined) {
      throw new UserError({
        code: 'no-work-tree',
        what: 'a decision is written into the work tree, and there is none here',
        fix: 'run `debtcast decide` in a checkout, without --at',
      });
    }
    const snapshot = await readSingleSnapshot(reader, request);
    const log = snapshot.settings.costModel.decisionsFile;
    return {
      root: workTree,
      path: join(workTree, log),
      file: log,
      name: resolveItem(item, snapshot),
      by: options.by ?? (await whoDecides(reader)),
    };
  });
  progress.end();
  const text = decisionLog(await readPlainFile(path, root), file, {
    item: name,
    decision: kind,
    reason: options.reason,
    on: io.now().toISOString().slice(0, 10),
    ...(options.until !== undefined && { until: options.until }),
    ...(by !== undefined && { by }),
  });
  await writeWhole(path, text, root);
  note(`${file}: ${name}: ${kind}. Commit the file, and every later report shows the decision.`);
  return 0;
}
