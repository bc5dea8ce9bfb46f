import type { SensitivityRow } from '../core/report.ts';
import { MEAN_EFFECTIVENESS } from '../model/effectiveness.ts';
import { estimateFix, fixRange } from '../model/fix-cost.ts';
import { payback } from '../model/payback.ts';
import { type AssumedFigures, type PaysBack, sensitivity, variationsOf } from '../model/sensitivity.ts';
import { configuredFixHours, type Valuation } from './valuation.ts';

const DAYS_PER_WEEK = 7;

/**
 * What becomes of the headline, the top of the list and the payback decisions under the low and the high end of each
 * figure taken on trust. Means only, nothing is simulated again: a millisecond or two with every report.
 */
export function headlineSensitivity(valuation: Valuation): SensitivityRow[] {
  const { pricing, costModel, coefficients, engineers } = valuation;
  const figures: AssumedFigures = {
    codingShare: costModel.team.codingShare.value,
    ...(engineers.origin.kind !== 'configured' && { assumedEngineers: engineers.value }),
    scenario: pricing.scenario,
    rewrittenShare: coefficients.rewrittenShare,
    minutesPerLine: coefficients.minutesPerLine,
  };
  return sensitivity(pricing, variationsOf(figures), paysBack(valuation));
}

/** Whether the expected saving repays the expected fix within two years. */
function paysBack({ files, costModel, coefficients }: Valuation): PaysBack {
  const weeks = costModel.horizonDays.value / DAYS_PER_WEEK;
  return (path, removable, change) => {
    const measure = files.get(path)?.measure;
    if (!measure) return false;
    const changed =
      change?.kind === 'rewrittenShare' || change?.kind === 'minutesPerLine'
        ? { ...coefficients, [change.kind]: change.value }
        : coefficients;
    const principal = fixRange(estimateFix(measure, configuredFixHours(costModel, path), changed)).mean;
    const effectiveness = change?.kind === 'effectiveness' ? change.value : MEAN_EFFECTIVENESS;
    return payback(principal, (effectiveness * removable) / weeks).kind === 'weeks';
  };
}
