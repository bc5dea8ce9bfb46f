import type { ChangeStatus, LineChange, PathChange } from '../core/history.ts';
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

/** Six fields for each change; lists of integers as base64 of their bytes. */
export const lineChangesEncoding: Encoding<readonly LineChange[]> = {
  encode: changes =>
    changes
      .map(({ path, added, deleted, hunks, addedLines, deletedLines }) =>
        [
          escapeField(path),
          added,
          deleted,
          toBase64(hunks),
          toBase64(addedLines),
          toBase64(deletedLines),
        ].join('\t'),
      )
      .join('\t'),
  decode(text) {
    if (text === '') return [];
    const fields = text.split('\t');
    if (fields.length % 6 !== 0) return undefined;
    const changes: LineChange[] = [];
    for (let at = 0; at < fields.length; at += 6) {
      const path = unescapeField(fields[at] as string);
      const added = Number(fields[at + 1]);
      const deleted = Number(fields[at + 2]);
      const hunks = fromBase64(fields[at + 3] as string);
      const addedLines = fromBase64(fields[at + 4] as string);
      const deletedLines = fromBase64(fields[at + 5] as string);
      const counts =
        Number.isSafeInteger(added) && added >= 0 && Number.isSafeInteger(deleted) && deleted >= 0;
      if (
        path === '' ||
        !counts ||
        hunks === undefined ||
        addedLines === undefined ||
        deletedLines === undefined
      )
        return undefined;
      changes.push({ path, added, deleted, hunks, addedLines, deletedLines });
    }
    return changes;
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

function toBase64(values: Int32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function fromBase64(text: string): Int32Array | undefined {
  const bytes = Buffer.byteLength(text, 'base64');
  if (bytes % 4 !== 0) return undefined;
  const values = new Int32Array(bytes / 4);
  return Buffer.from(values.buffer).write(text, 'base64') === bytes ? values : undefined;
}
