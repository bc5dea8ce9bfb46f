import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, pathLines, shortenMiddle, shortenPath } from '../../src/report/display-width.ts';
import { hostileText } from './hostile-text.ts';

const path = 'src/checkout/payment/providers/stripe.ts';

describe('shortenPath', () => {
  it('leaves out as few folders as possible, in the middle', () => {
    expect(shortenPath(path, 40)).toBe(path);
    expect(shortenPath(path, 35)).toBe('src/checkout/…/providers/stripe.ts');
    expect(shortenPath(path, 33)).toBe('src/…/providers/stripe.ts');
    expect(shortenPath(path, 24)).toBe('src/…/stripe.ts');
    expect(shortenPath(path, 20)).toBe('src/…/stripe.ts');
    expect(shortenPath(path, 12)).toBe('…/stripe.ts');
  });

  it('leaves the way to write paths in full, broken behind folders', () => {
    expect(pathLines(path, 40)).toEqual([path]);
    expect(pathLines(path, 24)).toEqual(['src/checkout/payment/', 'providers/stripe.ts']);
    expect(pathLines(path, 12)).toEqual(['src/', 'checkout/', 'payment/', 'providers/', 'stripe.ts']);
    expect(pathLines('a-very-long-folder/x.ts', 9)).toEqual(['a-ve…der/', 'x.ts']);
  });

  it('cuts a name that is too long by itself and keeps its end', () => {
    expect(shortenPath('src/a-very-long-file-name.ts', 11)).toBe('a-ver…me.ts');
  });

  it('counts wide characters as two columns', () => {
    expect(displayWidth('日本')).toBe(4);
    expect(shortenMiddle('日本語日本語', 7)).toBe('日…語');
  });

  it('never needs more columns than it was given', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, width) => {
        expect(displayWidth(shortenPath(text, width))).toBeLessThanOrEqual(width);
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});
