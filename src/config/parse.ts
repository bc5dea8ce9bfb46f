import type {
  CostModel,
  GateSettings,
  ModelSettings,
  RoadmapItemSettings,
  Scenario,
  ScenarioName,
  Setting,
  ValueStreamSettings,
} from '../core/cost-model.ts';
import { compareText } from '../core/text-order.ts';
import { crossChecks } from './cross-checks.ts';
import { defaultCostModel } from './defaults.ts';
import { effortHours } from './duration.ts';
import { configJsonSchema } from './json-schema.ts';
import type { KnownModel } from './known-model.ts';
import { parseWith } from './parse-with.ts';
import { linePlace, type SourceText } from './place.ts';
import { configSchema, type WrittenConfig } from './schema.ts';
import { find, type Located, type Path } from './yaml-source.ts';

/**
 * The cost model in `debt.config.yaml`, defaults filled in, each setting with its origin.
 * @param text the file's content; empty text is a file that sets nothing
 * @param file its name as the user knows it, for messages
 * @param known the coefficients that the model has
 * @throws {UserError} all problems at once, in the order of the file, each with place and remedy
 */
export function parseCostModel(text: string, file: string, known: KnownModel): CostModel {
  const parsed = parseWith(configSchema(known), () => configJsonSchema(known), crossChecks, text, file);
  if (!parsed) return { file, ...defaultCostModel() };
  return assemble(parsed.value, parsed.source, parsed.root, known);
}

function assemble(written: WrittenConfig, source: SourceText, root: Located, known: KnownModel): CostModel {
  const base = defaultCostModel();
  const placeOf = (path: Path) => linePlace(source, find(root, path).node.span);
  const configured = <T>(value: T, path: Path): Setting<T> => ({
    value,
    origin: { kind: 'configured', place: placeOf(path) },
  });
  const setting = <T>(value: T | undefined, path: Path, otherwise: Setting<T>) =>
    value === undefined ? otherwise : configured(value, path);
  const team = written.team ?? {};
  const hoursPerWeek = setting(team.hoursPerWeek, ['team', 'hoursPerWeek'], base.team.hoursPerWeek);
  const { history, code, calendar, gates } = written;
  return {
    file: source.file,
    currency: setting(written.currency, ['currency'], base.currency),
    locale: setting(written.locale, ['locale'], base.locale),
    horizonDays: setting(written.horizon, ['horizon'], base.horizonDays),
    team: {
      ...(team.engineers !== undefined && { engineers: configured(team.engineers, ['team', 'engineers']) }),
      hoursPerWeek,
      ...(team.costPerHour !== undefined && {
        costPerHour: configured(team.costPerHour, ['team', 'costPerHour']),
      }),
      codingShare: setting(team.codingShare, ['team', 'codingShare'], base.team.codingShare),
    },
    calendar: {
      fiscalYearStarts: calendar?.fiscalYearStarts ?? base.calendar.fiscalYearStarts,
      daysOff: [...new Set((calendar?.daysOff ?? []).flat())].sort(compareText),
    },
    valueStreams: (written.valueStreams ?? []).map((each, i) =>
      valueStream(each, placeOf(['valueStreams', i])),
    ),
    roadmap: (written.roadmap ?? []).map((each, i) => roadmapItem(each, placeOf(['roadmap', i]))),
    roadmapInOrder: written.roadmapInOrder ?? base.roadmapInOrder,
    estimatesIncludeDrag: written.estimatesIncludeDrag ?? base.estimatesIncludeDrag,
    history: {
      sinceDays: setting(history?.since, ['history', 'since'], base.history.sinceDays),
      excludeAuthors: history?.excludeAuthors ?? base.history.excludeAuthors,
      ignoreRevsFile: history?.ignoreRevsFile ?? base.history.ignoreRevsFile,
      largestCommit: setting(
        history?.largestCommit,
        ['history', 'largestCommit'],
        base.history.largestCommit,
      ),
      fixPatterns: history?.fixPatterns ?? base.history.fixPatterns,
    },
    code: {
      include: code?.include ?? base.code.include,
      exclude: code?.exclude ?? base.code.exclude,
      sideCode: code?.sideCode ?? base.code.sideCode,
      tests: code?.tests ?? base.code.tests,
    },
    model: modelSettings(written, known, base.model, configured),
    fix: {
      hoursPerFix: Object.entries(written.fix?.hoursPerFix ?? {}).map(([glob, effort]) => ({
        glob: glob.replace(/\/$/, '/**'),
        hours: effortHours(effort, hoursPerWeek.value),
        place: placeOf(['fix', 'hoursPerFix', glob]),
      })),
    },
    gates: {
      ...gateSettings(gates ?? {}),
      perValueStream: Object.fromEntries(
        Object.entries(gates?.perValueStream ?? {}).map(([name, limits]) => [name, gateSettings(limits)]),
      ),
    },
    decisionsFile: written.decisions ?? base.decisionsFile,
  };
}

type Written<Key extends keyof WrittenConfig> = NonNullable<WrittenConfig[Key]>;

function valueStream(written: Written<'valueStreams'>[number], place: string): ValueStreamSettings {
  return {
    name: written.name,
    ...(written.owner !== undefined && { owner: written.owner }),
    paths: written.paths,
    ...(written.costOfDelay !== undefined && { costOfDelayPerWeek: written.costOfDelay }),
    place,
  };
}

function roadmapItem(written: Written<'roadmap'>[number], place: string): RoadmapItemSettings {
  return {
    id: written.id,
    title: written.title ?? written.id,
    estimate: written.estimate,
    ...(written.start !== undefined && { start: written.start }),
    ...(written.due !== undefined && { due: written.due }),
    engineers: written.engineers ?? 1,
    touches: written.touches ?? {},
    dependsOn: written.dependsOn ?? [],
    ...(written.team !== undefined && { team: written.team }),
    ...(written.costOfDelay !== undefined && { costOfDelayPerWeek: written.costOfDelay }),
    place,
  };
}

type WrittenGates = Omit<Written<'gates'>, 'perValueStream'>;

function gateSettings(written: WrittenGates): GateSettings {
  const {
    maxNewCostPerQuarter,
    maxNewHoursPerQuarter,
    minHealthOfNewFiles,
    maxHealthDrop,
    noNewFunctionsAbove,
  } = written;
  return {
    ...(maxNewCostPerQuarter !== undefined && { maxNewCostPerQuarter }),
    ...(maxNewHoursPerQuarter !== undefined && { maxNewHoursPerQuarter }),
    ...(minHealthOfNewFiles !== undefined && { minHealthOfNewFiles }),
    ...(maxHealthDrop !== undefined && { maxHealthDrop }),
    ...(noNewFunctionsAbove !== undefined && { noNewFunctionsAbove }),
  };
}

function modelSettings(
  written: WrittenConfig,
  known: KnownModel,
  base: ModelSettings,
  configured: <T>(value: T, path: Path) => Setting<T>,
): ModelSettings {
  const model = written.model ?? {};
  const scenarios: Partial<Record<ScenarioName, Setting<Scenario>>> = {};
  for (const [name, values] of Object.entries(model.scenarios ?? {})) {
    if (!values) continue;
    const scenario: Scenario =
      'mean' in values ? { kind: 'normal', ...values } : { kind: 'bands', ...values };
    scenarios[name as ScenarioName] = configured(scenario, ['model', 'scenarios', name]);
  }
  const overrides: Record<string, Setting<number>> = {};
  const coefficients: Readonly<Record<string, unknown>> = model;
  for (const name of Object.keys(known.coefficients)) {
    const value = coefficients[name];
    if (typeof value === 'number') overrides[name] = configured(value, ['model', name]);
  }
  return {
    scenario:
      model.scenario === undefined ? base.scenario : configured(model.scenario, ['model', 'scenario']),
    scenarios,
    overrides,
  };
}
