import type { CostModel, Setting } from '../core/cost-model.ts';
import type { ModelFile } from '../core/model-input.ts';
import type { Hotspot } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import { DAYS_PER_QUARTER, type Hours } from '../core/units.ts';
import { assumedEngineers, capacityHours } from '../model/capacity.ts';
import { type Coefficients, resolveCoefficients } from '../model/coefficients.ts';
import { price } from '../model/cost.ts';
import { assessFix, type DelayedStream, type FixAssessment, type FixTerms } from '../model/economics.ts';
import { estimateFix, isDebtItem } from '../model/fix-cost.ts';
import { rankHotspots } from '../model/hotspot.ts';
import type { PricedFile, Pricing } from '../model/pricing.ts';
import { resolveScenarios } from '../model/scenarios.ts';
import { type JudgedFix, judgeFixes } from '../model/verdict.ts';
import { pathMatcher } from '../source/path-globs.ts';
import type { Snapshot } from './snapshot.ts';
import { atOnce, type Steps } from './turn.ts';

/** Quarters of effort that a team size is drawn from when none is configured. */
const QUARTERS_FOR_TEAM = 4;
const DAYS_PER_WEEK = 7;
/**
 * Files that are simulated one by one: the costliest and the least healthy. Rows beyond them are too cheap to fix;
 * totals do not depend on it.
 */
const MOST_SIMULATED = 200;

/** A snapshot with its price: what every forecasting command starts from. */
export interface Valuation {
  readonly snapshot: Snapshot;
  readonly costModel: CostModel;
  readonly coefficients: Coefficients;
  readonly pricing: Pricing;
  readonly engineers: Setting<number>;
  readonly terms: FixTerms;
  /** Weeks of the horizon. */
  readonly weeks: number;
  /** Debt items that were simulated, costliest first; ties by hotspot score, then path. */
  readonly items: readonly ValuedItem[];
  /** How many debt items there are in all. */
  readonly itemsTotal: number;
  /** Of every source file, by path. */
  readonly hotspots: ReadonlyMap<string, Hotspot>;
  readonly files: ReadonlyMap<string, ModelFile>;
}

export interface ValuedItem {
  readonly file: ModelFile & Required<Pick<ModelFile, 'measure'>>;
  readonly priced: PricedFile;
  readonly hotspot: Hotspot;
  readonly judged: JudgedFix;
  readonly assessment: FixAssessment;
}

/** A snapshot with the price of its groups and files, before any single file is simulated. */
export type PricedSnapshot = Pick<
  Valuation,
  'snapshot' | 'costModel' | 'coefficients' | 'pricing' | 'engineers'
>;

/**
 * Prices a snapshot: capacity, worlds, slowdown and cost.
 * @param alone only the chosen scenario, none to compare it with: a fifth of the work, the same figures to 8 digits
 */
export function priceSnapshot(snapshot: Snapshot, { alone = false } = {}): PricedSnapshot {
  const { costModel } = snapshot.settings;
  const coefficients = resolveCoefficients(costModel.model);
  const engineers = costModel.team.engineers ?? engineersFromGit(snapshot);
  const capacity = capacityHours(
    {
      engineers: engineers.value,
      hoursPerWeek: costModel.team.hoursPerWeek.value,
      codingShare: costModel.team.codingShare.value,
    },
    costModel.horizonDays.value,
    coefficients,
  );
  const chosen = costModel.model.scenario.value;
  const all = resolveScenarios(costModel.model);
  const pricing = price(snapshot.input, coefficients, chosen, capacity, {
    scenarios: alone ? { [chosen]: all[chosen] } : all,
  });
  return { snapshot, costModel, coefficients, pricing, engineers };
}

/** A priced snapshot with the economics of fixing each item that could be listed. */
export const value = (snapshot: Snapshot, listed?: number): Valuation => atOnce(valuing(snapshot, listed));

/** The same, with a pause behind every part that takes a while. */
export function* valuing(snapshot: Snapshot, listed: number = MOST_SIMULATED): Steps<Valuation> {
  const { costModel, coefficients, pricing, engineers } = priceSnapshot(snapshot);
  yield;
  // Simulates the worlds, which everything below rests on.
  void pricing.inCode;
  yield;
  const { capacityHours: capacity } = pricing;
  const days = costModel.horizonDays.value;
  const ranked = rankHotspots(snapshot.input.files, coefficients);
  const hotspots = new Map(snapshot.input.files.map((file, i) => [file.path, ranked[i]!]));
  const files = new Map(snapshot.input.files.map(file => [file.path, file]));
  const terms: FixTerms = {
    engineers: Math.max(1, Math.round(engineers.value)),
    hoursPerWeek: costModel.team.hoursPerWeek.value,
    ...(costModel.team.costPerHour && { costPerHour: costModel.team.costPerHour.value }),
  };
  const debt = debtOf(pricing, coefficients);
  const chosen = candidates(debt, hotspots, Math.max(listed, MOST_SIMULATED));
  const weeks = days / DAYS_PER_WEEK;
  const assessed: Omit<ValuedItem, 'judged'>[] = [];
  for (const priced of chosen) {
    const file = files.get(priced.path)! as ValuedItem['file'];
    assessed.push({
      file,
      priced,
      hotspot: hotspots.get(priced.path)!,
      assessment: assess(file, priced),
    });
    yield;
  }
  const judged = judgeFixes(
    assessed.map(({ priced, assessment }) => ({
      deficit: priced.deficit,
      costHours: priced.expectedCost,
      assessment,
    })),
  );
  return {
    snapshot,
    costModel,
    coefficients,
    pricing,
    engineers,
    terms,
    weeks,
    items: assessed.map((item, i) => ({ ...item, judged: judged[i]! })),
    itemsTotal: debt.length,
    hotspots,
    files,
  };

  function assess(file: ValuedItem['file'], priced: PricedFile): FixAssessment {
    return assessFix(
      {
        path: file.path,
        fix: estimateFix(file.measure, configuredFixHours(costModel, file.path), coefficients),
        hoursPerQuarter: (capacity / days) * DAYS_PER_QUARTER * priced.listedShare,
        complexityFactor: () => pricing.complexityDraws(file.path),
        delayed: delayedStreams(snapshot, pricing, file, priced),
      },
      pricing.worlds,
      terms,
    );
  }
}

/** All working hours of the team within the horizon: what a percentage of the capacity is taken of. */
export const teamHours = ({ engineers, terms, weeks }: Valuation): Hours =>
  engineers.value * terms.hoursPerWeek * weeks;

/** Measured files that are debt items: healthy code is none. */
export const debtOf = (pricing: Pricing, coefficients: Coefficients): PricedFile[] =>
  pricing.files.filter(file => isDebtItem(file.deficit, coefficients));

/** The order of a report: by cost, ties by hotspot score, then path. */
export const costliestFirst = (
  files: readonly PricedFile[],
  hotspotScore: (file: PricedFile) => number,
): PricedFile[] =>
  files.toSorted(
    (a, b) =>
      b.expectedCost - a.expectedCost || hotspotScore(b) - hotspotScore(a) || compareText(a.path, b.path),
  );

/** Costliest first, the least healthy after them, each once. */
function candidates(
  debt: readonly PricedFile[],
  hotspots: ReadonlyMap<string, Hotspot>,
  most: number,
): PricedFile[] {
  const score = (file: PricedFile) => hotspots.get(file.path)!.score;
  const byCost = costliestFirst(debt, score);
  const byDeficit = [...debt].sort((a, b) => b.deficit - a.deficit || compareText(a.path, b.path));
  const byHotspot = [...debt].sort((a, b) => score(b) - score(a) || compareText(a.path, b.path));
  const chosen = new Set([...byCost.slice(0, most), ...byDeficit.slice(0, 20), ...byHotspot.slice(0, 20)]);
  return byCost.filter(file => chosen.has(file));
}

export function configuredFixHours(costModel: CostModel, path: string): Hours | undefined {
  return costModel.fix.hoursPerFix.find(entry => pathMatcher([entry.glob])(path))?.hours;
}

function delayedStreams(
  snapshot: Snapshot,
  pricing: Pricing,
  file: ModelFile,
  priced: PricedFile,
): DelayedStream[] {
  return file.streams.flatMap(index => {
    const stream = snapshot.streams.list[index]!;
    if (stream.costOfDelayPerWeek === undefined) return [];
    const group = pricing.streams[index]!;
    const cost = group.hours.mean;
    return [
      {
        costOfDelayPerWeek: stream.costOfDelayPerWeek,
        drag: pricing.capacityHours * group.share > 0 ? cost / (pricing.capacityHours * group.share) : 0,
        carried: cost > 0 ? Math.min(1, Math.max(0, priced.expectedCost / cost)) : 0,
      },
    ];
  });
}

/** Engineer-days in git over the last year, as full-time people: a lower bound, stated as assumed. */
export function engineersFromGit({ input }: Pick<Snapshot, 'input'>): Setting<number> {
  const quarters = Math.min(QUARTERS_FOR_TEAM, Math.max(1, input.startedQuarters));
  let engineerDays = 0;
  for (let quarter = 0; quarter < quarters; quarter++) {
    engineerDays += (input.otherWork[quarter] ?? 0) + (input.goneEffort?.[quarter] ?? 0);
    for (const file of input.files) engineerDays += file.effort[quarter] ?? 0;
  }
  const engineers = assumedEngineers(engineerDays, quarters * DAYS_PER_QUARTER);
  return {
    value: Math.max(0.1, Math.round(engineers * 10) / 10),
    origin: {
      kind: 'measured',
      how: `${counted(Math.round(engineerDays), 'engineer-day')} with a counted commit in ${counted(quarters, 'quarter')}, as full-time people; a lower bound`,
    },
  };
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
