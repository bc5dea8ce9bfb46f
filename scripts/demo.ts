/**
 * Builds the demo shop: `npm run demo [folder]`. Same bytes and commit ids on every machine. Without a folder it goes
 * into the temporary one. The last line printed is the path.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cleanEnv } from '../test/helpers/clean-env.ts';
import { writeTimeline } from './demo/timeline.ts';

const wanted = process.argv[2];
const folder =
  wanted === undefined ? join(mkdtempSync(join(tmpdir(), 'debtcast-demo-')), 'shop') : resolve(wanted);
if (existsSync(folder) && readdirSync(folder).length > 0) {
  process.stderr.write(`${folder} is not empty: name a new folder\n`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const env = cleanEnv(folder);
const git = (...args: string[]): void => {
  execFileSync('git', args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
};

git('init', '--quiet', '--template=', '--initial-branch=main');
git('remote', 'add', 'origin', 'https://git.example/acme/shop.git');
await writeTimeline(stream => stream.run(folder, env, join(folder, '.git')));
git('reset', '--quiet', '--hard');
git('update-ref', 'refs/remotes/origin/main', 'HEAD');
process.stdout.write(`${folder}\n`);
