/** What was left out, and why, in words; a missing reason does not compile. */
import type { CommitExclusion } from '../../core/history.ts';
import type { ExcludedCommits, ExcludedFiles } from '../../core/report.ts';
import type { FileExclusion } from '../../core/source.ts';
import type { Text } from '../inline.ts';
import { NBSP, plural } from '../numbers.ts';
import type { Speech } from './speech.ts';

/** The same for one and for many, or both forms. */
type Words = string | readonly [one: string, other: string];

const fileExclusionWords = {
  test: ['test', 'tests'],
  'dependency-or-build-output': 'dependencies or build output',
  generated: 'generated',
  minified: 'minified',
  declaration: ['type declaration', 'type declarations'],
  'fixture-or-mock': ['fixture or mock', 'fixtures or mocks'],
  story: ['story', 'stories'],
  snapshot: ['snapshot', 'snapshots'],
  'side-code': 'examples, docs and other side code',
  'config-excluded': 'excluded in the config',
  'not-included': 'not in `code.include`',
  'too-large': 'too large',
  'too-deep': 'nested too deeply',
  'too-slow': 'too slow to parse',
  binary: 'binary',
  unreadable: 'unreadable',
  'missing-object': 'missing from this clone',
  'symbolic-link': ['symbolic link', 'symbolic links'],
} as const satisfies Record<FileExclusion | 'test', Words>;

const commitExclusionWords = {
  merge: ['merge', 'merges'],
  duplicate: ['duplicate', 'duplicates'],
  bot: 'by bots',
  author: 'by excluded authors',
  'ignored-revision': 'in the ignore-revs file',
  'too-many-files': 'touching too many files',
} as const satisfies Record<CommitExclusion, Words>;

/** Tests are no loss, they are reported apart. */
export function leftOutFiles(speech: Speech, excluded: readonly ExcludedFiles[]): Text {
  return counted(
    speech,
    excluded
      .filter(entry => entry.reason !== 'test')
      .map(entry => [entry.count, fileExclusionWords[entry.reason]] as const),
    ['file', 'files'],
  );
}

export function leftOutCommits(speech: Speech, excluded: readonly ExcludedCommits[]): Text {
  return counted(
    speech,
    excluded.map(entry => [entry.count, commitExclusionWords[entry.reason]] as const),
    ['commit', 'commits'],
  );
}

function counted(
  speech: Speech,
  parts: readonly (readonly [number, Words])[],
  noun: readonly [string, string],
): Text {
  const present = parts.filter(([count]) => count > 0);
  const total = present.reduce((sum, [count]) => sum + count, 0);
  if (total === 0) return [];
  const { numbers } = speech;
  const list = present
    .map(([n, words]) => {
      const name = typeof words === 'string' ? words : words[n === 1 ? 0 : 1];
      return present.length === 1 ? name : `${numbers.count(n)}${NBSP}${name}`;
    })
    .join(', ');
  return [`${plural(numbers, total, ...noun)} (${list})`];
}
