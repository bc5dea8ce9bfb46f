import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders below node_modules, of the packages that a bundle contains; each once, in the order of their names. */
export function bundledPackages({ inputs }) {
  const folders = new Set();
  for (const path of Object.keys(inputs)) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders].sort();
}

/**
 * Names, versions and licence texts of the packages: those licences ask to go along with every copy.
 * @throws {Error} a package without a licence text or a licence by name
 */
export function noticesOf(root, folders) {
  const parts = folders.map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find(entry => /^licen[cs]e/i.test(entry));
    if (file === undefined && typeof license !== 'string') throw new Error(`${name} names no licence`);
    const text = file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `debtcast contains code of these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
