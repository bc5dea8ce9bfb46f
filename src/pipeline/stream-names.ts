import type { CostModel } from '../core/cost-model.ts';
import { type Problem, UserError } from '../core/errors.ts';
import type { Warning } from '../core/report.ts';
import type { Streams } from './streams.ts';

/** Names listed in a remedy. */
const MOST_NAMED = 12;

/**
 * Value streams that are configured are checked with the file. Where they are drawn from the repository, the names that
 * planned work and gates speak of can be checked only here: one that is not there would silently count as nothing.
 * @throws {UserError} `unknown-value-stream`, all of them at once
 */
export function checkStreamNames({ list, basis }: Streams, { roadmap, gates, file }: CostModel): void {
  if (basis === 'configured') return;
  const names = new Set(list.map(({ name }) => name));
  const problem = (name: string, where: string | undefined): Problem[] =>
    names.has(name)
      ? []
      : [
          {
            code: 'unknown-value-stream',
            what: `there is no value stream ${JSON.stringify(name)}: without \`valueStreams\` in the cost model they are the ${basis} of the repository`,
            ...(where !== undefined && { where }),
            fix: `configure valueStreams, or use one of ${[...names].slice(0, MOST_NAMED).join(', ')}${names.size > MOST_NAMED ? ', …' : ''}`,
          },
        ];
  const problems = [
    ...roadmap.flatMap(({ touches, place }) => Object.keys(touches).flatMap(name => problem(name, place))),
    ...Object.keys(gates.perValueStream).flatMap(name => problem(name, file)),
  ];
  const [first, ...others] = problems;
  if (first !== undefined) throw new UserError([first, ...others]);
}

/** Configured value streams that no source file belongs to: their zero is a mistake in a path, not good health. */
export function emptyStreams({ list, basis, of }: Streams, sourcePaths: readonly string[]): Warning[] {
  if (basis !== 'configured') return [];
  const used = new Set(sourcePaths.flatMap(path => of(path)));
  return list.flatMap(({ name, paths }, index) =>
    used.has(index)
      ? []
      : [
          {
            code: 'empty-value-stream',
            text: `The value stream ${name} holds no source file (${paths.join(', ')}): its zeros mean nothing.`,
          },
        ],
  );
}
