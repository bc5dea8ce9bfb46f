/**
 * Charts in plain characters, for terminals and for code blocks. Labels come in already inert. Nothing here is told by
 * colour, and each line carries its figures as text.
 */
import type { Chart, Inline } from '../../core/document.ts';
import { displayWidth, shortenMiddle } from '../display-width.ts';
import { NBSP } from '../numbers.ts';
import { inert } from '../safe-text.ts';

const SPARKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One block character for each value, from the smallest to the largest; a flat line when all are equal. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const last = SPARKS.length - 1;
  return values
    .map(value => SPARKS[span === 0 ? 0 : Math.round(((value - low) / span) * last)] ?? SPARKS[0])
    .join('');
}

const labelText = (label: readonly Inline[]): string =>
  label.map(part => (typeof part === 'string' ? part : inert(part.text))).join('');

const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Lines of a chart, at most `width` columns each; none for pictures that need a canvas. */
export function chartLines(chart: Chart, width: number): readonly string[] {
  switch (chart.kind) {
    case 'ranges':
      return rangeLines(chart, width);
    case 'dots':
      return dotLines(chart, width);
    case 'sparkline':
      return [
        `${shortenMiddle(labelText(chart.label), Math.max(10, width - chart.values.length - 30))}  ${sparkline(chart.values)}  ${chart.text}`,
      ];
    case 'map':
    case 'quadrant':
    case 'dates':
    case 'timeline':
      // Their figures stand in the table beside them; without a canvas there is nothing to add.
      return [];
  }
}

/** `Checkout  ·├───●────┤······  €3,900 (none–8.1k)` on one scale for all rows. */
function rangeLines(chart: Extract<Chart, { kind: 'ranges' }>, width: number): readonly string[] {
  if (chart.bars.length === 0) return [];
  // A bound below zero reads "none" beside the bar, and is drawn so.
  const low = 0;
  const high = Math.max(...chart.bars.map(bar => bar.high), low);
  const labelWidth = Math.min(24, Math.max(...chart.bars.map(bar => displayWidth(labelText(bar.label)))));
  const textWidth = Math.max(...chart.bars.map(bar => displayWidth(bar.text)));
  const cells = Math.max(8, Math.min(40, width - labelWidth - textWidth - 4));
  const at = (value: number): number =>
    high === low ? 0 : Math.round(((Math.max(low, value) - low) / (high - low)) * (cells - 1));
  const zero = at(0);
  return chart.bars.map(bar => {
    const line: string[] = Array.from({ length: cells }, (_, cell) => (cell === zero ? '│' : ' '));
    for (let cell = at(bar.low); cell <= at(bar.high); cell++) line[cell] = '─';
    line[at(bar.low)] = '├';
    line[at(bar.high)] = '┤';
    line[at(bar.mid)] = '●';
    return `${pad(shortenMiddle(labelText(bar.label), labelWidth), labelWidth)}  ${line.join('')}  ${bar.text}`.trimEnd();
  });
}

/** Outcomes stacked as dots over one axis, a block of lines for each series. */
function dotLines(chart: Extract<Chart, { kind: 'dots' }>, width: number): readonly string[] {
  const values = chart.series.flatMap(series => series.values);
  if (values.length === 0) return [];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const labelWidth = Math.min(20, Math.max(...chart.series.map(series => displayWidth(inert(series.label)))));
  const bins = Math.max(12, Math.min(48, width - labelWidth - 2));
  const bin = (value: number): number =>
    high === low ? 0 : Math.round(((value - low) / (high - low)) * (bins - 1));
  const lines = chart.series.flatMap(series => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of series.values) counts[bin(value)] = (counts[bin(value)] ?? 0) + 1;
    const height = Math.max(1, ...counts);
    return Array.from({ length: height }, (_, row) => {
      const level = height - row;
      const label = level === 1 ? shortenMiddle(inert(series.label), labelWidth) : '';
      return `${pad(label, labelWidth)}  ${counts.map(count => (count >= level ? '●' : ' ')).join('')}`.trimEnd();
    });
  });
  const left = axisText(low);
  const right = `${axisText(high)}${NBSP}${chart.unit}`;
  const gap = Math.max(1, bins - displayWidth(left) - displayWidth(right));
  return [
    ...lines,
    `${' '.repeat(labelWidth)}  ${'─'.repeat(bins)}`,
    `${' '.repeat(labelWidth)}  ${left}${' '.repeat(gap)}${right}`,
  ];
}

const axisText = (value: number): string => String(Number(value.toPrecision(2)));
