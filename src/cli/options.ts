import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { scenarioNames } from '../core/cost-model.ts';

/** Formats by name; a bare file extension stands for the first five. The map of functions lives in report/formats. */
export const formatNames = [
  'terminal',
  'json',
  'markdown',
  'html',
  'csv',
  'sarif',
  'github',
  'github-summary',
  'github-annotations',
  'github-comment',
  'gitlab',
  'gitlab-note',
  'badge',
  'shields',
] as const;
export type FormatName = (typeof formatNames)[number];

/** Options that every command takes, as commander hands them over. */
export interface SharedOptions {
  readonly cwd?: string;
  readonly config?: string;
  readonly at?: string;
  readonly since?: string;
  readonly horizon?: string;
  readonly scenario?: string;
  readonly only?: readonly string[];
  readonly format?: FormatName;
  readonly output?: readonly string[];
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly cacheDir?: string;
  readonly cache?: boolean;
  readonly jobs?: number;
  readonly allowShallow?: boolean;
  readonly seed?: string;
}

/** Adds the options that every analysing command takes. */
export function withShared(command: Command, formats: readonly string[] = formatNames): Command {
  return command
    .addOption(new Option('-C, --cwd <folder>', 'run as if started in this folder').helpGroup('Which code:'))
    .addOption(
      new Option(
        '--at <rev>',
        'any commit, tag or branch, read without a checkout (default: HEAD)',
      ).helpGroup('Which code:'),
    )
    .addOption(
      new Option(
        '--since <window>',
        'depth of line content: "8 quarters", "18 months", 2025-01-01',
      ).helpGroup('Which code:'),
    )
    .addOption(
      new Option('--only <glob...>', 'list only these paths; totals stay those of the repository').helpGroup(
        'Which code:',
      ),
    )
    .addOption(
      new Option('--allow-shallow', 'go on with a shallow or partial clone and mark the report').helpGroup(
        'Which code:',
      ),
    )
    .addOption(
      new Option('-c, --config <file>', 'cost model (default: debt.config.yaml of the revision)').helpGroup(
        'Model:',
      ),
    )
    .addOption(
      new Option('--horizon <time>', 'how far to look ahead (default: 1 quarter)').helpGroup('Model:'),
    )
    .addOption(
      new Option('--scenario <name>', 'how much slower unhealthy code is')
        .choices([...scenarioNames])
        .helpGroup('Model:'),
    )
    .addOption(
      new Option('--seed <text>', 'seed of the simulation (default: the commit id)').helpGroup('Model:'),
    )
    .addOption(new Option('--format <name>', 'format on stdout').choices([...formats]).helpGroup('Output:'))
    .addOption(
      new Option(
        '-o, --output <[format:]file>',
        'write a file too; repeatable; .json .md .html .csv .sarif name their format',
      )
        .argParser((value: string, before: readonly string[] = []) => [...before, value])
        .helpGroup('Output:'),
    )
    .addOption(new Option('--color', 'colour even when stdout is no terminal').helpGroup('Output:'))
    .addOption(new Option('--no-color', 'no colour').helpGroup('Output:'))
    .addOption(new Option('-q, --quiet', 'no progress and no notes on stderr').helpGroup('Output:'))
    .addOption(new Option('--verbose', 'stage timings and cache hits on stderr').helpGroup('Output:'))
    .addOption(
      new Option(
        '--cache-dir <folder>',
        "where measurements are kept (default: the user's cache folder)",
      ).helpGroup('Speed:'),
    )
    .addOption(new Option('--no-cache', 'neither read nor write the cache').helpGroup('Speed:'))
    .addOption(
      new Option('--jobs <n>', 'parse workers (default: by amount of code)')
        .argParser(wholeNumber(0, 64))
        .helpGroup('Speed:'),
    );
}

export function wholeNumber(low: number, high: number): (value: string) => number {
  return value => {
    const n = Number(value);
    if (!/^\d+$/.test(value) || n < low || n > high) {
      throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}.`);
    }
    return n;
  };
}

export const pathArgument = (): Argument =>
  new Argument('[path]', 'repository, or a folder inside it').default('.', 'the current folder');
