import type { RoadmapShift } from '../core/roadmap.ts';
import type { Pricing } from '../model/pricing.ts';
import type { FigureBook } from './explain-figures.ts';
import type { Valuation } from './valuation.ts';

/** What every part of the chain is written from. */
export interface ExplainContext {
  readonly valuation: Valuation;
  /** With the roadmap's planned work; absent without a roadmap. */
  readonly planned: { readonly pricing: Pricing; readonly shift: RoadmapShift } | undefined;
  readonly book: FigureBook;
}
