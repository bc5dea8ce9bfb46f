import { appendDecision } from '../config/decisions.ts';
import { decodeText } from '../config/yaml-source.ts';
import type { DecisionKind } from '../core/cost-model.ts';
import { UserError } from '../core/errors.ts';
import { userName } from '../git/refs.ts';
import { resolveSubject } from './explain-subject.ts';
import type { Reader } from './reader.ts';
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

/**
 * The path or value stream that `#1`, `1`, a path (also an older one) or a name means: the same as for `explain`.
 * @throws {UserError} `no-such-item`
 */
export function resolveItem(item: string, snapshot: Snapshot): string {
  const subject = resolveSubject(item, snapshot, () => value(snapshot));
  if (subject.kind === 'file' && subject.function === undefined) return subject.path;
  if (subject.kind === 'value-stream') return snapshot.streams.list[subject.index]!.name;
  throw new UserError({
    code: 'no-such-item',
    what: 'decisions are about files and value streams',
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
