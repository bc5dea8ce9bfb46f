import { z } from 'zod';
import type { Decision, DecisionKind } from '../core/cost-model.ts';
import { InvariantError } from '../core/errors.ts';
import { DATE_PATTERN, readDate } from './calendar-date.ts';
import { type JsonSchema, plainSchema } from './json-schema.ts';
import { choice, leaf, text } from './leaf.ts';
import { parseWith } from './parse-with.ts';
import { linePlace, type PlacedProblem, type SourceText } from './place.ts';
import { placed } from './shape-problems.ts';
import { appendToList } from './yaml-edit.ts';
import { find, type Located } from './yaml-source.ts';

export const decisionKinds = ['accept', 'fix', 'defer'] as const satisfies readonly DecisionKind[];

const date = leaf({ type: 'string', pattern: DATE_PATTERN, examples: ['2027-01-31'] }, readDate);

const decisionsSchema = z.strictObject({
  decisions: z
    .array(
      z.strictObject({
        item: text(1000, 'src/billing/invoice.ts').meta({
          description: 'Path of the file, or name of the value stream, that this is about.',
        }),
        decision: choice(decisionKinds).meta({
          description: 'accept: live with it. fix: clean it up. defer: decide again later.',
        }),
        reason: text(2000, 'Replaced by the new checkout in spring').meta({
          description: 'Why, for those who read this in a year.',
        }),
        on: date.meta({ description: 'The day it was decided, year-month-day.' }),
        until: date.optional().meta({ description: 'The last day it holds; afterwards reports ask again.' }),
        by: text(200, 'Payments team').optional().meta({ description: 'Who decided.' }),
      }),
    )
    .nullable()
    .optional()
    .meta({
      description:
        'One entry for each decision. A later entry about the same item takes the place of an earlier one.',
    }),
});

/** The JSON Schema of `debt.decisions.yaml`. */
export function decisionsJsonSchema(): JsonSchema {
  return plainSchema(
    decisionsSchema,
    'debtcast decisions',
    'What was agreed about technical debt, by whom and why.',
  );
}

/**
 * The decision log, in the order of the file.
 * @throws {UserError} all problems at once, each with place and remedy
 */
export function parseDecisions(content: string, file: string): readonly Decision[] {
  const parsed = parseWith(decisionsSchema, decisionsJsonSchema, untilBeforeOn, content, file);
  if (!parsed) return [];
  const { value, source, root } = parsed;
  return (value.decisions ?? []).map(({ until, by, ...written }, i) => ({
    ...written,
    ...(until !== undefined && { until }),
    ...(by !== undefined && { by }),
    place: linePlace(source, find(root, ['decisions', i]).node.span),
  }));
}

function untilBeforeOn(source: SourceText, root: Located): PlacedProblem[] {
  return (root.entries?.get('decisions')?.node.items ?? []).flatMap((item, i) => {
    const on = readDate(item.entries?.get('on')?.node.value);
    const node = item.entries?.get('until')?.node;
    const until = readDate(node?.value);
    if (!node || !on.ok || !until.ok || until.value >= on.value) return [];
    return [
      placed(
        source,
        node.span,
        ['decisions', i, 'until'],
        `${until.value} is before the decision, ${on.value}`,
        'mend one of the two dates',
      ),
    ];
  });
}

const HEADER = `# What we agreed about technical debt. \`debtcast decide\` adds to this file; reports show each entry beside its item.
`;

/**
 * The text of the decision log with one entry more, at the end; everything else stays as it was, to the byte.
 * @param content the file's present text, or `undefined` when there is no file yet
 * @throws {UserError} when the file has problems, or the decision itself has (places are then in the file as it would be)
 */
export function appendDecision(
  content: string | undefined,
  file: string,
  decision: Omit<Decision, 'place'>,
): string {
  const before = content === undefined ? [] : parseDecisions(content, file);
  const { item, decision: kind, reason, on, until, by } = decision;
  const entry = {
    item,
    decision: kind,
    reason,
    on,
    ...(until !== undefined && { until }),
    ...(by !== undefined && { by }),
  };
  const after = appendToList(content ?? HEADER, 'decisions', entry);
  const read = parseDecisions(after, file);
  const last = read.at(-1);
  if (read.length !== before.length + 1 || last?.item !== item || last.reason !== reason) {
    throw new InvariantError(`${file}: the decision could not be added without changing others`);
  }
  return after;
}
