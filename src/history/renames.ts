import { changeStatuses, type PathColumns } from './path-log.ts';

/** One file through all its names. */
export interface FileChain {
  /** Every path it ever had, newest first; never empty. */
  readonly names: readonly [string, ...string[]];
  readonly alive: boolean;
}

export interface RenameWalk {
  /**
   * Takes the path changes of the next older commit.
   * @param first where they begin in the log
   * @param touched receives for each of them a file number, to be looked up in `finish().fileOf` once the walk is over
   */
  step(first: number, touched: Int32Array): void;
  finish(): {
    /** File number as written by `step` → index into `chains`. */
    readonly fileOf: Int32Array;
    readonly chains: readonly FileChain[];
  };
}

interface File {
  /** Numbers of its paths in the order in which the walk met them: newest first. */
  readonly names: Set<number>;
  /** Set once it turned out to be the same file as another one. */
  sameAs?: number;
  readonly alive: boolean;
}

const ADDED = changeStatuses.indexOf('added');
const DELETED = changeStatuses.indexOf('deleted');
const RENAMED = changeStatuses.indexOf('renamed');
const NOBODY = -1;

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
export function createRenameWalk(
  { path, from, status, paths }: PathColumns,
  exists?: (path: string) => boolean,
): RenameWalk {
  const files: File[] = [];
  /** The file that each path means at the current point of the walk. */
  const owner = new Int32Array(paths.length).fill(NOBODY);
  /** 0 once the walk has passed the rename that gave the owner this path: before it, the file was called otherwise. */
  const isCurrent = new Uint8Array(paths.length);
  /** Paths met so far: only the newest file of a path can be the one that lives there today. */
  const met = new Uint8Array(paths.length);

  function newFile(name: number, alive: boolean): number {
    const isNewest = met[name] === 0;
    met[name] = 1;
    files.push({ names: new Set([name]), alive: isNewest && (exists ? exists(paths[name]!) : alive) });
    return files.length - 1;
  }

  function claim(name: number, file: number): number {
    owner[name] = file;
    isCurrent[name] = 1;
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

  function fileAfter(change: number): number {
    const name = path[change]!;
    const known = owner[name]!;
    if (status[change] === DELETED) {
      // A file that is known to live on under this path was deleted on one branch and kept by the merge.
      if (known !== NOBODY && isCurrent[name] === 1) return known;
      return claim(name, newFile(name, false));
    }
    return known !== NOBODY ? known : claim(name, newFile(name, true));
  }

  /** The file took its newer name in this commit; before, it had the older one. */
  function takeName(older: number, file: number): void {
    const mine = root(file);
    const other = owner[older] !== NOBODY && isCurrent[older] === 1 ? root(owner[older]!) : NOBODY;
    if (other !== NOBODY && other !== mine) {
      if (exists && files[other]!.alive) return;
      // Only known from branches that had not seen the rename yet.
      files[other]!.sameAs = mine;
    }
    claim(older, mine);
    met[older] = 1;
    files[mine]!.names.add(older);
  }

  return {
    step(first, touched) {
      const end = first + touched.length;
      for (let at = first; at < end; at++) touched[at - first] = fileAfter(at);
      // All paths of a commit change at once (two files may swap names): first all new names go, then the old ones come.
      for (let at = first; at < end; at++) {
        if (status[at] === ADDED) owner[path[at]!] = NOBODY;
        else if (status[at] === RENAMED) isCurrent[path[at]!] = 0;
      }
      for (let at = first; at < end; at++)
        if (status[at] === RENAMED && from[at] !== -1) takeName(from[at]!, touched[at - first]!);
    },
    finish() {
      const fileOf = new Int32Array(files.length);
      const chains: FileChain[] = [];
      for (let i = 0; i < files.length; i++) {
        const { names, alive, sameAs } = files[i]!;
        if (sameAs !== undefined) continue;
        const known = Array.from(names, name => paths[name]!) as [string, ...string[]];
        fileOf[i] = chains.push({ names: known, alive }) - 1;
      }
      for (let i = 0; i < files.length; i++) if (files[i]!.sameAs !== undefined) fileOf[i] = fileOf[root(i)]!;
      return { fileOf, chains };
    },
  };
}
