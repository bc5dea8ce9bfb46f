import { describe, expect, it } from 'vitest';
import { leftOutCommits, leftOutFiles, speechFor } from '../../src/report/words.ts';

const speech = speechFor({ locale: 'en-IE', days: 90 });
const plain = (text: readonly unknown[]) => text.join('').replaceAll('\u00a0', ' ');

describe('what was left out', () => {
  it('counts one as one', () => {
    expect(
      plain(
        leftOutCommits(speech, [
          { reason: 'merge', count: 1 },
          { reason: 'duplicate', count: 52 },
          { reason: 'bot', count: 1 },
          { reason: 'author', count: 0 },
        ]),
      ),
    ).toBe('54 commits (1 merge, 52 duplicates, 1 by bots)');
    expect(plain(leftOutFiles(speech, [{ reason: 'story', count: 1 }]))).toBe('1 file (story)');
  });

  it('says nothing of nothing, and leaves tests out: they are reported apart', () => {
    expect(leftOutFiles(speech, [{ reason: 'test', count: 3 }])).toEqual([]);
  });
});
