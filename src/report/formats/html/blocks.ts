import type { Block } from '../../../core/document.ts';
import { unreachable } from '../../../core/errors.ts';
import { inert } from '../../safe-text.ts';
import { chartHtml } from './chart.ts';
import type { Place } from './place.ts';
import { tableHtml } from './table.ts';
import { escapeText, inlinesHtml } from './text.ts';

export const blocksHtml = (blocks: readonly Block[], place: Place): string =>
  blocks.map(block => blockHtml(block, place)).join('');

function blockHtml(block: Block, place: Place): string {
  switch (block.kind) {
    case 'paragraph': {
      const tone = block.tone === undefined || block.tone === 'neutral' ? '' : ` class="note ${block.tone}"`;
      return `<p${tone}>${inlinesHtml(block.text)}</p>`;
    }
    case 'facts':
      return `<ul class="facts">${block.rows
        .map(row => {
          const tone = row.tone === undefined || row.tone === 'neutral' ? '' : ` class="${row.tone}"`;
          const value = row.value === undefined ? '' : `<span>${inlinesHtml(row.value)}</span>`;
          return `<li${tone}><span>${inlinesHtml(row.label)}</span>${value}`;
        })
        .join('')}</ul>`;
    case 'table':
      return block.rows.length === 0 ? '' : tableHtml(block, place, blocks => blocksHtml(blocks, place));
    case 'list': {
      const tag = block.ordered === true ? 'ol' : 'ul';
      return `<${tag}>${block.items.map(item => `<li>${inlinesHtml(item)}`).join('')}</${tag}>`;
    }
    case 'preformatted':
      return `<pre tabindex="0">${block.text
        .split('\n')
        .map(line => escapeText(inert(line)))
        .join('\n')}</pre>`;
    case 'chart':
      return chartHtml(block.chart);
    case 'details':
      return `<details class="fold"><summary>${inlinesHtml(block.summary)}</summary>${blocksHtml(block.blocks, place)}</details>`;
    default:
      return unreachable(block);
  }
}
