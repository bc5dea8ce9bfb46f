/** What a block leaves behind for the whole page. */
export interface Place {
  /** An id that no other table of the page has. */
  tableId(wanted: string): string;
  /** A class for tables with such columns, and its rules once for all of them. */
  columnClass(key: string, rules: (className: string) => string): string;
  /** What is folded below a row, or nothing once there is no room for more of it. */
  fold(content: string): string;
}
