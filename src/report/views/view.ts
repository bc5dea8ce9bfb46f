import type { Audience, Section } from '../../core/document.ts';

/** What a view needs to know besides the data: for whom, and how numbers are written there. */
export interface ViewOptions {
  readonly audience: Audience | 'both';
  /** BCP 47 tag of the cost model. */
  readonly locale: string;
}

/** Sections for the asked audience, in their order; empty ones are dropped. */
export function forAudience(
  sections: readonly Section[],
  audience: ViewOptions['audience'],
): readonly Section[] {
  return sections.filter(
    section =>
      section.blocks.length > 0 &&
      (audience === 'both' || section.audience === 'both' || section.audience === audience),
  );
}
