import { z } from 'zod';
import { type ScenarioName, scenarioNames } from '../core/cost-model.ts';
import { DATE_PATTERN, DAYS_PATTERN, readDate, readDays } from './calendar-date.ts';
import { DURATION_PATTERN, EFFORT_PATTERN, readDuration, readEffort } from './duration.ts';
import { GLOB_PATTERN, readGlob } from './glob.ts';
import { CURRENCY_PATTERN, LOCALE_PATTERN, readCurrency, readLocale } from './international.ts';
import type { KnownCoefficient, KnownModel } from './known-model.ts';
import { choice, leaf, number, text, yesOrNo } from './leaf.ts';
import {
  MONEY_PER_HOUR_PATTERN,
  MONEY_PER_QUARTER_PATTERN,
  MONEY_PER_TIME_PATTERN,
  readMoneyPerHour,
  readMoneyPerQuarter,
  readMoneyPerWeek,
} from './money.ts';
import { readPattern } from './pattern.ts';
import { bad, good, type Reading } from './reading.ts';
import { readShare, SHARE_PATTERN } from './share.ts';
import { readWeekRange, WEEK_RANGE_PATTERN } from './week-range.ts';

/** Side code that is left out unless it is named in `code.sideCode`. */
export const sideCodeKinds = [
  'examples',
  'samples',
  'docs',
  'website',
  'playground',
  'bench',
  'demo',
  'templates',
  'locales',
  'i18n',
  'migrations',
] as const;

const glob = leaf({ type: 'string', pattern: GLOB_PATTERN, examples: ['src/billing/**'] }, readGlob);
const date = leaf({ type: 'string', pattern: DATE_PATTERN, examples: ['2027-01-31'] }, readDate);
const duration = leaf(
  { type: 'string', pattern: DURATION_PATTERN, examples: ['1 quarter', '6 weeks', '18 months'] },
  readDuration,
);
const share = leaf(
  {
    anyOf: [
      { type: 'string', pattern: SHARE_PATTERN },
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    ],
    examples: ['80%', 0.8],
  },
  readShare,
);
const moneyPerWeek = leaf(
  { type: 'string', pattern: MONEY_PER_TIME_PATTERN, examples: ['12000 / week', '50000 / month'] },
  readMoneyPerWeek,
);
const moneyPerQuarter = leaf(
  {
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', pattern: MONEY_PER_QUARTER_PATTERN },
    ],
    examples: [500, '500 / quarter'],
  },
  readMoneyPerQuarter,
);
const name = text(100, 'Checkout');

/** A group of keys; `key:` with nothing behind it is an empty group. */
function group<Shape extends z.ZodRawShape>(shape: Shape, description: string) {
  return z.strictObject(shape).nullable().optional().meta({ description });
}

function list<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item).nullable().optional().meta({ description });
}

/** A key of an optional value, with the explanation that editors show. */
function key<Value extends z.ZodType>(value: Value, description: string) {
  return value.optional().meta({ description });
}

function required<Value extends z.ZodType>(value: Value, description: string) {
  return value.meta({ description });
}

/** A roadmap item's id as people write it: trackers use letters and digits, YAML reads bare digits as a number. */
const id = leaf(
  { type: ['string', 'integer'], pattern: String.raw`^\S{1,60}$`, examples: ['PAY-120'] },
  (raw): Reading<string> => {
    const written = typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? String(raw) : raw;
    if (typeof written === 'string' && /^\S{1,60}$/.test(written)) return good(written);
    return bad(
      'expected an id without spaces, at most 60 characters',
      'write the key of the ticket, for example PAY-120',
    );
  },
);

export const valueStreamSchema = z.strictObject({
  name: required(name, 'What people call this part of the product.'),
  owner: key(text(100, 'Payments team'), 'The team that answers for it. A team, not a person.'),
  paths: required(
    z.array(glob).min(1, { error: 'at least one path is needed' }),
    'Globs from the root of the repository. A file may belong to several value streams.',
  ),
  costOfDelay: key(
    moneyPerWeek,
    'What is lost for each week an outcome here comes later, for example "12000 / week".',
  ),
});

export const roadmapItemSchema = z.strictObject({
  id: required(id, 'Short name, unique in the roadmap, for example the key of the ticket.'),
  title: key(text(200, 'One-click checkout'), 'What people call it. Default: the id.'),
  estimate: required(
    leaf(
      { type: 'string', pattern: WEEK_RANGE_PATTERN, examples: ['6..10 weeks', '3 weeks'] },
      readWeekRange,
    ),
    'Elapsed weeks for the people on the item, as a range that should hold 8 times of 10: "6..10 weeks".',
  ),
  start: key(date, 'First day of work, year-month-day.'),
  due: key(date, 'The day it is wanted, year-month-day.'),
  engineers: key(number({ above: 0, max: 1000 }, 2), 'People who work on it. Default: 1.'),
  touches: z.record(z.string(), share).nullable().optional().meta({
    description:
      'Value streams the work goes to, with their shares of its effort: { Checkout: 80%, Catalog: 20% }. The rest is work in healthy or new code.',
  }),
  dependsOn: list(id, 'Ids of items that have to be finished first.'),
  team: key(text(100, 'Payments'), 'Items of one team are worked one after the other.'),
  costOfDelay: key(moneyPerWeek, 'What is lost for each week it comes later, for example "9000 / week".'),
});

const gateShape = {
  maxNewCostPerQuarter: key(
    moneyPerQuarter,
    'Most money for each quarter that one change may add. Needs team.costPerHour.',
  ),
  maxNewHoursPerQuarter: key(
    number({ min: 0 }, 8),
    'Most engineer-hours for each quarter that one change may add.',
  ),
  minHealthOfNewFiles: key(
    number({ min: 1, max: 10 }, 8),
    'Lowest health of a new file, from 1 (worst) to 10.',
  ),
  maxHealthDrop: key(number({ min: 0, max: 9 }, 1), 'Most health points that a file may lose in one change.'),
  noNewFunctionsAbove: key(
    number({ min: 0, whole: true }, 15),
    'Highest cognitive complexity of a function that is new or was changed.',
  ),
};

/** The widest effect of one health point that anybody has claimed is 0.1 (about 2 × over 7 points); ±0.5 is far outside. */
const normalScenario = (description: string) =>
  group(
    {
      mean: required(
        number({ min: -0.5, max: 0.5 }, 0.04),
        'Mean of beta: extra time per health point, as a logarithm (0.04 is about 4 %).',
      ),
      sd: required(number({ above: 0, max: 0.5 }, 0.035), 'Standard deviation of beta: how unsure this is.'),
    },
    description,
  );

const scenarios = group(
  {
    evidence: normalScenario(
      'The default: a weighing of git data, size-adjusted and within-codebase results.',
    ),
    'git-only': normalScenario('What git histories alone show.'),
    'code-red-adjusted': normalScenario('Published data, adjusted for size, issues and language.'),
    'code-red-2022': group(
      {
        healthy: required(number({ min: 0.1, max: 10 }, 1), 'Factor of time in healthy code.'),
        warning: required(number({ min: 0.1, max: 10 }, 1.78), 'Factor of time in code with warnings.'),
        alert: required(number({ min: 0.1, max: 10 }, 2.24), 'Factor of time in code in alarm.'),
      },
      'The published headline, as fixed factors for three bands.',
    ),
    calibrated: normalScenario(
      'Measured with this team’s own issues; `debtcast calibrate --write` fills it in.',
    ),
  } satisfies Record<ScenarioName, unknown>,
  'Other values for the scenarios.',
);

const built = new WeakMap<KnownModel, ReturnType<typeof buildConfigSchema>>();

/** The whole file. Keys of `model` depend on what the model knows. Building takes longer than reading, so it is done once. */
export function configSchema(known: KnownModel): ReturnType<typeof buildConfigSchema> {
  const schema = built.get(known) ?? buildConfigSchema(known);
  built.set(known, schema);
  return schema;
}

function buildConfigSchema(known: KnownModel) {
  const coefficients = Object.fromEntries(
    Object.entries(known.coefficients).map(([each, info]) => [
      each,
      key(number({ min: info.min, max: info.max }, info.default ?? info.min), coefficientWords(info)),
    ]),
  );
  return z.strictObject({
    currency: key(
      leaf({ type: 'string', pattern: CURRENCY_PATTERN, examples: ['EUR', 'USD'] }, readCurrency),
      'ISO 4217 code for all amounts. Default: EUR; used only once team.costPerHour is set.',
    ),
    locale: key(
      leaf({ type: 'string', pattern: LOCALE_PATTERN, examples: ['en-IE', 'de'] }, readLocale),
      'Language tag that decides how numbers are written. Default: en.',
    ),
    horizon: key(duration, 'How far ahead the forecast looks. Default: 1 quarter (90 days).'),
    team: group(
      {
        engineers: key(
          number({ above: 0, max: 100_000 }, 8),
          'People who work in this repository, in full-time equivalents. Default: drawn from git.',
        ),
        hoursPerWeek: key(
          number({ above: 0, max: 100 }, 32),
          'Hours each of them works in a usual week, after leave and absences. Default: 32.',
        ),
        costPerHour: key(
          leaf(
            {
              anyOf: [
                { type: 'number', exclusiveMinimum: 0 },
                { type: 'string', pattern: MONEY_PER_HOUR_PATTERN },
              ],
              examples: [85],
            },
            readMoneyPerHour,
          ),
          'Full cost of one engineer-hour. Without it all reports are in hours only.',
        ),
        codingShare: key(share, 'Part of those hours that goes into work on code. Default: 100 %.'),
      },
      'Who works here.',
    ),
    calendar: group(
      {
        fiscalYearStarts: key(
          number({ min: 1, max: 12, whole: true }, 1),
          'Month in which the fiscal year starts, 1 to 12. Default: 1.',
        ),
        daysOff: list(
          leaf({ type: 'string', pattern: DAYS_PATTERN, examples: ['2026-12-24..2027-01-01'] }, readDays),
          'Days on which nobody works: single dates or ranges, for example 2026-12-24..2027-01-01.',
        ),
      },
      'Quarters and days off.',
    ),
    valueStreams: list(
      valueStreamSchema,
      'Named parts of the product. Without them: packages of the workspace, or top folders.',
    ),
    roadmap: list(roadmapItemSchema, 'Planned work. It moves the forecast of the next quarter.'),
    roadmapInOrder: key(
      yesOrNo(),
      'For items that name no team. true: one team works them all, one after the other, in the order written. false: they run side by side unless dependsOn says otherwise. Default: true.',
    ),
    estimatesIncludeDrag: key(
      yesOrNo(),
      'true: the estimates were made for the code as it is. false: for healthy code. Default: true.',
    ),
    history: group(
      {
        since: key(duration, 'How far back lines of code are followed. Default: 8 quarters (720 days).'),
        excludeAuthors: list(
          text(200, '*[bot]'),
          'Names or e-mail addresses whose commits do not count, beside the well-known bots; * stands for any text and ? for one character, all others for themselves.',
        ),
        ignoreRevsFile: key(
          leaf({ type: 'string', pattern: GLOB_PATTERN }, readFile),
          'File with commits to leave out, as git blame reads it. Default: .git-blame-ignore-revs.',
        ),
        largestCommit: key(
          number({ min: 1, whole: true }, 50),
          'Commits that touch more source files than this are sweeps and do not count. Default: 50.',
        ),
        fixPatterns: z
          .array(leaf({ type: 'string', minLength: 1, maxLength: 500, examples: ['^hotfix/'] }, readPattern))
          .max(50, { error: 'more than 50 patterns' })
          .nullable()
          .optional()
          .meta({
            description:
              'Further subjects that mark a fix commit: regular expressions (RE2 syntax, upper and lower case alike).',
          }),
      },
      'Which commits count.',
    ),
    code: group(
      {
        include: list(glob, 'Only these paths. Default: all.'),
        exclude: list(glob, 'Not these paths.'),
        sideCode: list(
          choice(sideCodeKinds),
          'Folders that are usually left out and belong to the product here.',
        ),
        tests: key(
          choice(['separate', 'source', 'ignore']),
          'separate: tests are counted apart. source: like all other code. ignore: not at all. Default: separate.',
        ),
      },
      'Which files count.',
    ),
    model: group(
      {
        scenario: key(
          choice(scenarioNames),
          'How much slower work in unhealthy code is assumed to be. Default: evidence.',
        ),
        scenarios,
        ...coefficients,
      } as { scenario: z.ZodOptional<ReturnType<typeof choice<ScenarioName>>>; scenarios: typeof scenarios },
      'The model. Every coefficient can be set here.',
    ),
    fix: group(
      {
        hoursPerFix: z
          .record(
            z.string(),
            leaf(
              {
                anyOf: [
                  { type: 'number', exclusiveMinimum: 0 },
                  { type: 'string', pattern: EFFORT_PATTERN },
                ],
                examples: [80, '10 d'],
              },
              readEffort,
            ),
          )
          .nullable()
          .optional()
          .meta({
            description:
              'Glob to the work that cleaning up a file there takes: { "src/legacy/**": 80 }. Hours, or "10 d" (working days). The first glob that fits counts.',
          }),
      },
      'What cleaning up costs.',
    ),
    gates: group(
      {
        ...gateShape,
        perValueStream: z
          .record(z.string(), z.strictObject(gateShape))
          .nullable()
          .optional()
          .meta({ description: 'Other limits for single value streams, by name.' }),
      },
      'Limits for a change. Only what the change makes worse can exceed them.',
    ),
    decisions: key(
      leaf({ type: 'string', pattern: GLOB_PATTERN }, readFile),
      'File with the decisions that were taken. Default: debt.decisions.yaml.',
    ),
  });
}

function coefficientWords({ meaning, unit, default: value }: KnownCoefficient): string {
  const sentence = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}${unit ? ` (${unit})` : ''}.`;
  return value === undefined ? sentence : `${sentence} Default: ${value}.`;
}

export type WrittenConfig = z.output<ReturnType<typeof configSchema>>;

/** A single file below the root: a glob without wildcards. */
function readFile(raw: unknown): Reading<string> {
  const reading = readGlob(raw);
  if (!reading.ok) return reading;
  if (/[*?[\]{}]|\/$/.test(String(raw)))
    return bad(`expected the path of one file, got "${raw}"`, 'write it without wildcards');
  // Git's own folder is no place for a file that a command may write.
  if (/(?:^|\/)\.git(?:\/|$)/i.test(String(raw)))
    return bad(`"${raw}" lies in git's own folder`, 'name a file of the work tree');
  return reading;
}
