import { join } from 'node:path';
import { defaultCostModel } from '../config/defaults.ts';
import { readDuration } from '../config/duration.ts';
import type { KnownModel } from '../config/known-model.ts';
import { currentDecisions } from '../config/standing-decisions.ts';
import {
  type CostModel,
  type Decision,
  type ScenarioName,
  type Setting,
  scenarioNames,
} from '../core/cost-model.ts';
import { UserError } from '../core/errors.ts';
import type { Instant } from '../core/units.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';
import type { Repository } from '../git/repository.ts';
import { readFileAt } from '../git/tree.ts';
import { coefficientInfo } from '../model/coefficients.ts';
import type { AnalysisRequest } from './request.ts';
import type { SmallFiles } from './small-files.ts';

export const CONFIG_FILE = 'debt.config.yaml';

/** What the config may override: the model's own list of coefficients. */
export const knownModel: KnownModel = { coefficients: coefficientInfo };

export interface Settings {
  readonly costModel: CostModel;
  /** The decision that holds for each item, by the name it was given. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Set when a changed file of the work tree was used instead of the revision's. */
  readonly fromWorkTree: boolean;
}

/**
 * The cost model and the decision log of a revision: from its tree, from the file named by `--config`, or, only for a
 * plain report of HEAD, from the work tree when the file there differs.
 * @param from small files of the revision that were read already, or the revision to read them from
 * @throws {UserError} every problem of the file at once
 */
export async function readSettings(
  repository: Repository,
  request: AnalysisRequest,
  from: SmallFiles | string,
): Promise<Settings> {
  const files: SmallFiles =
    typeof from === 'string'
      ? path => readFileAt(repository, path, { revision: from, signal: request.signal })
      : from;
  if (request.ignoreConfig) {
    return { costModel: defaultCostModel(), decisions: new Map(), fromWorkTree: false };
  }
  if (request.configFile !== undefined) {
    const bytes = await request.readFile(request.configFile);
    if (bytes === undefined) {
      throw new UserError({
        code: 'config-not-found',
        what: 'no such file, or not a plain file',
        where: request.configFile,
        fix: 'name an existing cost model, or leave out --config to use debt.config.yaml of the revision',
      });
    }
    const costModel = withOptions(await parse(bytes, request.configFile), request, repository.asOf);
    return { costModel, decisions: await decisionsOf(costModel, files), fromWorkTree: false };
  }
  const committed = await files(CONFIG_FILE);
  const local =
    request.workTreeConfig && repository.workTree !== undefined
      ? await request.readFile(join(repository.workTree, CONFIG_FILE), repository.workTree)
      : undefined;
  const changed = local !== undefined && (committed === undefined || !local.equals(committed));
  const bytes = changed ? local : committed;
  const costModel = withOptions(
    bytes === undefined ? defaultCostModel() : await parse(bytes, CONFIG_FILE),
    request,
    repository.asOf,
  );
  const readLog = async (path: string) =>
    (request.workTreeConfig && repository.workTree !== undefined
      ? await request.readFile(join(repository.workTree, path), repository.workTree)
      : undefined) ?? (await files(path));
  return { costModel, decisions: await decisionsOf(costModel, readLog), fromWorkTree: changed };
}

/** The YAML reader and its schema are loaded only where there is a file to read. */
async function parse(bytes: Buffer, file: string): Promise<CostModel> {
  const [{ parseCostModel }, { decodeText }] = await Promise.all([
    import('../config/parse.ts'),
    import('../config/yaml-source.ts'),
  ]);
  return parseCostModel(decodeText(bytes, file), file, knownModel);
}

async function decisionsOf(
  costModel: CostModel,
  read: (path: string) => Promise<Buffer | undefined>,
): Promise<ReadonlyMap<string, Decision>> {
  const bytes = await read(costModel.decisionsFile);
  if (bytes === undefined) return new Map();
  const [{ parseDecisions }, { decodeText }] = await Promise.all([
    import('../config/decisions.ts'),
    import('../config/yaml-source.ts'),
  ]);
  const file = costModel.decisionsFile;
  return currentDecisions(parseDecisions(decodeText(bytes, file), file));
}

/** Options of the command line win over the file, and say so in the report. */
function withOptions(costModel: CostModel, request: AnalysisRequest, asOf: Instant): CostModel {
  const horizon =
    request.horizon === undefined
      ? undefined
      : fromOption(durationDays('--horizon', request.horizon), '--horizon');
  const since =
    request.since === undefined ? undefined : fromOption(sinceDays(request.since, asOf), '--since');
  const scenario =
    request.scenario === undefined ? undefined : fromOption(scenarioName(request.scenario), '--scenario');
  const chosen = scenario ?? costModel.model.scenario;
  if (chosen.value === 'calibrated' && costModel.model.scenarios.calibrated === undefined) {
    throw new UserError({
      code: 'not-calibrated',
      what: 'there is no calibrated scenario in the cost model yet',
      where: chosen.origin.kind === 'configured' ? chosen.origin.place : CONFIG_FILE,
      fix: 'run `debtcast calibrate --issues <csv> --write` first, or choose another scenario',
    });
  }
  return {
    ...costModel,
    ...(horizon && { horizonDays: horizon }),
    history: { ...costModel.history, ...(since && { sinceDays: since }) },
    model: { ...costModel.model, scenario: chosen },
  };
}

const fromOption = <T>(value: T, place: string): Setting<T> => ({
  value,
  origin: { kind: 'configured', place },
});

function durationDays(option: string, text: string): number {
  const reading = readDuration(text);
  if (reading.ok) return reading.value;
  throw new UserError({ code: 'bad-option', what: reading.what, where: option, fix: reading.fix });
}

const LONGEST_WINDOW_DAYS = 36_500;

/** `--since` is a duration before T, or a date. */
function sinceDays(text: string, asOf: Instant): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return durationDays('--since', text);
  const date = Date.parse(`${text.trim()}T00:00:00Z`) / 1000;
  const days = (asOf - date) / SECONDS_PER_DAY;
  if (!(days > 0 && days < LONGEST_WINDOW_DAYS)) {
    throw new UserError({
      code: 'bad-option',
      what: `expected a date before the analysed commit, got ${text}`,
      where: '--since',
      fix: 'write a date such as 2025-01-01, or a duration such as "8 quarters"',
    });
  }
  return days;
}

function scenarioName(text: string): ScenarioName {
  const found = scenarioNames.find(name => name === text);
  if (found) return found;
  throw new UserError({
    code: 'bad-option',
    what: `there is no scenario ${text}`,
    where: '--scenario',
    fix: `choose one of ${scenarioNames.join(', ')}`,
  });
}
