import type { Block, Document, Row } from '../../core/document.ts';
import type { InspectData, InspectedFile, InspectedFunction } from '../../core/inspect.ts';
import { code, figure, muted, quoted, type Text } from '../inline.ts';
import { plural } from '../numbers.ts';
import { hardFact, type Speech } from '../words.ts';
import { speechOf, titled } from './head.ts';
import { healthTone } from './items.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

export interface InspectOptions extends ViewOptions {
  /** Every function, not only those above 15. */
  readonly all?: boolean;
}

/** Cognitive complexity above which Sonar's rule calls a function too hard. */
const HARD = 15;

/** Each file with its health, below it the functions that carry its complexity. */
export function inspectView(data: InspectData, options: InspectOptions): Document {
  const speech = speechOf(data, options.locale);
  return {
    command: data.command,
    title: titled(speech, data.repository, 'inspect'),
    sections: forAudience(
      [
        warningSection(data.warnings),
        {
          id: 'files',
          title: `Health of ${plural(speech.numbers, data.files.length, 'file', 'files')}, worst first`,
          audience: 'both',
          blocks: data.files.map(file => fileBlock(speech, file, options.all === true)),
        },
        {
          id: 'skipped',
          title: 'Not measured',
          audience: 'both',
          blocks:
            data.skipped.length === 0
              ? []
              : [
                  {
                    kind: 'list',
                    items: data.skipped.map(entry => [
                      code(entry.path),
                      ': ',
                      quoted(entry.detail || entry.reason),
                    ]),
                  },
                ],
        },
      ],
      options.audience,
    ),
    data,
  };
}

function fileBlock(speech: Speech, file: InspectedFile, all: boolean): Block {
  const { numbers } = speech;
  const shown = file.functions.filter(fn => all || fn.cognitive > HARD);
  const partial =
    file.syntaxErrors > 0
      ? `; ${plural(numbers, file.syntaxErrors, 'syntax error', 'syntax errors')}, measured as far as it parses`
      : '';
  const facts: Text = [
    'health ',
    figure(numbers.health(file.health), `${file.path}/health`),
    `: cognitive ${numbers.count(file.cognitive)}, ${plural(numbers, file.loc, 'line', 'lines')}, ${plural(numbers, file.functions.length, 'function', 'functions')}${partial}`,
  ];
  const rest = file.functions.length - shown.length;
  const blocks: Block[] = [{ kind: 'paragraph', text: facts, tone: healthTone(file.deficit) }];
  if (shown.length > 0) blocks.push(functionsTable(speech, file, shown));
  if (rest > 0 && !all)
    blocks.push({
      kind: 'paragraph',
      text: [muted(`${plural(numbers, rest, 'function', 'functions')} at ${HARD} or below`)],
    });
  return { kind: 'details', summary: [code(file.path)], blocks };
}

function functionsTable(speech: Speech, file: InspectedFile, functions: readonly InspectedFunction[]): Block {
  const { numbers } = speech;
  const counts = ['cognitive', 'cyclomatic', 'nesting', 'parameters', 'statements'] as const;
  const priority = { cognitive: 0, cyclomatic: 3, nesting: 1, parameters: 2, statements: 4 } as const;
  return {
    kind: 'table',
    id: `functions-${file.path}`,
    columns: [
      { title: 'Line', align: 'right', priority: 0, content: 'figure' },
      { title: 'Function', align: 'left', priority: 0, content: 'path' },
      ...counts.map(
        count =>
          ({ title: titleOf(count), align: 'right', priority: priority[count], content: 'figure' }) as const,
      ),
    ],
    rows: functions.map(
      (fn): Row => ({
        cells: [
          { text: [numbers.count(fn.line)], sort: fn.line },
          { text: [code(fn.name)], sort: fn.name },
          ...counts.map(count => ({ text: [numbers.count(fn[count])], sort: fn[count] })),
        ],
        notes: fn.why.length === 0 ? [] : [[fn.why.map(fact => hardFact(speech, fact)).join(', ')]],
        key: `${file.path}:${fn.line}`,
      }),
    ),
  };
}

const titleOf = (count: string): string => count.charAt(0).toUpperCase() + count.slice(1);
