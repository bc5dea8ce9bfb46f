import type { MeasureResult } from '../core/measure.ts';
import type { MeasureLimits } from './limits.ts';

export interface ToWorker {
  readonly id: number;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly limits: MeasureLimits;
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly result: MeasureResult }
  /** An exception, not a crash: the worker lives on. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
