import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultCostModel } from '../../src/config/defaults.ts';
import { parseCostModel } from '../../src/config/parse.ts';
import { known } from './known.ts';

const good = (name: string) =>
  readFileSync(new URL(`../../fixtures/config/good/${name}.yaml`, import.meta.url), 'utf8');
const parse = (text: string) => parseCostModel(text, 'debt.config.yaml', known);
const configured = <T>(value: T, line: number) => ({
  value,
  origin: { kind: 'configured', place: `debt.config.yaml:${line}` },
});

describe('a config that sets everything', () => {
  const model = parse(good('everything'));

  it('gives each setting with the line it stands on', () => {
    expect(model.currency).toEqual(configured('EUR', 2));
    expect(model.locale).toEqual(configured('en-IE', 3));
    expect(model.horizonDays).toEqual(configured(42, 4)); // 6 · 7
    expect(model.team).toEqual({
      engineers: configured(8.5, 6),
      hoursPerWeek: configured(30, 7),
      costPerHour: configured(85, 8),
      codingShare: configured(0.8, 9),
    });
    expect(model.history.sinceDays).toEqual(configured(540, 37)); // 18 months of 30 days
    expect(model.history.largestCommit).toEqual(configured(40, 40));
    expect(model.model.scenario).toEqual(configured('calibrated', 48));
    expect(model.model.overrides).toEqual({ fixRateGamma: configured(0.2, 52) });
    expect(model.model.scenarios).toEqual({
      calibrated: configured({ kind: 'normal', mean: 0.05, sd: 0.02 }, 50),
      'code-red-2022': configured({ kind: 'bands', healthy: 1, warning: 1.5, alert: 2 }, 51),
    });
  });

  it('counts money of value streams and roadmap by the week', () => {
    expect(model.valueStreams).toEqual([
      {
        name: 'Checkout',
        owner: 'Payments team',
        paths: ['src/checkout/**', 'src/billing/**'],
        costOfDelayPerWeek: 12000,
        place: 'debt.config.yaml:14',
      },
      // 30,000 in a month of 30 days is 1,000 a day.
      {
        name: 'Catalog',
        paths: ['src/catalog/**/*.{ts,tsx}'],
        costOfDelayPerWeek: 7000,
        place: 'debt.config.yaml:18',
      },
    ]);
  });

  it('keeps ids as text, fills in title and engineers, counts estimates in weeks', () => {
    expect(model.roadmap[0]).toMatchObject({
      id: 'PAY-120',
      estimate: { low: 6, high: 10 },
      touches: { Checkout: 0.8, Catalog: 0.2 },
      dependsOn: ['7'],
    });
    expect(model.roadmap[1]).toEqual({
      id: '7',
      title: '7',
      estimate: { low: 90 / 7, high: 90 / 7 },
      engineers: 1,
      touches: {},
      dependsOn: [],
      place: 'debt.config.yaml:32',
    });
    expect(model.roadmapInOrder).toBe(false);
    expect(model.estimatesIncludeDrag).toBe(false);
  });

  it('spells out days off, each once and in order', () => {
    expect(model.calendar).toEqual({
      fiscalYearStarts: 4,
      daysOff: ['2026-06-01', '2026-12-30', '2026-12-31', '2027-01-01'],
    });
  });

  it('counts work in hours of the configured week', () => {
    expect(model.fix.hoursPerFix).toEqual([
      { glob: 'src/legacy/**', hours: 80, place: 'debt.config.yaml:54' },
      { glob: 'src/old/**', hours: 60, place: 'debt.config.yaml:54' }, // 10 days of 30/5 hours
      { glob: 'src/far/**', hours: 60, place: 'debt.config.yaml:54' }, // 2 weeks of 30 hours
    ]);
  });

  it('hands over limits, paths and patterns', () => {
    expect(model.gates).toEqual({
      maxNewCostPerQuarter: 500,
      maxNewHoursPerQuarter: 8,
      minHealthOfNewFiles: 8,
      maxHealthDrop: 1,
      noNewFunctionsAbove: 15,
      perValueStream: { Checkout: { maxNewHoursPerQuarter: 2 } },
    });
    expect(model.code).toEqual({
      include: ['src/**'],
      exclude: ['**/vendor/**'],
      sideCode: ['docs', 'i18n'],
      tests: 'ignore',
    });
    expect(model.decisionsFile).toBe('agreed/debt.yaml');
    const [pattern] = model.history.fixPatterns;
    expect(pattern?.source).toBe('^PROD-\\d+');
    expect(pattern?.test('prod-17 again')).toBe(true);
    expect(pattern?.test('see PROD-17')).toBe(false);
  });
});

describe('what is not configured', () => {
  it.each(['nothing', 'empty-groups'])('is assumed, and says why: %s', name => {
    const { file, ...model } = parse(good(name));
    expect(file).toBe('debt.config.yaml');
    expect(model).toEqual(defaultCostModel());
  });

  it('has no team size and no rate: git is asked, and without a rate there is no money', () => {
    const { team } = defaultCostModel();
    expect(team).not.toHaveProperty('engineers');
    expect(team).not.toHaveProperty('costPerHour');
    expect(team.hoursPerWeek.origin.kind).toBe('default');
  });

  it('has a reason for every default', () => {
    const model = defaultCostModel();
    const settings = [
      model.currency,
      model.locale,
      model.horizonDays,
      model.team.hoursPerWeek,
      model.team.codingShare,
      model.history.sinceDays,
      model.history.largestCommit,
      model.model.scenario,
    ];
    for (const { origin } of settings)
      expect(origin).toMatchObject({ kind: 'default', why: expect.stringMatching(/\w{3,}/) });
    expect(model.horizonDays.value).toBe(90);
    expect(model.history.sinceDays.value).toBe(720);
    expect(model.team.codingShare.value).toBe(1);
  });
});

it('reads a file with a byte order mark and Windows line ends like any other', () => {
  const model = parse('\u{feff}team:\r\n  engineers: 8\r\n  costPerHour: 85\r\n');
  expect(model.team.costPerHour).toEqual(configured(85, 3));
});

it('treats a key that JavaScript objects inherit as a name like any other', () => {
  const text =
    'valueStreams:\n  - { name: toString, paths: [a/**] }\nroadmap:\n  - { id: A, estimate: 1 week, touches: { toString: 50% } }\n';
  expect(parse(text).roadmap[0]?.touches).toEqual({ toString: 0.5 });
});
