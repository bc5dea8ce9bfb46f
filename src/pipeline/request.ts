export type OnProgress = (stage: string, done: number, total: number) => void;

/** What a command asks for, after the command line and before anything is read. */
export interface AnalysisRequest {
  /** Absolute path of the repository, or of a folder inside it. */
  readonly path: string;
  readonly at?: string;
  /** Absolute path of a cost model given with `--config`. */
  readonly configFile?: string;
  /** Whether a changed config of the work tree may be used: only by commands that speak of HEAD. */
  readonly workTreeConfig: boolean;
  /** Start from the defaults, whatever the revision's config says: a broken one must not stop `init --force`. */
  readonly ignoreConfig?: boolean;
  /** Overrides from the command line, as the config would write them. */
  readonly since?: string;
  readonly horizon?: string;
  readonly scenario?: string;
  readonly seed?: string;
  /** Globs: list only these paths. Totals stay those of the repository. */
  readonly only: readonly string[];
  readonly allowShallow: boolean;
  /** Absent: the user's cache folder; false: no cache. */
  readonly cacheDir?: string | false;
  /** Parse workers; absent: by amount of code. */
  readonly jobs?: number;
  /** Which build of the tool asks: answers of another one are not believed. */
  readonly build: string;
  /** Only for the age of cache files; never for a figure. */
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** What slows a run down and changes no figure, such as a damaged cache: for stderr, never for a report. */
  readonly onWarning?: (text: string) => void;
  /** For `--verbose`: a finished stage, with milliseconds. */
  readonly onTiming: (stage: string, milliseconds: number, note?: string) => void;
  /**
   * A plain file outside git (a config), or undefined when there is none. A link is no plain file, and no link leads
   * out of the folder `within`.
   */
  readonly readFile: (absolutePath: string, within?: string) => Promise<Buffer | undefined>;
}
