import { expect, test } from 'vitest';
import { pastReader } from '../../src/pipeline/past-reader.ts';
import { readSnapshot } from '../../src/pipeline/snapshot.ts';
import { withReader } from '../../src/pipeline/with-reader.ts';
import { history } from '../helpers/repository.ts';
import { requestFor } from './asking.ts';

const write = (value: number) => ({ 'src/a.ts': `export const a = ${value};\n` });
const side = { 'src/b.ts': 'export const b = 1;\n' };
const mailmap = { '.mailmap': 'Ada L <ada@example.org> <ada@example.com>\n' };

test('answers for past revisions as git does: only ancestors, by the names of their day', async () => {
  const repo = await history([
    { at: '2025-01-01', write: write(1), tag: 'one' },
    { at: '2025-01-02', on: 'work', write: side },
    { at: '2025-01-03', write: write(2), tag: 'two' },
    { at: '2025-01-04', merge: 'work', tag: 'three' },
    { at: '2025-01-05', write: write(3), tag: 'four' },
    { at: '2025-01-06', write: mailmap, tag: 'five' },
    { at: '2025-01-07', write: write(4), tag: 'six' },
  ]);
  const request = requestFor(repo.path);
  await withReader(request, async reader => {
    const past = pastReader(await readSnapshot(reader, request, reader.repository.revision));
    for (const tag of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const revision = await repo.git('rev-parse', tag);
      const facts = (commits: Awaited<ReturnType<typeof past.commits>>) =>
        commits.map(({ id, parents, authorEmail }) => [id, parents.join(), authorEmail].join(' ')).sort();
      expect(facts(await past.commits(revision)), tag).toEqual(facts(await reader.commits(revision)));
    }
    // Before the mailmap came, Ada had her first address.
    const [first] = await past.commits(await repo.git('rev-parse', 'one'));
    expect(first!.authorEmail).toBe('ada@example.com');
    const newest = await past.commits(await repo.git('rev-parse', 'five'));
    expect(new Set(newest.map(commit => commit.authorEmail))).toEqual(new Set(['ada@example.org']));
  });
});
