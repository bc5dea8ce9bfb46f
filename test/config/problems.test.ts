import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCostModel } from '../../src/config/parse.ts';
import { UserError } from '../../src/core/errors.ts';
import { known } from './known.ts';

const folder = new URL('../../fixtures/config/bad/', import.meta.url);

function problemsOf(name: string) {
  try {
    parseCostModel(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'), 'c.yaml', known);
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

/** Line:column, what is wrong → what to write instead. */
const expected: Record<string, readonly string[]> = {
  'absolute-glob': [
    '2:13 code.exclude[0]: "/src/vendor/**" is an absolute path → write it from the root of the repository: "src/vendor/**"',
  ],
  alias: ['1:19 YAML aliases are not used here → a text that starts with * needs quotes: "**"'],
  anchor: [
    '1:13 YAML anchors are not used here (&ours) → write the value out in each place; a text that starts with & needs quotes',
  ],
  'coefficient-out-of-range': [
    '2:17 model.fixRateGamma: expected a number from -2 to 2, got 30 → write for example 0.104',
  ],
  'currency-in-amount': [
    '2:16 team.costPerHour: expected an amount per hour above 0, got "120 EUR" → write the amount alone: 120; the currency goes in `currency:`',
  ],
  'currency-sign-in-amount': [
    '4:18 valueStreams[0].costOfDelay: expected an amount per week, got "€ 12000 / week" → write the amount alone: "12000 / week"; the currency goes in `currency:`',
  ],
  'currency-sign': ['1:11 currency: expected a currency code of three letters, got "€" → write EUR'],
  'date-in-another-form': ['4:10 roadmap[0].due: expected a date, got "2027/3/1" → write 2027-03-01'],
  'day-not-in-calendar': [
    '4:12 roadmap[0].start: there is no day 29 in month 2 of 2027 → that month ends on 2027-02-28',
  ],
  'dependency-on-itself': [
    '2:45 roadmap[0].dependsOn[0]: the items wait for each other: A → A → remove one of these dependencies',
  ],
  'dependency-ring': [
    '4:45 roadmap[2].dependsOn[0]: the items wait for each other: A → B → C → A → remove one of these dependencies',
  ],
  directive: ['1:1 YAML directives are not used here → remove this line'],
  'due-before-start': [
    '5:10 roadmap[0].due: 2027-02-01 is not after the start, 2027-03-01 → exchange them, or mend the year',
  ],
  'duplicate-key': ['3:1 "team" is given twice, first on line 1 → keep one of the two'],
  'duration-in-capitals': ['1:10 horizon: expected a duration, got "6 Weeks" → write "6 weeks"'],
  'duration-in-m': [
    '2:10 history.since: expected a duration, got "18 m" → write "months" in full: "m" may also mean minutes',
  ],
  'duration-of-hours': [
    '1:10 horizon: expected a duration of a day or more, got "32 h" → write it in days, weeks, months or quarters',
  ],
  'duration-without-unit': [
    '1:10 horizon: expected a duration, got 90 → say in which unit: "90 days", "90 weeks"',
  ],
  'duration-zero': [
    '1:10 horizon: expected a duration between 1 day and 100 years, got "0 weeks" → for example "1 quarter"',
  ],
  'estimate-in-days': [
    '2:24 roadmap[0].estimate: expected an estimate in weeks, got "10 days" → elapsed time is meant: write weeks, months or quarters, for example "6..10 weeks"',
  ],
  'gate-of-unknown-stream': [
    '4:21 gates.perValueStream: there is no value stream "Checkout flow" → use a name from `valueStreams:`',
  ],
  'glob-key': ['2:18 fix.hoursPerFix: "./src/**" starts with ./ → write "src/**"'],
  'glob-leaves-the-repository': [
    '2:13 code.include[0]: "../other/**" leaves the repository → paths start at the root of the repository; `..` is not used',
  ],
  'glob-not-closed': ['2:13 code.include[0]: "src/{a,b" has a { without its } → close it, or remove it'],
  'glob-that-explodes': [
    '2:13 code.include[0]: "*a*a*a*a*b" has more than 3 wildcards in one name → write fewer',
  ],
  'glob-with-backslash': [
    '2:13 code.exclude[0]: "src\\vendor" has a backslash → paths are written with forward slashes: "src/vendor"',
  ],
  'hostile-text': [
    '1:11 currency: expected a currency code of three letters, got "�RUE�[31m" → write the ISO 4217 code, for example EUR, USD or GBP',
  ],
  'item-named-twice': ['3:11 roadmap[1].id: "A" is used twice, first on line 2 → give each id once'],
  'key-known-by-another-name': ['2:3 team: unknown key "hourlyRate" → did you mean `costPerHour`?'],
  'key-without-value': [
    '2:3 team.engineers: expected a number above 0 and up to 100000, got nothing → write for example 8',
  ],
  kilo: [
    '4:18 valueStreams[0].costOfDelay: expected an amount per week, got "12k / month" → write it out: "12000 / month"',
  ],
  'list-at-the-root': [
    '1:1 expected lines of `key: value` → see the reference, or start afresh with `debtcast init`',
  ],
  'locale-with-underscore': ['1:9 locale: expected a language tag, got "de_AT.UTF-8" → write de-AT'],
  'many-at-once': [
    '1:1 unknown key "curency" → did you mean `currency`?',
    '2:10 horizon: expected a duration, got "soon" → write a number and a unit: days, weeks, months, quarters or years, for example "6 weeks"',
    '3:20 team.engineers: expected a number above 0 and up to 100000, got "none" → write for example 8',
    '5:5 roadmap[0].estimate: missing → add `estimate:` (elapsed weeks for the people on the item, as a range that should hold 8 times of 10)',
    '5:28 roadmap[0].touches.X: expected a share above 0 % and up to 100 %, got 3 → write "3%" or 0.03',
    '5:38 roadmap[0].due: expected a date, got "tomorrow" → write year-month-day, for example 2027-01-31',
  ],
  'misplaced-key': ['1:1 unknown key "costPerHour" → did you mean `team.costPerHour`?'],
  'misplaced-top-key': [
    '3:3 team: unknown key "currency" → it belongs at the top level of the file, not in here',
  ],
  'missing-key': [
    '2:5 valueStreams[0].name: missing → add `name:` (what people call this part of the product)',
  ],
  'money-limit-without-rate': [
    '2:3 gates.maxNewCostPerQuarter: a limit in money needs a rate → set `team.costPerHour`, or use `maxNewHoursPerQuarter`',
  ],
  'money-per-what': [
    '4:18 valueStreams[0].costOfDelay: expected an amount per week, got 12000 → say per what: "12000 / week"',
  ],
  'no-paths': [
    '3:12 valueStreams[0].paths: at least one path is needed → add one, or remove the whole entry',
  ],
  'not-calibrated': [
    '2:13 model.scenario: there is no calibrated scenario yet → run `debtcast calibrate --issues <csv> --write` first, or write evidence',
  ],
  'number-out-of-range': [
    '2:17 team.hoursPerWeek: expected a number above 0 and up to 100, got 320 → write for example 32',
  ],
  'pattern-not-closed': [
    '2:17 history.fixPatterns[0]: expected a regular expression, got "(fix" → mend it (RE2 syntax): missing closing ): `(?i)(fix`',
  ],
  'pattern-with-look-ahead': [
    '2:17 history.fixPatterns[0]: expected a regular expression, got "^(?!docs)fix" → look-around and back-references are not available (RE2 syntax)',
  ],
  'prototype-key': ['2:3 the key "__proto__" is not allowed → choose another name'],
  'quoted-number': [
    '2:14 team.engineers: expected a number above 0 and up to 100000, got "8" → write it without quotes: 8',
  ],
  'range-upside-down': [
    '2:24 roadmap[0].estimate: the low end of "10..6 weeks" is above its high end → write "6..10 weeks"',
  ],
  'range-with-dash': [
    '2:24 roadmap[0].estimate: expected an estimate in weeks, got "6-10 weeks" → write a range with two dots: "6..10 weeks"',
  ],
  'scenario-incomplete': [
    '2:26 model.scenarios.evidence.sd: missing → add `sd:` (standard deviation of beta)',
  ],
  'share-over-all': [
    '2:16 team.codingShare: expected a share above 0 % and up to 100 %, got "120%" → write for example 80% or 0.8',
  ],
  'share-without-percent': [
    '2:16 team.codingShare: expected a share above 0 % and up to 100 %, got 80 → write "80%" or 0.8',
  ],
  'stream-named-twice': [
    '3:13 valueStreams[1].name: "Checkout" is used twice, first on line 2 → give each name once',
  ],
  tab: ['2:1 a tab where indentation is expected → indent with spaces'],
  tag: ['1:17 YAML tags are not used here (!!str) → remove the tag; a text that starts with ! needs quotes'],
  'text-for-a-group': [
    '1:7 team: expected a group of keys, got "eight people" → write its keys below it, indented, one on each line',
  ],
  'text-for-a-list': [
    '3:12 valueStreams[0].paths: expected a list, got "src/checkout/**" → write it as a list: ["src/checkout/**"]',
  ],
  thousands: [
    '4:18 valueStreams[0].costOfDelay: expected an amount per week, got "12,000 / week" → write it without separators: "12000 / week"',
  ],
  'touches-over-all': [
    '5:42 roadmap[0].touches: the shares add up to 110 % → at most 100 %; what is left over is work elsewhere',
  ],
  'two-documents': [
    '2:1 a second document starts here → keep one document: remove this `---` and what follows',
  ],
  'unclosed-bracket': ['1:28 a bracket is not closed → close it: ] for a list, } for a group'],
  'unclosed-quote': [
    '1:15 a quote is not closed → close it, or put the whole value in the other kind of quotes',
  ],
  'unknown-currency': ['1:11 currency: expected a currency code of three letters, got "eur" → write EUR'],
  'unknown-dependency': [
    '3:51 roadmap[1].dependsOn[0]: there is no roadmap item "PAY-12O" → did you mean `PAY-120`?',
  ],
  'unknown-key': ['3:3 team: unknown key "costperhour" → did you mean `costPerHour`?'],
  'unknown-scenario': [
    '2:13 model.scenario: "optimistic" is not known here → write evidence, git-only, code-red-adjusted, code-red-2022 or calibrated',
  ],
  'unknown-stream': [
    '4:44 roadmap[0].touches: there is no value stream "Chekout" → did you mean `Checkout`?',
  ],
  'unknown-top-key': ['1:1 unknown key "teams" → did you mean `team`?'],
  'yes-for-true': [
    '1:17 roadmapInOrder: expected true or false, got "yes" → write true or false, without quotes',
  ],
};

describe('a config with a mistake', () => {
  it.each(Object.entries(expected))('%s is refused at its place', (name, problems) => {
    const found = problemsOf(name).map(
      ({ where, what, fix }) => `${where?.replace('c.yaml:', '')} ${what} → ${fix}`,
    );
    expect(found).toEqual(problems);
  });

  it('has an expectation for every fixture', () => {
    const fixtures = readdirSync(folder).map(file => file.replace('.yaml', ''));
    expect(fixtures.sort()).toEqual(Object.keys(expected).sort());
  });

  it('is shown with the line and a marker below the part that is meant', () => {
    const [problem] = problemsOf('currency-in-amount');
    expect(problem?.excerpt).toBe(
      ['    2 |   costPerHour: 120 EUR', '      |                ~~~~~~~'].join('\n'),
    );
  });

  it('cannot steer a terminal: invisible characters are replaced in message and excerpt', () => {
    const [problem] = problemsOf('hostile-text');
    expect(problem?.excerpt).toBe(
      ['    1 | currency: "\u{fffd}RUE\\e[31m"', '      |           ~~~~~~~~~~~~'].join('\n'),
    );
    expect(JSON.stringify(problem)).not.toMatch(/[\u001b\u202e]/);
  });

  it('keeps every problem apart, with one stable code for machines', () => {
    expect(new Set(problemsOf('many-at-once').map(each => each.code))).toEqual(new Set(['config-invalid']));
    expect(problemsOf('tab').map(each => each.code)).toEqual(['config-yaml']);
  });
});
