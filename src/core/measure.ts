/** One function as a person would name it: `OrderService.total`, `useCart › effect callback`. */
export interface FunctionMeasure {
  readonly name: string;
  /** 1-based lines in the file, both inclusive. */
  readonly line: number;
  readonly endLine: number;
  /** Sonar S3776, own complexity only: a nested function is scored by itself. */
  readonly cognitive: number;
  /** McCabe, >= 1. */
  readonly cyclomatic: number;
  /** Deepest nesting of control flow inside it. */
  readonly nesting: number;
  readonly parameters: number;
  readonly statements: number;
  /** Index into `FileMeasure.functions` of the function it is nested in; absent at the top level. */
  readonly parent?: number;
  /** Hash of its text without white space and comments: equal means "this function did not change". */
  readonly textHash: string;
  /** The same of its body alone: a function that is renamed, exported or made a method keeps it. */
  readonly bodyHash?: string;
}

export interface FileMeasure {
  /** Sum over functions plus the top level. */
  readonly cognitive: number;
  /** Source lines: neither blank nor only comment. */
  readonly loc: number;
  readonly statements: number;
  /** How many of the statements are imports and exports of names: they come and go with every move. */
  readonly imports?: number;
  /** min(loc, 10 x statements). */
  readonly size: number;
  readonly functions: readonly FunctionMeasure[];
  /** Number of syntax errors; above 0 the file was measured as far as it parses. */
  readonly syntaxErrors: number;
}

/** Unknown is its own case, never 0. */
export type MeasureResult =
  | { readonly kind: 'measured'; readonly measure: FileMeasure }
  | {
      readonly kind: 'skipped';
      readonly reason:
        | 'too-large'
        | 'too-deep'
        | 'too-slow'
        | 'binary'
        | 'generated'
        | 'minified'
        | 'no-script'
        | 'unreadable';
      readonly detail: string;
    };
