import { appendDecision } from '../config/decisions.ts';
import { decodeText } from '../config/yaml-source.ts';
import type { DecisionKind } from '../core/cost-model.ts';
import { UserError } from '../core/errors.ts';
import { userName } from '../git/refs.ts';
import type { Reader } from './reader.ts';
import { orderItems } from './report.ts';
import type { Snapshot } from './snapshot.ts';
import { value } from './valuation.ts';

export interface DecisionRequest {
  /** A path, a value stream, or `#1`. */
  readonly item: string;
  readonly decision: DecisionKind;
  readonly reason: string;
  readonly until?: string;
  readonly by?: string;
  /** ISO day. */
  readonly on: string;
}

/** The path or value stream that `#1`, `1`, a path or a name means. @throws {UserError} `no-such-item` */
export function resolveItem(item: string, snapshot: Snapshot): string {
  const rank = /^#?(\d+)$/.exec(item)?.[1];
  if (rank !== undefined && !snapshot.files.some(file => file.path === item)) {
    const ordered = orderItems(value(snapshot), { sort: 'cost', only: [] });
    const found = ordered[Number(rank) - 1];
    if (found) return found.file.path;
    throw new UserError({
      code: 'no-such-item',
      what: `the report has ${ordered.length} items, there is no number ${rank}`,
      where: item,
      fix: 'see `debtcast --top 50` for the numbers, or name a path',
    });
  }
  const path = item.replace(/^\.\//, '');
  if (snapshot.files.some(file => file.path === path)) return path;
  const stream = snapshot.streams.list.find(({ name }) => name === item);
  if (stream) return stream.name;
  throw new UserError({
    code: 'no-such-item',
    what: 'this is neither a source file of the revision nor a value stream',
    where: item,
    fix: 'name a path from the root of the repository, a value stream, or a number of the report such as #1',
  });
}

/** The text of the decision log with this decision at its end; all else stays as it was. */
export function decisionLog(before: Buffer | undefined, file: string, decision: DecisionRequest): string {
  return appendDecision(before === undefined ? undefined : decodeText(before, file), file, decision);
}

/** The name that git knows here; the log says who agreed, and reports never put it beside a cost. */
export const whoDecides = (reader: Reader): Promise<string | undefined> => userName(reader.repository);
