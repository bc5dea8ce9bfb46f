import { beforeAll, describe, expect, it } from 'vitest';
import type { LineChange, PathChange } from '../../src/core/history.ts';
import { readAttributes } from '../../src/git/attributes.ts';
import { type BlobResult, readBlobs } from '../../src/git/blobs.ts';
import { listCommits } from '../../src/git/commits.ts';
import { readLineChanges } from '../../src/git/line-changes.ts';
import { hashLine } from '../../src/git/line-hash.ts';
import { readPathChanges } from '../../src/git/path-changes.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { listTree, readFileAt } from '../../src/git/tree.ts';
import {
  bareClone,
  binary,
  history,
  lines,
  type Repository as Made,
  worktree,
} from '../helpers/repository.ts';

async function using<T>(made: Made, work: (repository: Repository) => Promise<T>, at?: string): Promise<T> {
  const repository = await openRepository(made.path, {
    environment: made.env,
    allowShallow: true,
    ...(at === undefined ? {} : { at }),
  });
  try {
    return await work(repository);
  } finally {
    repository.close();
  }
}
async function paths(repository: Repository, ids: readonly string[]) {
  const found = new Map<string, readonly PathChange[]>();
  const gaps = await readPathChanges(repository, ids, (id, changes) => found.set(id, changes));
  return { found, gaps };
}
async function lineChanges(
  repository: Repository,
  ids: readonly string[],
  specs: readonly string[] = ['*.ts'],
) {
  const found = new Map<string, readonly LineChange[]>();
  const gaps = await readLineChanges(repository, ids, specs, (id, changes) => found.set(id, changes));
  return { found, gaps };
}

const ODD = [
  'with space.ts',
  'quote"\'.ts',
  'tab\there.ts',
  'line\nend.ts',
  '-leading.ts',
  ':(glob)x.ts',
  'ümläut 税.ts',
];
let made: Made;
beforeAll(async () => {
  made = await history([
    {
      at: '2024-03-01',
      by: 'ada',
      write: { 'src/tax.ts': lines(40), 'logo.ts': binary(), 'README.md': 'x\n' },
    },
    {
      at: '2024-03-02',
      by: 'lin',
      message: 'fix: rates',
      write: { 'src/tax.ts': lines(40).replace('line 7\n', 'line seven\n  }\n') },
    },
    { at: '2024-03-03', by: 'lin', message: 'nothing' },
    {
      at: '2024-03-04',
      by: 'lin',
      move: { 'src/tax.ts': 'src/vat.ts' },
      write: { 'src/vat.ts': `${lines(40)}line 41\n` },
    },
    { at: '2024-03-05', by: 'bob', write: Object.fromEntries(ODD.map(path => [path, `${path}\n`])) },
    {
      at: '2024-03-06',
      write: { 'logo.ts': { symlink: 'README.md' }, 'link.ts': { symlink: '/etc/passwd' } },
    },
    {
      at: '2024-03-07',
      write: { 'logo.ts': 'text now\n', '.mailmap': 'Linus Real <real@example.com> <lin@example.com>\n' },
    },
    {
      at: '2024-03-08',
      remove: ['logo.ts', 'link.ts'],
      write: { 'README.md': { content: 'x\n', executable: true } },
    },
  ]);
});

describe('the commit list', () => {
  it('has every ancestor, newest first, with names by the mailmap of the revision', async () => {
    const commits = await using(made, listCommits);
    expect(commits.map(commit => commit.id)).toEqual([...made.commits].reverse());
    expect(commits.at(-2)).toEqual({
      id: made.commits[1],
      parents: [made.commits[0]],
      authorTime: Date.UTC(2024, 2, 2, 12) / 1000,
      commitTime: Date.UTC(2024, 2, 2, 12) / 1000,
      authorName: 'Linus Real',
      authorEmail: 'real@example.com',
      subject: 'fix: rates',
    });
    const before = await using(made, listCommits, made.commits[5]);
    expect(before.find(commit => commit.id === made.commits[1])?.authorName).toBe('Lin');
  });

  it('keeps any byte of a subject or a name in its own field', async () => {
    const odd = await history([{ at: '2024-01-01', write: { a: 'a' } }]);
    const tree = await odd.git('rev-parse', 'HEAD^{tree}');
    const { runGit } = await import('../../src/git/process.ts');
    const raw = Buffer.concat([
      Buffer.from(
        `tree ${tree}\nauthor J\xf6rg "x" <j@x> 1700000000 +0000\ncommitter C <c@x> 1700000001 +0000\n\n`,
        'latin1',
      ),
      Buffer.from([0x66, 0x69, 0x78, 0x1e, 0x1f, 0x09, 0xff, 0x1b, 0x5b, 0x31, 0x6d, 0x0a]),
    ]);
    const id = (
      await runGit(
        { cwd: odd.path, env: odd.env },
        ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
        { input: raw },
      )
    )
      .toString()
      .trim();
    const [commit, ...others] = await using(odd, listCommits, id);
    expect(others).toEqual([]);
    expect(commit).toEqual({
      id,
      parents: [],
      authorTime: 1_700_000_000,
      commitTime: 1_700_000_001,
      authorName: 'J\\xF6rg "x"',
      authorEmail: 'j@x',
      subject: 'fix\x1e\x1f\t\\xFF\x1b[1m',
    });
  });
});

describe('path changes', () => {
  it('tells additions, renames, type changes and removals from each other', async () => {
    const { found, gaps } = await using(made, repository => paths(repository, made.commits));
    expect(gaps).toEqual([]);
    const brief = (index: number) =>
      found
        .get(made.commits[index] ?? '')
        ?.map(change => `${change.status} ${change.from ? `${change.from} > ` : ''}${change.path}`);
    expect(brief(0)).toEqual(['added README.md', 'added logo.ts', 'added src/tax.ts']);
    expect(brief(1)).toEqual(['modified src/tax.ts']);
    expect(brief(2)).toEqual([]);
    expect(brief(3)).toEqual(['renamed src/tax.ts > src/vat.ts']);
    expect(brief(4)?.sort()).toEqual(ODD.map(path => `added ${path}`).sort());
    expect(brief(5)).toEqual([]);
    expect(brief(6)).toEqual(['added .mailmap', 'modified logo.ts']);
    expect(brief(7)).toEqual(['modified README.md', 'deleted logo.ts']);
    const tax = await made.git('rev-parse', `${made.commits[1]}:src/tax.ts`);
    const vat = await made.git('rev-parse', `${made.commits[3]}:src/vat.ts`);
    expect(found.get(made.commits[3] ?? '')?.[0]).toMatchObject({ before: tax, after: vat });
    expect(found.get(made.commits[6] ?? '')?.[1]?.before).toBeUndefined();
  });

  it('gives the same from one process and from two, over more than one chunk', async () => {
    const long = await history(
      Array.from({ length: 700 }, (_, index) => ({
        at: '2024-01-01',
        write: { [`f${index % 7}.ts`]: `${index}\n` },
      })),
    );
    await using(long, async repository => {
      const one = new Map<string, readonly PathChange[]>();
      const two = new Map<string, readonly PathChange[]>();
      await readPathChanges(repository, long.commits, (id, changes) => one.set(id, changes), {
        processes: 1,
      });
      await readPathChanges(repository, long.commits, (id, changes) => two.set(id, changes), {
        processes: 2,
      });
      expect(two.size).toBe(700);
      for (const [id, changes] of one) expect(two.get(id)).toEqual(changes);
    });
  });
});

describe('line changes', () => {
  it('counts lines, places hunks and hashes what counts', async () => {
    const { found } = await using(made, repository => lineChanges(repository, made.commits));
    const second = found.get(made.commits[1] ?? '');
    expect(second).toEqual([
      {
        path: 'src/tax.ts',
        added: 2,
        deleted: 1,
        hunks: Int32Array.of(7, 1, 7, 2),
        addedLines: Int32Array.of(hashLine(Buffer.from('lineseven')) ?? 0),
        deletedLines: Int32Array.of(hashLine(Buffer.from('line7')) ?? 0),
      },
    ]);
    expect(found.get(made.commits[0] ?? '')?.map(change => [change.path, change.added])).toEqual([
      ['src/tax.ts', 40],
    ]);
    expect(found.get(made.commits[2] ?? '')).toEqual([]);
    expect(found.get(made.commits[3] ?? '')).toMatchObject([{ path: 'src/vat.ts', added: 2, deleted: 2 }]);
    expect(
      found
        .get(made.commits[4] ?? '')
        ?.map(change => change.path)
        .sort(),
    ).toEqual([...ODD].sort());
    expect(found.get(made.commits[6] ?? '')).toMatchObject([{ path: 'logo.ts', added: 1, deleted: 1 }]);
  });

  it('has nothing to say without pathspecs', async () => {
    const { found } = await using(made, repository => lineChanges(repository, made.commits.slice(0, 1), []));
    expect([...found.values()]).toEqual([[]]);
  });

  it('reads a line of many megabytes', async () => {
    const large = await history([{ at: '2024-01-01', write: { 'a.ts': 'x '.repeat(4 << 20) } }]);
    const { found } = await using(large, repository => lineChanges(repository, large.commits));
    expect(found.get(large.commits[0] ?? '')).toMatchObject([{ added: 1, deleted: 0 }]);
  });
});

describe('tree, blobs and files', () => {
  it('lists every path with its kind', async () => {
    const tree = await using(made, listTree, made.commits[5]);
    expect(tree.map(entry => entry.path).sort()).toEqual(
      ['README.md', 'link.ts', 'logo.ts', 'src/vat.ts', ...ODD].sort(),
    );
    expect(tree.find(entry => entry.path === 'link.ts')?.kind).toBe('symbolic-link');
    expect((await using(made, listTree)).find(entry => entry.path === 'README.md')?.kind).toBe('executable');
  });

  it('keeps the order of blobs, names what is missing and does not hold what is too large', async () => {
    await using(made, async repository => {
      const tree = await listTree(repository, made.commits[0]);
      const id = (path: string) => tree.find(entry => entry.path === path)?.blob ?? '';
      const absent = 'f'.repeat(40);
      const results: BlobResult[] = [];
      const asked = [id('README.md'), absent, id('src/tax.ts'), id('README.md')];
      await readBlobs(repository, asked, blob => void results.push(blob), { maxBytes: 10 });
      expect(results).toEqual([
        { kind: 'content', id: asked[0], bytes: Buffer.from('x\n') },
        { kind: 'missing', id: absent },
        { kind: 'too-large', id: asked[2], size: Buffer.byteLength(lines(40)) },
        { kind: 'content', id: asked[3], bytes: Buffer.from('x\n') },
      ]);
    });
  });

  it('goes on behind a blob that is not worth streaming past', async () => {
    const bomb = await history([
      { at: '2024-01-01', write: { 'a.ts': Buffer.alloc(33 << 20, 'a'), 'b.ts': 'b\n' } },
    ]);
    await using(bomb, async repository => {
      const [a, b] = (await listTree(repository)).map(entry => entry.blob);
      const kinds: string[] = [];
      await readBlobs(repository, [a ?? '', b ?? '', a ?? ''], blob => void kinds.push(blob.kind), {
        maxBytes: 100,
      });
      expect(kinds).toEqual(['too-large', 'content', 'too-large']);
    });
  });

  it('reads one file, and no link', async () => {
    await using(
      made,
      async repository => {
        for (const path of ODD) expect((await readFileAt(repository, path))?.toString()).toBe(`${path}\n`);
        expect(await readFileAt(repository, 'link.ts')).toBeUndefined();
        expect(await readFileAt(repository, 'missing')).toBeUndefined();
        expect(await readFileAt(repository, 'src')).toBeUndefined();
        await expect(readFileAt(repository, 'src/vat.ts', { maxBytes: 3 })).rejects.toThrow(/too-large/);
      },
      made.commits[5],
    );
  });
});

describe('attributes', () => {
  const attributed = () =>
    history([
      {
        at: '2024-01-01',
        write: {
          '.gitattributes':
            '[attr]made linguist-generated\n*.gen.ts made\nlib/** linguist-vendored\n*.x linguist-language=TypeScript\n',
          'lib/.gitattributes': 'own.ts -linguist-vendored\n',
          'a.gen.ts': '',
          'lib/own.ts': '',
          'lib/their.ts': '',
          'b.x': '',
          'c.ts': '',
        },
      },
      { at: '2024-01-02', remove: ['.gitattributes'] },
    ]);
  const read = (repository: Repository) =>
    listTree(repository).then(tree =>
      readAttributes(
        repository,
        tree,
        tree.map(entry => entry.path),
      ),
    );

  it('come from the analysed revision, in a checkout and in a bare clone', async () => {
    const made = await attributed();
    const expected = new Map([
      ['a.gen.ts', { generated: true }],
      ['lib/own.ts', { vendored: false }],
      ['lib/their.ts', { vendored: true }],
      ['lib/.gitattributes', { vendored: true }],
      ['b.x', { language: 'TypeScript' }],
    ]);
    expect(await using(made, read, made.commits[0])).toEqual(expected);
    expect(await using(await bareClone(made), read, made.commits[0])).toEqual(expected);
    expect(await using(made, read)).toEqual(new Map([['lib/own.ts', { vendored: false }]]));
    expect(await made.git('status', '--porcelain')).toBe('');
  });
});

describe('the same bytes', () => {
  it('from a checkout, a bare clone and a worktree', async () => {
    const read = (repository: Repository) =>
      Promise.all([
        listCommits(repository),
        paths(repository, made.commits),
        lineChanges(repository, made.commits),
        listTree(repository),
      ]);
    const checkout = await using(made, read);
    expect(await using(await bareClone(made), read)).toEqual(checkout);
    expect(await using(await worktree(made), read)).toEqual(checkout);
  });
});
