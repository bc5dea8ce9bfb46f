import { type Problem, UserError } from '../core/errors.ts';
import type { PortfolioData } from '../core/portfolio.ts';
import { type DebtItem, FORMAT_VERSION, type ReportData, type Warning } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import { probability, rangeOf } from '../model/range-of.ts';

/** A report and the file it was read from. */
export interface NamedReport {
  readonly file: string;
  readonly data: ReportData;
}

export interface PortfolioOptions {
  readonly version: string;
  readonly top: number;
}

/**
 * Many repositories as one. Each report carries its cost in every world, in order of rising beta; since beta is one
 * unknown that all of them share, costs of the same rank belong to the same world and are added there. Ranges are taken
 * of the sums, never the other way round.
 * @throws {UserError} reports that cannot be added: another scenario, horizon, currency or number of worlds, or the same
 * repository twice; all of it at once
 */
export function portfolio(reports: readonly NamedReport[], options: PortfolioOptions): PortfolioData {
  refuseMixed(reports);
  const ordered = toldApart(reports).sort(
    (a, b) => compareText(a.data.repository.name, b.data.repository.name) || compareText(a.file, b.file),
  );
  const { scenario, currency, horizon } = ordered[0]!.data;
  const total = addUp(ordered);
  const items = mergedItems(ordered).slice(0, options.top);
  const dates = ordered.map(({ data }) => data.repository.asOf).sort(compareText);
  return {
    formatVersion: FORMAT_VERSION,
    tool: { name: 'debtcast', version: options.version },
    command: 'portfolio',
    scenario,
    ...(currency !== undefined && { currency }),
    horizon: { days: horizon.days },
    asOf: { earliest: dates[0]!, latest: dates.at(-1)! },
    headline: {
      slowdown: {
        ...rangeOf(total.slowdown),
        scenario,
        probabilityOfNone: probability(total.slowdown, extra => extra <= 0),
      },
      hours: rangeOf(total.hours),
      ...(currency !== undefined && { money: rangeOf(total.money) }),
      capacityHours: total.capacity,
      codeHours: total.code,
    },
    repositories: ordered
      .map(({ data: { repository, headline, itemsTotal } }) => ({
        name: repository.name,
        revision: repository.revision,
        slowdown: headline.slowdown,
        hours: headline.hours,
        ...(headline.money && { money: headline.money }),
        capacityHours: headline.capacityHours,
        codeHours: headline.codeHours,
        items: itemsTotal,
      }))
      .sort(
        (a, b) =>
          (b.money ?? b.hours).mean - (a.money ?? a.hours).mean ||
          compareText(a.name, b.name) ||
          compareText(a.revision, b.revision),
      ),
    items,
    itemsTotal: ordered.reduce((sum, { data }) => sum + data.itemsTotal, 0),
    warnings: warnings(ordered, options.top),
  };
}

/** Repositories of one name (folders without a remote, say) get the name of their file too. */
function toldApart(reports: readonly NamedReport[]): NamedReport[] {
  const counts = new Map<string, number>();
  for (const { data } of reports) {
    const { name } = data.repository;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return reports.map(({ file, data }) => {
    const { name } = data.repository;
    if (counts.get(name) === 1) return { file, data };
    return { file, data: { ...data, repository: { ...data.repository, name: `${name} (${file})` } } };
  });
}

/** Sums within each world. Money by each repository's own rate; slowdown of all hours in code together: H ÷ (H − W). */
function addUp(reports: readonly NamedReport[]) {
  const worlds = reports[0]!.data.headline.draws.length;
  const hours = new Float64Array(worlds);
  const money = new Float64Array(worlds);
  let capacity = 0;
  let code = 0;
  for (const { data } of reports) {
    const rate = rateOf(data) ?? 0;
    capacity += data.headline.capacityHours;
    code += data.headline.codeHours;
    data.headline.draws.forEach((cost, world) => {
      hours[world]! += cost;
      money[world]! += cost * rate;
    });
  }
  const slowdown = hours.map(cost => (code - cost > 0 ? code / (code - cost) - 1 : 0));
  return { hours, money, slowdown, capacity, code };
}

/** Money an hour, as the report states it. */
function rateOf({ assumptions }: ReportData): number | undefined {
  const rate = assumptions.find(({ name }) => name === 'team.costPerHour')?.value;
  return typeof rate === 'number' ? rate : undefined;
}

type PortfolioItem = DebtItem & { readonly repository: string };

/** Costliest first; ties by hotspot score, then path, then repository. */
function mergedItems(reports: readonly NamedReport[]): PortfolioItem[] {
  return reports
    .flatMap(({ data }) => data.items.map(item => ({ ...item, repository: data.repository.name })))
    .sort(
      (a, b) =>
        (b.money ?? b.hours).mean - (a.money ?? a.hours).mean ||
        b.hotspot.score - a.hotspot.score ||
        compareText(a.path, b.path) ||
        compareText(a.repository, b.repository),
    )
    .map((item, i) => ({ ...item, rank: i + 1 }));
}

function warnings(reports: readonly NamedReport[], top: number): Warning[] {
  const list: Warning[] = [];
  const short = reports.filter(({ data }) => data.items.length < Math.min(top, data.itemsTotal));
  if (short.length > 0) {
    list.push({
      code: 'short-lists',
      text: `${short.length} of ${reports.length} reports list fewer items than asked for here; write them with --top ${top} so that none is missed.`,
    });
  }
  const shallow = reports.filter(({ data }) => data.repository.shallow).length;
  if (shallow > 0) {
    list.push({
      code: 'shallow-clone',
      text: `${shallow} of ${reports.length} reports come from shallow or partial clones: activity there is too low.`,
    });
  }
  return list;
}

function refuseMixed(reports: readonly NamedReport[]): void {
  const [first] = reports;
  if (first === undefined) {
    throw new UserError({
      code: 'no-reports',
      what: 'there is no report to merge',
      fix: 'name reports: debtcast portfolio a.json b.json',
    });
  }
  const aspects: readonly (readonly [string, (data: ReportData) => string])[] = [
    ['format version', data => String(data.formatVersion)],
    ['scenario', data => data.scenario],
    ['horizon', data => `${data.horizon.days} days`],
    ['currency', data => data.currency ?? 'none'],
    ['number of worlds', data => String(data.headline.draws.length)],
  ];
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const { file, data } of reports) {
    for (const [what, of] of aspects) {
      if (of(data) === of(first.data)) continue;
      problems.push({
        code: 'mixed-reports',
        what: `another ${what} than ${first.file}: ${of(data)}, not ${of(first.data)}`,
        where: file,
        fix:
          what === 'currency'
            ? 'set `currency` and `team.costPerHour` in every debt.config.yaml, or in none'
            : 'write all reports with the same options and settings',
      });
    }
    if (data.headline.draws.length === 0 || (data.currency !== undefined && rateOf(data) === undefined)) {
      problems.push({
        code: 'bad-report',
        what: 'the report carries no draws, or money without a rate: it cannot be added to others',
        where: file,
        fix: 'write it again with `debtcast report -o report.json`',
      });
    }
    const identity = `${data.repository.name} @ ${data.repository.revision}`;
    const twin = seen.get(identity);
    if (twin !== undefined) {
      problems.push({
        code: 'same-repository',
        what: `the same repository and revision as ${twin}: its debt would count twice`,
        where: file,
        fix: 'name each repository once',
      });
    }
    seen.set(identity, file);
  }
  const [one, ...more] = problems;
  if (one !== undefined) throw new UserError([one, ...more]);
}
