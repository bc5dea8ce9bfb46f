import { LANGUAGE_TABLE } from './language-table.ts';

interface Table {
  /** `.py` → Python, in lower case. */
  readonly endings: ReadonlyMap<string, string>;
  /** `Dockerfile` → Dockerfile, as written. */
  readonly names: ReadonlyMap<string, string>;
  /** Endings and names that are not code although their last part is. */
  readonly notCode: ReadonlySet<string>;
}

let table: Table | undefined;

/** Made on first use: most runs meet few paths that are neither measured nor plainly something else. */
function languages(): Table {
  if (table) return table;
  const endings = new Map<string, string>();
  const names = new Map<string, string>();
  const notCode = new Set<string>();
  const words = (text: string | undefined): readonly string[] => (text ? text.split(' ') : []);
  for (const line of LANGUAGE_TABLE.trim().split('\n')) {
    const [language, extensions, fileNames] = line.split('\t');
    if (language === '(none)') {
      for (const key of [...words(extensions), ...words(fileNames)]) notCode.add(key);
      continue;
    }
    for (const ending of words(extensions)) endings.set(ending, language!);
    for (const name of words(fileNames)) names.set(name, language!);
  }
  table = { endings, names, notCode };
  return table;
}

/**
 * Programming language of a path by GitHub's list, from the file name alone: the whole name first (`Dockerfile`), then
 * its endings from the longest to the shortest, in lower case. `undefined` for data, prose, markup and unknown files,
 * and for scripts without an extension: telling those would mean reading them.
 */
export function languageOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const { endings, names, notCode } = languages();
  if (notCode.has(name)) return undefined;
  const whole = names.get(name);
  if (whole !== undefined) return whole;
  const parts = name.toLowerCase().split('.');
  // No ending in the list has more parts than this; a hostile name may have thousands.
  for (let i = Math.max(1, parts.length - 4); i < parts.length; i++) {
    const ending = `.${parts.slice(i).join('.')}`;
    if (notCode.has(ending)) return undefined;
    const language = endings.get(ending);
    if (language !== undefined) return language;
  }
  return undefined;
}

/** Whether GitHub's list knows a programming language of that name. */
export function isProgrammingLanguage(name: string): boolean {
  const normal = (text: string): string => text.toLowerCase().replaceAll('-', ' ');
  const wanted = normal(name);
  for (const line of LANGUAGE_TABLE.trim().split('\n')) {
    const language = line.split('\t', 1)[0]!;
    if (language !== '(none)' && normal(language) === wanted) return true;
  }
  return false;
}
