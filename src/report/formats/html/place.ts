/** What a block leaves behind for the whole page. */
export interface Place {
  /** An id that no other table of the page has. */
  tableId(wanted: string): string;
  /** Adds rules to the style sheet. */
  style(rules: string): void;
  /** Whether the next row may still carry its details: false once there is no room. */
  openable(): boolean;
}
