import type { ModelFile } from '../core/model-input.ts';
import {
  type BurdenEvidence,
  burdenRatio,
  expectedRate,
  fileEvidence,
  fixBurden,
  type MeasuredBurden,
  shrunkRate,
} from '../model/burden.ts';
import type { ExplainContext } from './explain-context.ts';
import { measured } from './explain-figures.ts';

const TEXT =
  'How much of the time goes into fixing what earlier changes there broke: fix commits that rewrite, within 90 days, lines that a change added. Counted in this repository; what complexity lets expect is weighed against what was counted.';

/** The repository's rate of follow-up fixes, and that of its healthy code. */
function repositoryRates({ book, valuation }: ExplainContext, base: MeasuredBurden) {
  const counted = valuation.snapshot.input.burden;
  const from = measured(
    'modifications of measured files that landed 90 to 450 days before the analysed commit',
  );
  const raw = counted.kind === 'measured' ? counted : undefined;
  const f = book.add({
    id: 'repository/followUps',
    symbol: 'F_all',
    label: 'follow-up fixes in the repository (1/k for each of k changes rewritten)',
    unit: 'fixes',
    value: raw?.followUps ?? 0,
    source: from,
  });
  const n = book.add({
    id: 'repository/followedChanges',
    symbol: 'n_all',
    label: 'changes they could follow',
    unit: 'changes',
    value: raw?.changes ?? 0,
    source: from,
  });
  const rho = book.add({
    id: 'repository/fixRate',
    symbol: 'rho',
    label: 'follow-up fixes per change, whole repository',
    unit: 'ratio',
    value: base.rate,
    formula: 'F_all/n_all',
    inputs: { F_all: f, n_all: n },
  });
  const sampled = measured(
    'the files as they are today, corrected by a sample of the versions that were changed',
  );
  const mean = book.add({
    id: 'repository/meanLogComplexity',
    symbol: 'L',
    label: 'mean of ln(1 + complexity) of the files before those changes',
    unit: 'ratio',
    value: base.meanLogCog,
    source: sampled,
  });
  const healthy = book.add({
    id: 'repository/meanLogComplexityHealthy',
    symbol: 'L_h',
    label: 'the same over changes to healthy files',
    unit: 'ratio',
    value: raw?.meanLogCogHealthy ?? 0,
    source: sampled,
  });
  const deltaHealthy = book.add({
    id: 'repository/healthyDelta',
    symbol: 'delta_h',
    label: 'how much simpler healthy files were',
    unit: 'ratio',
    value: base.healthyDelta,
    formula: 'L_h - L',
    inputs: { L_h: healthy, L: mean },
  });
  return { rho, mean, deltaHealthy };
}

/** Rate and burden of one file or value stream at the middle of gamma; the draws for a file. */
export function fileBurdenStep(context: ExplainContext, file: ModelFile): string | undefined {
  const { book, valuation } = context;
  const { burden } = valuation.pricing;
  const { path } = file;
  book.step('burden', 'Fix burden', burden.kind === 'absent' ? `No fix burden: ${burden.why}.` : TEXT);
  if (burden.kind === 'absent') {
    book.add({
      id: `${path}/burden`,
      symbol: 'b',
      label: burden.why,
      unit: 'ratio',
      value: 0,
      source: measured(burden.why),
    });
    return undefined;
  }
  const cog = book.add({
    id: `${path}/cognitive`,
    symbol: 'cog',
    label: 'cognitive complexity',
    unit: 'points',
    value: file.measure?.cognitive ?? 0,
    source: measured('parsed at the analysed commit'),
  });
  const rates = repositoryRates(context, burden);
  const evidence = fileEvidence(file, burden);
  const delta = book.add({
    id: `${path}/burden/delta`,
    symbol: 'delta',
    label: 'complexity against the average change, ln',
    unit: 'ratio',
    value: evidence.delta,
    formula: 'log(1 + cog) - L',
    inputs: { cog, L: rates.mean },
  });
  const parts = burdenFigures(context, path, evidence, delta, rates, burden);
  return burdenDraws(context, path, evidence, parts, burden);
}

interface RateIds {
  readonly rho: string;
  readonly deltaHealthy: string;
}
interface BurdenIds extends RateIds {
  readonly delta: string;
  readonly n: string;
  readonly F: string;
  readonly k: string;
  readonly t: string;
  readonly gamma: string;
}

function burdenFigures(
  { book, valuation }: ExplainContext,
  scope: string,
  evidence: BurdenEvidence,
  delta: string,
  rates: RateIds,
  base: MeasuredBurden,
): BurdenIds {
  const { coefficients: c } = valuation;
  const from = measured(
    'changes that landed 90 to 450 days before the analysed commit, and the fixes after them',
  );
  const n = book.add({
    id: `${scope}/burden/changes`,
    symbol: 'n',
    label: 'changes followed',
    unit: 'changes',
    value: evidence.changes,
    source: from,
  });
  const F = book.add({
    id: `${scope}/burden/followUps`,
    symbol: 'F',
    label: 'follow-up fixes of them',
    unit: 'fixes',
    value: evidence.followUps,
    source: from,
  });
  const gamma = book.coefficient('fixRateGamma', 'gamma');
  const k = book.coefficient('fixRatePrior', 'k');
  const t = book.coefficient('fixTimeFactor', 't');
  const expected = expectedRate(evidence.delta, base, c.fixRateGamma);
  const prior = book.add({
    id: `${scope}/burden/prior`,
    symbol: 'prior',
    label: 'rate that complexity alone lets expect',
    unit: 'ratio',
    value: expected,
    formula: 'rho*exp(gamma*delta)',
    inputs: { rho: rates.rho, gamma, delta },
  });
  const rate = book.add({
    id: `${scope}/burden/rate`,
    symbol: 'rho_f',
    label: 'follow-up fixes per change here, counted and expected weighed',
    unit: 'ratio',
    value: shrunkRate(evidence, expected, c),
    formula: '(F + k)/(n + k/prior)',
    inputs: { F, n, k, prior },
  });
  const healthyRate = expectedRate(base.healthyDelta, base, c.fixRateGamma);
  const healthy = book.add({
    id: 'repository/healthyFixRate',
    symbol: 'rho_h',
    label: 'the rate of healthy code',
    unit: 'ratio',
    value: healthyRate,
    formula: 'rho*exp(gamma*delta_h)',
    inputs: { rho: rates.rho, gamma, delta_h: rates.deltaHealthy },
  });
  const priced = fixBurden(evidence, base, c);
  book.add({
    id: `${scope}/burden`,
    symbol: 'b',
    label: `fix burden against healthy code, ${priced.kind === 'estimated' ? priced.value.basis : ''}`,
    unit: 'ratio',
    value: burdenRatio(shrunkRate(evidence, expected, c), healthyRate, c) - 1,
    formula: '(1 + t*rho_f)/(1 + t*rho_h) - 1',
    inputs: { t, rho_f: rate, rho_h: healthy },
  });
  return { ...rates, delta, n, F, k, t, gamma };
}

/** 1 + b in each simulated world. */
function burdenDraws(
  { book, valuation }: ExplainContext,
  path: string,
  evidence: BurdenEvidence,
  ids: BurdenIds,
  base: MeasuredBurden,
): string {
  const { coefficients: c, pricing } = valuation;
  const { worlds } = pricing;
  const z = worlds.normal('gamma', '');
  const gammas = z.map(value => c.fixRateGamma + c.fixRateGammaSd * value);
  const zId = book.draws({
    id: 'draw/gamma',
    symbol: 'z',
    label: 'luck of gamma, standard normal, one for each world',
    unit: 'ratio',
    value: z,
  });
  const gammaId = book.draws({
    id: 'draws/gamma',
    symbol: 'gammas',
    label: 'gamma in each world, the same for all files',
    unit: 'ratio',
    value: gammas,
    formula: 'gamma + sd*z',
    inputs: { gamma: ids.gamma, sd: book.coefficient('fixRateGammaSd', 'sd'), z: zId },
  });
  const luck = worlds.gamma(evidence.followUps + c.fixRatePrior, 'fix rate', path);
  const luckId = book.draws({
    id: `${path}/draw/fixRate`,
    symbol: 'g',
    label: 'luck of its fix rate: Gamma with shape F + k and mean 1',
    unit: 'ratio',
    value: luck,
  });
  return book.draws({
    id: `${path}/draws/burden`,
    symbol: 'B',
    label: '1 + b in each world',
    unit: 'ratio',
    value: luck.map((g, world) => {
      const gamma = gammas[world]!;
      const rate = g * shrunkRate(evidence, expectedRate(evidence.delta, base, gamma), c);
      return burdenRatio(rate, expectedRate(base.healthyDelta, base, gamma), c);
    }),
    formula: '(1 + t*g*(F + k)/(n + k/(rho*exp(gammas*delta))))/(1 + t*rho*exp(gammas*delta_h))',
    inputs: {
      t: ids.t,
      g: luckId,
      F: ids.F,
      k: ids.k,
      n: ids.n,
      rho: ids.rho,
      gammas: gammaId,
      delta: ids.delta,
      delta_h: ids.deltaHealthy,
    },
  });
}

/** The stream's burden at the middle of gamma; in its simulated slowdown each file has its own. */
export function streamBurdenStep(
  context: ExplainContext,
  name: string,
  members: readonly ModelFile[],
  evidence: BurdenEvidence | undefined,
): void {
  const { book, valuation } = context;
  const { burden } = valuation.pricing;
  book.step('burden', 'Fix burden', burden.kind === 'absent' ? `No fix burden: ${burden.why}.` : TEXT);
  if (burden.kind === 'absent' || !evidence) return;
  const rates = repositoryRates(context, burden);
  const measuredFiles = members.filter(file => file.measure);
  const changes = measuredFiles.map(file => file.burdenChanges);
  const any = changes.some(count => count > 0);
  const counts = book.add({
    id: `${name}/burden/changesByFile`,
    symbol: 'n',
    label: any ? 'changes followed, by measured file' : 'no change was followed: all files weigh alike',
    unit: 'changes',
    value: any ? changes : changes.map(() => 1),
    source: measured('files of the stream, by path'),
  });
  const cog = book.add({
    id: `${name}/cognitiveByFile`,
    symbol: 'cog',
    label: 'cognitive complexity of the same files',
    unit: 'points',
    value: measuredFiles.map(file => file.measure!.cognitive),
    source: measured('parsed at the analysed commit'),
  });
  const delta = book.add({
    id: `${name}/burden/delta`,
    symbol: 'delta',
    label: 'complexity of its changes against the average change, ln',
    unit: 'ratio',
    value: evidence.delta,
    formula: 'sum(n*log(1 + cog))/sum(n) - L',
    inputs: { n: counts, cog, L: rates.mean },
  });
  burdenFigures(context, name, evidence, delta, rates, burden);
}
