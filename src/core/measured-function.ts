/** The part of a function's measure that the model prices. */
export interface MeasuredFunction {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly cognitive: number;
  /** Index of the function it is nested in. */
  readonly parent?: number;
}
