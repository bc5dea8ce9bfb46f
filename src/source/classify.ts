import type { FileExclusion, FileKind } from '../core/source.ts';
import { isProgrammingLanguage, languageOf } from './languages.ts';
import { pathMatcher } from './path-globs.ts';

/** `code` of the cost model. */
export interface ClassifyOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Groups of side code that are source here, see `sideCodeGroups`. */
  readonly sideCode: readonly string[];
  readonly tests: 'separate' | 'source' | 'ignore';
}

/** What `.gitattributes` says of a path; `false` where an attribute is unset on purpose (`-linguist-generated`). */
export interface PathAttributes {
  readonly generated?: boolean;
  readonly vendored?: boolean;
  readonly documentation?: boolean;
  /** Value of `linguist-language`. */
  readonly language?: string;
}

const MEASURED = /\.([cm]?[jt]s|[jt]sx|vue|svelte|astro)$/i;

const TEST =
  /(^|\/)(tests?|__tests__|__test__|spec|specs|e2e|integration-tests|cypress|test-utils|testing|__testfixtures__)\/|[.-](test|tests|spec|test-d|e2e|cy)\.[cm]?[jt]sx?$/i;

/** Folders of code that serves the product without being it, by the name that brings each group back. */
export const sideCodeGroups: Readonly<Record<string, readonly string[]>> = {
  examples: ['examples'],
  samples: ['samples'],
  docs: ['docs'],
  website: ['website'],
  playground: ['playground'],
  bench: ['bench', 'benchmarks'],
  demo: ['demo', 'demos'],
  templates: ['templates'],
  locales: ['locales'],
  i18n: ['i18n'],
  migrations: ['migrations'],
};

const groupOfFolder = new Map(
  Object.entries(sideCodeGroups).flatMap(([group, folders]) =>
    folders.map(folder => [folder, group] as const),
  ),
);

/** Reasons that a path gives by itself, in the order in which they are tried. */
const EXCLUSIONS: readonly { readonly reason: FileExclusion; readonly pattern: RegExp }[] = [
  {
    reason: 'dependency-or-build-output',
    pattern: /(^|\/)(node_modules|dist|build|vendors?|third-party|coverage)\//i,
  },
  { reason: 'generated', pattern: /(^|\/)(generated|__generated__)\/|\.(generated|gen)\.[^/]+$/i },
  { reason: 'minified', pattern: /\.min\.[cm]?js$/i },
  { reason: 'declaration', pattern: /\.d\.[cm]?ts$/i },
  { reason: 'snapshot', pattern: /(^|\/)__snapshots__\/|\.snap(\.[^/]+)?$/i },
  {
    reason: 'fixture-or-mock',
    pattern: /(^|\/)(fixtures?|__fixtures__|mocks?|__mocks__)\/|[.-](fixtures?|mocks?)\.[^/.]+$/i,
  },
  { reason: 'story', pattern: /(^|\/)(stories|__stories__|\.storybook)\/|\.(stories|story)\.[^/]+$/i },
];

const isMeasuredPath = (path: string): boolean => MEASURED.test(path);

/**
 * Says of paths what they are. From the path alone, so that it holds for any commit, checked out or not.
 *
 * One path has one answer; the first that applies, in this order: no code at all; left out or not included by the cost
 * model; dependencies and build output; generated; minified; declarations; snapshots; fixtures and mocks; stories;
 * tests; side code; source. So a fixture below `test/` is a fixture, and a test below `docs/` a test. What takes
 * reading the text (a generated-by header, lines too long to be written by hand) is asked of `contentExclusion`.
 *
 * `.gitattributes` has the last word on generated and vendored code, either way, and documentation set there counts as
 * side code of the group `docs`. Folder and file names are compared without regard to case.
 */
export function createClassifier(
  options: ClassifyOptions,
): (path: string, attributes?: PathAttributes) => FileKind {
  const isIncluded = pathMatcher(options.include);
  const isExcluded = pathMatcher(options.exclude);
  const broughtBack = new Set(
    options.sideCode.map(name => groupOfFolder.get(name.toLowerCase()) ?? name.toLowerCase()),
  );

  return (path, attributes = {}) => {
    const source = sourceKind(path, attributes);
    if (source === undefined) return { kind: 'not-code' };
    const reason = exclusion(path, attributes);
    if (reason !== undefined) return { kind: 'excluded', reason };
    if (TEST.test(path)) {
      if (options.tests === 'separate') return { kind: 'test' };
      if (options.tests === 'ignore') return { kind: 'excluded', reason: 'config-excluded' };
    }
    if (isSideCode(path, attributes)) return { kind: 'excluded', reason: 'side-code' };
    return source;
  };

  function exclusion(path: string, attributes: PathAttributes): FileExclusion | undefined {
    if (isExcluded(path)) return 'config-excluded';
    if (!isIncluded(path)) return 'not-included';
    if (attributes.vendored) return 'dependency-or-build-output';
    if (attributes.generated) return 'generated';
    return EXCLUSIONS.find(
      ({ reason, pattern }) =>
        !(reason === 'generated' && attributes.generated === false) &&
        !(reason === 'dependency-or-build-output' && attributes.vendored === false) &&
        pattern.test(path),
    )?.reason;
  }

  function isSideCode(path: string, attributes: PathAttributes): boolean {
    if (attributes.documentation && !broughtBack.has('docs')) return true;
    const folders = path.toLowerCase().split('/');
    for (let i = 0; i < folders.length - 1; i++) {
      const group = groupOfFolder.get(folders[i]!);
      if (group === undefined || broughtBack.has(group)) continue;
      if (group === 'docs' && attributes.documentation === false) continue;
      return true;
    }
    return false;
  }
}

/** Side-code groups that a list of paths would hold, in the order of `sideCodeGroups`: what `init` offers to bring back. */
export function sideCodeFound(paths: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    if (!isMeasuredPath(path)) continue;
    for (const folder of path.toLowerCase().split('/').slice(0, -1)) {
      const group = groupOfFolder.get(folder);
      if (group !== undefined) found.add(group);
    }
  }
  return Object.keys(sideCodeGroups).filter(group => found.has(group));
}

function sourceKind(path: string, attributes: PathAttributes): FileKind | undefined {
  if (isMeasuredPath(path)) return { kind: 'measured' };
  const stated = attributes.language;
  const language =
    stated !== undefined && isProgrammingLanguage(stated) ? stated.replaceAll('-', ' ') : languageOf(path);
  return language === undefined ? undefined : { kind: 'unmeasured', language };
}
