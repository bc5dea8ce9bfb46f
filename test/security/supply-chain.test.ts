import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { licences } from '../../scripts/licences.ts';
import { projectRoot } from '../helpers/run.ts';

const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));

it('everything that is shipped goes with MIT and runs nothing while it is installed', () => {
  const { list, problems } = licences();
  expect(problems).toEqual([]);
  // All direct dependencies are among them: an empty walk would find no problem either.
  const names = list.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)));
  for (const script of ['preinstall', 'install', 'postinstall'])
    expect(manifest.scripts).not.toHaveProperty(script);
});

it('versions are exact, locked with checksums, and come from the registry alone', () => {
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  const packages = Object.entries<{ resolved?: string; integrity?: string; link?: boolean; dev?: boolean }>(
    lock.packages,
  ).filter(([path]) => path.startsWith('node_modules/'));
  expect(packages.length).toBeGreaterThan(list().length);
  for (const [path, { integrity, resolved }] of packages) {
    expect(integrity, path).toMatch(/^sha(512|1)-/);
    if (resolved !== undefined) expect(resolved, path).toMatch(/^https:\/\//);
  }
});

it('the package holds what it needs to run, and nothing else', () => {
  expect(manifest.files).toEqual(['bin', 'dist', 'README.md', 'LICENSE']);
  expect(manifest.publishConfig).toMatchObject({ provenance: true });
});

const list = () => Object.keys(manifest.dependencies);
