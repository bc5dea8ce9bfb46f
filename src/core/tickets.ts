import type { CommandResult } from './command-result.ts';
import type { Inline } from './document.ts';
import type { Range } from './range.ts';
import type { FunctionEvidence, ItemDecision, Payback } from './report.ts';

/** One debt item that the team decided to fix, as the backlog needs it. */
export interface Ticket {
  /** The same for the same file in every export, through renames and moved lines. */
  readonly key: string;
  readonly path: string;
  readonly valueStreams: readonly string[];
  readonly health: number;
  readonly deficit: number;
  /** Deficit to reach: half of what it is, or the edge of the healthy band where that is less far. */
  readonly targetDeficit: number;
  readonly hours: Range;
  readonly money?: Range;
  readonly fixHours: Range;
  readonly saving: Range;
  readonly payback: Payback;
  /** Relative to the other items of the report; no amounts. */
  readonly wsjf: { readonly value: number; readonly size: number; readonly score: number };
  /** Functions above the limit, hardest first. */
  readonly functions: readonly Pick<FunctionEvidence, 'name' | 'line' | 'endLine' | 'cognitive'>[];
  readonly functionLimit: number;
  /** Test files that usually change with it, closest first; empty when none does. */
  readonly tests: readonly { readonly path: string; readonly shared: number }[];
  readonly decision: ItemDecision;
}

export interface TicketsData extends CommandResult<'tickets'> {
  /** Costliest first. */
  readonly tickets: readonly Ticket[];
}

/** A ticket in words, before it is known which tracker it goes to. */
export interface TicketText {
  readonly key: string;
  readonly title: readonly Inline[];
  readonly paragraphs: readonly (readonly Inline[])[];
  /** When it is done: each can be checked. */
  readonly criteria: readonly (readonly Inline[])[];
  /** Marked as relative wherever they are shown. */
  readonly wsjf: Ticket['wsjf'];
  /** Expected hours of the fix. */
  readonly hours: number;
}
