import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendDecision, parseDecisions } from '../../src/config/decisions.ts';
import { currentDecisions, isExpired } from '../../src/config/standing-decisions.ts';
import type { Decision } from '../../src/core/cost-model.ts';
import { UserError } from '../../src/core/errors.ts';

const file = 'debt.decisions.yaml';
const decision = {
  item: 'src/billing/invoice.ts',
  decision: 'defer',
  reason: 'new checkout comes in spring',
  on: '2026-11-22',
  until: '2027-03-31',
  by: 'Payments team',
} as const;

function problems(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError)
      return error.problems.map(({ where, what, fix }) => `${where} ${what} → ${fix}`);
    throw error;
  }
  return [];
}

describe('the decision log', () => {
  it('is read in its order, each entry with its place', () => {
    const text = `# agreed
decisions:
  - item: src/a.ts
    decision: accept
    reason: >-
      generated soon,
      not worth it
    on: 2026-01-15
  - { item: Checkout, decision: fix, reason: "hot", on: 2026-02-01, until: 2026-05-01, by: Ada }
`;
    expect(parseDecisions(text, file)).toEqual([
      {
        item: 'src/a.ts',
        decision: 'accept',
        reason: 'generated soon, not worth it',
        on: '2026-01-15',
        place: `${file}:3`,
      },
      {
        item: 'Checkout',
        decision: 'fix',
        reason: 'hot',
        on: '2026-02-01',
        until: '2026-05-01',
        by: 'Ada',
        place: `${file}:9`,
      },
    ]);
    for (const empty of ['', '# nothing yet\n', 'decisions:\n', 'decisions: []\n'])
      expect(parseDecisions(empty, file)).toEqual([]);
  });

  it('is checked like the config', () => {
    const text = `decisions:
  - item: src/a.ts
    decision: later
    reson: none
    on: 2026-02-30
  - { item: src/b.ts, decision: fix, reason: hot, on: 2026-02-01, until: 2026-01-01 }
`;
    expect(problems(() => parseDecisions(text, file))).toEqual([
      `${file}:2:5 decisions[0].reason: missing → add \`reason:\` (why, for those who read this in a year)`,
      `${file}:3:15 decisions[0].decision: "later" is not known here → write accept, fix or defer`,
      `${file}:4:5 decisions[0]: unknown key "reson" → did you mean \`reason\`?`,
      `${file}:5:9 decisions[0].on: there is no day 30 in month 2 of 2026 → that month ends on 2026-02-28`,
      `${file}:6:74 decisions[1].until: 2026-01-01 is before the decision, 2026-02-01 → mend one of the two dates`,
    ]);
  });

  it('lets the latest decision about an item hold, and of one day the last in the file', () => {
    const entry = (reason: string, on: string): Decision => ({
      item: 'a',
      decision: 'fix',
      reason,
      on,
      place: 'x:1',
    });
    const of = (...decisions: Decision[]) => currentDecisions(decisions).get('a')?.reason;
    expect(of(entry('old', '2026-01-01'), entry('new', '2026-02-01'))).toBe('new');
    expect(of(entry('new', '2026-02-01'), entry('old', '2026-01-01'))).toBe('new');
    expect(of(entry('first', '2026-01-01'), entry('second', '2026-01-01'))).toBe('second');
  });

  it('holds to the end of its last day', () => {
    expect(isExpired({ until: '2027-03-31' }, '2027-03-31T23:59:59Z')).toBe(false);
    expect(isExpired({ until: '2027-03-31' }, '2027-04-01T00:00:00Z')).toBe(true);
    expect(isExpired({}, '2099-01-01')).toBe(false);
  });
});

const written = `  - item: src/billing/invoice.ts
    decision: defer
    reason: new checkout comes in spring
    on: 2026-11-22
    until: 2027-03-31
    by: Payments team
`;
const braces =
  '{ item: src/billing/invoice.ts, decision: defer, reason: new checkout comes in spring, on: 2026-11-22, until: 2027-03-31, by: Payments team }';

describe('one decision more', () => {
  it('starts the file when there is none', () => {
    expect(appendDecision(undefined, file, decision)).toBe(
      `# What we agreed about technical debt. \`debtcast decide\` adds to this file; reports show each entry beside its item.\ndecisions:\n${written}`,
    );
  });

  it('comes last and leaves comments, order, quotes and spacing as they were', () => {
    const before = `# our log   \n\ndecisions:   # newest last\n  # from the January review\n  -   item: 'src/a.ts'   # big one\n      decision: accept\n      reason: "x"\n      on: 2026-01-15 # a Thursday\n`;
    expect(appendDecision(before, file, decision)).toBe(before + written);
  });

  it('goes between the list and what follows it', () => {
    const list =
      'decisions:\n- item: a\n  decision: fix\n  reason: |\n    two\n    lines\n  on: 2026-01-15\n';
    const rest = '\n# end of the list\n# nothing below\n';
    expect(appendDecision(list + rest, file, decision)).toBe(list + written.replace(/^ {2}/gm, '') + rest);
  });

  it.each([
    ['decisions: []\n', `decisions: [${braces}]\n`],
    ['decisions:\n', `decisions: [${braces}]\n`],
    ['decisions: null # none\n', `decisions: [${braces}] # none\n`],
    ['{}', `{decisions: [${braces}]}`],
    ['# only a comment', `# only a comment\ndecisions:\n${written}`],
    [
      'decisions: [ { item: a, decision: fix, reason: r, on: 2026-01-15 }, ] # done',
      `decisions: [ { item: a, decision: fix, reason: r, on: 2026-01-15 }, ${braces}, ] # done`,
    ],
    [
      'decisions:\n  - { item: a, decision: fix, reason: r, on: 2026-01-15 }',
      `decisions:\n  - { item: a, decision: fix, reason: r, on: 2026-01-15 }\n${written}`,
    ],
  ])('fits into %j', (before, after) => {
    expect(appendDecision(before, file, decision)).toBe(after);
  });

  it('keeps Windows line ends', () => {
    const before = 'decisions:\r\n  - { item: a, decision: fix, reason: r, on: 2026-01-15 }\r\n';
    expect(appendDecision(before, file, decision)).toBe(before + written.replaceAll('\n', '\r\n'));
  });

  it('is not written into a file with mistakes, nor with mistakes of its own', () => {
    expect(problems(() => appendDecision('decisions: 7\n', file, decision))).toEqual([
      `${file}:1:12 decisions: expected a list, got 7 → write it as a list, one \`- …\` for each`,
    ]);
    expect(problems(() => appendDecision(undefined, file, { ...decision, on: '2026-13-01' }))).toEqual([
      `${file}:6:9 decisions[0].on: there is no month 13 in "2026-13-01" → write year-month-day, for example 2027-01-31`,
    ]);
  });

  it('reads back whatever the words are, after any decisions before it', () => {
    const words = fc
      .oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.constantFrom(
          '# no',
          '- a: b',
          '{x}',
          '*a',
          '&b',
          '@c',
          'yes',
          '7',
          'null',
          'a\nb',
          "it's",
          '"q"',
          'a: b',
          'x #y',
          '2026-01-01',
          '\u{202e}',
          '---',
          '? x',
          '!t',
          '%d',
          'a, b',
          ']',
        ),
      )
      .filter(text => text.trim() !== '' && [...text].length <= 200);
    const date = fc.integer({ min: 1, max: 28 }).map(day => `2026-02-${String(day).padStart(2, '0')}`);
    const entry = fc.record(
      {
        item: words,
        decision: fc.constantFrom('accept' as const, 'fix' as const, 'defer' as const),
        reason: words,
        on: date,
      },
      { noNullPrototype: true },
    );
    const start = fc.constantFrom(
      undefined,
      '',
      'decisions: []',
      'decisions:\n',
      '# c\r\ndecisions:\r\n',
      '{ decisions: [] }',
    );
    fc.assert(
      fc.property(start, fc.array(entry, { minLength: 1, maxLength: 4 }), (before, entries) => {
        const text = entries.reduce<string | undefined>(
          (log, each) => appendDecision(log, file, each),
          before,
        );
        expect(parseDecisions(text ?? '', file).map(({ place, ...rest }) => rest)).toEqual(entries);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
