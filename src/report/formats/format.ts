import type { Document } from '../../core/document.ts';

/** What a format may be told; each uses what concerns it. */
export interface FormatOptions {
  /** Columns of the screen; default 100, never taken below 60. */
  readonly width?: number;
  /** 0 none, 1 sixteen colours, 2 256, 3 millions. */
  readonly colorLevel?: 0 | 1 | 2 | 3;
  /** Largest size of the result in UTF-8 bytes; longer documents are cut at row borders. */
  readonly maxBytes?: number;
  /** Whether the place folds `<details>`: GitHub and GitLab do, Confluence and Jira do not. */
  readonly folds?: boolean;
}

/** Pure: the same document and options give the same bytes. The result ends with a line feed. */
export type Format = (document: Document, options: FormatOptions) => string;

/** A format that loads what it draws with when it is asked for; as pure as the others. */
export type AnyFormat = (document: Document, options: FormatOptions) => string | Promise<string>;
