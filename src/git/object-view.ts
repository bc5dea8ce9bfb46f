import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { type Environment, objectEnvironment } from './environment.ts';
import type { GitPlace } from './process.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folders.ts';

/**
 * Above this git streams a blob instead of loading it and calls it binary in a diff. Source files are far smaller;
 * without it one crafted blob fills the memory.
 */
const BIG_FILE = '16m';

export interface ObjectView extends GitPlace {
  close(): void;
}

/**
 * A bare repository of our own, three small files in a temporary folder, that borrows the objects of the analysed
 * one. All heavy reading goes through it. What lies beside the objects of the analysed repository is thereby never
 * read at all: its config, hooks, `info/attributes`, grafts, replace refs, index, work tree, promisor remotes. So
 * none of it can run a program, reach the network or change a count, and a bare clone, a worktree and a checkout
 * give the same bytes. Only the list of shallow commits is taken over, since the history ends there.
 * @param objects the object folder of the analysed repository
 * @param shallowFile its list of shallow commits, when it has one
 */
export function openObjectView(options: {
  readonly objects: string;
  readonly objectFormat: string;
  readonly shallowFile?: string;
  readonly environment?: Environment;
}): ObjectView {
  const folder = makeTemporaryFolder();
  const sha256 = options.objectFormat === 'sha256';
  mkdirSync(join(folder, 'refs'));
  writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(
    join(folder, 'config'),
    [
      '[core]',
      `repositoryformatversion = ${sha256 ? 1 : 0}`,
      'bare = true',
      'quotePath = false',
      `bigFileThreshold = ${BIG_FILE}`,
      // A commit graph repeats what the commits say; a falsified one would be believed.
      'commitGraph = false',
      'fsmonitor = false',
      `hooksPath = ${JSON.stringify(devNull)}`,
      `attributesFile = ${JSON.stringify(devNull)}`,
      ...(sha256 ? ['[extensions]', 'objectFormat = sha256'] : []),
      '',
    ].join('\n'),
  );
  if (options.shallowFile !== undefined) copyFileSync(options.shallowFile, join(folder, 'shallow'));
  return {
    cwd: folder,
    env: objectEnvironment(folder, options.objects, options.environment),
    close: () => removeTemporaryFolder(folder),
  };
}
