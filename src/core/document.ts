/**
 * What a command says, before it is known where it will be read. A Document is plain data; each format is a pure
 * function of it. Text that comes from the analysed repository (paths, names, subjects) is always wrapped in
 * `code` or `quoted`, so that every format can make it inert in its own way.
 */
export type Inline =
  | string
  /** A path, function name or revision from the repository: untrusted, monospaced. */
  | { readonly kind: 'code'; readonly text: string }
  /** Any other text from the repository or the config (subjects, authors, stream names): untrusted. */
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  /** Secondary information: dimmed where possible. */
  | { readonly kind: 'muted'; readonly text: string }
  /** A word of the glossary, explained on hover and in print where possible. */
  | { readonly kind: 'term'; readonly text: string; readonly term: string }
  /** A printed figure with the id under which `explain` finds it again. */
  | { readonly kind: 'figure'; readonly text: string; readonly id: string };

export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Narrow screens drop columns with the highest number first; 0 is never dropped. */
  readonly priority: number;
  /** `path`: shortened in the middle; `text`: wrapped at words; `figure`: never broken. */
  readonly content: 'path' | 'text' | 'figure';
}

export interface Cell {
  readonly text: readonly Inline[];
  readonly tone?: Tone;
  /** Value for sorting in HTML; absent sorts last. */
  readonly sort?: number | string;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Lines printed below the row, over the full width (the "why"). */
  readonly notes?: readonly (readonly Inline[])[];
  /** Folded below the row in HTML: the explain chain. */
  readonly details?: readonly Block[];
  /** Stable key of the row: the item's path. */
  readonly key?: string;
}

/** A range drawn on a scale that all its neighbours share. */
export interface RangeBar {
  readonly label: readonly Inline[];
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly text: string;
}

export type Chart =
  | {
      readonly kind: 'ranges';
      readonly title: string;
      readonly unit: string;
      readonly bars: readonly RangeBar[];
    }
  | {
      readonly kind: 'map';
      readonly title: string;
      /** size = effort share, health 1..10 or absent when unmeasured. */
      readonly leaves: readonly {
        readonly path: string;
        readonly size: number;
        readonly health?: number;
        readonly text: string;
      }[];
    }
  | {
      readonly kind: 'quadrant';
      readonly title: string;
      readonly x: string;
      readonly y: string;
      readonly points: readonly {
        readonly label: string;
        readonly x: number;
        readonly y: number;
        readonly marked: boolean;
        readonly text: string;
      }[];
    }
  | {
      readonly kind: 'timeline';
      readonly title: string;
      readonly unit: string;
      readonly points: readonly {
        readonly at: string;
        readonly low?: number;
        readonly value: number;
        readonly high?: number;
        readonly forecast: boolean;
      }[];
      readonly marks: readonly { readonly at: string; readonly text: string }[];
    }
  | {
      readonly kind: 'dates';
      readonly title: string;
      /** ISO dates; `now` without and `plan` with the plan carried out first. */
      readonly rows: readonly {
        readonly label: string;
        readonly now: { readonly likely: string; readonly sure: string };
        readonly plan?: { readonly likely: string; readonly sure: string };
        readonly due?: string;
      }[];
    }
  | {
      readonly kind: 'dots';
      readonly title: string;
      /** One dot for each simulated outcome, as weeks. */
      readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
      readonly unit: string;
    }
  | {
      readonly kind: 'sparkline';
      readonly label: readonly Inline[];
      readonly values: readonly number[];
      readonly text: string;
    };

export type Block =
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[]; readonly tone?: Tone }
  /** label, value, range: the headline block, aligned in two or three columns. */
  | {
      readonly kind: 'facts';
      readonly rows: readonly {
        readonly label: readonly Inline[];
        readonly value?: readonly Inline[];
        readonly tone?: Tone;
      }[];
    }
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly caption?: string;
      readonly columns: readonly Column[];
      readonly rows: readonly Row[];
      readonly filterable?: boolean;
    }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[]; readonly ordered?: boolean }
  | { readonly kind: 'preformatted'; readonly text: string }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'details'; readonly summary: readonly Inline[]; readonly blocks: readonly Block[] };

export type Audience = 'product' | 'engineering';

export interface Section {
  readonly id: string;
  readonly title?: string;
  /** Shown to whom; `both` is always shown. */
  readonly audience: Audience | 'both';
  readonly blocks: readonly Block[];
  /** Left out where space is short (job summaries, comments). */
  readonly optional?: boolean;
}

export interface Document {
  readonly command: string;
  /** One line: `debtcast · acme/shop @ 4f2c1e9 · 22 Nov 2026 · 2,184 files`. */
  readonly title: readonly Inline[];
  readonly sections: readonly Section[];
  /** The same result as data: what `--format json` prints, and what csv, sarif and gitlab are made from. */
  readonly data: unknown;
}
