/**
 * A repository of any size, the same for the same numbers: `npm run giant -- <folder> [--commits 200000]
 * [--files 50000] [--lines 100]`. Commits touch 1 to 6 files, chosen so that a tenth of them get half of the changes,
 * as in real repositories; lines grow and are rewritten. Written through `git fast-import`, bare.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { seededRandom } from './seeded-random.ts';

const END = 1_790_000_000;
const YEARS = 8;
const SECONDS_PER_YEAR = 31_557_600;
const AUTHORS = 200;
/** Share of changes that go to the first tenth of the files. */
const HOT_SHARE = 0.5;

const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('usage: npm run giant -- <folder> [--commits n] [--files n] [--lines n]');
const option = (name: string, otherwise: number): number => {
  const at = rest.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(rest[at + 1]);
};
const commits = option('commits', 200_000);
const files = option('files', 50_000);
const lines = option('lines', 100);

const random = seededRandom(42);
const target = resolve(folder);
mkdirSync(target, { recursive: true });
spawnSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', target], { stdio: 'inherit' });
const git = spawn('git', ['-C', target, 'fast-import', '--quiet', '--done'], {
  stdio: ['pipe', 'inherit', 'inherit'],
});
const write = async (text: string): Promise<void> => {
  if (!git.stdin.write(text)) await once(git.stdin, 'drain');
};

const pathOf = (file: number): string =>
  `packages/p${file % 100}/src/m${Math.floor(file / 100) % 50}/file${file}.ts`;
/** Version of every function of every file: what a commit changes. */
const versions = new Map<number, number[]>();

function source(file: number): string {
  const functions = Math.max(1, Math.round(lines / 12));
  const state = versions.get(file) ?? new Array<number>(functions).fill(0);
  versions.set(file, state);
  let text = `import { helper } from './helper.ts';\n\n`;
  state.forEach((version, i) => {
    const depth = (file * 7 + i * 3) % 5;
    text += `export function step${i}(input: readonly number[], limit: number): number {\n  let sum = ${version};\n`;
    for (let level = 0; level < depth; level++)
      text += `${'  '.repeat(level + 1)}if (input.length > ${level + version}) {\n`;
    text += `${'  '.repeat(depth + 1)}for (const value of input) sum += value > limit && value > ${i} ? value : helper(${version});\n`;
    for (let level = depth; level > 0; level--) text += `${'  '.repeat(level)}}\n`;
    text += `  return sum;\n}\n\n`;
  });
  return text;
}

async function commit(index: number, changed: readonly number[], first: boolean): Promise<void> {
  const at = Math.round(END - YEARS * SECONDS_PER_YEAR * (1 - (index + 1) / commits));
  const author = `Author${index % AUTHORS} <author${index % AUTHORS}@example.com> ${at} +0000`;
  const message = index % 5 === 0 ? `fix: step ${index}` : `feat: step ${index}`;
  let text = `commit refs/heads/main\nmark :1\nauthor ${author}\ncommitter ${author}\ndata ${message.length}\n${message}\n`;
  if (!first) text += 'from :1\n';
  for (const file of changed) {
    const content = source(file);
    text += `M 100644 inline ${pathOf(file)}\ndata ${Buffer.byteLength(content)}\n${content}\n`;
  }
  await write(text);
}

/** Files appear over the first half of the history, in as many commits as that takes. */
const perCommit = Math.ceil(files / Math.max(1, commits / 2));
let born = 0;
for (let index = 0; index < commits; index++) {
  const changed = new Set<number>();
  for (let i = 0; i < perCommit && born < files; i++) changed.add(born++);
  for (let touches = random.between(1, 6); touches > 0; touches--) {
    const hot = random.uniform() < HOT_SHARE;
    const file = Math.min(born - 1, Math.floor(random.uniform() * (hot ? Math.max(1, born / 10) : born)));
    const state = versions.get(file);
    if (state !== undefined) state[random.between(0, state.length - 1)]!++;
    changed.add(file);
  }
  await commit(index, [...changed], index === 0);
}
await write('done\n');
git.stdin.end();
const [code] = await once(git, 'close');
process.exitCode = code;
