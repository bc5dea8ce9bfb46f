import { UserError } from '../core/errors.ts';

/** What is read of an issue; nothing else is, least of all its title. */
export const issueFields = ['key', 'type', 'started', 'done'] as const;
export type IssueField = (typeof issueFields)[number];
/** Header names given by the user. */
export type ColumnChoice = Readonly<Partial<Record<IssueField, string>>>;
export type Tracker = 'jira' | 'linear' | 'github' | 'gitlab' | 'other';

export interface ExportColumns {
  readonly tracker: Tracker;
  /** Column indices that hold a field, the preferred one first: Jira repeats headers. */
  readonly indices: Readonly<Record<IssueField, readonly number[]>>;
  /** Whether `type` is read from labels. */
  readonly typeFromLabels: boolean;
  /** The header each field is read from, as written. */
  readonly names: Readonly<Record<string, string>>;
}

/** Headers of the four trackers and of common spreadsheets, best first; compared in small letters without decoration. */
const known: Readonly<Record<IssueField, readonly string[]>> = {
  key: ['issue key', 'key', 'identifier', 'iid', 'issue iid', 'issue id', 'number', 'issue number', 'id'],
  type: ['issue type', 'type', 'work item type', 'labels', 'label'],
  started: [
    'actual start',
    'started',
    'started at',
    'in progress',
    'in progress date',
    'work started',
    'development started',
    'start date',
  ],
  done: [
    'resolved',
    'resolution date',
    'completed',
    'completed at',
    'done',
    'done date',
    'closed',
    'closed at',
  ],
};
const labels = ['labels', 'label'];

/**
 * Which columns of an export hold what, by their headers. A header chosen by the user wins.
 * @param file name for messages
 * @throws {UserError} no key or no end, or a chosen header that the file does not have: all at once
 */
export function findColumns(header: readonly string[], choice: ColumnChoice, file: string): ExportColumns {
  const plain = header.map(plainHeader);
  const indicesOf = (name: string) => plain.flatMap((title, index) => (title === name ? [index] : []));
  const indices = Object.fromEntries(
    issueFields.map(field => {
      const names = choice[field] === undefined ? known[field] : [plainHeader(choice[field])];
      return [field, names.flatMap(indicesOf)];
    }),
  ) as Record<IssueField, number[]>;
  const missing = issueFields.filter(
    field =>
      indices[field].length === 0 && (choice[field] !== undefined || field === 'key' || field === 'done'),
  );
  const [first, ...rest] = missing.map(field => ({
    code: 'issues-column-missing',
    what:
      choice[field] === undefined
        ? `no column tells the ${meaning[field]} of an issue`
        : `there is no column "${choice[field]}"`,
    where: file,
    fix: `name it: --columns ${field}=<header>; the file has ${header
      .slice(0, 30)
      .map(title => `"${title}"`)
      .join(', ')}`,
  }));
  if (first !== undefined) throw new UserError([first, ...rest]);
  const type = indices.type[0];
  return {
    tracker: trackerOf(new Set(plain)),
    indices,
    typeFromLabels: type !== undefined && labels.includes(plain[type]!),
    names: Object.fromEntries(
      issueFields.flatMap(field =>
        indices[field][0] === undefined ? [] : [[field, header[indices[field][0]]!]],
      ),
    ),
  };
}

const meaning: Readonly<Record<IssueField, string>> = {
  key: 'key',
  type: 'type',
  started: 'start',
  done: 'end',
};

function trackerOf(headers: ReadonlySet<string>): Tracker {
  if (headers.has('issue key')) return 'jira';
  if (headers.has('completed') && headers.has('started')) return 'linear';
  if (headers.has('issue id') && headers.has('closed at')) return 'gitlab';
  if (headers.has('number') && headers.has('closed at')) return 'github';
  return 'other';
}

/** `closedAt`, `closed_at`, `Closed At (UTC)` and `Custom field (Closed at)` are one header. */
function plainHeader(title: string): string {
  return title
    .trim()
    .replace(/^custom field \((.*)\)$/i, '$1')
    .replace(/ \(utc\)$/i, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .toLowerCase();
}
