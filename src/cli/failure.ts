import { InvariantError, type Problem, UserError } from '../core/errors.ts';
import type { Io } from './io.ts';
import { TOOL_VERSION } from './version.ts';

/** Whether errors are wanted as JSON: decided from the raw arguments, since parsing them may be what failed. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.some((word, i) => word === '--format=json' || (word === '--format' && argv[i + 1] === 'json'));
}

/** Prints what went wrong on stderr: what, where, what to do. A stack trace only for our own mistakes. */
export function printError(error: unknown, io: Io, json: boolean): void {
  const problems = problemsOf(error);
  if (json) {
    const [first, ...more] = problems.map(({ code, what, where, fix }) => ({
      code,
      what,
      where: where ?? null,
      fix,
    }));
    io.stderr(`${JSON.stringify({ error: { ...first, ...(more.length > 0 && { more }) } }, null, 2)}\n`);
    return;
  }
  for (const problem of problems) io.stderr(`${problemText(problem)}\n`);
  if (!(error instanceof UserError) && error instanceof Error && error.stack)
    io.stderr(`\n${inert(error.stack)}\n`);
}

function problemText(problem: Problem): string {
  const lines = [`error: ${problem.where ? `${inert(problem.where)}: ` : ''}${inert(problem.what)}`];
  if (problem.excerpt) lines.push(...problem.excerpt.split('\n').map(line => `  ${inert(line)}`));
  lines.push(`  fix: ${inert(problem.fix)}`);
  return lines.join('\n');
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof UserError) return error.problems;
  const what = error instanceof Error ? error.message : String(error);
  return [
    {
      code: error instanceof InvariantError ? 'internal-check-failed' : 'internal-error',
      what: `this is a mistake in debtcast ${TOOL_VERSION}, no figure was printed: ${what}`,
      fix: 'please report it with the command, the versions of git and Node, and the lines below',
    },
  ];
}

/**
 * Messages can quote paths, revisions and file content of an untrusted repository: controls, bidirectional and
 * zero-width characters are shown as escapes, line breaks stay.
 */
function inert(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g,
    c => (c === '\t' ? '  ' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
