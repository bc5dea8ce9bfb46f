import type { Block, Document, Row, Section } from '../../core/document.ts';
import { code, joined, strong } from '../inline.ts';
import type { Format, FormatOptions } from './format.ts';
import { markdown } from './markdown.ts';

/** The job that finds this in an earlier comment updates that comment instead of writing another one. */
export const COMMENT_MARKER = '<!-- debtcast -->';

/** Comments of more than 65,536 characters are refused; bytes are at least as many, and a reserve costs nothing. */
const LARGEST = 65_000;
/** Rows of the one table that stays open. */
const ROWS = 10;

/**
 * A comment on a change: marker, one short table, everything else folded below it. A document without sections is
 * one line.
 */
export const githubComment: Format = (document, options) => comment(document, options);

/** GitLab folds and hides the same way, and takes longer notes; nobody reads longer ones. */
export const gitlabNote: Format = (document, options) => comment(document, options);

function comment(document: Document, options: FormatOptions): string {
  const maxBytes = Math.min(options.maxBytes ?? LARGEST, LARGEST) - COMMENT_MARKER.length - 8;
  const text = markdown(
    { ...document, sections: folded(document.sections) },
    { ...options, folds: true, maxBytes },
  );
  // The heading of a page is too loud beside other comments.
  const body = document.sections.length === 0 ? text.replace(/^# /, '') : text.replace(/^# /, '#### ');
  return `${COMMENT_MARKER}\n${body}`;
}

/** The first table stays open, shortened and without its notes; what follows it, and what is optional, is folded. */
function folded(sections: readonly Section[]): Section[] {
  let seen = false;
  return sections.map(section => {
    const { title, optional, ...rest } = section;
    if (optional || seen) return { ...rest, blocks: fold(title ?? 'Details', section.blocks) };
    const blocks: Block[] = [];
    for (const block of section.blocks) {
      if (block.kind !== 'table' || seen) {
        blocks.push(block);
        continue;
      }
      seen = true;
      const left = block.rows.length - ROWS;
      const shown = left > 1 ? block.rows.slice(0, ROWS) : block.rows;
      blocks.push({
        ...block,
        rows: shown.map(({ cells, key }) => ({ cells, ...(key !== undefined && { key }) })),
      });
      const notes = block.rows.flatMap(noteItems);
      if (notes.length > 0) blocks.push(...fold('Functions', [{ kind: 'list', items: notes }]));
      if (left > 1) {
        const others = block.rows
          .slice(ROWS)
          .map(({ cells, key }) => ({ cells, ...(key !== undefined && { key }) }));
        blocks.push(
          ...fold(`${left} more rows`, [
            { kind: 'table', id: `${block.id}-more`, columns: block.columns, rows: others },
          ]),
        );
      }
    }
    const heading: Block[] =
      title === undefined || blocks.length === 0 || blocks[0]?.kind === 'table'
        ? []
        : [{ kind: 'paragraph', text: [strong(title)] }];
    return { ...rest, blocks: [...heading, ...blocks] };
  });
}

const noteItems = ({ notes = [], key }: Row) =>
  notes.map(note => joined([key === undefined ? [] : [code(key)], note], ': '));

const fold = (summary: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'details', summary: [summary], blocks }];
