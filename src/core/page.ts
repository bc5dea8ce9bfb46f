/** A source file as the map of the page shows it. */
export interface PageFile {
  readonly path: string;
  /** Part of all effort, above 0. */
  readonly effortShare: number;
  /** 1-10; absent where it is not measured. */
  readonly health?: number;
}
