import type { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';
import { unknownKeyFix } from './key-names.ts';
import { type PlacedProblem, problemAt, type SourceText, type Span } from './place.ts';
import { shown } from './reading.ts';
import { find, type Located, type Path, pathText } from './yaml-source.ts';

const CONFIG_INVALID = 'config-invalid';

/** A problem at a span of the file, named by its path; `fix` may be found out when it is told. */
export function placed(
  source: SourceText,
  span: Span,
  path: Path,
  what: string,
  fix: string | (() => string),
  code = CONFIG_INVALID,
): PlacedProblem {
  const problem = () => {
    const name = pathText(path);
    return problemAt(
      source,
      span,
      code,
      name ? `${name}: ${what}` : what,
      typeof fix === 'string' ? fix : fix(),
    );
  };
  return { offset: span[0], problem };
}

/** What zod found, in the words and places of the file. `schema` is asked only for the names of keys. */
export function shapeProblems(
  source: SourceText,
  root: Located,
  issues: readonly z.core.$ZodIssue[],
  schema: () => JsonSchema,
): PlacedProblem[] {
  return issues.flatMap(issue => {
    const path = issue.path as Path;
    const { node, key, found } = find(root, path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(each => {
        const span = node.entries?.get(each)?.key ?? node.span;
        return placed(source, span, path, `unknown key ${shown(each)}`, () =>
          unknownKeyFix(schema(), path, each),
        );
      });
    }
    if (!found) return [placed(source, node.span, path, 'missing', () => missingFix(schema(), path))];
    const { what, fix } = words(issue, node.value);
    return [placed(source, node.value === null && key ? key : node.span, path, what, fix)];
  });
}

function missingFix(schema: JsonSchema, path: Path): string {
  const help = descriptionAt(schema, path);
  return `add \`${path.at(-1)}:\`${help ? ` (${help})` : ''}`;
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
