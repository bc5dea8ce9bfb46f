/** One thing the user can fix: what is wrong, where, and what to do about it. */
export interface Problem {
  /** Stable, machine-readable, kebab-case: `shallow-clone`, `config-invalid`. */
  readonly code: string;
  readonly what: string;
  /** File, line and column, path, revision or option; empty when there is no place. */
  readonly where?: string;
  readonly fix: string;
  /** The offending line with a marker below it, ready to print. */
  readonly excerpt?: string;
}

/** A mistake in the user's input or surroundings. Printed without a stack trace, exit code 2. */
export class UserError extends Error {
  readonly problems: readonly [Problem, ...Problem[]];
  override readonly name = 'UserError';

  constructor(problem: Problem | readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    const problems = (Array.isArray(problem) ? problem : [problem]) as unknown as readonly [
      Problem,
      ...Problem[],
    ];
    super(problems.map(p => (p.where ? `${p.where}: ${p.what}` : p.what)).join('\n'), options);
    this.problems = problems;
  }
}

/** A broken invariant: our mistake. Printed with a request to report it, exit code 2, never with a number. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Ends a `switch` over a union: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new InvariantError(`unexpected case: ${JSON.stringify(value)}`);
}
