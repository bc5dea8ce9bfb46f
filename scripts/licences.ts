/**
 * Reads the licence of every package that is installed with ours (dependencies and theirs), as their own package.json
 * states it, and fails on one that does not go with MIT, on one that is missing, and on a script that would run while
 * installing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Permissive: may be used by, and shipped beside, a package under MIT. */
const compatible = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]);
const atInstall = ['preinstall', 'install', 'postinstall'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Where Node would find a dependency, looking upwards from the package that asks for it. */
function folderOf(name: string, from: string): string | undefined {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

/** `(MIT OR GPL-3.0)` goes when one of the choices does, `(MIT AND ISC)` when all do. */
function goes(licence: string): boolean {
  const text = licence.replaceAll(/[()]/g, '').trim();
  if (/ OR /i.test(text)) return text.split(/ OR /i).some(goes);
  return text.split(/ AND /i).every(part => compatible.has(part.trim()));
}

export function licences(): {
  readonly list: readonly { readonly name: string; readonly version: string; readonly licence: string }[];
  readonly problems: readonly string[];
} {
  const found = new Map<string, { name: string; version: string; licence: string }>();
  const problems: string[] = [];
  const queue = Object.keys(manifest(root).dependencies ?? {}).map(name => ({ name, from: root }));
  for (const { name, from } of queue) {
    const folder = folderOf(name, from);
    if (folder === undefined) {
      problems.push(`${name} is not installed`);
      continue;
    }
    if (found.has(folder)) continue;
    const { version, license, scripts = {}, dependencies = {} } = manifest(folder);
    const licence = typeof license === 'string' ? license : (license?.type ?? '');
    found.set(folder, { name, version, licence });
    if (!goes(licence)) problems.push(`${name} ${version}: licence ${licence || 'not stated'}`);
    for (const script of atInstall) {
      if (scripts[script]) problems.push(`${name} ${version} runs a script at ${script}`);
    }
    for (const inner of Object.keys(dependencies)) queue.push({ name: inner, from: folder });
  }
  const own = manifest(root);
  for (const script of atInstall) {
    if (own.scripts?.[script]) problems.push(`${own.name} itself runs a script at ${script}`);
  }
  const list = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { list, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { list, problems } = licences();
  for (const { name, version, licence } of list)
    process.stdout.write(`${licence.padEnd(16)} ${name} ${version}\n`);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`${list.length} packages, ${problems.length} problems\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
