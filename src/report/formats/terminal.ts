import { Chalk, type ChalkInstance } from 'chalk';
import type { Block, Inline, Section } from '../../core/document.ts';
import { unreachable } from '../../core/errors.ts';
import { inert } from '../safe-text.ts';
import type { Format } from './format.ts';
import { tableLines } from './terminal-table.ts';
import { lineWidth, toneStyle, wrap } from './terminal-text.ts';
import { chartLines } from './text-charts.ts';

/** Narrower screens get lines of this width: the figures of a row cannot be told in less. */
const NARROWEST = 60;
const DEFAULT_WIDTH = 100;
/** Prose wider than this is hard to read; tables may use the whole screen. */
const WIDEST_PROSE = 110;

/** For a screen: calm, without borders, readable without colour, nothing wider than `options.width`. */
export const terminal: Format = (document, options) => {
  const width = Math.max(NARROWEST, options.width ?? DEFAULT_WIDTH);
  const chalk = new Chalk({ level: options.colorLevel ?? 0 });
  const parts = [
    wrap(document.title, width, chalk),
    ...document.sections.map(section => sectionLines(section, width, chalk)),
  ];
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.map(line => line.trimEnd()).join('\n'))
    .join('\n\n')}\n`;
};

function sectionLines(section: Section, width: number, chalk: ChalkInstance): readonly string[] {
  const lines = spaced(section.blocks, block => blockLines(block, width, chalk));
  if (lines.length === 0) return [];
  return section.title === undefined ? lines : [...wrap([section.title], width, chalk, chalk.bold), ...lines];
}

/** Tables, pictures and details get air around them; paragraphs, facts and lists follow each other closely. */
function spaced(blocks: readonly Block[], draw: (block: Block) => readonly string[]): readonly string[] {
  const lines: string[] = [];
  let before: Block | undefined;
  for (const block of blocks) {
    const drawn = draw(block);
    if (drawn.length === 0) continue;
    if (before !== undefined && (standsAlone(before) || standsAlone(block))) lines.push('');
    lines.push(...drawn);
    before = block;
  }
  return lines;
}

const standsAlone = (block: Block): boolean =>
  block.kind === 'table' ||
  block.kind === 'details' ||
  (block.kind === 'chart' && block.chart.kind !== 'sparkline');

const INDENT = '  ';
const indented = (lines: readonly string[], by = INDENT): readonly string[] => lines.map(line => by + line);

function blockLines(block: Block, width: number, chalk: ChalkInstance): readonly string[] {
  const prose = Math.min(width, WIDEST_PROSE) - INDENT.length;
  switch (block.kind) {
    case 'paragraph':
      return indented(wrap(block.text, prose, chalk, toneStyle(chalk, block.tone)));
    case 'facts':
      return factLines(block, width, chalk);
    case 'table':
      return [
        ...(block.caption === undefined ? [] : indented(wrap([block.caption], prose, chalk, chalk.dim))),
        ...indented(tableLines(block, width - INDENT.length, chalk)),
      ];
    case 'list':
      return block.items.flatMap((item, index) =>
        hanging(block.ordered === true ? `${index + 1}. ` : '• ', item, prose, chalk),
      );
    case 'preformatted':
      return block.text
        .split('\n')
        .flatMap(line => (line === '' ? [''] : indented(wrapped(line, prose, chalk))));
    case 'chart': {
      const lines = chartLines(block.chart, width - INDENT.length);
      if (lines.length === 0) return [];
      const title = 'title' in block.chart ? wrap([block.chart.title], prose, chalk, chalk.dim) : [];
      return indented([...title, ...lines.map(line => line.replaceAll('\u00a0', ' '))]);
    }
    case 'details':
      return [
        ...indented(wrap(block.summary, prose, chalk, chalk.bold)),
        ...indented(spaced(block.blocks, inner => blockLines(inner, width - INDENT.length, chalk))),
      ];
    default:
      return unreachable(block);
  }
}

/** A line that fits keeps its spaces; a longer one is wrapped at words. */
function wrapped(line: string, width: number, chalk: ChalkInstance): readonly string[] {
  const safe = inert(line);
  return lineWidth([safe], chalk) <= width && !safe.includes('\u00a0') ? [safe] : wrap([safe], width, chalk);
}

function hanging(
  mark: string,
  text: readonly Inline[],
  width: number,
  chalk: ChalkInstance,
): readonly string[] {
  return wrap(text, width - mark.length, chalk).map(
    (line, index) => INDENT + (index === 0 ? mark : ' '.repeat(mark.length)) + line,
  );
}

type Facts = Extract<Block, { kind: 'facts' }>;

/** Labels left, values in a column of their own; where they do not fit side by side, the value goes below its label. */
function factLines(facts: Facts, width: number, chalk: ChalkInstance): readonly string[] {
  const prose = Math.min(width, WIDEST_PROSE) - INDENT.length;
  const paired = facts.rows.filter(row => row.value !== undefined);
  const labelWidth = Math.max(0, ...paired.map(row => lineWidth(row.label, chalk)));
  const valueRoom = prose - labelWidth - 2;
  const widestValue = Math.max(0, ...paired.map(row => lineWidth(row.value ?? [], chalk)));
  const sideBySide = valueRoom >= Math.min(widestValue, 30);
  return facts.rows.flatMap(row => {
    const style = toneStyle(chalk, row.tone);
    if (row.value === undefined) return hangingLines(wrap(row.label, prose - 2, chalk, style));
    if (!sideBySide) {
      return [
        ...hangingLines(wrap(row.label, prose - 2, chalk, style)),
        ...indented(wrap(row.value, prose - 4, chalk, style), `${INDENT}    `),
      ];
    }
    const gap = ' '.repeat(labelWidth - lineWidth(row.label, chalk) + 2);
    const label = wrap(row.label, labelWidth, chalk, style).join(' ');
    return wrap(row.value, valueRoom, chalk, style).map((line, index) =>
      index === 0 ? `${INDENT}${label}${gap}${line}` : `${INDENT}${' '.repeat(labelWidth + 2)}${line}`,
    );
  });
}

/** Continuation lines stand two columns in, so that the next fact is seen as one. */
const hangingLines = (lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => INDENT + (index === 0 ? '' : '  ') + line);
