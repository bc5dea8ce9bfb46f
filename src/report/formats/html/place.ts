/** What a block leaves behind for the whole page. */
export interface Place {
  /** An id that no other table of the page has. */
  tableId(wanted: string): string;
  /** Adds rules to the style sheet. */
  style(rules: string): void;
  /** What is folded below a row, or nothing once there is no room for more of it. */
  fold(content: string): string;
}
