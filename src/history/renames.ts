import type { PathChange } from '../core/history.ts';

/** One file through all its names. */
export interface FileChain {
  /** Every path it ever had, newest first; never empty. */
  readonly names: readonly [string, ...string[]];
  readonly alive: boolean;
}

export interface RenameWalk {
  /**
   * Takes the path changes of the next older commit.
   * @returns for each change a file number, to be looked up in `finish().fileOf` once the walk is over
   */
  step(changes: readonly PathChange[]): readonly number[];
  finish(): {
    /** File number as returned by `step` → index into `chains`. */
    readonly fileOf: Int32Array;
    readonly chains: readonly FileChain[];
  };
}

interface File {
  /** In the order in which the walk met them: newest first. */
  readonly names: Set<string>;
  /** Set once it turned out to be the same file as another one. */
  sameAs?: number;
  readonly alive: boolean;
}

/** What a path means at the current point of the walk. */
interface Owner {
  file: number;
  /** False once the walk has passed the rename that gave the file this path: before it, the file was called otherwise. */
  current: boolean;
}

/**
 * Follows files through their renames, walking from the newest commit to the oldest.
 *
 * A path means the newest file that had it. An `added` path starts a file, so whatever had that path before is
 * another file; so does a `deleted` one, seen from the other side. Copies arrive as `added` and are new files.
 *
 * Branches make this harder than it sounds: commits of a branch land after the rename that happened meanwhile on the
 * main line, and still speak of the old path. Such changes go to the file that the path became, which is what the
 * merge did with them. Where both paths are alive today the path stays with its own file, and the renamed one starts
 * at the rename.
 *
 * @param exists whether a path is in the tree of the analysed revision. Without it, a file counts as alive unless
 *   its newest change deleted it.
 */
export function createRenameWalk(exists?: (path: string) => boolean): RenameWalk {
  const files: File[] = [];
  const owners = new Map<string, Owner>();
  /** Paths met so far: only the newest file of a path can be the one that lives there today. */
  const met = new Set<string>();

  function newFile(path: string, alive: boolean): number {
    const isNewest = !met.has(path);
    met.add(path);
    files.push({ names: new Set([path]), alive: isNewest && (exists ? exists(path) : alive) });
    return files.length - 1;
  }

  function claim(path: string, file: number): number {
    owners.set(path, { file, current: true });
    return file;
  }

  function root(file: number): number {
    let top = file;
    for (let next = files[top]!.sameAs; next !== undefined; next = files[top]!.sameAs) top = next;
    // Point everything on the way straight at the top, so that long chains of names are walked once.
    for (let at = file; at !== top; ) {
      const next = files[at]!.sameAs!;
      files[at]!.sameAs = top;
      at = next;
    }
    return top;
  }

  function fileAfter(change: PathChange): number {
    const owner = owners.get(change.path);
    if (change.status === 'deleted') {
      // A file that is known to live on under this path was deleted on one branch and kept by the merge.
      if (owner?.current) return owner.file;
      return claim(change.path, newFile(change.path, false));
    }
    return owner ? owner.file : claim(change.path, newFile(change.path, true));
  }

  /** The file took its newer name in this commit; before, it was `from`. */
  function takeName(from: string, file: number): void {
    const mine = root(file);
    const owner = owners.get(from);
    const other = owner?.current ? root(owner.file) : undefined;
    if (other !== undefined && other !== mine) {
      if (exists && files[other]!.alive) return;
      // Only known from branches that had not seen the rename yet.
      files[other]!.sameAs = mine;
    }
    claim(from, mine);
    met.add(from);
    files[mine]!.names.add(from);
  }

  return {
    step(changes) {
      const touched = changes.map(fileAfter);
      // All paths of a commit change at once (two files may swap names): first all new names go, then the old ones come.
      for (const change of changes) {
        if (change.status === 'added') owners.delete(change.path);
        else if (change.status === 'renamed') owners.get(change.path)!.current = false;
      }
      for (let i = 0; i < changes.length; i++) {
        const { status, from } = changes[i]!;
        if (status === 'renamed' && from !== undefined) takeName(from, touched[i]!);
      }
      return touched;
    },
    finish() {
      const fileOf = new Int32Array(files.length);
      const chains: FileChain[] = [];
      for (let i = 0; i < files.length; i++) {
        const { names, alive, sameAs } = files[i]!;
        if (sameAs === undefined)
          fileOf[i] = chains.push({ names: [...names] as [string, ...string[]], alive }) - 1;
      }
      for (let i = 0; i < files.length; i++) if (files[i]!.sameAs !== undefined) fileOf[i] = fileOf[root(i)]!;
      return { fileOf, chains };
    },
  };
}
