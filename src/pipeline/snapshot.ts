import { UserError } from '../core/errors.ts';
import type { Commit, FileHistory, History } from '../core/history.ts';
import type { FileMeasure } from '../core/measure.ts';
import type { ModelInput } from '../core/model-input.ts';
import type { Warning } from '../core/report.ts';
import type { FileExclusion } from '../core/source.ts';
import { compareText } from '../core/text-order.ts';
import { DAYS_PER_QUARTER, type Instant, SECONDS_PER_DAY } from '../core/units.ts';
import {
  buildHistory,
  commitsNeedingLines,
  type HistorySurvey,
  surveyWalk,
  walkHistory,
} from '../history/history.ts';
import { parseIgnoredRevisions } from '../history/ignored-revisions.ts';
import { oncePerNumber } from '../history/path-log.ts';
import { resolveCoefficients } from '../model/coefficients.ts';
import { deficit } from '../model/health.ts';
import {
  type BurdenCounts,
  burdenBase,
  countBurden,
  type MeasuredVersion,
  versionsToMeasure,
} from './burden-base.ts';
import { modelInput, type SourceFile } from './model-input.ts';
import { openTree } from './open-tree.ts';
import type { Reader, ToMeasure } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { readSettings, type Settings } from './settings.ts';
import { checkStreamNames, emptyStreams } from './stream-names.ts';
import { type Streams, streamsFor } from './streams.ts';
import { classifyTree, isSource, type Kinds } from './tree-kinds.ts';
import { turn } from './turn.ts';

/** The model looks at 8 quarters of lines and effort, whatever `--since` shows. */
export const MODEL_WINDOW_DAYS = 8 * DAYS_PER_QUARTER;
/** Quiet files are parsed too, so that an old, unhealthy, quiet one can be named as better left alone; up to here. */
const MOST_QUIET_FILES = 1_000;
/** One revision of a repository, read and measured, before any price. */
export interface Snapshot {
  readonly reader: Reader;
  readonly revision: string;
  /** T. */
  readonly asOf: Instant;
  readonly settings: Settings;
  readonly history: History;
  readonly files: readonly SourceFile[];
  readonly streams: Streams;
  readonly input: ModelInput;
  readonly counts: BurdenCounts;
  readonly excluded: readonly { readonly reason: FileExclusion; readonly files: readonly string[] }[];
  /** Whether a path, of today or of the past, is source. */
  readonly isSourcePath: (path: string) => boolean;
  /** Test files alive at the revision. */
  readonly tests: readonly string[];
  /** By newest path, alive or not. */
  readonly pastOf: ReadonlyMap<string, FileHistory>;
  readonly warnings: readonly Warning[];
}

/**
 * Reads one revision: commits, files, changes, lines, complexity, in that order, each thing once.
 * @param given the cost model to go by instead of the revision's own: a trend speaks of the past in today's terms
 */
export async function readSnapshot(
  reader: Reader,
  request: AnalysisRequest,
  revision: string,
  given?: Settings,
): Promise<Snapshot> {
  const listing = reader.commits(revision);
  const pathChanges = listing.then(commits =>
    reader.needPathChanges(commits.filter(commit => commit.parents.length <= 1).map(commit => commit.id)),
  );
  // Awaited below; until then a failure of one must not end the process while another is awaited.
  for (const begun of [listing, pathChanges]) begun.catch(() => {});
  const { tree, smallFiles } = await openTree(reader, revision);
  const settings = given ?? (await readSettings(reader.repository, request, smallFiles));
  const { costModel } = settings;
  const [ignored, kinds] = await Promise.all([
    smallFiles(costModel.history.ignoreRevsFile),
    classifyTree(reader, tree, settings),
  ]);
  // The compiler starts while git still reads.
  const all = allToMeasure(kinds);
  const early = all && reader.needMeasures(all);
  early?.catch(() => {});
  const commits = await listing;
  await pathChanges;
  const asOf = commits.find(commit => commit.id === revision)!.commitTime;
  const windowDays = Math.max(MODEL_WINDOW_DAYS, costModel.history.sinceDays.value);
  const since = asOf - windowDays * SECONDS_PER_DAY;
  const survey = surveyor(reader, revision, commits, kinds, costModel, ignored);
  await turn(request.signal);
  const unfiltered = all ? undefined : survey(new Set());
  const measurable = all ?? filesToMeasure(kinds, unfiltered!, since);
  const measuring = early ?? reader.needMeasures(measurable);
  measuring.catch(() => {});
  const pathspecs = (chosen: readonly string[]) => extensionsOf(reader, chosen, kinds);
  /** The history without what is known by now to be no source by its content. */
  const settle = async (before?: Settled): Promise<Settled> => {
    for (;;) {
      const excluded = excludedByContent(reader, measurable);
      if (before && sameKeys(before.excluded, excluded)) return before;
      await turn(request.signal);
      const found = unfiltered && excluded.size === 0 ? unfiltered : survey(new Set(excluded.keys()));
      const needed = commitsNeedingLines(found, since);
      await reader.needLineChanges(needed, pathspecs(needed));
      await turn(request.signal);
      // More may have been read meanwhile.
      if (!sameKeys(excluded, excludedByContent(reader, measurable))) continue;
      const history = buildHistory(found, {
        lineChanges: id => reader.lineChangesOf(id),
        pathChanges: id => reader.pathChangesOf(id),
        since,
      });
      return { excluded, needed, history };
    }
  };
  // Git compares blobs and history is put together while the compiler parses; mostly, what it finds changes neither.
  const likely = await settle();
  await measuring;
  const { excluded, needed, history } = await settle(likely);

  await turn(request.signal);
  const sourcePaths = kinds.source.filter(path => !excluded.has(path));
  if (sourcePaths.length === 0) throw noSource(kinds, tree.length);
  const streams = await streamsFor(smallFiles, costModel, tree, sourcePaths);
  // Of the past, in today's terms: streams may not have been there yet.
  if (given === undefined) checkStreamNames(streams, costModel);
  const files = sourcePaths.map((path): SourceFile => {
    const kind = kinds.of(path);
    const measured = kind.kind === 'measured' ? reader.measureOf(kinds.toMeasure(path)) : undefined;
    return {
      path,
      blob: kinds.blobs.get(path)!,
      streams: streams.of(path),
      ...(measured?.kind === 'measured' && { measure: measured.measure }),
      ...(kind.kind === 'unmeasured' && { language: kind.language }),
    };
  });

  const isSourcePath = (path: string) => isSource(kinds.of(path)) && !excluded.has(path);
  const isMeasured = (path: string) => isMeasurable(kinds)(path) && !excluded.has(path);
  const counts = countBurden(history, isMeasured);
  const healthy = healthOf(settings);
  const measures = new Map(files.map(file => [file.path, file.measure]));
  const versions = counts.followUps === 0 ? [] : versionsToMeasure(counts);
  await reader.needMeasures(versions);
  await turn(request.signal);
  const input = modelInput({
    seed: request.seed ?? revision,
    history,
    files,
    streamNames: streams.list.map(stream => stream.name),
    streamsOf: streams.of,
    isSource: isSourcePath,
    counts,
    burden: burdenBase(
      counts,
      path => healthy(measures.get(path)),
      version => {
        const result = reader.measureOf(version);
        return healthy(result?.kind === 'measured' ? result.measure : undefined);
      },
    ),
  });
  return {
    reader,
    revision,
    asOf,
    settings,
    history,
    files,
    streams,
    input,
    counts,
    excluded: exclusions(kinds, excluded),
    isSourcePath,
    tests: kinds.tests,
    pastOf: newestByPath(history),
    warnings: [
      ...warningsOf(reader, commits, history, files),
      ...emptyStreams(streams, sourcePaths),
      ...reader.warnings(needed),
    ],
  };
}

/** The analysed revision, where no other one is read: the parser's memory is given back before anything is computed. */
export async function readSingleSnapshot(reader: Reader, request: AnalysisRequest): Promise<Snapshot> {
  const snapshot = await readSnapshot(reader, request, reader.repository.revision);
  await reader.endMeasuring();
  return snapshot;
}

/** Surveys the history of a revision; what was found to be no source by its content is handed in. */
export function surveyor(
  reader: Reader,
  revision: string,
  commits: readonly Commit[],
  kinds: Kinds,
  { history }: Settings['costModel'],
  ignored: Buffer | undefined,
): (contentExcluded: ReadonlySet<string>) => HistorySurvey {
  const walk = walkHistory({
    commits,
    revision,
    log: reader.pathLog,
    exists: path => kinds.blobs.has(path),
  });
  const ignoredRevisions: ReadonlySet<string> = ignored
    ? parseIgnoredRevisions(ignored.toString('utf8'))
    : new Set();
  return contentExcluded =>
    surveyWalk(walk, {
      isSource: path => !contentExcluded.has(path) && isSource(kinds.of(path)),
      isTracked: path => isSource(kinds.of(path)) || kinds.of(path).kind === 'test',
      options: {
        excludeAuthors: history.excludeAuthors,
        ignoredRevisions,
        largestCommit: history.largestCommit.value,
        fixPatterns: history.fixPatterns,
      },
    });
}

/** Every file to parse, known by its path alone: in a repository of usual size quiet files are parsed too. */
export function allToMeasure(kinds: Kinds): ToMeasure[] | undefined {
  const all = kinds.source.filter(isMeasurable(kinds));
  return all.length <= MOST_QUIET_FILES ? all.map(kinds.toMeasure) : undefined;
}

/** Files with activity inside the window, and quiet ones up to a limit: a quiet file has no forecast cost. */
function filesToMeasure(kinds: Kinds, survey: HistorySurvey, since: Instant): ToMeasure[] {
  const active = new Set<string>();
  const { touches, files, commits } = survey;
  for (let i = 0; i < commits.length; i++) {
    if (commits[i]!.landedAt <= since) continue;
    for (let touch = touches.start[i]!; touch < touches.start[i + 1]!; touch++) {
      const file = files[touches.file[touch]!]!;
      if (file.alive) active.add(file.path);
    }
  }
  const measured = kinds.source.filter(isMeasurable(kinds));
  const quiet = measured.filter(path => !active.has(path));
  return [
    ...measured.filter(path => active.has(path)),
    ...(quiet.length <= MOST_QUIET_FILES ? quiet : []),
  ].map(kinds.toMeasure);
}

/**
 * `*.ts` and the like, of all code that these commits touch, whatever the config calls source (what is read is kept,
 * and the config may change). Only those that occur: git needs longer with each pattern. Of a rename both names, or git
 * would see a new file, with all its lines added, unless another commit brings the old ending along.
 */
function extensionsOf(reader: Reader, commits: readonly string[], kinds: Kinds): string[] {
  const { start, path, from, paths } = reader.pathLog.columns();
  const isCode = oncePerNumber(paths.length, number => kinds.of(paths[number]!).kind !== 'not-code');
  const seen = new Uint8Array(paths.length);
  const patterns = new Set<string>();
  for (const id of commits) {
    const row = reader.pathLog.rowOf(id);
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const name = path[at]!;
      const older = from[at]!;
      if (older === -1 && seen[name] === 1) continue;
      seen[name] = 1;
      const names = older === -1 ? [name] : [name, older];
      if (names.some(isCode)) for (const number of names) patterns.add(patternOf(paths[number]!));
    }
  }
  return [...patterns].sort(compareText);
}

function patternOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? name.slice(dot) : name;
  // Characters that mean something in a pathspec become `?`: one more path may match, none is lost.
  return `*${end.replace(/[^A-Za-z0-9._-]/g, '?')}`;
}

interface Settled {
  readonly excluded: ReadonlyMap<string, FileExclusion>;
  /** Commits whose lines the history rests on. */
  readonly needed: readonly string[];
  readonly history: History;
}

/** Of the files that were read so far, those whose content says that they are no source, with the reason. */
function excludedByContent(reader: Reader, files: readonly ToMeasure[]): Map<string, FileExclusion> {
  const excluded = new Map<string, FileExclusion>();
  for (const file of files) {
    const reason = exclusionOf(reader, file);
    if (reason !== undefined) excluded.set(file.path, reason);
  }
  return excluded;
}

const sameKeys = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean =>
  a.size === b.size && [...a.keys()].every(key => b.has(key));

function exclusionOf(reader: Reader, file: ToMeasure): FileExclusion | undefined {
  const result = reader.measureOf(file);
  if (result?.kind === 'missing') return 'missing-object';
  if (result?.kind !== 'skipped' || result.reason === 'no-script') return undefined;
  return result.reason;
}

const isMeasurable =
  (kinds: Kinds) =>
  (path: string): boolean =>
    kinds.of(path).kind === 'measured';

function healthOf({
  costModel,
}: Settings): (measure: FileMeasure | undefined) => MeasuredVersion | undefined {
  const coefficients = resolveCoefficients(costModel.model);
  return measure =>
    measure && {
      cognitive: measure.cognitive,
      healthy: deficit(measure.cognitive, measure.size, coefficients) <= coefficients.healthyDeficit,
    };
}

function exclusions(kinds: Kinds, byContent: ReadonlyMap<string, FileExclusion>): Snapshot['excluded'] {
  const byReason = new Map<FileExclusion, string[]>();
  for (const [path, reason] of [...kinds.excluded, ...byContent]) {
    const list = byReason.get(reason);
    if (list === undefined) byReason.set(reason, [path]);
    else list.push(path);
  }
  return [...byReason]
    .map(([reason, files]) => ({ reason, files: files.sort(compareText) }))
    .sort((a, b) => b.files.length - a.files.length || compareText(a.reason, b.reason));
}

function newestByPath(history: History): ReadonlyMap<string, FileHistory> {
  const byPath = new Map<string, FileHistory>();
  for (const file of history.files) if (!byPath.has(file.path) || file.alive) byPath.set(file.path, file);
  return byPath;
}

function warningsOf(
  reader: Reader,
  commits: readonly Commit[],
  history: History,
  files: readonly SourceFile[],
): Warning[] {
  const list: Warning[] = [];
  if (reader.repository.shallow || reader.repository.partial) {
    list.push({
      code: 'shallow-clone',
      text: 'This clone is shallow or partial: changes before its edge are missing, so activity is too low and ranges are too narrow.',
    });
  }
  if (history.futureCommits > 0) {
    list.push({
      code: 'clock-skew',
      text: `${history.futureCommits} commits are dated after the analysed one; they count as landed at its time.`,
    });
  }
  const broken = files.filter(file => file.measure && file.measure.syntaxErrors > 0).length;
  if (broken > 0) {
    list.push({
      code: 'syntax-errors',
      text: `${broken} files have syntax errors and were measured as far as they parse.`,
    });
  }
  const newest = commits.reduce((latest, commit) => Math.max(latest, commit.commitTime), 0);
  if (newest === 0) list.push({ code: 'no-dates', text: 'Commits carry no dates.' });
  return list;
}

/** Nothing to measure is no report of zeros. */
export function noSource(kinds: Kinds, entries: number): UserError {
  const left = kinds.excluded.size + kinds.tests.length;
  return new UserError({
    code: 'no-source',
    what:
      left > 0
        ? `none of the ${entries} files is source: ${left} code files are tests or left out by the rules or the cost model`
        : `none of the ${entries} files is source code`,
    fix:
      left > 0
        ? 'see `debtcast doctor`; bring folders back with code.sideCode, code.include or code.tests in debt.config.yaml'
        : 'point debtcast at a repository that holds code',
  });
}
