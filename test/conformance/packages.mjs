import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeSource } from '../../src/complexity/decode.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Packages that publish their source, of many styles: classes, closures, old prototypes, hooks, JSX. */
export const packages = [
  'ra-core',
  'ra-ui-materialui',
  'three',
  'phaser',
  'svelte',
  '@tiptap/core',
  '@ariakit/react-components',
  'rxjs',
  'leaflet',
  'jquery',
];

export function* sourceFiles(name) {
  const root = join(here, 'node_modules', name, 'src');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(
      entry => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name),
    )
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const file of entries)
    yield { path: relative(join(here, 'node_modules'), file), text: decodeSource(readFileSync(file)) ?? '' };
}
