import type { Payback } from './report.ts';

/**
 * Why an item is worth fixing, not yet, or better left alone: data, so that one module can find the words.
 * Probabilities are P(NPV > 0) over 8 quarters; hours are expected net present values.
 */
export type VerdictReason =
  /** Even odds or better, and a gain on average. */
  | {
      readonly kind: 'repays';
      readonly probability: number;
      readonly npvHours: number;
      readonly payback: Payback;
    }
  /** A gain on average, carried by a few good outcomes: less than even odds. */
  | { readonly kind: 'odds-below-even'; readonly probability: number; readonly npvHours: number }
  /** The fix costs more than it is expected to save within 8 quarters. */
  | {
      readonly kind: 'costs-more-than-it-saves';
      readonly probability: number;
      readonly npvHours: number;
      readonly payback: Payback;
    }
  /** Nothing is saved on average: hardly anybody works there, or the scenario sees no drag. */
  | { readonly kind: 'saves-nothing'; readonly probability: number }
  /** One of the costliest or least healthy files, and yet the odds are below one in five. */
  | {
      readonly kind: 'do-not-refactor';
      readonly probability: number;
      readonly npvHours: number;
      readonly among: 'costliest' | 'least-healthy' | 'both';
    };

/** Why an item that could be fixed is not in the plan. */
export type NotYetReason =
  | Exclude<VerdictReason, { readonly kind: 'repays' | 'do-not-refactor' }>
  /** It would repay, but alone it is larger than the whole capacity. */
  | { readonly kind: 'larger-than-capacity'; readonly fixHours: number; readonly capacityHours: number }
  /** It would repay, but the capacity saves more elsewhere; next when there is more. */
  | {
      readonly kind: 'others-save-more';
      readonly fixHours: number;
      readonly capacityLeftHours: number;
      readonly npvHours: number;
    }
  /** The team agreed to live with it or to wait. */
  | {
      readonly kind: 'decided';
      readonly decision: 'accept' | 'defer';
      readonly reason: string;
      readonly until?: string;
    };
