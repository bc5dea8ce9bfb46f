import type { Block, Document } from '../../core/document.ts';
import type { FormatOptions } from './format.ts';
import { markdown } from './markdown.ts';

/** GitHub refuses a job summary above 1 MiB, and drops it whole. */
const LARGEST = 1_000_000;
/** Rows that people read in a job summary; the page has all of them. */
const ROWS = 20;

/** Markdown for the page of a workflow run: what matters first, long tables cut, the rest folded. */
export function githubSummary(document: Document, options: FormatOptions): string {
  const sections = document.sections
    .filter(section => section.optional !== true)
    .map(section => ({ ...section, blocks: section.blocks.flatMap(shortened) }));
  return markdown(
    { ...document, sections },
    { ...options, folds: true, maxBytes: Math.min(options.maxBytes ?? LARGEST, LARGEST) },
  );
}

function shortened(block: Block): readonly Block[] {
  if (block.kind !== 'table' || block.rows.length <= ROWS) return [block];
  const left = block.rows.length - ROWS;
  return [
    { ...block, rows: block.rows.slice(0, ROWS) },
    {
      kind: 'paragraph',
      text: [`${left} more ${left === 1 ? 'row is' : 'rows are'} in the full report.`],
    },
  ];
}
