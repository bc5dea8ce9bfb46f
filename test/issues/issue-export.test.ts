import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { csvRows } from '../../src/issues/csv-rows.ts';
import { readIssueExport } from '../../src/issues/issue-export.ts';
import { issueKeysIn, plainKey } from '../../src/issues/issue-keys.ts';
import { parseTrackerDate } from '../../src/issues/tracker-date.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const read = (text: string, choice = {}) =>
  readIssueExport(csvRows(text, 'issues.csv'), choice, 'issues.csv');

describe('exports as they come', () => {
  test('Jira: repeated headers, custom fields, its own dates', () => {
    const result = read(
      '\uFEFFSummary,Issue key,Issue id,Issue Type,Labels,Labels,Resolved,Custom field (Actual start)\r\n' +
        '"Pay, with ""one"" click",PAY-120,10021,Story,a,b,12/Mar/26 4:30 PM,10/Mar/26 9:14 AM\r\n' +
        'Open one,PAY-121,10022,Bug,,,,\r\n',
    );
    expect(result).toEqual({
      tracker: 'jira',
      columns: {
        key: 'Issue key',
        type: 'Issue Type',
        started: 'Custom field (Actual start)',
        done: 'Resolved',
      },
      rows: 2,
      issues: [
        {
          key: 'PAY-120',
          type: 'story',
          startedAt: at('2026-03-10T09:14:00Z'),
          doneAt: at('2026-03-12T16:30:00Z'),
        },
      ],
      skipped: [{ reason: 'not-done', count: 1 }],
    });
  });

  test('Linear', () => {
    const result = read(
      'ID,Team,Title,Labels,Created,Started,Completed,Due Date\n' +
        'ENG-7,Eng,x,"Bug, UI",2026-01-01T00:00:00.000Z,2026-01-05T09:00:00.000Z,2026-01-06T10:30:00.000Z,\n',
    );
    expect(result.tracker).toBe('linear');
    expect(result.issues).toEqual([
      {
        key: 'ENG-7',
        type: 'bug',
        startedAt: at('2026-01-05T09:00:00Z'),
        doneAt: at('2026-01-06T10:30:00Z'),
      },
    ]);
  });

  test('GitHub: numbers are keys, labels are types, no start', () => {
    const result = read(
      'number,title,labels,createdAt,closedAt\n41,x,enhancement,2026-01-01T00:00:00Z,2026-01-06T10:30:00Z\n',
    );
    expect(result.tracker).toBe('github');
    expect(result.issues).toEqual([{ key: '#41', type: 'feature', doneAt: at('2026-01-06T10:30:00Z') }]);
  });

  test('GitLab, semicolons from a spreadsheet', () => {
    const result = read(
      'Issue ID;Title;State;Created At (UTC);Closed At (UTC);Labels\n12;x;Closed;2026-01-01 08:00:00;2026-01-06 10:30:00;ops\n',
    );
    expect(result.tracker).toBe('gitlab');
    expect(result.issues).toEqual([{ key: '#12', type: 'other', doneAt: at('2026-01-06T10:30:00Z') }]);
  });

  test('headers of the user’s own', () => {
    const result = read('Ticket;Fertig\nAB-1;2026-01-06\n'.replaceAll(';', '\t'), {
      key: 'Ticket',
      done: 'fertig',
    });
    expect(result.issues).toEqual([{ key: 'AB-1', type: 'unknown', doneAt: at('2026-01-06T00:00:00Z') }]);
  });
});

test('rows that cannot be used are counted by reason', () => {
  const rows = [
    ['Key', 'Started', 'Done'],
    ['A-1', '2026-01-02', '2026-01-05'],
    ['A-1', '2026-01-02', '2026-01-05'],
    ['', '', '2026-01-05'],
    ['A-2', '2026-01-09', '2026-01-05'],
    ['A-3', '', '03/04/26'],
    ['A-4'],
  ];
  expect(readIssueExport(rows, {}, 'x.csv').skipped).toEqual([
    { reason: 'no-key', count: 1 },
    { reason: 'not-done', count: 1 },
    { reason: 'unreadable-date', count: 1 },
    { reason: 'done-before-started', count: 1 },
    { reason: 'duplicate', count: 1 },
  ]);
});

test('missing columns are the user’s to name, all at once', () => {
  const problems = () => readIssueExport([['Title', 'State']], { started: 'Begun' }, 'x.csv');
  expect(problems).toThrow(UserError);
  try {
    problems();
  } catch (error) {
    expect((error as UserError).problems.map(problem => problem.what)).toEqual([
      'no column tells the key of an issue',
      'there is no column "Begun"',
      'no column tells the end of an issue',
    ]);
  }
});

test('an empty file is said to be', () => expect(() => csvRows('', 'x.csv')).toThrow(UserError));

describe('dates', () => {
  test.each([
    ['2026-03-12T09:14:00.000Z', '2026-03-12T09:14:00Z'],
    ['2026-03-12 09:14', '2026-03-12T09:14:00Z'],
    ['2026-03-12 09:14:30 UTC', '2026-03-12T09:14:30Z'],
    ['2026-03-12T09:14:00+0200', '2026-03-12T07:14:00Z'],
    ['2026-03-12T09:14:00-05:30', '2026-03-12T14:44:00Z'],
    ['2026-03-12', '2026-03-12T00:00:00Z'],
    ['12/Mar/26 12:05 AM', '2026-03-12T00:05:00Z'],
    ['12/Mar/2026 12:05 PM', '2026-03-12T12:05:00Z'],
    ['12 March 2026 09:14', '2026-03-12T09:14:00Z'],
    ['Mar 12, 2026, 9:14 PM', '2026-03-12T21:14:00Z'],
    ['Thu Mar 12 2026 10:00:00 GMT+0100 (Central European Standard Time)', '2026-03-12T09:00:00Z'],
  ])('%s', (text, iso) => {
    expect(parseTrackerDate(text)).toBe(at(iso));
  });
  test.each(['', 'soon', '03/04/26', '2026-02-30', '2026-13-01', '2026-01-01 25:00', '12/Foo/26'])(
    '%j is none',
    text => {
      expect(parseTrackerDate(text)).toBeUndefined();
    },
  );
});

describe('keys', () => {
  test('one form each', () => {
    expect(['pay-120', ' #12 ', '12', 'PAY', '', 'a b-1'].map(plainKey)).toEqual([
      'PAY-120',
      '#12',
      '#12',
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('in subjects: only what the export holds, each once', () => {
    const known = new Set(['PAY-120', '#12']);
    expect(issueKeysIn('pay-120: UTF-8 for PAY-120 and #12 (#977)', known)).toEqual(['PAY-120', '#12']);
    expect(issueKeysIn('XPAY-120, X-PAY-120 and PAY-1201', known)).toEqual([]);
    expect(issueKeysIn('from feature/pay-120-one-click', known)).toEqual(['PAY-120']);
    expect(issueKeysIn('[PAY-120] one click', known)).toEqual(['PAY-120']);
  });
});
