import type { GateBreach } from '../core/diff.ts';
import { type Problem, UserError } from '../core/errors.ts';
import type { ReportData } from '../core/report.ts';

/** Limits on a whole repository, as `--fail-on` takes them. */
export interface ReportLimits {
  /** Money for the horizon, expected value. */
  readonly cost?: number;
  /** Hours for the horizon, expected value. */
  readonly hours?: number;
  /** Median extra time as a ratio: 0.15 is 15 %. */
  readonly slowdown?: number;
  /** Effort-weighted mean health, 1 to 10: the only one that must not fall short. */
  readonly health?: number;
}

const limitNames = ['cost', 'hours', 'slowdown', 'health'] as const;

/**
 * `cost=20000`, `hours=300`, `slowdown=15%`, `health=6`, one each or divided by commas.
 * @throws {UserError} every word that is no limit, at once
 */
export function parseLimits(words: readonly string[]): ReportLimits {
  const limits: Partial<Record<(typeof limitNames)[number], number>> = {};
  const problems: Problem[] = [];
  for (const word of words.flatMap(text => text.split(',')).filter(text => text.trim() !== '')) {
    const [, key, digits, percent] = /^\s*([a-z]+)\s*=\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(word) ?? [];
    const name = limitNames.find(one => one === key);
    if (name === undefined || (percent === '%') !== (name === 'slowdown')) {
      problems.push({
        code: 'bad-option',
        what: `${word} is no limit`,
        where: '--fail-on',
        fix: 'write cost=20000, hours=300, slowdown=15% or health=6',
      });
      continue;
    }
    limits[name] = percent === '%' ? Number(digits) / 100 : Number(digits);
  }
  const [first, ...more] = problems;
  if (first !== undefined) throw new UserError([first, ...more]);
  return limits;
}

/**
 * Holds a report against fixed limits.
 * @param health effort-weighted mean health of the repository; absent when nothing is measured
 * @throws {UserError} a limit that could never hold: money without a rate, amounts under a scenario of bands
 */
export function limitBreaches(
  data: ReportData,
  health: number | undefined,
  limits: ReportLimits,
): GateBreach[] {
  const { hours, money, slowdown } = data.headline;
  const amounts = limits.cost !== undefined || limits.hours !== undefined || limits.slowdown !== undefined;
  if (amounts) refuseBands(data, '--fail-on');
  if (limits.cost !== undefined && money === undefined) {
    throw new UserError({
      code: 'gate-without-rate',
      what: 'a limit in money needs the cost of an hour',
      where: '--fail-on',
      fix: 'set team.costPerHour in debt.config.yaml, or limit hours: --fail-on hours=300',
    });
  }
  const where = data.repository.name;
  const breaches: GateBreach[] = [];
  const exceed = (
    gate: string,
    limit: number | undefined,
    actual: number | undefined,
    unit: string,
    text: string,
  ) => {
    if (limit === undefined || actual === undefined || actual <= limit) return;
    breaches.push({
      gate,
      where,
      limit,
      actual,
      unit,
      text,
      fix: `see \`debtcast plan\` for what to fix first, or raise ${gate}`,
    });
  };
  const per = `in ${data.horizon.days} days`;
  const currency = data.currency ?? '';
  exceed(
    'cost',
    limits.cost,
    money?.mean,
    currency,
    `about ${short(money?.mean ?? 0)} ${currency} ${per}, the limit is ${limits.cost} ${currency}`,
  );
  exceed(
    'hours',
    limits.hours,
    hours.mean,
    'h',
    `about ${short(hours.mean)} h ${per}, the limit is ${limits.hours} h`,
  );
  exceed(
    'slowdown',
    limits.slowdown,
    slowdown.p50,
    'ratio',
    `work takes about ${short(slowdown.p50 * 100)} % longer under scenario ${data.scenario}, the limit is ${short((limits.slowdown ?? 0) * 100)} %`,
  );
  if (limits.health !== undefined && health !== undefined && health < limits.health) {
    breaches.push({
      gate: 'health',
      where,
      limit: limits.health,
      actual: health,
      unit: 'health',
      text: `mean health where the work happens is ${health.toFixed(1)}, the limit is ${limits.health}`,
      fix: 'see `debtcast plan` for what to fix first, or lower health',
    });
  }
  return breaches;
}

/** Health is exact, but printed with one decimal. */
const HEALTH_STEP = 0.05;

/**
 * Holds a report against an earlier one: hours and slowdown of the headline, and hours and health of every item that
 * both list, may get better and never worse. Each commit draws its own worlds, so amounts count as worse only beyond
 * the simulation's own noise: one unit of the second significant digit, which no printed bound exceeds between seeds.
 * An item that the earlier report does not list is new debt if that report listed all of its items; else nothing is
 * known about it.
 * @throws {UserError} reports that cannot be compared
 */
export function ratchetBreaches(data: ReportData, earlier: ReportData): GateBreach[] {
  refuseBands(data, '--baseline');
  refuseUnlike(data, earlier);
  const breaches: GateBreach[] = [];
  const rise = (gate: string, where: string, was: number, is: number, unit: string, scale = 1) => {
    if (is <= was + noise(Math.max(was, is) * scale) / scale) return;
    breaches.push({
      gate,
      where,
      limit: was,
      actual: is,
      unit,
      text: `${gate} rose from about ${short(was * scale)} to about ${short(is * scale)}${unit === 'h' ? ' h' : ' %'}`,
      fix: 'bring it back down, or write a new baseline: debtcast -o baseline.json',
      ...(where !== data.repository.name && { path: where }),
    });
  };
  const { name } = data.repository;
  rise('hours', name, earlier.headline.hours.mean, data.headline.hours.mean, 'h');
  rise('slowdown', name, earlier.headline.slowdown.p50, data.headline.slowdown.p50, 'ratio', 100);
  const listed = new Map(earlier.items.map(item => [item.path, item]));
  const isWhole = earlier.items.length === earlier.itemsTotal;
  for (const item of data.items) {
    const before = listed.get(item.path);
    if (before === undefined) {
      if (isWhole) breaches.push(newItem(item));
      continue;
    }
    rise('hours', item.path, before.hours.mean, item.hours.mean, 'h');
    if (item.health < before.health - HEALTH_STEP) {
      breaches.push({
        gate: 'health',
        where: item.path,
        path: item.path,
        limit: before.health,
        actual: item.health,
        unit: 'health',
        text: `health fell from ${before.health.toFixed(1)} to ${item.health.toFixed(1)}`,
        fix: 'untangle what was added, or write a new baseline: debtcast -o baseline.json',
      });
    }
  }
  return breaches;
}

const newItem = ({ path, health }: ReportData['items'][number]): GateBreach => ({
  gate: 'items',
  where: path,
  path,
  limit: 0,
  actual: 1,
  unit: 'items',
  text: `a new debt item, health ${health.toFixed(1)}`,
  fix: 'bring it into the healthy band, or write a new baseline: debtcast -o baseline.json',
});

/** One unit of the second significant digit, and never finer than a tenth. */
function noise(value: number): number {
  let unit = 0.1;
  while (unit * 100 <= Math.abs(value)) unit *= 10;
  return unit;
}

function refuseBands(data: ReportData, where: string): void {
  if (data.scenario !== 'code-red-2022') return;
  throw new UserError({
    code: 'gate-under-bands',
    what: 'under code-red-2022 a file at the edge of a band jumps by 78 %: no gate can rest on it',
    where,
    fix: 'run the gate under another scenario: --scenario evidence',
  });
}

function refuseUnlike(data: ReportData, earlier: ReportData): void {
  const compared: readonly (readonly [string, string, string])[] = [
    ['repository', earlier.repository.name, data.repository.name],
    ['format version', String(earlier.formatVersion), String(data.formatVersion)],
    ['scenario', earlier.scenario, data.scenario],
    ['horizon', `${earlier.horizon.days} days`, `${data.horizon.days} days`],
  ];
  const problems = compared
    .filter(([, was, is]) => was !== is)
    .map(
      ([what, was, is]): Problem => ({
        code: 'baseline-unlike',
        what: `the baseline has another ${what}: ${was}, this report has ${is}`,
        where: '--baseline',
        fix: 'compare like with like: write a new baseline with the same options',
      }),
    );
  const [first, ...more] = problems;
  if (first !== undefined) throw new UserError([first, ...more]);
}

/** Two significant digits, as everywhere. */
const short = (value: number): string => String(Number(value.toPrecision(2)));
