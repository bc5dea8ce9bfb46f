import type { ScenarioName } from './cost-model.ts';
import type { Range } from './range.ts';
import type { DebtItem, Slowdown, Warning } from './report.ts';

export interface PortfolioData {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: 'portfolio';
  readonly scenario: ScenarioName;
  readonly currency?: string;
  readonly horizon: { readonly days: number };
  readonly asOf: { readonly earliest: string; readonly latest: string };
  /** Sums within each world of the same rank of beta, then quantiles. */
  readonly headline: {
    readonly slowdown: Slowdown;
    readonly hours: Range;
    readonly money?: Range;
    readonly capacityHours: number;
    /** The part of them that goes to work in code, which the slowdown speaks of. */
    readonly codeHours: number;
  };
  readonly repositories: readonly {
    readonly name: string;
    readonly revision: string;
    readonly slowdown: Slowdown;
    readonly hours: Range;
    readonly money?: Range;
    readonly capacityHours: number;
    readonly codeHours: number;
    readonly items: number;
  }[];
  readonly items: readonly (DebtItem & { readonly repository: string })[];
  /** How many items the reports count in all. */
  readonly itemsTotal: number;
  readonly warnings: readonly Warning[];
}
