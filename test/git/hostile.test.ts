import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LineChange, PathChange } from '../../src/core/history.ts';
import { readAttributes } from '../../src/git/attributes.ts';
import { readBlobs } from '../../src/git/blobs.ts';
import { listCommits } from '../../src/git/commits.ts';
import { readLineChanges } from '../../src/git/line-changes.ts';
import { readPathChanges } from '../../src/git/path-changes.ts';
import { runGit } from '../../src/git/process.ts';
import { defaultBranch } from '../../src/git/refs.ts';
import { openRepository } from '../../src/git/repository.ts';
import { listTree } from '../../src/git/tree.ts';
import { history, lines, type Repository as Made, partialClone } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

/** Everything we ever ask of a repository, in a form that can be compared. */
async function readAll(made: Made, environment: Readonly<Record<string, string>> = made.env) {
  const repository = await openRepository(made.path, { environment, allowShallow: true });
  try {
    const commits = await listCommits(repository);
    const ids = commits.filter(commit => commit.parents.length < 2).map(commit => commit.id);
    const paths = new Map<string, readonly PathChange[]>();
    const changed = new Map<string, readonly LineChange[]>();
    const gaps = [
      ...(await readPathChanges(repository, ids, (id, changes) => paths.set(id, changes))),
      ...(await readLineChanges(repository, ids, ['*.ts'], (id, changes) => changed.set(id, changes))),
    ];
    const tree = await listTree(repository);
    const attributes = await readAttributes(
      repository,
      tree,
      tree.map(entry => entry.path),
    );
    const blobs: string[] = [];
    const ordinary = tree.filter(entry => entry.kind === 'file').map(entry => entry.blob);
    await readBlobs(
      repository,
      ordinary,
      blob => void blobs.push(blob.kind === 'content' ? blob.bytes.toString() : blob.kind),
      {
        maxBytes: 1 << 20,
      },
    );
    return {
      commits,
      paths,
      changed,
      gaps,
      tree,
      attributes,
      blobs,
      branch: await defaultBranch(repository),
    };
  } finally {
    repository.close();
  }
}

const shop = () =>
  history([
    { at: '2024-03-01', write: { 'src/a.ts': lines(30), 'src/b.ts': lines(20, 'b') } },
    { at: '2024-03-02', by: 'lin', write: { 'src/a.ts': lines(30).replace('line 9\n', 'line nine\n') } },
    { at: '2024-03-03', move: { 'src/b.ts': 'src/c.ts' }, write: { 'src/c.ts': `${lines(20, 'b')}more\n` } },
  ]);

function trap(): { readonly program: string; readonly fired: () => boolean; readonly reset: () => void } {
  const folder = scratchFolder('trap');
  const marker = join(folder, 'fired');
  const program = join(folder, 'trap.sh');
  writeFileSync(program, `#!/bin/sh\necho fired >> '${marker}'\ncat "$1" 2>/dev/null\nexit 0\n`);
  chmodSync(program, 0o755);
  return { program, fired: () => existsSync(marker), reset: () => rmSync(marker, { force: true }) };
}

/** Each attack: how a repository is prepared, and the plain git command that falls for it. */
const programs: readonly [string, (made: Made, program: string) => Promise<unknown>, readonly string[]][] = [
  ['core.fsmonitor', (made, program) => made.git('config', 'core.fsmonitor', program), ['status']],
  [
    'diff.external',
    (made, program) => made.git('config', 'diff.external', program),
    ['diff', 'HEAD~1', '--'],
  ],
  [
    'textconv through info/attributes',
    async (made, program) => {
      mkdirSync(join(made.path, '.git/info'), { recursive: true });
      writeFileSync(join(made.path, '.git/info/attributes'), '*.ts diff=evil\n');
      await made.git('config', 'diff.evil.textconv', program);
    },
    ['log', '-p'],
  ],
  [
    'gpg.program with log.showSignature',
    async (made, program) => {
      await made.git('config', 'gpg.program', program);
      await made.git('config', 'log.showSignature', 'true');
      const commit = await made.git('cat-file', 'commit', 'HEAD');
      const signed = commit.replace(
        '\n\n',
        '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n',
      );
      const place = { cwd: made.path, env: made.env };
      const id = await runGit(place, ['hash-object', '-t', 'commit', '-w', '--stdin'], {
        input: `${signed}\n`,
      });
      await made.git('update-ref', 'refs/heads/main', id.toString().trim());
    },
    ['log', '-1'],
  ],
  [
    'a smudge filter',
    async (made, program) => {
      mkdirSync(join(made.path, '.git/info'), { recursive: true });
      writeFileSync(join(made.path, '.git/info/attributes'), '*.ts filter=evil\n');
      await made.git('config', 'filter.evil.smudge', program);
      await made.git('config', 'filter.evil.clean', program);
    },
    ['cat-file', '--filters', 'HEAD:src/a.ts'],
  ],
  [
    'an alias and a hook',
    async (made, program) => {
      await made.git('config', 'alias.lg', `!${program}`);
      await made.git('config', 'core.hooksPath', join(program, '..'));
      await made.git('config', 'core.pager', program);
      await made.git('config', 'core.sshCommand', program);
      await made.git('config', 'core.askPass', program);
    },
    ['lg'],
  ],
];

describe('programs named by a repository', () => {
  it.each(programs)('%s: run by plain git, never by us', async (_, prepare, command) => {
    const { program, fired, reset } = trap();
    const made = await shop();
    await prepare(made, program);
    await made.git(...command).catch(() => undefined);
    expect(fired()).toBe(true);
    reset();
    await readAll(made);
    expect(fired()).toBe(false);
  });

  it('are not reached through our environment either', async () => {
    const { program, fired } = trap();
    const made = await shop();
    const expected = await readAll(made);
    const environment = {
      ...made.env,
      GIT_EXTERNAL_DIFF: program,
      GIT_PAGER: program,
      GIT_SSH_COMMAND: program,
      GIT_DIR: '/nowhere',
      GIT_OBJECT_DIRECTORY: '/nowhere',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: program,
      TOKEN: 's3cret',
    };
    expect(await readAll(made, environment)).toEqual(expected);
    expect(fired()).toBe(false);
    const repository = await openRepository(made.path, { environment });
    repository.close();
    expect(JSON.stringify(repository)).not.toContain('s3cret');
  });
});

describe('settings that would change a count', () => {
  const settings: readonly [string, string][] = [
    ['diff.renames', 'false'],
    ['diff.renameLimit', '1'],
    ['diff.algorithm', 'patience'],
    ['diff.noprefix', 'true'],
    ['diff.mnemonicPrefix', 'true'],
    ['diff.context', '9'],
    ['diff.interHunkContext', '30'],
    ['diff.orderFile', 'order'],
    ['diff.suppressBlankEmpty', 'true'],
    ['diff.ignoreSubmodules', 'all'],
    ['core.quotePath', 'true'],
    ['core.abbrev', '7'],
    ['color.ui', 'always'],
    ['log.follow', 'true'],
    ['log.mailmap', 'false'],
    ['log.date', 'relative'],
    ['log.showRoot', 'false'],
    ['i18n.logOutputEncoding', 'UTF-16'],
    ['mailmap.file', 'evil-map'],
    ['format.pretty', 'oneline'],
  ];

  it('change nothing, from whichever file they come', async () => {
    const made = await shop();
    const expected = await readAll(made);
    writeFileSync(join(made.path, 'order'), 'src/c.ts\n');
    writeFileSync(join(made.path, 'evil-map'), 'Evil <evil@example.com> <lin@example.com>\n');
    writeFileSync(join(made.path, '.mailmap'), 'Evil <evil@example.com> <lin@example.com>\n');
    writeFileSync(join(made.path, '.gitattributes'), '*.ts -diff linguist-generated\n');
    mkdirSync(join(made.path, '.git/info'), { recursive: true });
    writeFileSync(join(made.path, '.git/info/attributes'), '*.ts -diff linguist-vendored\n');
    expect(await made.git('log', '--format=%aN', '-1', made.commits[1] ?? '')).toBe('Evil');
    expect(await made.git('log', '--numstat', '--format=', '-1', made.commits[1] ?? '')).toMatch(/^-\t-/);
    for (const [key, value] of settings) await made.git('config', key, value);
    expect(await readAll(made)).toEqual(expected);
  });

  it('and neither do replaced or grafted commits', async () => {
    const made = await shop();
    const expected = await readAll(made);
    await made.git('replace', '--graft', made.commits[2] ?? '');
    expect(await made.git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(await readAll(made)).toEqual(expected);
    await made.git('replace', '--delete', made.commits[2] ?? '');
    mkdirSync(join(made.path, '.git/info'), { recursive: true });
    writeFileSync(join(made.path, '.git/info/grafts'), `${made.commits[2]}\n`);
    expect(await made.git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(await readAll(made)).toEqual(expected);
  });
});

describe('a partial clone', () => {
  it('makes plain git fetch, and us only name what is missing', async () => {
    const origin = await shop();
    const count = (made: Made) =>
      made
        .git('rev-list', '--objects', '--all', '--missing=print')
        .then(text => text.match(/^\?/gm)?.length ?? 0);
    const fetched = await partialClone(origin);
    const missing = await count(fetched);
    expect(missing).toBeGreaterThan(0);
    await fetched.git('cat-file', '-p', `${origin.commits[0]}:src/a.ts`);
    expect(await count(fetched)).toBeLessThan(missing);

    const { program, fired } = trap();
    const ours = await partialClone(origin);
    await ours.git('config', 'remote.origin.uploadpack', program);
    const read = await readAll(ours);
    expect(fired()).toBe(false);
    expect(await count(ours)).toBe(missing);
    expect(read.blobs).toEqual(['missing', 'missing']);
    expect(read.paths.get(origin.commits[1] ?? '')).toMatchObject([{ status: 'modified', path: 'src/a.ts' }]);
    expect(read.gaps.length).toBe(6);
    for (const gap of read.gaps) expect(gap.objects[0]).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('damaged objects', () => {
  it('are named gaps; everything else is still read', async () => {
    const made = await history(
      [
        { at: '2024-03-01', write: { 'src/a.ts': lines(30), 'src/old.ts': lines(50, 'x') } },
        { at: '2024-03-02', write: { 'src/b.ts': lines(5) } },
        {
          at: '2024-03-03',
          write: { 'src/a.ts': lines(31), 'src/new.ts': `${lines(50, 'x')}y\n` },
          remove: ['src/old.ts'],
        },
        { at: '2024-03-04', write: { 'src/b.ts': lines(6) } },
      ],
      { name: 'damaged' },
    );
    await made.git('repack', '-adq');
    const lost = await made.git('rev-parse', `${made.commits[2]}:src/a.ts`);
    const before = await readAll(made);
    await removeObject(made, lost);
    await expect(made.git('log', '--numstat')).rejects.toThrow(lost);
    const after = await readAll(made);
    expect(new Set(after.gaps.map(gap => `${gap.commit} ${gap.paths.join()} ${gap.objects.join()}`))).toEqual(
      new Set([`${made.commits[2]} src/a.ts ${lost}`]),
    );
    expect(after.paths).toEqual(
      new Map(
        [...before.paths].map(([id, changes]) => [
          id,
          id === made.commits[2] ? expect.arrayContaining([...changes]) : changes,
        ]),
      ),
    );
    const third = after.changed.get(made.commits[2] ?? '');
    expect(third?.map(change => change.path)).toEqual(['src/new.ts']);
    for (const id of [0, 1, 3])
      expect(after.changed.get(made.commits[id] ?? '')).toEqual(before.changed.get(made.commits[id] ?? ''));
  });
});

/** Takes one object out of a packed repository, as a damaged disk would. */
async function removeObject(made: Made, id: string): Promise<void> {
  const objects = await made.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)');
  const packed = join(made.path, '.git/objects/pack');
  const place = { cwd: made.path, env: made.env };
  const keep = objects.split('\n').filter(object => object !== id);
  const pack = await runGit(place, ['pack-objects', '--stdout', '-q'], { input: `${keep.join('\n')}\n` });
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed);
  await runGit(place, ['index-pack', '--stdin'], { input: pack });
  for (const object of objects.split('\n'))
    rmSync(join(made.path, '.git/objects', object.slice(0, 2), object.slice(2)), { force: true });
}
