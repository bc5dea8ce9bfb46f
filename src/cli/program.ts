import { Command, Option } from 'commander';
import { inert } from '../report/safe-text.ts';
import type { ExitCode, Io } from './io.ts';
import { pathArgument, wholeNumber, withShared } from './options.ts';
import { TOOL_VERSION } from './version.ts';

type Done = (code: ExitCode) => void;

const EXIT_CODES = `
Exit codes:
  0  ran, within limits
  1  ran, a limit that you set is exceeded
  2  could not run`;

/**
 * The command line. Only commander is loaded here; each command loads what it needs when it runs, so that
 * `--help` and `--version` cost little more than starting Node.
 * @param tellsErrors whether it prints what is wrong with the arguments; thrown it is in any case
 */
export function createProgram(
  io: Io,
  done: Done,
  { tellsErrors = true }: { readonly tellsErrors?: boolean } = {},
): Command {
  const program = new Command('debtcast')
    .description('What technical debt will cost next quarter: ranked, with ranges, in hours and money.')
    .version(TOOL_VERSION, '-V, --version')
    .showHelpAfterError('(run `debtcast --help`, or `debtcast <command> --help`)')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: text => void io.stdout(text),
      // It quotes what it was given, which in a CI job can be the name of a stranger's branch.
      writeErr: text => {
        if (tellsErrors) io.stderr(text.split('\n').map(inert).join('\n'));
      },
      getOutHelpWidth: () => io.columns ?? 100,
      getErrHelpWidth: () => io.columns ?? 100,
    })
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText(
      'after',
      `
Examples:
  debtcast                                  this repository, next quarter
  debtcast ../shop --at v2.3.0              another repository, at a tag, without a checkout
  debtcast explain 1                        every step behind the first item
  debtcast plan --capacity 80h              what to fix with two engineer-weeks
  debtcast -o report.html -o report.md      a page to present and one to paste
  debtcast diff origin/main                 what this branch costs, for the pull request
  debtcast init                             a commented debt.config.yaml for this repository
${EXIT_CODES}`,
    );

  const command = (name: string, summary: string, options?: { isDefault?: boolean }): Command => {
    const created = program
      .command(name, options ?? {})
      .summary(summary)
      .description(summary)
      .exitOverride();
    created.copyInheritedSettings(program);
    return created;
  };

  withShared(command('report', 'what the debt costs next quarter, ranked', { isDefault: true }))
    .addArgument(pathArgument())
    .addOption(
      new Option('--by <what>', 'list files, or value streams alone')
        .choices(['file', 'value-stream'])
        .default('file'),
    )
    .addOption(
      new Option('--top <n>', 'how many items to list').argParser(wholeNumber(1, 10_000)).default(10),
    )
    .addOption(
      new Option('--sort <key>', 'order of the items')
        .choices(['cost', 'slowdown', 'hotspot', 'payback', 'cd3'])
        .default('cost'),
    )
    .addOption(new Option('--audience <who>', 'for whom').choices(['engineering', 'product']))
    .addOption(new Option('--density', 'order by activity for each line of code, for line-by-line review'))
    .addOption(new Option('--track-record', 'score past forecasts of this repository too (slower)'))
    .addOption(
      new Option(
        '--fail-on <limit...>',
        'exit 1 above a limit: cost=20000, hours=300, slowdown=15%, health=6',
      ).helpGroup('Gate:'),
    )
    .addOption(
      new Option(
        '--baseline <report.json>',
        'exit 1 when a figure is worse than in this earlier report',
      ).helpGroup('Gate:'),
    )
    .addOption(new Option('--warn-only', 'report breaches, exit 0').helpGroup('Gate:'))
    .addOption(
      new Option(
        '--shard <i/n>',
        'measure only this part of a very large repository; see `portfolio --merge-shards`',
      ).helpGroup('Speed:'),
    )
    .addHelpText('after', EXIT_CODES)
    .allowExcessArguments()
    .action(async (path: string, options, { args }: Command) => {
      if (args.length > 1) {
        const { tooManyPaths } = await import('./too-many-paths.ts');
        throw tooManyPaths(args, program, io.cwd);
      }
      done(await (await import('./commands/report.ts')).report(path, options, io));
    });

  withShared(command('explain', 'every step from raw count to money, for one item'))
    .argument(
      '<item>',
      "a path, path:function, a value stream, a roadmap id, the rank in the report ('#1'), 'headline', or 'plan 80h'",
    )
    .argument('[path]', 'repository, or a folder inside it', '.')
    .option(
      '--draws',
      'with --format json: the simulated draws themselves, so that every figure can be recomputed',
    )
    .action(async (item: string, path: string, options) =>
      done(await (await import('./commands/explain.ts')).explain(item, path, options, io)),
    );

  withShared(command('inspect', 'complexity of each function, health of each file'))
    .argument('[paths...]', 'files or folders (default: all source files)')
    .option('--all', 'every function, not only those above 15')
    .action(async (paths: readonly string[], options) =>
      done(await (await import('./commands/inspect.ts')).inspect(paths, options, io)),
    );

  withShared(command('plan', 'which items to fix within a capacity, and which not'))
    .addArgument(pathArgument())
    .requiredOption('--capacity <amount>', 'hours, days or a part of the quarter: 80h, 10 days, 15%')
    .addHelpText(
      'after',
      '\nExamples:\n  debtcast plan --capacity 80h\n  debtcast plan --capacity 15% --scenario git-only',
    )
    .action(async (path: string, options) =>
      done(await (await import('./commands/plan.ts')).plan(path, options, io)),
    );

  withShared(command('roadmap', 'when roadmap items finish, with and without the plan'))
    .addArgument(pathArgument())
    .option(
      '--capacity <amount>',
      'hours, days or a part of the quarter for the plan (default: what is worth it, up to 20%)',
    )
    .action(async (path: string, options) =>
      done(await (await import('./commands/roadmap.ts')).roadmap(path, options, io)),
    );

  withShared(command('trend', 'health, slowdown and cost over the past quarters'))
    .addArgument(pathArgument())
    .addOption(
      new Option('--quarters <n>', 'how many past quarters').argParser(wholeNumber(1, 40)).default(8),
    )
    .action(async (path: string, options) =>
      done(await (await import('./commands/trend.ts')).trend(path, options, io)),
    );

  withShared(command('diff', 'what this branch changes in health and cost; the gate'))
    .argument('[base]', 'revision to compare with (default: merge base with the default branch)')
    .option('--warn-only', 'report breaches, exit 0')
    .option('--quiet-if-clean', 'print nothing when nothing changed')
    .option('--max-new-cost-per-quarter <money>', 'exit 1 above this much new cost')
    .option('--max-new-hours-per-quarter <hours>', 'exit 1 above this many new hours')
    .option('--min-health-of-new-files <1-10>', 'exit 1 below this health of a new file')
    .option('--max-health-drop <points>', 'exit 1 when a file loses more health')
    .option(
      '--no-new-functions-above <cognitive>',
      'exit 1 for a new function above this cognitive complexity',
    )
    .addHelpText('after', EXIT_CODES)
    .action(async (base: string | undefined, options) =>
      done(await (await import('./commands/diff.ts')).diff(base, options, io)),
    );

  withShared(command('backtest', "how good the tool's own forecasts were in this repository"))
    .addArgument(pathArgument())
    .addOption(
      new Option('--quarters <n>', 'how many past quarters').argParser(wholeNumber(1, 40)).default(8),
    )
    .action(async (path: string, options) =>
      done(await (await import('./commands/backtest.ts')).backtest(path, options, io)),
    );

  withShared(command('calibrate', "the drag measured from the team's own issue tracker"))
    .addArgument(pathArgument())
    .requiredOption('--issues <csv>', 'export of Jira, Linear, GitHub or GitLab')
    .option('--columns <mapping>', 'key=Issue key,started=In Progress,done=Resolved,type=Issue Type')
    .addOption(new Option('--work-share <0-1>', 'part of the time in development that is work, not waiting'))
    .option('--write', 'write the result into the config as scenario `calibrated`')
    .action(async (path: string, options) =>
      done(await (await import('./commands/calibrate.ts')).calibrate(path, options, io)),
    );

  withShared(command('decide', 'write an agreement into the decision log'))
    .argument('<item>', "a path, a value stream, or the rank in the report: '#1'")
    .argument('<decision>', 'accept, fix or defer')
    .requiredOption('--reason <text>', 'why, in a sentence')
    .option('--until <date>', 'when to look again: 2027-03-31')
    .option('--by <name>', 'who decided (default: user.name of git)')
    .action(async (item: string, decision: string, options) =>
      done(await (await import('./commands/decide.ts')).decide(item, decision, options, io)),
    );

  withShared(command('tickets', 'backlog entries for items decided `fix`'), [
    'jira-csv',
    'github',
    'linear',
    'json',
  ])
    .addArgument(pathArgument())
    .action(async (path: string, options) =>
      done(await (await import('./commands/tickets.ts')).tickets(path, options, io)),
    );

  withShared(command('portfolio', 'many reports as one ranking and one summary'))
    .argument('<report.json...>', 'reports written with -o report.json')
    .option('--merge-shards', 'the files are shards of one repository')
    .addOption(
      new Option('--top <n>', 'how many items to list (default: 20, of merged shards 10)').argParser(
        wholeNumber(1, 10_000),
      ),
    )
    .action(async (files: readonly string[], options) =>
      done(await (await import('./commands/portfolio.ts')).portfolio(files, options, io)),
    );

  withShared(command('init', 'a commented debt.config.yaml drawn from the repository'))
    .addArgument(pathArgument())
    .option('--force', 'overwrite an existing file')
    .action(async (path: string, options) =>
      done(await (await import('./commands/init.ts')).init(path, options, io)),
    );

  command('schema', 'the JSON Schemas')
    .argument('<config|report>', 'which schema')
    .action(async (which: string) => done(await (await import('./commands/schema.ts')).schema(which, io)));

  withShared(command('doctor', 'what would spoil a report here'))
    .addArgument(pathArgument())
    .option('--clear', 'empty the cache of this repository')
    .action(async (path: string, options) =>
      done(await (await import('./commands/doctor.ts')).doctor(path, options, io)),
    );

  return program;
}
