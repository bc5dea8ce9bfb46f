import type { PlanData } from '../core/plan.ts';
import type { RoadmapData } from '../core/roadmap.ts';
import type { TrendData } from '../core/trend.ts';
import { DEFAULT_CAPACITY, plan } from './plan.ts';
import type { AnalysisRequest } from './request.ts';
import { roadmap } from './roadmap.ts';
import { trend } from './trend.ts';
import type { Valuation } from './valuation.ts';

/** As far back as a quarter is worth looking at in a meeting. */
const QUARTERS = 8;

/** What a page shows besides the report: the plan, the roadmap's dates where there is one, and the past quarters. */
export async function pageParts(
  valuation: Valuation,
  request: AnalysisRequest,
  version: string,
): Promise<{ readonly plan: PlanData; readonly roadmap?: RoadmapData; readonly trend: TrendData }> {
  return {
    plan: plan(valuation, DEFAULT_CAPACITY, request.only, version),
    ...(valuation.costModel.roadmap.length > 0 && { roadmap: roadmap(valuation, undefined, version) }),
    trend: await trend(valuation, request, { version, quarters: QUARTERS }),
  };
}
