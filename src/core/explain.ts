import type { ScenarioName } from './cost-model.ts';
import type { Figure } from './figure.ts';
import type { HardFact } from './hard-fact.ts';
import type { ItemDecision, RepositoryFacts, SensitivityRow, Warning } from './report.ts';

export interface CommitEvidence {
  readonly id: string;
  /** ISO date on which it landed. */
  readonly landed: string;
  readonly subject: string;
  readonly fix: boolean;
  readonly added: number;
  readonly deleted: number;
}

export interface FunctionExplained {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly cognitive: number;
  readonly cyclomatic: number;
  readonly nesting: number;
  readonly parameters: number;
  readonly statements: number;
  /** Changes and fixes that touched its lines inside the window, as far as they can be followed. */
  readonly changes: number;
  readonly fixes: number;
  /** What makes it hard, as data; empty when nothing stands out. */
  readonly why: readonly HardFact[];
}

/** One stage of the chain: `activity`, `health`, `burden`, `scenario`, `hours`, `money`, `fix`, `payback`. */
export interface ExplainStep {
  readonly id: string;
  readonly title: string;
  /** What happens in this step, in a sentence. */
  readonly text: string;
  readonly figures: readonly Figure[];
}

export interface ExplainData {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: 'explain';
  readonly repository: RepositoryFacts;
  readonly subject:
    | {
        readonly kind: 'file';
        readonly path: string;
        readonly rank?: number;
        readonly names: readonly string[];
        readonly valueStreams: readonly string[];
      }
    | {
        readonly kind: 'value-stream';
        readonly name: string;
        readonly owner?: string;
        readonly paths: readonly string[];
      }
    | {
        readonly kind: 'roadmap-item';
        readonly id: string;
        readonly title: string;
        readonly touches: Readonly<Record<string, number>>;
      }
    | { readonly kind: 'headline' }
    | { readonly kind: 'plan'; readonly capacity: string };
  readonly scenario: ScenarioName;
  readonly currency?: string;
  readonly steps: readonly ExplainStep[];
  readonly functions: readonly FunctionExplained[];
  /** The commits behind the counts, newest first; `total` when only the newest are listed. */
  readonly commits: { readonly total: number; readonly listed: readonly CommitEvidence[] };
  /** Files that usually change with it. */
  readonly coupling: readonly { readonly path: string; readonly shared: number; readonly degree: number }[];
  /** How many people changed it inside the window: a number, never names beside a cost. */
  readonly people: {
    readonly authors: number;
    readonly lastChanged: string | null;
    readonly owners: readonly string[];
  };
  readonly decision?: ItemDecision;
  readonly sensitivity: readonly SensitivityRow[];
  readonly warnings: readonly Warning[];
  /** The functions that formulas use beyond arithmetic, and what each of them does. */
  readonly notation?: Readonly<Record<string, string>>;
}
