import type { FileMeasure, MeasureResult } from '../core/measure.ts';
import { bracketRisk } from './bracket-scan.ts';
import { defaultLimits, type MeasureLimits } from './limits.ts';
import { nodeCountOf, parseSource, syntaxErrorsOf } from './parse.ts';
import { type Region, scanText } from './text-scan.ts';
import { TooDeep, type WalkResult, walkFile } from './walk.ts';
import { TimeOver, withinTime } from './watchdog.ts';

/** Statements bound the size of a file from above: a data table of 10,000 lines in 13 statements has size 130. */
const LINES_PER_STATEMENT = 10;

/**
 * Complexity, size and functions of one file, from its text alone. Broken code is measured as far as it parses.
 * Never throws for what is in the text: what cannot be measured within the limits is skipped with the reason.
 * @param path decides the language by its extension; `.vue`, `.svelte` and `.astro` mean their script block
 * @param text without byte order mark
 */
export function measureText(
  path: string,
  text: string,
  limits: MeasureLimits = defaultLimits,
): MeasureResult {
  // A character takes at most three bytes: most files need no counting.
  if (text.length * 3 > limits.bytes && Buffer.byteLength(text) > limits.bytes) {
    return skipped('too-large', `more than ${limits.bytes} bytes`);
  }
  const risk = bracketRisk(text);
  if (risk === 'hopeless') return skipped('too-deep', 'thousands of nested brackets');
  try {
    const work = () => measureWithin(path, text, limits);
    return risk === 'none' ? work() : withinTime(limits.milliseconds, work);
  } catch (error) {
    if (error instanceof TooDeep) return skipped('too-deep', error.message);
    // The parser recurses; what exceeds the stack is far beyond the limit of the walk.
    if (error instanceof RangeError) return skipped('too-deep', 'nesting exceeds the stack');
    if (error instanceof TimeOver) return skipped('too-slow', `more than ${limits.milliseconds} ms`);
    throw error;
  }
}

function measureWithin(path: string, text: string, limits: MeasureLimits): MeasureResult {
  const file = parseSource(path, text);
  if (nodeCountOf(file) > limits.nodes) return skipped('too-large', `more than ${limits.nodes} syntax nodes`);
  const walk = walkFile(file, limits.depth);
  const scan = scanText(text, walk.literals, withBodies(walk.functions));
  const texts = scan.regions.slice(walk.functions.length);
  let cognitive = walk.topLevel.cognitive;
  let statements = walk.topLevel.statements;
  const functions = walk.functions.map((record, index) => {
    cognitive += record.cognitive;
    statements += record.statements;
    const { line, endLine, hash } = texts[index]!;
    return {
      name: record.name,
      line,
      endLine,
      cognitive: record.cognitive,
      cyclomatic: record.cyclomatic,
      nesting: record.nesting,
      parameters: record.parameters,
      statements: record.statements,
      ...(record.parent === undefined ? {} : { parent: record.parent }),
      textHash: hash,
      bodyHash: scan.regions[index]!.hash,
    };
  });
  const measure: FileMeasure = {
    cognitive,
    loc: scan.loc,
    statements,
    ...(walk.imports > 0 && { imports: walk.imports }),
    size: Math.min(scan.loc, LINES_PER_STATEMENT * statements),
    functions,
    syntaxErrors: syntaxErrorsOf(file),
  };
  return { kind: 'measured', measure };
}

/** The body of each function, then the functions: of two that are one stretch of text, `a => b => c`, the body is the outer. */
const withBodies = (functions: WalkResult['functions']): Region[] => [
  ...functions.map(({ body, bodyEnd }) => ({ start: body, end: bodyEnd })),
  ...functions,
];

const skipped = (reason: 'too-large' | 'too-deep' | 'too-slow', detail: string): MeasureResult => ({
  kind: 'skipped',
  reason,
  detail,
});
