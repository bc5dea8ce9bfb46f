import { readGlob } from './glob.ts';
import { schemaComment } from './json-schema.ts';
import { visible } from './reading.ts';
import type { sideCodeKinds } from './schema.ts';
import { plainText } from './yaml-edit.ts';

/** What was found in the repository, to start a cost model from. */
export interface InitFacts {
  /** Name of the repository, as people know it. */
  readonly repository: string;
  /** Packages or top folders. */
  readonly valueStreams: readonly {
    readonly name: string;
    readonly paths: readonly string[];
    readonly note?: string;
  }[];
  /** Team size seen in git and how it was seen. */
  readonly engineers?: { readonly count: number; readonly how: string };
  /** Side code that is left out, with the number of files. */
  readonly sideCode: readonly { readonly kind: (typeof sideCodeKinds)[number]; readonly files: number }[];
  readonly ignoreRevsFile?: string;
  /** Where the JSON Schema is to be found, seen from the config file. */
  readonly schema?: string;
}

const SCHEMA_FILE = './debt.config.schema.json';

/**
 * A first `debt.config.yaml`: what was found is set, everything else stands there as a comment with its explanation.
 * A setting that is commented out has no space after its `#`, an explanation has one. The text parses back, as it is
 * and with any setting uncommented.
 */
export function initialConfig(facts: InitFacts): string {
  const valueStreams = writableStreams(facts.valueStreams);
  const parts = [
    head(facts),
    team(facts),
    streams(valueStreams),
    roadmap(valueStreams),
    commits(facts),
    code(facts),
    model(),
    rest(),
  ];
  return parts.join('\n');
}

/** One line of a comment; line breaks and invisible characters of the repository's names do not end it. */
function comment(text: string): string {
  return `# ${visible(text).trim()}`;
}

/** Longest name that the config accepts. */
const LONGEST_NAME = 100;

/**
 * Streams as the config can hold them: names are there and unique (streams of one name become one), and a folder name
 * with characters that mean something in a glob is written with `?` in their place.
 */
function writableStreams(found: InitFacts['valueStreams']): InitFacts['valueStreams'] {
  const byName = new Map<string, InitFacts['valueStreams'][number]>();
  for (const stream of found) {
    const name = [...stream.name].slice(0, LONGEST_NAME).join('');
    const paths = stream.paths.flatMap(path => writableGlob(path) ?? []);
    const earlier = byName.get(name);
    if (name.trim() === '' || paths.length === 0) continue;
    byName.set(
      name,
      earlier ? { ...earlier, paths: [...earlier.paths, ...paths] } : { ...stream, name, paths },
    );
  }
  return [...byName.values()];
}

function writableGlob(path: string): string | undefined {
  for (const candidate of [path, path.replace(/[()[\]{}!\\+@]/g, '?')]) {
    const reading = readGlob(candidate);
    if (reading.ok) return candidate;
  }
  return undefined;
}

function head({ repository, schema }: InitFacts): string {
  const location = schema ?? SCHEMA_FILE;
  const how =
    schema === undefined ? '\n# Completion in editors: debtcast schema config > debt.config.schema.json' : '';
  return `${schemaComment(location)}${how}
#
${comment(`What the forecast of technical debt should know about ${repository}. Everything here is optional:`)}
# reports say which figures are configured and which are assumed. Remove the # before a setting to use it.
# Durations: 6 weeks, 18 months, 1 quarter (90 days). Money: 12000 / week. Ranges: 6..10 weeks. Shares: 80%.

# ISO 4217 code of all amounts, and the language that decides how numbers are written.
#currency: EUR
#locale: en-IE

# How far ahead the forecast looks.
#horizon: 1 quarter
`;
}

function team({ engineers }: InitFacts): string {
  const count = engineers?.count ?? 8;
  const seen = engineers
    ? `Seen in git: ${count}, ${engineers.how}.`
    : 'Without it, the number is drawn from git.';
  return `team:
  # People who work in this repository, in full-time equivalents.
  ${comment(seen)}
  #engineers: ${count}
  # Hours each of them works in a usual week, after leave and absences.
  #hoursPerWeek: 32
  # Full cost of one engineer-hour. Without it all reports are in hours and show no money.
  #costPerHour: 85
  # Part of those hours that goes into work on code: 100% unless set.
  #codingShare: 80%

calendar:
  # Month in which the fiscal year starts.
  #fiscalYearStarts: 1
  # Days on which nobody works.
  #daysOff: [2026-12-24..2027-01-01]
`;
}

function streams(valueStreams: InitFacts['valueStreams']): string {
  const intro = `# Named parts of the product, the words in which reports speak to product people. A file may belong to several.
# owner: the team that answers for it. costOfDelay: what is lost for each week an outcome comes later.`;
  if (valueStreams.length === 0) {
    return `${intro}
#valueStreams:
#  - name: Checkout
#    owner: Payments team
#    paths: [src/checkout/**, src/billing/**]
#    costOfDelay: 12000 / week
`;
  }
  const entries = valueStreams.map(
    ({ name, paths, note }) => `  - name: ${plainText(name, false)}${note ? ` ${comment(note)}` : ''}
    #owner: Payments team
    paths: [${paths.map(path => plainText(path)).join(', ')}]
    #costOfDelay: 12000 / week
`,
  );
  return `${intro}
valueStreams:
${entries.join('')}`;
}

function roadmap(valueStreams: InitFacts['valueStreams']): string {
  const stream = plainText(valueStreams[0]?.name ?? 'Checkout');
  return `# Planned work: it moves the forecast, and \`debtcast roadmap\` says when it will be done. Estimates are elapsed weeks
# for the people on the item, as a range that holds 8 times of 10. touches: value streams and their share of the effort.
#roadmap:
#  - id: PAY-120
#    title: One-click checkout
#    estimate: 6..10 weeks
#    start: 2027-01-04
#    due: 2027-03-26
#    engineers: 2
#    touches: { ${stream}: 80% }
#    dependsOn: []
#    team: Payments
#    costOfDelay: 9000 / week

# For items that name no team. true: one team works them one after the other, in this order; false: side by side.
#roadmapInOrder: true
# true: estimates were made for the code as it is; false: for healthy code.
#estimatesIncludeDrag: true
`;
}

function commits({ ignoreRevsFile }: InitFacts): string {
  return `# Which commits count.
history:
  # How far back lines of code are followed.
  #since: 8 quarters
  # Names or e-mail addresses that do not count, beside the well-known bots; * stands for anything.
  #excludeAuthors: ["*-release-user"]
  # Commits to leave out, in the format of git blame.
  #ignoreRevsFile: ${plainText(ignoreRevsFile ?? '.git-blame-ignore-revs', false)}
  # Commits that touch more source files are sweeps and do not count.
  #largestCommit: 50
  # Further subjects that mark a fix commit, as regular expressions (RE2 syntax).
  #fixPatterns: ["^hotfix/"]
`;
}

function code({ sideCode }: InitFacts): string {
  const found = sideCode
    .map(({ kind, files }) => `${kind} (${files} ${files === 1 ? 'file' : 'files'})`)
    .join(', ');
  const kinds = sideCode.length > 0 ? sideCode.map(each => each.kind).join(', ') : 'examples, docs';
  return `# Which files count.
code:
  #include: ["**"]
  #exclude: ["**/vendor/**"]
  ${comment(found ? `Side code that is left out here: ${found}. To count it as part of the product:` : 'Side code such as examples is left out. To count it as part of the product:')}
  #sideCode: [${kinds}]
  # separate: tests are counted apart. source: like all other code. ignore: not at all.
  #tests: separate
`;
}

function model(): string {
  return `# How much slower work in unhealthy code is assumed to be. Each coefficient of the model can be set here too.
model:
  # evidence, git-only, code-red-adjusted, code-red-2022, or calibrated once \`debtcast calibrate --write\` has run.
  #scenario: evidence
  # Other values for a scenario: mean and deviation of the extra time per health point, as a logarithm.
  #scenarios: { evidence: { mean: 0.04, sd: 0.035 } }
`;
}

function rest(): string {
  return `# What cleaning up a file takes, where you know better than the estimate: hours, or working days such as 10 d.
fix:
  #hoursPerFix: { "src/legacy/**": 80 }

# Limits for one change, checked by \`debtcast diff\`. Only what the change makes worse can exceed them.
gates:
  # In money; needs team.costPerHour.
  #maxNewCostPerQuarter: 500
  #maxNewHoursPerQuarter: 8
  # Health runs from 1 (worst) to 10.
  #minHealthOfNewFiles: 8
  #maxHealthDrop: 1
  # Cognitive complexity of a function that is new or was changed.
  #noNewFunctionsAbove: 15
  # Other limits for single value streams, by name.
  #perValueStream: {}

# Where \`debtcast decide\` keeps what was agreed.
#decisions: debt.decisions.yaml
`;
}
