import type { ModelFile } from '../core/model-input.ts';
import { fileActivity, meanFileChanges } from '../model/activity.ts';
import { probability, rangeOf } from '../model/range-of.ts';
import { fileActivityStep } from './explain-activity.ts';
import { fileBurdenStep } from './explain-burden.ts';
import type { ExplainContext } from './explain-context.ts';
import { measured } from './explain-figures.ts';
import { fixStep, paybackStep } from './explain-fix.ts';
import { healthStep } from './explain-health.ts';
import { fileRoadmapStep, hoursStep, moneyStep } from './explain-hours.ts';
import { scenarioStep } from './explain-scenario.ts';
import { debtItem, fileActivities } from './report.ts';

/** The chain of one file, and its place in the order of hotspots, which is another question. */
export function explainFile(context: ExplainContext, path: string): void {
  costChain(context, path);
  hotspotStep(context, context.valuation.files.get(path)!);
}

/** Activity, health, burden, scenario, hours, money, and for a debt item fix and payback. */
function costChain(context: ExplainContext, path: string): void {
  const { book, valuation, planned } = context;
  const { snapshot, pricing, coefficients } = valuation;
  const file = valuation.files.get(path)!;
  const item = valuation.items.find(one => one.file.path === path);
  const row = item && debtItem(item, 1, valuation, fileActivities(valuation), planned?.pricing);
  const activity = fileActivity(file, meanFileChanges(snapshot.input.files), snapshot.input, coefficients);
  fileActivityStep(context, file, activity);
  const priced = pricing.files.find(one => one.path === path);
  if (!isMeasured(file) || !priced) {
    book.step(
      'health',
      'Health',
      'This file has no measured health: it takes its share of activity and effort and carries no debt figure.',
    );
    return;
  }
  healthStep(context, file, priced.deficit);
  const burden = fileBurdenStep(context, file);
  const draws = pricing.fileDraws(path);
  const extra = draws.slowdown.map(m => m - 1);
  const slowdown = row?.slowdown ?? {
    ...rangeOf(extra),
    scenario: pricing.scenario,
    probabilityOfNone: probability(extra, x => x <= 0),
  };
  const ids = scenarioStep(context, file, slowdown, draws, burden);
  const hours = row?.hours ?? { ...rangeOf(draws.cost), mean: priced.expectedCost };
  hoursStep(
    context,
    file,
    {
      share: priced.listedShare,
      expectedCost: priced.expectedCost,
      expectedRemovable: priced.expectedRemovable,
      hours,
      draws,
    },
    ids,
  );
  moneyStep(context, path, hours);
  fileRoadmapStep(context, file, ids.slowdown, row?.withRoadmap?.hours);
  if (!item) {
    book.step('fix', 'Fix', 'Healthy code is no debt item: there is nothing to pay back.');
    return;
  }
  fixStep(context, item);
  paybackStep(context, item, ids);
}

const isMeasured = (file: ModelFile): file is ModelFile & Required<Pick<ModelFile, 'measure'>> =>
  file.measure !== undefined;

/** The order "where will the next fixes be": an order, not an amount. */
function hotspotStep({ book, valuation }: ExplainContext, file: ModelFile): void {
  const { path } = file;
  book.step(
    'hotspot',
    'Hotspot order',
    'Where the next fixes will be: recent changes and fixes, times the square root of the bulk of the code. An order, not an amount; it does not enter the cost.',
  );
  const spot = valuation.hotspots.get(path)!;
  const decayed = (
    what: 'changes' | 'fixes',
    symbol: string,
    value: number,
    ages: readonly number[],
    halfLife: 'changeHalfLife' | 'fixHalfLife',
  ): string =>
    book.add({
      id: `${path}/hotspot/${what}`,
      symbol,
      label: `${what}, the old ones counting less`,
      unit: what,
      value,
      formula: 'sum(0.5^(age/half))',
      inputs: {
        age: book.add({
          id: `${path}/hotspot/${what}/ages`,
          symbol: 'age',
          label: `ages of the ${what} in days`,
          unit: 'days',
          value: ages,
          source: measured('landing times, against the time of the analysed commit'),
        }),
        half: book.coefficient(halfLife, 'half'),
      },
    });
  const changes = decayed('changes', 'c', spot.decayedChanges, file.changeAges, 'changeHalfLife');
  const fixes = decayed('fixes', 'f', spot.decayedFixes, file.fixAges, 'fixHalfLife');
  const at = measured('parsed at the analysed commit');
  const inputs = {
    c: changes,
    f: fixes,
    base: book.coefficient('hotspotFloor', 'base'),
    cog: book.add({
      id: `${path}/cognitive`,
      symbol: 'cog',
      label: 'cognitive complexity, all functions and the top level',
      unit: 'points',
      value: spot.cognitive,
      source: at,
    }),
    loc: book.add({
      id: `${path}/loc`,
      symbol: 'loc',
      label: 'source lines, neither blank nor only comment',
      unit: 'lines',
      value: spot.loc,
      source: at,
    }),
  };
  book.add({
    id: `${path}/hotspot`,
    symbol: 'hot',
    label: `hotspot score, rank ${spot.rank}: an order, not an amount`,
    unit: 'ratio',
    value: spot.score,
    formula: '(c + f + base)*sqrt(cog + loc/10 + 1)',
    inputs,
  });
}
