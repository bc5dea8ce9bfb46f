import { openTree } from './open-tree.ts';
import type { ToMeasure } from './reader.ts';
import { allToMeasure, type Snapshot } from './snapshot.ts';
import { classifyTree } from './tree-kinds.ts';

/**
 * From now on has the code of past revisions parsed, in their order, while the caller prices: the parser has a thread
 * of its own, and is kept waiting by nobody. Whoever needs the measures asks for them as ever, and hears of a failure;
 * with the reader it ends.
 */
export function parseAhead({ reader, settings }: Snapshot, revisions: readonly string[]): void {
  const filesOf = async (revision: string): Promise<readonly ToMeasure[]> => {
    const { tree } = await openTree(reader, revision);
    return allToMeasure(await classifyTree(reader, tree, settings)) ?? [];
  };
  const parsing = async (): Promise<void> => {
    const [first, ...others] = revisions;
    if (first === undefined) return;
    // The parser begins with one revision while git lists the files of the others.
    const begun = reader.needMeasures(await filesOf(first), { canWait: true });
    begun.catch(() => {});
    const files: ToMeasure[] = [];
    for (const revision of others) files.push(...(await filesOf(revision)));
    await reader.needMeasures(files, { canWait: true });
  };
  parsing().catch(() => {});
}
