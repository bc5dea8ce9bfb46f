import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bareClone,
  binary,
  history,
  lines,
  partialClone,
  shallowClone,
  withSubmodule,
  worktree,
} from './repository.ts';

const small = [
  { at: '2024-03-01', by: 'ada', write: { 'src/tax.ts': lines(40) } },
  { at: '2024-03-08', by: 'lin', write: { 'src/tax.ts': lines(55) } },
  { at: '2024-03-09', by: 'lin', move: { 'src/tax.ts': 'src/vat.ts' } },
];

describe('history', () => {
  it('writes authors, dates and changes as the steps say, and checks out the result', async () => {
    const repo = await history(small);
    expect(await repo.git('log', '--reverse', '--format=%an <%ae> %aI %cI %s')).toBe(
      [
        'Ada <ada@example.com> 2024-03-01T12:00:00+00:00 2024-03-01T12:00:00+00:00 change 1',
        'Lin <lin@example.com> 2024-03-08T12:00:00+00:00 2024-03-08T12:00:00+00:00 change 2',
        'Lin <lin@example.com> 2024-03-09T12:00:00+00:00 2024-03-09T12:00:00+00:00 change 3',
      ].join('\n'),
    );
    expect(await repo.git('log', '-1', '-M', '--format=', '--name-status')).toBe(
      'R100\tsrc/tax.ts\tsrc/vat.ts',
    );
    expect(await repo.git('status', '--porcelain')).toBe('');
    expect(await repo.git('rev-list', '--reverse', 'HEAD')).toBe(repo.commits.join('\n'));
    expect(readFileSync(join(repo.path, 'src/vat.ts'), 'utf8')).toBe(lines(55));
  });

  it('gives the same commit ids each time', async () => {
    const [one, two] = await Promise.all([history(small), history(small, { bare: true })]);
    expect(one.commits).toEqual(two.commits);
    expect(await two.git('rev-parse', '--is-bare-repository')).toBe('true');
  });

  it('keeps offset, committer, message and odd paths', async () => {
    const odd = ['with space.ts', 'quote".ts', 'new\nline.ts', 'back\\slash.ts', 'größe/文.ts', '"starts'];
    const repo = await history([
      {
        at: '2024-03-01T23:30:00+05:30',
        committedAt: '2024-03-02',
        by: 'Ada Lovelace <a@b.c>',
        committer: 'bot',
        message: 'fix: one\n\nbody',
        write: Object.fromEntries(odd.map(path => [path, 'x\n'])),
      },
    ]);
    expect(await repo.git('log', '--format=%an|%ae|%aI|%cn|%cI|%s|%b')).toBe(
      'Ada Lovelace|a@b.c|2024-03-01T23:30:00+05:30|Bot|2024-03-02T12:00:00+00:00|fix: one|body',
    );
    expect(
      (await repo.git('ls-tree', '-r', '-z', '--name-only', 'HEAD')).split('\0').filter(Boolean).sort(),
    ).toEqual([...odd].sort());
  });

  it('writes executables, links, submodule entries and binaries', async () => {
    const pointed = '1234567890123456789012345678901234567890';
    const repo = await history(
      [
        {
          at: '2024-03-01',
          write: {
            run: { content: '#!/bin/sh\n', executable: true },
            link: { symlink: 'run' },
            sub: { submodule: pointed },
            'a.bin': binary(),
          },
        },
      ],
      { bare: true },
    );
    const tree = (await repo.git('ls-tree', 'HEAD'))
      .split('\n')
      .map(line => line.replace(/ [0-9a-f]{40}\t/, ' '));
    expect(tree).toEqual(['100644 blob a.bin', '120000 blob link', '100755 blob run', '160000 commit sub']);
    expect(await repo.git('rev-parse', 'HEAD:sub')).toBe(pointed);
    expect(await repo.git('log', '--format=', '--numstat', '--', 'a.bin')).toBe('-\t-\ta.bin');
  });

  it('merges branches file by file, with two parents and both sides present', async () => {
    const repo = await history([
      { at: '2024-01-01', write: { 'a.ts': 'a\n', 'b.ts': 'b\n', 'c.ts': 'c\n' } },
      { at: '2024-01-02', on: 'topic', write: { 'a.ts': 'topic\n' }, remove: ['c.ts'] },
      { at: '2024-01-03', write: { 'b.ts': 'main\n' } },
      { at: '2024-01-04', merge: 'topic', tag: 'v1' },
    ]);
    expect(await repo.git('rev-list', '--parents', '-1', 'v1')).toBe(
      [repo.commits[3], repo.commits[2], repo.commits[1]].join(' '),
    );
    expect(await repo.git('show', 'HEAD:a.ts')).toBe('topic');
    expect(await repo.git('show', 'HEAD:b.ts')).toBe('main');
    expect(await repo.git('ls-tree', '--name-only', 'HEAD')).toBe('a.ts\nb.ts');
  });

  it('refuses a merge of two changes to one file unless the step settles it', async () => {
    const clash = [
      { at: '2024-01-01', write: { 'a.ts': 'a\n' } },
      { at: '2024-01-02', on: 'topic', write: { 'a.ts': 'topic\n' } },
      { at: '2024-01-03', write: { 'a.ts': 'main\n' } },
    ];
    await expect(history([...clash, { at: '2024-01-04', merge: 'topic' }])).rejects.toThrow(
      'step 4: a.ts changed on both sides',
    );
    const repo = await history([...clash, { at: '2024-01-04', merge: 'topic', write: { 'a.ts': 'both\n' } }]);
    expect(await repo.git('show', 'HEAD:a.ts')).toBe('both');
  });

  it('refuses to move or remove what is not there', async () => {
    await expect(history([{ at: '2024-01-01', remove: ['a.ts'] }])).rejects.toThrow('removes a.ts');
    await expect(history([{ at: '2024-01-01', move: { 'a.ts': 'b.ts' } }])).rejects.toThrow('moves a.ts');
    await expect(history([{ at: 'yesterday' }])).rejects.toThrow('not a date');
  });

  it('takes more steps later, merges across them, and starts unrelated roots', async () => {
    const repo = await history([
      { at: '2024-01-01', write: { 'a.ts': 'a\n' } },
      { at: '2024-01-02', on: 'topic', write: { 'b.ts': 'b\n' } },
    ]);
    await repo.add([{ at: '2024-01-03', write: { 'a.ts': 'a2\n' } }]);
    await repo.add([
      { at: '2024-01-04', merge: 'topic' },
      { at: '2024-01-05', on: 'site', from: null, write: { 'index.html': 'x\n' } },
    ]);
    expect(await repo.git('rev-list', '--count', 'main')).toBe('4');
    expect(await repo.git('rev-list', '--parents', '-1', 'site')).toBe(repo.commits[4]);
    expect(await repo.git('ls-tree', '--name-only', 'main')).toBe('a.ts\nb.ts');
    expect(await repo.git('status', '--porcelain')).toBe('');
  });

  it('knows nothing of the machine: no user, no global aliases, no hooks', async () => {
    const repo = await history(small);
    expect(await repo.git('config', '--list', '--show-origin')).not.toContain('file:/');
    expect(existsSync(join(repo.path, '.git', 'hooks'))).toBe(false);
  });

  it('cleans up at once when asked', async () => {
    const repo = await history(small);
    repo.cleanup();
    expect(existsSync(repo.path)).toBe(false);
  });
});

describe('clones', () => {
  it('bare: the same commits, no work tree', async () => {
    const repo = await history(small);
    const bare = await bareClone(repo);
    expect(await bare.git('rev-list', '--reverse', 'HEAD')).toBe(repo.commits.join('\n'));
    expect(await bare.git('rev-parse', '--is-bare-repository')).toBe('true');
  });

  it('shallow: git itself says so', async () => {
    const shallow = await shallowClone(await history(small), 2);
    expect(await shallow.git('rev-parse', '--is-shallow-repository')).toBe('true');
    expect(await shallow.git('rev-list', '--count', 'HEAD')).toBe('2');
  });

  it('partial: commits are there, blobs are not', async () => {
    const partial = await partialClone(await history(small));
    expect(await partial.git('rev-list', '--count', 'HEAD')).toBe('3');
    expect(await partial.git('rev-list', '--objects', '--missing=print', 'HEAD')).toMatch(
      /^\?[0-9a-f]{40}$/m,
    );
  });

  it('worktree: detached, with a .git file that points elsewhere', async () => {
    const repo = await history(small);
    const tree = await worktree(repo, 'HEAD~1');
    expect(await tree.git('rev-parse', 'HEAD')).toBe(repo.commits[1]);
    expect(readFileSync(join(tree.path, '.git'), 'utf8')).toContain('gitdir:');
  });

  it('submodule: checked out inside an outer repository', async () => {
    const inner = await history(small);
    const { outer, checkout } = await withSubmodule(inner, 'lib');
    expect(await checkout.git('rev-parse', 'HEAD')).toBe(inner.commits[2]);
    expect(await outer.git('rev-parse', 'HEAD:lib')).toBe(inner.commits[2]);
    expect(await checkout.git('rev-parse', '--show-superproject-working-tree')).toBe(outer.path);
  });
});
