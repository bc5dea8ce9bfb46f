import type { CalibrationData, IssueObservation, SkippedIssues, TrackerIssue } from '../core/calibration.ts';
import { InvariantError } from '../core/errors.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';
import { csvRows } from '../issues/csv-rows.ts';
import type { ColumnChoice } from '../issues/export-columns.ts';
import { readIssueExport } from '../issues/issue-export.ts';
import { resolveCoefficients } from '../model/coefficients.ts';
import { deficit } from '../model/health.ts';
import { resolveScenarios } from '../model/scenarios.ts';
import { commandResult } from './facts.ts';
import { type IssueWork, joinIssues, observe } from './issue-work.ts';
import type { Reader, ToMeasure } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { readSettings, type Settings } from './settings.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { type Valuation, value } from './valuation.ts';

export interface CalibrateOptions {
  readonly version: string;
  /** The tracker's export. */
  readonly csv: { readonly text: string; readonly file: string };
  readonly columns: ColumnChoice;
  /** Part of the time in development that is work, above 0 to 1. */
  readonly workShare: number;
}

/** Work on an issue may begin this long before the tracker says so; its lines are read too. */
const HEAD_START_DAYS = 90;

/**
 * The drag that this team's own issues show. Keys, types and dates of the export are read, never titles; they are
 * neither kept nor part of the result.
 */
export async function calibrate(
  reader: Reader,
  request: AnalysisRequest,
  { version, csv, columns, workShare }: CalibrateOptions,
): Promise<{ readonly data: CalibrationData; readonly valuation: Valuation }> {
  const found = readIssueExport(csvRows(csv.text, csv.file), columns, csv.file);
  const { revision } = reader.repository;
  const settings = withWindow(
    await readSettings(reader.repository, request, revision),
    request,
    reader,
    found.issues,
  );
  const snapshot = await readSnapshot(reader, request, revision, settings);
  const valuation = value(snapshot);
  const { work, skipped } = joinIssues(snapshot, found.issues);
  const { observations, unmeasured, startedByFirstCommit } = await observeAll(snapshot, work);
  const { calibrate: regress } = await import('../model/calibrate.ts');
  const skippedByJoin = new Map<SkippedIssues['reason'], number>(skipped);
  if (unmeasured > 0)
    skippedByJoin.set('no-measured-files', (skipped.get('no-measured-files') ?? 0) + unmeasured);
  return {
    valuation,
    data: {
      ...commandResult('calibrate', valuation, version),
      export: {
        rows: found.rows,
        tracker: found.tracker,
        columns: found.columns,
        startedByFirstCommit,
        skipped: merged(found.skipped, skippedByJoin),
      },
      result: regress(observations, priorOf(valuation), workShare),
    },
  };
}

/** Lines are read back to the first issue, not only over the usual window. */
function withWindow(
  settings: Settings,
  request: AnalysisRequest,
  { repository }: Reader,
  issues: readonly TrackerIssue[],
): Settings {
  const { history } = settings.costModel;
  const first = Math.min(...issues.map(issue => issue.startedAt ?? issue.doneAt));
  const days = Math.ceil((repository.asOf - first) / SECONDS_PER_DAY) + HEAD_START_DAYS;
  if (request.since !== undefined || !(days > history.sinceDays.value) || !Number.isFinite(days))
    return settings;
  const sinceDays = {
    value: days,
    origin: { kind: 'measured' as const, how: 'back to the first issue of the export' },
  };
  return { ...settings, costModel: { ...settings.costModel, history: { ...history, sinceDays } } };
}

async function observeAll(
  { reader, settings: { costModel } }: Snapshot,
  work: readonly IssueWork[],
): Promise<{
  readonly observations: readonly IssueObservation[];
  readonly unmeasured: number;
  readonly startedByFirstCommit: number;
}> {
  await reader.needMeasures(work.flatMap(one => one.files.flatMap(file => file.before ?? [])));
  const coefficients = resolveCoefficients(costModel.model);
  const deficitOf = (version: ToMeasure): number | undefined => {
    const read = reader.measureOf(version);
    if (read?.kind !== 'measured') return undefined;
    return deficit(read.measure.cognitive, read.measure.size, coefficients);
  };
  const calendar = {
    hoursPerWeek: costModel.team.hoursPerWeek.value,
    daysOff: costModel.calendar.daysOff,
  };
  const used = work.flatMap(one => {
    const observation = observe(one, deficitOf, calendar);
    return observation ? [{ observation, byFirstCommit: one.byFirstCommit }] : [];
  });
  return {
    observations: used.map(one => one.observation),
    unmeasured: work.length - used.length,
    startedByFirstCommit: used.filter(one => one.byFirstCommit).length,
  };
}

/** What is believed before the team's own data: the `evidence` scenario, whichever scenario is in use. */
function priorOf({ costModel }: Valuation): { readonly mean: number; readonly sd: number } {
  const { evidence } = resolveScenarios(costModel.model);
  if (evidence?.kind !== 'normal') throw new InvariantError('the evidence scenario is not a distribution');
  return { mean: evidence.mean, sd: evidence.sd };
}

const reasons: readonly SkippedIssues['reason'][] = [
  'no-key',
  'not-done',
  'unreadable-date',
  'done-before-started',
  'duplicate',
  'no-commits',
  'no-measured-files',
];

function merged(
  read: readonly SkippedIssues[],
  joined: ReadonlyMap<SkippedIssues['reason'], number>,
): SkippedIssues[] {
  return reasons.flatMap(reason => {
    const count = (read.find(entry => entry.reason === reason)?.count ?? 0) + (joined.get(reason) ?? 0);
    return count > 0 ? [{ reason, count }] : [];
  });
}
