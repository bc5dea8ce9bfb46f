import type { FileExclusion, FileKind, TreeEntry } from '../core/source.ts';
import { compareText } from '../core/text-order.ts';
import { createClassifier } from '../source/classify.ts';
import type { Reader, ToMeasure } from './reader.ts';
import type { Settings } from './settings.ts';

/** Endings that the parser reads. */
export const PARSED = /\.([cm]?[jt]s|[jt]sx|vue|svelte|astro)$/i;

export const isSource = (kind: FileKind): boolean => kind.kind === 'measured' || kind.kind === 'unmeasured';

/** What every path of the tree is, and what any other path of the past would be. */
export interface Kinds {
  readonly of: (path: string) => FileKind;
  readonly source: readonly string[];
  readonly tests: readonly string[];
  readonly excluded: ReadonlyMap<string, FileExclusion>;
  readonly blobs: ReadonlyMap<string, string>;
  /** Whether the parser reads such files, source or not. */
  readonly isParsed: (path: string) => boolean;
  readonly toMeasure: (path: string) => ToMeasure;
}

type Classifier = ReturnType<typeof createClassifier>;

/** By `code` of the cost model: the revisions of one repository have most paths in common. */
const classifiers = new WeakMap<Settings['costModel']['code'], Classifier>();

function classifierFor(code: Settings['costModel']['code']): Classifier {
  const present = classifiers.get(code);
  if (present !== undefined) return present;
  const classify = createClassifier(code);
  const known = new Map<string, FileKind>();
  const remembering: Classifier = (path, attributes) => {
    if (attributes !== undefined) return classify(path, attributes);
    let kind = known.get(path);
    if (kind === undefined) {
      kind = classify(path);
      known.set(path, kind);
    }
    return kind;
  };
  classifiers.set(code, remembering);
  return remembering;
}

/** By path. Git lists them so, but for names that are no UTF-8. */
function inOrder(tree: readonly TreeEntry[]): readonly TreeEntry[] {
  const isSorted = tree.every((entry, i) => i === 0 || compareText(tree[i - 1]!.path, entry.path) <= 0);
  return isSorted ? tree : tree.toSorted((a, b) => compareText(a.path, b.path));
}

export async function classifyTree(
  reader: Reader,
  tree: readonly TreeEntry[],
  { costModel }: Settings,
): Promise<Kinds> {
  const classify = classifierFor(costModel.code);
  const attributes = await reader.attributes(
    tree,
    tree.filter(entry => classify(entry.path).kind !== 'not-code').map(entry => entry.path),
  );
  const known = new Map<string, FileKind>();
  for (const [path, said] of attributes) known.set(path, classify(path, said));
  const of = (path: string): FileKind => known.get(path) ?? classify(path);
  const source: string[] = [];
  const tests: string[] = [];
  const excluded = new Map<string, FileExclusion>();
  const blobs = new Map<string, string>();
  for (const entry of inOrder(tree)) {
    if (entry.kind === 'submodule') continue;
    const kind = of(entry.path);
    if (entry.kind === 'symbolic-link') {
      if (kind.kind !== 'not-code') excluded.set(entry.path, 'symbolic-link');
      continue;
    }
    if (kind.kind !== 'not-code') blobs.set(entry.path, entry.blob);
    if (isSource(kind)) source.push(entry.path);
    else if (kind.kind === 'test') tests.push(entry.path);
    else if (kind.kind === 'excluded') excluded.set(entry.path, kind.reason);
  }
  const toMeasure = (path: string): ToMeasure => ({
    path,
    blob: blobs.get(path)!,
    ...(attributes.get(path)?.generated === false && { notGenerated: true }),
  });
  return {
    of,
    source,
    tests,
    excluded,
    blobs,
    isParsed: path => blobs.has(path) && PARSED.test(path),
    toMeasure,
  };
}
