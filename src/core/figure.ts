/**
 * A number that carries its own reason. `explain` prints a list of figures in which each one names the inputs it was
 * computed from, so that anyone can follow (and recompute) the chain from raw count to money.
 */
export interface Figure {
  /** Unique in the chain: `src/billing/invoice.ts/deficit`. */
  readonly id: string;
  /** The name it has in formulas: `D`, `share`, `beta`. */
  readonly symbol: string;
  /** In plain words: "health deficit". */
  readonly label: string;
  /** A number; a list when it is one value for each simulated world; a date or a name where that is what it is. */
  readonly value: number | string | readonly number[] | null;
  readonly unit: FigureUnit;
  readonly scenario?: string;
  /** An expression over the symbols of `inputs`: `min(9, 0.518 * log(1 + cog / 15.07)^2)`. Absent for raw inputs. */
  readonly formula?: string;
  /** Symbol in the formula to figure id. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly source: FigureSource;
}

export type FigureUnit =
  | 'ratio'
  | 'hours'
  | 'money'
  | 'weeks'
  | 'days'
  | 'changes'
  | 'fixes'
  | 'lines'
  | 'points'
  | 'count'
  | 'health'
  | 'date'
  | 'name'
  | 'probability'
  | 'engineers'
  | 'hours/week'
  | 'money/hour';

export type FigureSource =
  | { readonly kind: 'measured'; readonly from: string }
  | { readonly kind: 'configured'; readonly place: string }
  | { readonly kind: 'default'; readonly citation: string }
  | { readonly kind: 'computed' }
  | { readonly kind: 'simulated'; readonly worlds: number; readonly seed: string };
