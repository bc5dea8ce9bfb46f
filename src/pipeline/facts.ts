import type { CommandResult } from '../core/command-result.ts';
import type { CostModel, Origin, Setting } from '../core/cost-model.ts';
import {
  type Assumption,
  FORMAT_VERSION,
  type RepositoryFacts,
  type Warning,
  type WindowFacts,
} from '../core/report.ts';
import { type Instant, SECONDS_PER_DAY } from '../core/units.ts';
import { coefficientInfo, coefficientNames, coefficientSettings } from '../model/coefficients.ts';
import type { Snapshot } from './snapshot.ts';
import { isSourceHistory } from './source-history.ts';
import type { Valuation } from './valuation.ts';

/** ISO 8601 in UTC, seconds. */
export const isoTime = (at: Instant): string => new Date(at * 1000).toISOString().replace('.000Z', 'Z');

export function repositoryFacts(snapshot: Snapshot): RepositoryFacts {
  const { reader, history } = snapshot;
  const counted = history.commits.filter(commit => commit.excluded === undefined);
  const isHead = snapshot.revision === reader.repository.revision;
  return {
    name: reader.repository.name,
    revision: snapshot.revision,
    asOf: isoTime(snapshot.asOf),
    ...(isHead && reader.repository.branch !== undefined && { branch: reader.repository.branch }),
    shallow: reader.repository.shallow || reader.repository.partial,
    sourceFiles: snapshot.files.length,
    commits: counted.length,
    authors: new Set(counted.map(commit => commit.author)).size,
  };
}

/** What the shown window holds: counted commits that touch source, and their touches. */
export function windowFacts(snapshot: Snapshot): WindowFacts {
  const { history, asOf } = snapshot;
  const days = snapshot.settings.costModel.history.sinceDays.value;
  const since = asOf - days * SECONDS_PER_DAY;
  const commits = new Set<number>();
  let changes = 0;
  let fixes = 0;
  for (const file of history.files) {
    if (!isSourceHistory(snapshot, file)) continue;
    for (const change of file.changes) {
      const commit = history.commits[change.commit]!;
      if (commit.landedAt <= since) continue;
      commits.add(change.commit);
      changes++;
      if (commit.fix) fixes++;
    }
  }
  return { since: isoTime(since), until: isoTime(asOf), days, commits: commits.size, changes, fixes };
}

/** Every setting a figure depends on, with its origin. */
export function assumptionsOf(valuation: Valuation): Assumption[] {
  const { costModel, engineers, snapshot } = valuation;
  const { team, model, history } = costModel;
  const list: Assumption[] = [
    assumption('team.engineers', engineers),
    assumption('team.hoursPerWeek', team.hoursPerWeek, 'h/week'),
    ...(team.costPerHour
      ? [assumption('team.costPerHour', team.costPerHour, `${costModel.currency.value}/h`)]
      : []),
    assumption('team.codingShare', team.codingShare),
    assumption('horizonDays', costModel.horizonDays, 'days'),
    assumption('history.sinceDays', history.sinceDays, 'days'),
    assumption('history.largestCommit', history.largestCommit, 'source files'),
    assumption('model.scenario', model.scenario),
  ];
  const settings = coefficientSettings(model);
  for (const name of coefficientNames) {
    list.push(assumption(`model.${name}`, settings[name], coefficientInfo[name].unit));
  }
  if (snapshot.settings.fromWorkTree) {
    list.push({
      name: 'config',
      value: 'work tree',
      source: 'configured',
      detail: 'the changed debt.config.yaml of the work tree was used, not the committed one',
    });
  }
  list.push({
    name: 'uncommitted code',
    value: 'not included',
    source: 'default',
    detail: 'only what is committed at the analysed revision is read',
  });
  return list;
}

export function assumption(name: string, setting: Setting<number | string>, unit?: string): Assumption {
  return {
    name,
    value: setting.value,
    ...(unit !== undefined && unit !== '' && { unit }),
    source: setting.origin.kind,
    detail: detailOf(setting.origin),
  };
}

function detailOf(origin: Origin): string {
  if (origin.kind === 'configured') return origin.place;
  return origin.kind === 'measured' ? origin.how : origin.why;
}

/** What the data of every forecasting command opens with. */
export function commandResult<Command extends string>(
  command: Command,
  valuation: Valuation,
  version: string,
  warnings: readonly Warning[] = valuation.snapshot.warnings,
): CommandResult<Command> {
  const { snapshot, costModel, pricing } = valuation;
  return {
    formatVersion: FORMAT_VERSION,
    tool: { name: 'debtcast', version },
    command,
    repository: repositoryFacts(snapshot),
    horizon: horizonOf(costModel, snapshot.asOf),
    scenario: pricing.scenario,
    ...currencyOf(costModel),
    worlds: pricing.worlds.count,
    seed: pricing.worlds.seed,
    assumptions: assumptionsOf(valuation),
    warnings,
  };
}

export const horizonOf = (costModel: CostModel, asOf: Instant) => ({
  days: costModel.horizonDays.value,
  until: isoTime(asOf + costModel.horizonDays.value * SECONDS_PER_DAY),
});

/** Without a rate there is no money, and no currency either. */
export const currencyOf = (costModel: CostModel): { readonly currency?: string } =>
  costModel.team.costPerHour ? { currency: costModel.currency.value } : {};
