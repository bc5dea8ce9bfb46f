import { scaleLinear } from 'd3-scale';
import type { Chart } from '../../../core/document.ts';
import { label, line, percent, picture, px, tickText } from './svg.ts';
import { escapeText, inlinesHtml } from './text.ts';

type Dots = Extract<Chart, { kind: 'dots' }>;
type Sparkline = Extract<Chart, { kind: 'sparkline' }>;

const BINS = 40;
const STEP = 9;

/** One dot for each simulated outcome: how many of them lie where can be counted. */
export function dotsChart(chart: Dots): string {
  const values = chart.series.flatMap(series => series.values);
  if (values.length === 0) return '';
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = scaleLinear([low, high === low ? low + 1 : high], [0.03, 0.97]);
  return chart.series
    .map(series => {
      const counts = new Map<number, number>();
      const dots = series.values.map(value => {
        const bin = Math.round(((value - low) / (high - low || 1)) * BINS);
        const level = counts.get(bin) ?? 0;
        counts.set(bin, level + 1);
        return { at: 0.03 + (bin / BINS) * 0.94, level };
      });
      const top = Math.max(1, ...counts.values()) * STEP;
      const height = top + 26;
      const marks = dots.map(
        dot => `<circle cx="${percent(dot.at)}" cy="${px(top - dot.level * STEP)}" r="3.5" class="mid"/>`,
      );
      const name = `${series.label}: ${series.values.length} outcomes from ${tickText(Math.min(...series.values))} to ${tickText(Math.max(...series.values))} ${chart.unit}`;
      return `<p><bdi>${escapeText(series.label)}</bdi></p>${picture(
        name,
        height,
        [
          ...marks,
          line(0.02, top + 7, 0.98, top + 7, 'axis'),
          ...x.ticks(4).map(tick => label(tickText(tick), percent(x(tick)), height - 2, 'middle')),
        ].join(''),
      )}<p class="muted">${escapeText(name)}</p>`;
    })
    .join('');
}

/** A small course of values beside its text. */
export function sparklineChart(chart: Sparkline): string {
  const { values } = chart;
  if (values.length === 0) return '';
  const y = scaleLinear([Math.min(...values), Math.max(...values)], [26, 4]);
  const x = (index: number): number =>
    values.length === 1 ? 0.5 : 0.02 + (index / (values.length - 1)) * 0.96;
  const joints = values
    .slice(1)
    .map((value, index) => line(x(index), y(values[index]!), x(index + 1), y(value), 'course'));
  const last = values.length - 1;
  return `<p class="spark"><span>${inlinesHtml(chart.label)}</span> <svg aria-hidden="true" width="160" height="30">${joints.join('')}<circle cx="${percent(x(last))}" cy="${px(y(values[last]!))}" r="3" class="mid"/></svg> <span>${escapeText(chart.text)}</span></p>`;
}
