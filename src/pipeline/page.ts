import type { ExplainData } from '../core/explain.ts';
import type { PageFile } from '../core/page.ts';
import type { PlanData } from '../core/plan.ts';
import type { RoadmapData } from '../core/roadmap.ts';
import type { TrendData } from '../core/trend.ts';
import { healthOf } from '../model/health.ts';
import { explainer } from './explain.ts';
import { DEFAULT_CAPACITY, plan } from './plan.ts';
import type { AnalysisRequest } from './request.ts';
import { roadmap } from './roadmap.ts';
import { beginTrend, trend } from './trend.ts';
import type { Valuation } from './valuation.ts';

/** As far back as a quarter is worth looking at in a meeting. */
const QUARTERS = 8;

/** Rows that carry their whole chain; behind the others `explain` has it. */
const EXPLAINED = 10;
/** The newest commits of each; `explain` lists more. */
const COMMITS_SHOWN = 10;

/**
 * What a page shows besides the report: the plan, the roadmap's dates where there is one, the past quarters, the chain
 * behind the first rows, and every file by its share of effort.
 * @param listed paths of the report's items, in its order
 */
export async function pageParts(
  valuation: Valuation,
  request: AnalysisRequest,
  version: string,
  listed: readonly string[],
): Promise<{
  readonly plan: PlanData;
  readonly roadmap?: RoadmapData;
  readonly trend: TrendData;
  readonly explained: readonly ExplainData[];
  readonly files: readonly PageFile[];
}> {
  beginTrend(valuation.snapshot, QUARTERS);
  return {
    plan: plan(valuation, DEFAULT_CAPACITY, request.only, version),
    ...(valuation.costModel.roadmap.length > 0 && { roadmap: roadmap(valuation, undefined, version) }),
    trend: await trend(valuation, request, { version, quarters: QUARTERS }),
    explained: explanations(valuation, version, listed.slice(0, EXPLAINED)),
    files: filesOf(valuation),
  };
}

/** Files that somebody will most likely work on; the others have no part in any figure. */
function filesOf({ snapshot, pricing }: Valuation): PageFile[] {
  const deficits = new Map(pricing.files.map(file => [file.path, file.deficit]));
  return snapshot.files.flatMap(({ path }, index) => {
    const effortShare = pricing.shares.files[index]!;
    if (!(effortShare > 0)) return [];
    const deficit = deficits.get(path);
    return [{ path, effortShare, ...(deficit !== undefined && { health: healthOf(deficit) }) }];
  });
}

function explanations({ snapshot }: Valuation, version: string, paths: readonly string[]): ExplainData[] {
  if (paths.length === 0) return [];
  const { explain } = explainer(snapshot, { version });
  return paths.map(path => {
    const data = explain(path);
    return { ...data, commits: { ...data.commits, listed: data.commits.listed.slice(0, COMMITS_SHOWN) } };
  });
}
