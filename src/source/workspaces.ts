import { compareText } from '../core/text-order.ts';
import { globOfFolder, pathMatcher } from './path-globs.ts';
import { pnpmPackages } from './pnpm-workspace.ts';

/** A named part of the repository that nobody had to configure. */
export interface FoundStream {
  readonly name: string;
  /** Globs as the cost model would write them. */
  readonly paths: readonly string[];
}

export interface FoundStreams {
  readonly basis: 'packages' | 'folders';
  /** In the order of their names. */
  readonly streams: readonly FoundStream[];
}

/** Folders whose children are the parts, not themselves. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'src',
  'source',
  'lib',
  'libs',
  'packages',
  'packages-private',
  'apps',
  'app',
  'modules',
  'services',
  'projects',
  'plugins',
  'extensions',
  'features',
  'domains',
  'components',
  'main',
  'internal',
]);

/** More streams than people can keep apart are no help: the smallest ones are left to the headline. */
export const MOST_FOUND_STREAMS = 40;

/** Manifests read at most; a repository with more packages than this is known by its larger ones. */
const MOST_MANIFESTS = 500;

/**
 * Files whose text tells the packages of a repository: `package.json` (npm, yarn, turbo), `pnpm-workspace.yaml`,
 * `lerna.json`, and `nx.json` with `project.json`. The shallowest ones first, then by path.
 */
export function workspaceFiles(paths: readonly string[]): readonly string[] {
  const depth = (path: string): number => path.split('/').length;
  return paths
    .filter(path => /(^|\/)(package|project)\.json$|^(lerna\.json|nx\.json|pnpm-workspace\.yaml)$/.test(path))
    .filter(path => !/(^|\/)(node_modules|fixtures?|__fixtures__|templates?|examples?)\//i.test(path))
    .sort((a, b) => depth(a) - depth(b) || compareText(a, b))
    .slice(0, MOST_MANIFESTS);
}

/**
 * Value streams for a repository whose cost model names none: its workspace packages when it has at least two with
 * source, together with the folders of what is outside of them; else its folders. Streams without source are left out,
 * and the order of the paths has no influence.
 *
 * Folders are taken where names begin to mean something: not `src` or `packages`, but what is in them, and not a
 * folder that holds everything.
 *
 * @param texts of the files named by `workspaceFiles`, by path; missing ones are left out
 * @param sources paths of source files at the revision
 */
export function workspaceStreams(
  texts: ReadonlyMap<string, string>,
  sources: readonly string[],
): FoundStreams {
  const packages = findPackages(texts);
  const inPackages = packages.map(folder => ({ folder, name: packageName(folder, texts), count: 0 }));
  const byFolder = new Map(inPackages.map(entry => [entry.folder, entry]));
  const outside: string[] = [];
  for (const path of sources) {
    const owner = byFolder.get(nearest(path, byFolder) ?? '');
    if (owner) owner.count++;
    else outside.push(path);
  }
  const used = inPackages.filter(entry => entry.count > 0);
  if (used.length < 2) return { basis: 'folders', streams: named(folders(sources)) };
  const parts = used.map(({ folder, name, count }) => ({
    name,
    paths: [globOfFolder(folder)],
    count,
    folder,
  }));
  return { basis: 'packages', streams: named([...parts, ...folders(outside)]) };
}

interface Part {
  readonly name: string;
  readonly folder: string;
  readonly paths: readonly string[];
  readonly count: number;
}

/** Innermost of the given folders that holds the path. */
function nearest(path: string, known: ReadonlyMap<string, unknown>): string | undefined {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash);
    if (known.has(folder)) return folder;
  }
  return undefined;
}

/** Folders of packages, the root not among them. */
function findPackages(texts: ReadonlyMap<string, string>): readonly string[] {
  const workspaces = property(object(texts.get('package.json')), 'workspaces');
  const globs = [
    ...strings(workspaces),
    ...strings(property(workspaces, 'packages')),
    ...strings(property(object(texts.get('lerna.json')), 'packages')),
    ...strings(pnpmPackages(texts.get('pnpm-workspace.yaml') ?? '')),
  ];
  const isListed = pathMatcher(globs.filter(glob => !glob.startsWith('!')).map(exactFolder));
  const isRefused = pathMatcher(
    globs.filter(glob => glob.startsWith('!')).map(glob => exactFolder(glob.slice(1))),
  );
  const found = new Set<string>();
  for (const path of texts.keys()) {
    const slash = path.lastIndexOf('/');
    if (slash === -1) continue;
    // A project of nx says so itself; a package.json counts only where the root lists its folder.
    if (path.endsWith('/project.json')) {
      if (texts.has('nx.json')) found.add(path.slice(0, slash));
    } else if (path.endsWith('/package.json') && isListed(path) && !isRefused(path)) {
      found.add(path.slice(0, slash));
    }
  }
  return [...found].sort(compareText);
}

/** Workspace globs name folders; compared is the manifest in them, so that `packages/*` does not take grandchildren. */
function exactFolder(glob: string): string {
  return `${glob.replace(/^(\.?\/)+/, '').replace(/\/+$/, '')}/package.json`;
}

/** The name a package gives itself where that is usable, else its folder. */
function packageName(folder: string, texts: ReadonlyMap<string, string>): string {
  for (const file of ['package.json', 'project.json']) {
    const name = property(object(texts.get(`${folder}/${file}`)), 'name');
    if (typeof name === 'string' && /^[@\w][\w@./-]{0,99}$/.test(name)) return name;
  }
  return folder;
}

function folders(paths: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  expand('', paths, true);
  return parts;

  /** `isAll`: nothing is outside of this folder, so its name tells nothing. */
  function expand(folder: string, inside: readonly string[], isAll: boolean): void {
    const children = new Map<string, string[]>();
    let direct = 0;
    const skip = folder === '' ? 0 : folder.length + 1;
    for (const path of inside) {
      const slash = path.indexOf('/', skip);
      if (slash === -1) {
        direct++;
        continue;
      }
      const child = path.slice(0, slash);
      const list = children.get(child);
      if (list) list.push(path);
      else children.set(child, [path]);
    }
    if (direct > 0) {
      const name = folder === '' ? 'top level' : folder;
      const glob = folder === '' ? '*' : globOfFolder(folder).replace(/\*\*$/, '*');
      parts.push({ name, folder: name, paths: [glob], count: direct });
    }
    const isOnly = isAll && children.size === 1 && direct === 0;
    for (const [child, list] of children) {
      const hasFolders = list.some(path => path.includes('/', child.length + 1));
      if (hasFolders && (isOnly || CONTAINERS.has(child.slice(skip).toLowerCase()))) {
        expand(child, list, isOnly);
      } else {
        parts.push({ name: child, folder: child, paths: [globOfFolder(child)], count: list.length });
      }
    }
  }
}

/** Shortens folder names to their last part where that is still unique, and puts the streams in order. */
function named(parts: readonly Part[]): readonly FoundStream[] {
  const kept = [...parts]
    .sort((a, b) => b.count - a.count || compareText(a.folder, b.folder))
    .slice(0, MOST_FOUND_STREAMS);
  const short = (part: Part): string =>
    part.name === part.folder ? part.name.slice(part.name.lastIndexOf('/') + 1) : part.name;
  const uses = new Map<string, number>();
  for (const part of kept) uses.set(short(part), (uses.get(short(part)) ?? 0) + 1);
  const taken = new Set<string>();
  const streams: FoundStream[] = [];
  for (const part of kept) {
    let name = uses.get(short(part)) === 1 ? short(part) : part.folder;
    if (taken.has(name)) name = `${name} (${part.folder})`;
    taken.add(name);
    streams.push({ name, paths: part.paths });
  }
  return streams.sort((a, b) => compareText(a.name, b.name));
}

/** A JSON object, or `undefined` for anything else: a manifest that nobody can read names no packages. */
function object(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined || text.length > 1_000_000) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    // Not JSON: the same as no manifest. What is wrong with it is not ours to say.
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property; `__proto__` and friends are not looked up. */
function property(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Strings of a list that can be globs; at most a thousand, of at most 200 characters. */
function strings(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((item): item is string => typeof item === 'string' && item !== '' && item.length <= 200)
    .filter(glob => !glob.split('/').some(part => part.split('*').length > 4))
    .slice(0, 1_000);
}
