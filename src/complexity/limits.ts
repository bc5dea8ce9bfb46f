/** What one file may cost before it is skipped. The same limits hold in the main thread and in workers. */
export interface MeasureLimits {
  /** Bytes of UTF-8 text. */
  readonly bytes: number;
  /** Levels of syntax around one piece of code; chains (`a.b().c()`, `a + b + c`, `else if`) are one level. */
  readonly depth: number;
  /** Syntax nodes in the file, counted by the parser. */
  readonly nodes: number;
  /** Wall time for one file. The only limit that depends on the machine: far above what any sane file takes. */
  readonly milliseconds: number;
}

/**
 * The largest hand-written files in public repositories are about 3 MB with 60 levels. The parser needs about 1 kB of
 * stack for one parenthesis and Node gives it just under 1 MB, so 400 levels are safe wherever it runs.
 */
export const defaultLimits: MeasureLimits = {
  bytes: 5 * 1024 * 1024,
  depth: 400,
  nodes: 2_000_000,
  milliseconds: 30_000,
};
