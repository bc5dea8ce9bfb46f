/**
 * Bundles src, with the libraries it uses, into a few files in dist: a command that reads hundreds of modules starts
 * later than git ends. Types are stripped here and checked by `npm run check`. The new code is written beside the old
 * and takes its place at the end: no file of an earlier build stays, and a command started meanwhile finds one build or
 * the other.
 * `--where-possible` (the prepare script): does nothing where the bundler is not installed, as after
 * `npm ci --omit=dev`.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilerSlice } from './compiler-slice.mjs';
import { bundledPackages, noticesOf } from './notices.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const bundler = async () => {
  try {
    return await import('esbuild');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return undefined;
  }
};

const esbuild = await bundler();
if (esbuild === undefined) {
  const fine = process.argv.includes('--where-possible');
  process.stderr.write(
    fine ? 'no bundler installed: dist is left as it is\n' : 'the bundler is missing: run `npm ci` first\n',
  );
  process.exit(fine ? 0 : 1);
}

/** In place of ts-morph: what `src/complexity/compiler.ts` takes of the compiler that it brings, minified. */
const sliceOfTheCompiler = {
  name: 'slice of the compiler',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]ts-morph[\\/]dist[\\/]ts-morph\.js$/ }, async () => {
      const taken = readFileSync(join(root, 'src/complexity/compiler.ts'), 'utf8').matchAll(/\bts\.(\w+)/g);
      const slice = compilerSlice(root, [...new Set([...taken].map(([, name]) => name))]);
      const { code } = await esbuild.transform(slice, { minify: true, format: 'esm', target: 'node20.19' });
      return { contents: code };
    });
  },
};

const next = join(root, `dist-${process.pid}`);
const old = `${next}-old`;
const target = join(root, 'dist');
try {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts', 'src/complexity/worker.ts'],
    outbase: 'src',
    outdir: next,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    plugins: [sliceOfTheCompiler],
    // Some libraries are CommonJS: they ask for modules of Node, and for their own name. No name of ours may be one of these.
    banner: {
      js: [
        "import { createRequire as bannerRequire } from 'node:module';",
        "import { fileURLToPath as bannerPath } from 'node:url';",
        'const require = bannerRequire(import.meta.url);',
        'const __filename = bannerPath(import.meta.url);',
      ].join('\n'),
    },
    metafile: true,
    legalComments: 'none',
  });
  // The compiler lies in a package of ts-morph's, under its own licence.
  const packages = [...bundledPackages(metafile), 'node_modules/@ts-morph/common', 'node_modules/typescript'];
  writeFileSync(join(next, 'THIRD-PARTY-NOTICES.txt'), noticesOf(root, packages.sort()));
  // What a result in the cache was computed by: one file for all of the code.
  writeFileSync(join(next, 'build-id'), hashOf(next));
  if (existsSync(target)) renameSync(target, old);
  renameSync(next, target);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  for (const folder of [next, old]) rmSync(folder, { recursive: true, force: true });
}

/** Over names and contents of all code of a build, in the order of their names. */
function hashOf(folder) {
  const hash = createHash('sha256');
  for (const path of readdirSync(folder, { recursive: true }).sort()) {
    if (path.endsWith('.js')) hash.update(`${path}\n`).update(readFileSync(join(folder, path)));
  }
  return hash.digest('hex').slice(0, 16);
}
