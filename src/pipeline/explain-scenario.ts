import type { Scenario } from '../core/cost-model.ts';
import type { ModelFile } from '../core/model-input.ts';
import type { DebtItem } from '../core/report.ts';
import type { FileDraws } from '../model/pricing.ts';
import { rangeOf } from '../model/range-of.ts';
import { scenarioInfo } from '../model/scenarios.ts';
import type { ExplainContext } from './explain-context.ts';
import { convention, measured, sourceOf } from './explain-figures.ts';

/** Ids of a file's draws that later steps build on. */
export interface SlowdownIds {
  /** What the scenario says of its health, E without the file's own luck. */
  readonly factor: string;
  /** E: from complexity alone. */
  readonly complexity: string;
  /** M: with the fix burden. */
  readonly slowdown: string;
}

/** How the two ways of taking a range read: over the worlds, or over all pairs of two independent lists. */
export const isPaired = (
  draws: Float64Array,
  range: { readonly p10: number; readonly p90: number },
): boolean => {
  const plain = rangeOf(draws);
  return plain.p10 !== range.p10 || plain.p90 !== range.p90;
};

/** The scenario, its draws, and how much longer work in the file takes. */
export function scenarioStep(
  context: ExplainContext,
  file: ModelFile,
  slowdown: DebtItem['slowdown'],
  draws: FileDraws,
  burden: string | undefined,
): SlowdownIds {
  const { book, valuation } = context;
  const { pricing } = valuation;
  const { scenario, worlds } = pricing;
  const { path } = file;
  book.step(
    'scenario',
    'Scenario and slowdown',
    `How much slower hard code is cannot be seen in git: it is a named scenario. Here: ${scenario}, ${scenarioInfo[scenario].meaning}.`,
  );
  const factor = scenarioFactor(context, file, draws);
  const sd = book.coefficient('residualSd', 'sd');
  const z = book.draws({
    id: `${path}/draw/residual`,
    symbol: 'z',
    label: 'what is particular to this file, standard normal',
    unit: 'ratio',
    value: worlds.normal('residual', path),
  });
  const complexity = book.draws({
    id: `${path}/draws/complexity`,
    symbol: 'E',
    label: 'E: extra time from complexity alone, as a factor, in each world',
    unit: 'ratio',
    scenario,
    value: draws.complexity,
    formula: 'x*exp(sd^2/2 + sd*z)',
    inputs: { x: factor, sd, z },
  });
  const m = book.draws({
    id: `${path}/draws/slowdown`,
    symbol: 'M',
    label: 'M: with the fix burden',
    unit: 'ratio',
    scenario,
    value: draws.slowdown,
    ...(burden === undefined
      ? { formula: 'E', inputs: { E: complexity } }
      : { formula: 'E*B', inputs: { E: complexity, B: burden } }),
  });
  const extra = draws.slowdown.map(value => value - 1);
  const paired = isPaired(extra, slowdown);
  // The factor of a band is one number for all worlds.
  const x = isBand(context) ? 'x + 0*M' : 'x';
  book.addRange({
    id: `${path}/slowdown`,
    symbol: 'slowdown',
    label: 'slowdown: extra time against healthy code',
    unit: 'ratio',
    scenario,
    range: slowdown,
    main: 'p50',
    mean: paired ? `mean(${x})*mean(M/x) - 1` : 'mean(M - 1)',
    quantile: level => (paired ? `productQuantile(${x}, M/x, ${level}) - 1` : `quantile(M - 1, ${level})`),
    inputs: paired ? { x: factor, M: m } : { M: m },
  });
  book.add({
    id: `${path}/slowdown/probabilityOfNone`,
    symbol: 'P_none',
    label: 'probability that there is no slowdown at all',
    unit: 'probability',
    scenario,
    value: slowdown.probabilityOfNone,
    formula: 'probability(M - 1 <= 0)',
    inputs: { M: m },
  });
  return { factor, complexity, slowdown: m };
}

const isBand = ({ valuation }: ExplainContext): boolean => parametersOf(valuation)?.kind === 'bands';

/** The scenario's figures: as configured, else as published; absent where it has none. */
export function parametersOf({ pricing, costModel }: ExplainContext['valuation']): Scenario | undefined {
  const info = scenarioInfo[pricing.scenario];
  return (
    costModel.model.scenarios[pricing.scenario]?.value ?? ('scenario' in info ? info.scenario : undefined)
  );
}

/** e^(beta (D - D0)) in each world, or the factor of the file's band. */
function scenarioFactor({ book, valuation }: ExplainContext, { path }: ModelFile, draws: FileDraws): string {
  const { pricing, costModel } = valuation;
  const { scenario, worlds, healthyDeficit } = pricing;
  const setting = costModel.model.scenarios[scenario];
  const info = scenarioInfo[scenario];
  const parameters = parametersOf(valuation);
  const source = setting ? sourceOf(setting) : convention(info.citation);
  const deficit = `${path}/deficit`;
  const common = { unit: 'ratio', scenario } as const;
  if (parameters?.kind === 'bands') {
    const band = (name: 'healthy' | 'warning' | 'alert', symbol: string) =>
      book.add({
        ...common,
        id: `scenario/${scenario}/${name}`,
        symbol,
        label: `factor of the ${name} band`,
        value: parameters[name],
        source,
      });
    return book.add({
      ...common,
      id: `${path}/scenarioFactor`,
      symbol: 'x',
      label: 'factor of the band its deficit falls into',
      value: draws.scenarioFactor[0]!,
      formula: 'D <= d1 ? x1 : (D <= d2 ? x2 : x3)',
      inputs: {
        D: deficit,
        d1: book.coefficient('healthyDeficit', 'd1'),
        d2: book.coefficient('alertDeficit', 'd2'),
        x1: band('healthy', 'x1'),
        x2: band('warning', 'x2'),
        x3: band('alert', 'x3'),
      },
    });
  }
  const beta = betaFigures();
  const d0 = book.add({
    id: 'repository/healthyDeficit',
    symbol: 'D0',
    label: 'mean deficit of healthy files, weighted by effort: healthy code as a whole has no slowdown',
    unit: 'points',
    value: healthyDeficit,
    source: measured('measured files with a deficit within the healthy band'),
  });
  return book.draws({
    ...common,
    id: `${path}/draws/scenarioFactor`,
    symbol: 'x',
    label: 'what the scenario says of its health, as a factor, in each world',
    value: draws.scenarioFactor,
    formula: 'exp(beta*(D - D0))',
    inputs: { beta, D: deficit, D0: d0 },
  });

  function betaFigures(): string {
    const { mean, sd } = parameters as { readonly mean: number; readonly sd: number };
    const z = worlds.normal('beta', '');
    return book.draws({
      ...common,
      id: `draws/beta/${scenario}`,
      symbol: 'beta',
      label: 'log of the extra time per point of deficit, one for each world, the same for all files',
      value: z.map(value => mean + sd * value),
      formula: 'mu + sd*z',
      inputs: {
        mu: book.add({
          ...common,
          id: `scenario/${scenario}/mean`,
          symbol: 'mu',
          label: 'mean of beta, log of the extra time per point of deficit',
          value: mean,
          source,
        }),
        sd: book.add({
          ...common,
          id: `scenario/${scenario}/sd`,
          symbol: 'sd',
          label: 'its standard deviation',
          value: sd,
          source,
        }),
        z: book.draws({
          id: 'draw/beta',
          symbol: 'z',
          label: 'luck of beta, standard normal',
          unit: 'ratio',
          value: z,
        }),
      },
    });
  }
}
