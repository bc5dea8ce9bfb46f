import type { SkippedIssues, TrackerIssue } from '../core/calibration.ts';
import { type ColumnChoice, findColumns, type IssueField, type Tracker } from './export-columns.ts';
import { plainKey } from './issue-keys.ts';
import { parseTrackerDate } from './tracker-date.ts';

export interface IssueExport {
  readonly tracker: Tracker;
  /** Header each field was read from, as written. */
  readonly columns: Readonly<Record<string, string>>;
  /** Rows below the header. */
  readonly rows: number;
  readonly issues: readonly TrackerIssue[];
  /** Only reasons that occurred. */
  readonly skipped: readonly SkippedIssues[];
}

type SkipReason = SkippedIssues['reason'];
type ExportSkip = Extract<
  SkipReason,
  'no-key' | 'not-done' | 'unreadable-date' | 'done-before-started' | 'duplicate'
>;
const skipReasons: readonly ExportSkip[] = [
  'no-key',
  'not-done',
  'unreadable-date',
  'done-before-started',
  'duplicate',
];

/**
 * The issues of a tracker export: key, type, start and end; titles and texts are never looked at. A row that cannot be
 * used is counted with its reason.
 * @param rows header first, as the CSV has them
 * @param choice header names that win over the known ones
 * @param file name for messages
 * @throws {UserError} columns that cannot be found
 */
export function readIssueExport(
  rows: readonly (readonly string[])[],
  choice: ColumnChoice,
  file: string,
): IssueExport {
  const [header = [], ...body] = rows;
  const columns = findColumns(header, choice, file);
  const issues = new Map<string, TrackerIssue>();
  const skipped = new Map<ExportSkip, number>();
  for (const row of body) {
    const issue = readRow(field => cellOf(row, columns.indices[field]), columns.typeFromLabels);
    const reason = typeof issue === 'string' ? issue : issues.has(issue.key) ? 'duplicate' : undefined;
    if (reason !== undefined) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    else if (typeof issue !== 'string') issues.set(issue.key, issue);
  }
  return {
    tracker: columns.tracker,
    columns: columns.names,
    rows: body.length,
    issues: [...issues.values()],
    skipped: skipReasons.flatMap(reason => {
      const count = skipped.get(reason);
      return count === undefined ? [] : [{ reason, count }];
    }),
  };
}

function readRow(value: (field: IssueField) => string, typeFromLabels: boolean): TrackerIssue | ExportSkip {
  const key = plainKey(value('key'));
  if (key === undefined) return 'no-key';
  const done = value('done');
  if (done === '') return 'not-done';
  const doneAt = parseTrackerDate(done);
  const started = value('started');
  const startedAt = started === '' ? undefined : parseTrackerDate(started);
  if (doneAt === undefined || (started !== '' && startedAt === undefined)) return 'unreadable-date';
  if (startedAt !== undefined && doneAt < startedAt) return 'done-before-started';
  const type = typeFromLabels ? typeOfLabels(value('type')) : value('type').toLowerCase();
  return {
    key,
    type: type === '' ? 'unknown' : type,
    ...(startedAt === undefined ? {} : { startedAt }),
    doneAt,
  };
}

/** GitHub and GitLab have no types; teams put them into labels. */
function typeOfLabels(labels: string): string {
  if (/\b(bug|defect|regression)/i.test(labels)) return 'bug';
  if (/\b(feature|enhancement|story)/i.test(labels)) return 'feature';
  return 'other';
}

function cellOf(row: readonly string[], indices: readonly number[]): string {
  for (const index of indices) {
    const value = row[index]?.trim();
    if (value) return value;
  }
  return '';
}
