import type { ScenarioName } from './cost-model.ts';
import type { Assumption, RepositoryFacts, Warning } from './report.ts';

/** What the data of every forecasting command opens with, so that a reader knows where the figures come from. */
export interface CommandResult<Command extends string> {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: Command;
  readonly repository: RepositoryFacts;
  readonly horizon: { readonly days: number; readonly until: string };
  readonly scenario: ScenarioName;
  /** Absent: no rate is configured and there is no money in the result. */
  readonly currency?: string;
  readonly worlds: number;
  readonly seed: string;
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
}
