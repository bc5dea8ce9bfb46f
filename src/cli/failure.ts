import { InvariantError, type Problem, UserError } from '../core/errors.ts';
import { stableJson } from '../report/formats/json.ts';
import { inert } from '../report/safe-text.ts';
import type { Io } from './io.ts';
import { TOOL_VERSION } from './version.ts';

/** Of a command line that could not be parsed: the parser's own words, `error: unknown option '--nope'`. */
export const usageError = (message: string): UserError =>
  new UserError({
    code: 'bad-option',
    what: message.startsWith('error: ') ? message.slice('error: '.length) : 'no command to run was named',
    where: 'command line',
    fix: 'run `debtcast --help`, or `debtcast <command> --help`',
  });

/**
 * Prints what went wrong on stderr: what, where, what to do. A stack trace only for our own mistakes. Messages can
 * quote paths, revisions and file content of an untrusted repository: controls and invisible characters become
 * escapes, and no line begins with quoted text, so that a CI runner finds no command of its own in it.
 */
export function printError(error: unknown, io: Io, json: boolean): void {
  const problems = problemsOf(error);
  if (json) {
    io.stderr(errorJson(problems));
    return;
  }
  for (const problem of problems) io.stderr(`${problemText(problem)}\n`);
  if (!(error instanceof UserError) && error instanceof Error && error.stack)
    io.stderr(`\n${inertLines(error.stack)}\n`);
}

function errorJson(problems: readonly Problem[]): string {
  const [first, ...more] = problems.map(({ code, what, where, fix }) => ({
    code,
    what,
    where: where ?? null,
    fix,
  }));
  return stableJson({ error: { ...first, ...(more.length > 0 && { more }) } });
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

/** Text of several lines, indented: a line break in it cannot start a line of its own at the margin. */
const inertLines = (text: string): string =>
  text
    .split('\n')
    .map(line => `  ${inert(line)}`)
    .join('\n');
