/** One reason why a function is hard to work in. `value` is the raw count behind it. */
export type HardFact =
  /** Score of cognitive complexity, above what the rule accepts. */
  | { readonly kind: 'flow'; readonly value: number }
  /** Levels of control flow inside one another. */
  | { readonly kind: 'depth'; readonly value: number }
  /** Ways through the function. */
  | { readonly kind: 'branches'; readonly value: number }
  /** Lines from first to last. */
  | { readonly kind: 'length'; readonly value: number }
  | { readonly kind: 'parameters'; readonly value: number };
