import type { z } from 'zod';
import type { Problem } from '../core/errors.ts';
import type { JsonSchema } from './json-schema.ts';
import { unknownKeyFix } from './key-names.ts';
import { problemAt, type SourceText, type Span } from './place.ts';
import { shown } from './reading.ts';
import { find, type Located, type Path, pathText } from './yaml-source.ts';

/** A problem with the offset it is at, so that problems can be put in the order of the file. */
export interface PlacedProblem {
  readonly offset: number;
  readonly problem: Problem;
}

export const CONFIG_INVALID = 'config-invalid';

/** A problem at a span of the file, named by its path. */
export function placed(
  source: SourceText,
  span: Span,
  path: Path,
  what: string,
  fix: string,
  code = CONFIG_INVALID,
): PlacedProblem {
  const name = pathText(path);
  return {
    offset: span[0],
    problem: problemAt(source, span, code, name ? `${name}: ${what}` : what, fix),
  };
}

/** Most problems that get a place and a suggestion each; the rest is only counted. */
const MAX_PLACED = 200;

/** What zod found, in the words and places of the file. `schema` is asked only for the names of keys. */
export function shapeProblems(
  source: SourceText,
  root: Located,
  issues: readonly z.core.$ZodIssue[],
  schema: () => JsonSchema,
): PlacedProblem[] {
  return issues.slice(0, MAX_PLACED).flatMap(issue => {
    const path = issue.path as Path;
    const { node, key, found } = find(root, path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(each => {
        const span = node.entries?.get(each)?.key ?? node.span;
        return placed(source, span, path, `unknown key ${shown(each)}`, unknownKeyFix(schema(), path, each));
      });
    }
    if (!found) {
      const missing = path.at(-1);
      const help = descriptionAt(schema(), path);
      return placed(source, node.span, path, 'missing', `add \`${missing}:\`${help ? ` (${help})` : ''}`);
    }
    const { what, fix } = words(issue, node.value);
    return placed(source, node.value === null && key ? key : node.span, path, what, fix);
  });
}

function words(issue: z.core.$ZodIssue, raw: unknown): { readonly what: string; readonly fix: string } {
  switch (issue.code) {
    case 'custom':
      return { what: issue.message, fix: String(issue.params?.fix ?? 'see the documentation of this key') };
    case 'invalid_type':
      if (issue.expected === 'array') {
        const single =
          typeof raw === 'string'
            ? `write it as a list: [${JSON.stringify(raw)}]`
            : 'write it as a list, one `- …` for each';
        return { what: `expected a list, got ${shown(raw)}`, fix: single };
      }
      return {
        what: `expected a group of keys, got ${shown(raw)}`,
        fix: 'write its keys below it, indented, one on each line',
      };
    case 'too_small':
      return { what: issue.message, fix: 'add one, or remove the whole entry' };
    default:
      return { what: issue.message, fix: 'see the documentation of this key' };
  }
}

/** First sentence of a key's explanation. */
function descriptionAt(schema: JsonSchema, path: Path): string | undefined {
  let at: unknown = schema;
  for (const step of path) {
    const here = at as
      | { items?: unknown; properties?: Record<string, unknown>; additionalProperties?: unknown }
      | undefined;
    at = typeof step === 'number' ? here?.items : (here?.properties?.[step] ?? here?.additionalProperties);
  }
  const description = (at as { description?: string } | undefined)?.description;
  return description
    ?.split(/(?<=[.:]) /)[0]
    ?.replace(/[.:]$/, '')
    .replace(/^./, first => first.toLowerCase());
}
