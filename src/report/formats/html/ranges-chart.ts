import { scaleLinear } from 'd3-scale';
import type { Chart } from '../../../core/document.ts';
import { label, percent, silent, tickText } from './svg.ts';
import { escapeText, inlinesHtml } from './text.ts';

type RangesChart = Extract<Chart, { kind: 'ranges' }>;

const HEIGHT = 24;
const MIDDLE = HEIGHT / 2;
/** Room at both ends, so that no mark is cut. */
const INSET = 0.03;

/**
 * Ranges on one scale as a table: name, picture, figures. A bound at or below zero reads "none" in the text, and the bar
 * begins at the line of zero.
 */
export function rangesChart(chart: RangesChart): string {
  const high = Math.max(0, ...chart.bars.map(bar => bar.high));
  const scale = scaleLinear([0, high === 0 ? 1 : high], [INSET, 1 - INSET]).nice(4);
  const at = (value: number): number => scale(Math.max(0, value));
  const rows = chart.bars.map(bar => {
    const marks = [
      `<line x1="${percent(at(0))}" y1="0" x2="${percent(at(0))}" y2="${HEIGHT}" class="zero"/>`,
      `<rect x="${percent(at(bar.low))}" y="${MIDDLE - 5}" width="${percent(Math.max(0.004, at(bar.high) - at(bar.low)))}" height="10" rx="5" class="span"/>`,
      `<circle cx="${percent(at(bar.mid))}" cy="${MIDDLE}" r="6" class="mid"/>`,
    ].join('');
    return `<tr><th scope="row">${inlinesHtml(bar.label)}</th><td>${silent(HEIGHT, marks)}</td><td>${escapeText(bar.text)}</td></tr>`;
  });
  const ticks = scale
    .ticks(4)
    .map((tick, index) => label(tickText(tick), percent(at(tick)), 14, index === 0 ? 'start' : 'middle'));
  return [
    '<table class="bars"><thead class="away"><tr><th scope="col">Name</th><th scope="col">Drawn</th><th scope="col">Expected, and 80 % range</th></tr></thead>',
    `<tbody>${rows.join('')}<tr class="axis"><td></td><td>${silent(18, ticks.join(''))}</td><td class="key">${escapeText(chart.unit)}, ● expected value</td></tr></tbody></table>`,
  ].join('');
}
