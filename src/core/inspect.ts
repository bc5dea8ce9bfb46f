import type { HardFact } from './hard-fact.ts';
import type { FunctionMeasure } from './measure.ts';
import type { RepositoryFacts, Warning } from './report.ts';

export interface InspectedFunction extends Omit<FunctionMeasure, 'textHash' | 'bodyHash' | 'parent'> {
  /** What makes it hard, as data; empty when nothing stands out. */
  readonly why: readonly HardFact[];
}

export interface InspectedFile {
  readonly path: string;
  readonly health: number;
  readonly deficit: number;
  readonly cognitive: number;
  readonly statements: number;
  readonly loc: number;
  readonly size: number;
  readonly syntaxErrors: number;
  readonly functions: readonly InspectedFunction[];
}

export interface InspectData {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: 'inspect';
  /** No history is read. */
  readonly repository: Omit<RepositoryFacts, 'commits' | 'authors'>;
  /** Worst health first. */
  readonly files: readonly InspectedFile[];
  /** Asked for, but not measured, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string; readonly detail: string }[];
  readonly warnings: readonly Warning[];
}
