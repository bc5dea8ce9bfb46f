import { UserError } from '../core/errors.ts';
import { GitStreamError } from './byte-tokens.ts';
import { GitFailure } from './process.ts';

const OBJECT_ID = /\b([0-9a-f]{40}(?:[0-9a-f]{24})?)\b/;

/**
 * The id of the object that git could not read, when that is why it failed. Covers absent objects (partial clones,
 * damaged mirrors) and objects that are there but cannot be unpacked.
 */
export function unreadableObject(error: unknown): string | undefined {
  if (!(error instanceof GitFailure) || error.exitCode === null) return undefined;
  for (const line of error.stderr.split('\n')) {
    if (
      /unable to (read|unpack|find)|missing|corrupt|could not (read|fetch|get|parse)|bad object|cannot read/i.test(
        line,
      )
    ) {
      const id = OBJECT_ID.exec(line)?.[1];
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

/**
 * Turns what git said into something the user can act on. Anything that is not a failure of git is handed back
 * unchanged, so that our own mistakes keep their stack trace.
 * @param where the path or revision the user spoke of
 */
export function explainFailure(error: unknown, where: string): unknown {
  const said = error instanceof GitFailure ? error.stderr : error instanceof Error ? error.message : '';
  const owned = /dubious ownership in repository at '(.*)'/.exec(said);
  if (owned !== null) {
    return new UserError(
      {
        code: 'unsafe-repository',
        what: 'git refuses to read this repository because its folder belongs to another user',
        where: owned[1] ?? where,
        fix: `if you trust it: git config --global --add safe.directory ${shellQuote(owned[1] ?? where)}`,
      },
      { cause: error },
    );
  }
  if (/not a git repository/i.test(said)) {
    return new UserError(
      {
        code: 'not-a-repository',
        what: 'there is no git repository here',
        where,
        fix: 'give the path of a clone: debtcast <path>',
      },
      { cause: error },
    );
  }
  if (error instanceof GitStreamError) {
    return new UserError(
      {
        code: 'git-failed',
        what: `git printed something else than it should: ${error.message}`,
        where,
        fix: 'run again; if it stays, check the repository with `git fsck` and look whether `git` in PATH is git itself',
      },
      { cause: error },
    );
  }
  if (!(error instanceof GitFailure)) return error;
  const object = unreadableObject(error);
  if (object !== undefined) {
    return new UserError(
      {
        code: 'unreadable-object',
        what: `git cannot read object ${object}`,
        where,
        fix: 'the repository is incomplete or damaged: look with `git fsck`, or clone it again in full',
      },
      { cause: error },
    );
  }
  const why = error.killedBy === null ? firstLine(said) : `it was ended by ${error.killedBy}`;
  return new UserError(
    {
      code: 'git-failed',
      what: `git ${error.args[0] ?? ''} failed: ${why || `exit code ${error.exitCode}`}`,
      where,
      fix: 'check the repository with `git fsck`; if it is sound, run again with --verbose and report what it prints',
    },
    { cause: error },
  );
}

function firstLine(text: string): string {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return (lines.find(line => /^(fatal|error):/.test(line)) ?? lines[0] ?? '').slice(0, 300);
}

function shellQuote(text: string): string {
  return /^[\w/.:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
