import type { ChangeStatus, Commit, LineChange, PathChange } from '../core/history.ts';
import type { MeasureResult } from '../core/measure.ts';

/** One value as one line of text and back. `decode` returns `undefined` for text it did not write. */
export interface Encoding<T> {
  encode(value: T): string;
  decode(text: string): T | undefined;
}

const LETTERS: Readonly<Record<ChangeStatus, string>> = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  renamed: 'R',
};
const STATUSES = new Map(Object.entries(LETTERS).map(([status, letter]) => [letter, status as ChangeStatus]));

/** Fields divided by tabs, seven for each commit. */
export const commitsEncoding: Encoding<readonly Commit[]> = {
  encode: commits =>
    commits
      .map(({ id, parents, authorTime, commitTime, authorName, authorEmail, subject }) =>
        [
          id,
          parents.join(' '),
          authorTime,
          commitTime,
          escapeField(authorName),
          escapeField(authorEmail),
          escapeField(subject),
        ].join('\t'),
      )
      .join('\t'),
  decode(text) {
    const fields = text.split('\t');
    if (fields.length % 7 !== 0) return undefined;
    const commits: Commit[] = [];
    for (let at = 0; at < fields.length; at += 7) {
      const id = fields[at] as string;
      const parents = fields[at + 1] as string;
      const authorTime = Number(fields[at + 2]);
      const commitTime = Number(fields[at + 3]);
      if (id.length < SHORTEST_ID || !Number.isSafeInteger(authorTime) || !Number.isSafeInteger(commitTime))
        return undefined;
      commits.push({
        id,
        parents: parents === '' ? [] : parents.split(' '),
        authorTime,
        commitTime,
        authorName: unescapeField(fields[at + 4] as string),
        authorEmail: unescapeField(fields[at + 5] as string),
        subject: unescapeField(fields[at + 6] as string),
      });
    }
    return commits;
  },
};

/** Digits of a commit id; with other hashes there are more. */
const SHORTEST_ID = 40;

/** Fields divided by tabs, five for each change; an empty field is an absent one. */
export const pathChangesEncoding: Encoding<readonly PathChange[]> = {
  encode: changes =>
    changes
      .map(({ status, path, from, before, after }) =>
        [LETTERS[status], escapeField(path), escapeField(from ?? ''), before ?? '', after ?? ''].join('\t'),
      )
      .join('\t'),
  decode(text) {
    if (text === '') return [];
    const fields = text.split('\t');
    if (fields.length % 5 !== 0) return undefined;
    const changes: PathChange[] = [];
    for (let at = 0; at < fields.length; at += 5) {
      const status = STATUSES.get(fields[at] as string);
      const path = unescapeField(fields[at + 1] as string);
      const from = fields[at + 2] as string;
      const before = fields[at + 3] as string;
      const after = fields[at + 4] as string;
      if (status === undefined || path === '') return undefined;
      const change: { -readonly [K in keyof PathChange]: PathChange[K] } = { status, path };
      if (from !== '') change.from = unescapeField(from);
      if (before !== '') change.before = before;
      if (after !== '') change.after = after;
      changes.push(change);
    }
    return changes;
  },
};

/**
 * Six fields for each change (path, counts, lengths of its three lists), then all lists of all changes as base64 of
 * their bytes: decoding one long text is several times faster than many short ones.
 */
export const lineChangesEncoding: Encoding<readonly LineChange[]> = {
  encode(changes) {
    if (changes.length === 0) return '';
    const fields: (string | number)[] = [];
    const lists: Int32Array[] = [];
    for (const { path, added, deleted, hunks, addedLines, deletedLines } of changes) {
      fields.push(escapeField(path), added, deleted, hunks.length, addedLines.length, deletedLines.length);
      lists.push(hunks, addedLines, deletedLines);
    }
    return [...fields, toBase64(lists)].join('\t');
  },
  decode(text) {
    if (text === '') return [];
    const fields = text.split('\t');
    const values = fields.length % 6 === 1 ? fromBase64(fields.pop() as string) : undefined;
    if (values === undefined) return undefined;
    const changes: LineChange[] = [];
    let at = 0;
    for (let field = 0; field < fields.length; field += 6) {
      const path = unescapeField(fields[field] as string);
      const added = toCount(fields[field + 1]);
      const deleted = toCount(fields[field + 2]);
      const hunks = toCount(fields[field + 3]);
      const addedLines = toCount(fields[field + 4]);
      const deletedLines = toCount(fields[field + 5]);
      if (path === '' || Number.isNaN(added + deleted + hunks + addedLines + deletedLines)) return undefined;
      if (at + hunks + addedLines + deletedLines > values.length) return undefined;
      changes.push({
        path,
        added,
        deleted,
        hunks: part(values, at, hunks),
        addedLines: part(values, at + hunks, addedLines),
        deletedLines: part(values, at + hunks + addedLines, deletedLines),
      });
      at += hunks + addedLines + deletedLines;
    }
    return at === values.length ? changes : undefined;
  },
};

export const measureEncoding: Encoding<MeasureResult> = {
  encode: result => JSON.stringify(result),
  decode(text) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
      return value.kind === 'measured' || value.kind === 'skipped' ? (value as MeasureResult) : undefined;
    } catch {
      // The checksum held, so this was written by something else than `encode`: not ours, not used.
      return undefined;
    }
  },
};

const SPECIAL = /[\\\t\n]/g;

/** Paths may contain what divides fields and lines. */
function escapeField(path: string): string {
  return path.replace(SPECIAL, char => (char === '\\' ? '\\\\' : char === '\t' ? '\\t' : '\\n'));
}

function unescapeField(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (_, char: string) => (char === 't' ? '\t' : char === 'n' ? '\n' : char));
}

/** A whole number from 0 on, else NaN. */
function toCount(text: string | undefined): number {
  const count = Number(text);
  return Number.isSafeInteger(count) && count >= 0 ? count : Number.NaN;
}

/** A view, not a copy; this form is faster than `subarray`. */
function part(values: Int32Array, start: number, length: number): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset + start * 4, length);
}

function toBase64(lists: readonly Int32Array[]): string {
  const bytes = lists.map(list => new Uint8Array(list.buffer, list.byteOffset, list.byteLength));
  return Buffer.concat(bytes).toString('base64');
}

function fromBase64(text: string): Int32Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) return undefined;
  // A buffer may begin anywhere in its pool; a list of integers has to begin at a multiple of four.
  if (bytes.byteOffset % 4 === 0) return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const values = new Int32Array(bytes.length / 4);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}
