import { describe, expect, it } from 'vitest';
import { isFix } from '../../src/history/fix-label.ts';

describe('isFix', () => {
  it.each([
    'fix: round the tax',
    'Fix: round the tax',
    'fix(core): round',
    'fix!: drop the old rounding',
    'fix(api)!: drop it',
    'bugfix: x',
    'hotfix(cart): x',
    'fix: typo in the invoice header', // the type decides; words are not looked at
  ])('conventional fix: %s', subject => expect(isFix(subject)).toBe(true));

  it.each(['docs', 'ci', 'lint', 'types', 'type-tests', 'deps', 'Docs'])(
    'a fix of scope %s is no fix',
    scope => {
      expect(isFix(`fix(${scope}): x`)).toBe(false);
    },
  );

  it.each(
    'feat chore doc docs test tests style refactor build ci perf release type types dx wip revert'.split(' '),
  )('type %s is no fix, whatever else it says', type =>
    expect(isFix(`${type}: fix crash in the cart`)).toBe(false),
  );

  it.each([
    'Fix rounding',
    'fixes rounding',
    'Fixed rounding',
    'fixing rounding',
    'Bug in rounding',
    'bugs',
    'bugfixes for the cart',
    'Hotfixes',
    'regression in the cart',
    'Crash on start',
    'crashing cart',
    'a defect',
    'resolves #12',
    'resolve issue with cart',
    'closes #3',
    'Update: fix rounding', // not a type we know: the words decide
    'fix:no space, so no type',
  ])('by its words: %s', subject => expect(isFix(subject)).toBe(true));

  it.each([
    'Add rounding',
    'prefix the name',
    'fixture for the cart',
    'debug the cart',
    'closes the door',
    'fix typo',
    'fix typos',
    'Fix lint',
    'fix linting',
    'fix eslint warnings',
    'fix prettier',
    'fix spelling',
    'fix grammar',
    'fix doc',
    'fix docs',
    'fix README',
    'fix changelog',
    'fix comment',
    'fix formatting',
    'fix CI',
    'fix flaky test',
    'fix merge conflict',
    'fix merge conflicts',
    'fix whitespace',
    'Revert "fix: rounding"',
    'Revert fix of rounding',
    '',
  ])('not by its words: %s', subject => expect(isFix(subject)).toBe(false));

  it('takes further patterns from the config, but never for a revert', () => {
    const patterns = [
      { source: '^INC-', test: (text: string) => text.startsWith('INC-') || text.includes('INC-') },
    ];
    expect(isFix('INC-12 wrong total')).toBe(false);
    expect(isFix('INC-12 wrong total', patterns)).toBe(true);
    expect(isFix('Revert INC-12', patterns)).toBe(false);
  });
});
