/** One thing that could spoil a report, looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly finding: string;
  /** What to do; empty when there is nothing to do. */
  readonly fix: string;
}

export interface DoctorData {
  readonly formatVersion: number;
  readonly tool: { readonly name: 'debtcast'; readonly version: string };
  readonly command: 'doctor';
  readonly checks: readonly Check[];
}
