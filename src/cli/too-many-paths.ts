import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../core/errors.ts';

/**
 * Of the command that is meant where none is named, so that a misspelt one arrives here as a path.
 * @param paths more than one
 */
export function tooManyPaths(paths: readonly string[], program: Command, cwd: string): UserError {
  const names = program.commands.map(command => command.name());
  const [first = ''] = paths;
  if (names.includes(program.args[0] ?? '') || existsSync(resolve(cwd, first))) {
    return new UserError({
      code: 'bad-option',
      what: `one repository at a time, and ${paths.length} paths were given`,
      where: paths.join(' '),
      fix: 'run it once for each; `debtcast portfolio` adds their reports up',
    });
  }
  return new UserError({
    code: 'bad-option',
    what: 'there is no such command or folder',
    where: first,
    fix: `one of ${names.join(', ')}; or the path of a clone alone`,
  });
}
