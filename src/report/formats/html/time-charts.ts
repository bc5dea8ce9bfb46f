import { scaleLinear, scaleUtc } from 'd3-scale';
import type { Chart } from '../../../core/document.ts';
import { dayText } from '../../numbers.ts';
import { asText, label, line, percent, picture, px, silent, tickText } from './svg.ts';
import { escapeText } from './text.ts';

type Timeline = Extract<Chart, { kind: 'timeline' }>;
type Dates = Extract<Chart, { kind: 'dates' }>;

const HEIGHT = 220;
const TOP = 16;
const BOTTOM = HEIGHT - 30;
const LEFT = 0.07;
const RIGHT = 0.95;

const time = (iso: string): number => Date.parse(iso);
const dayOf = (at: Date): string => dayText(at.toISOString());

/** Points of the past joined by a line, the forecast with its range behind a dashed one, marks as named lines. */
export function timelineChart(chart: Timeline): string {
  const { points } = chart;
  if (points.length === 0) return '';
  const times = [...points.map(point => time(point.at)), ...chart.marks.map(mark => time(mark.at))];
  const x = scaleUtc([Math.min(...times), Math.max(...times) + 1], [LEFT + 0.02, RIGHT]);
  const values = points.flatMap(point => [point.low ?? point.value, point.value, point.high ?? point.value]);
  const y = scaleLinear(padded(Math.min(...values), Math.max(...values)), [BOTTOM, TOP]).nice(4);
  const grid = y
    .ticks(4)
    .map(
      tick =>
        line(LEFT, y(tick), RIGHT, y(tick), 'grid') +
        label(tickText(tick), percent(LEFT - 0.01), y(tick) + 4, 'end'),
    );
  const joints = points.slice(1).map((point, index) => {
    const before = points[index]!;
    return line(
      x(time(before.at)),
      y(before.value),
      x(time(point.at)),
      y(point.value),
      point.forecast ? 'course ahead' : 'course',
    );
  });
  const marks = points.map(point => {
    const cx = x(time(point.at));
    const range =
      point.low === undefined || point.high === undefined
        ? ''
        : line(cx, y(point.low), cx, y(point.high), 'range');
    return `${range}<circle cx="${percent(cx)}" cy="${px(y(point.value))}" r="4" class="${point.forecast ? 'point' : 'mid'}"><title>${escapeText(described(point, chart.unit))}</title></circle>`;
  });
  const named = chart.marks.map(
    mark =>
      `<g><title>${escapeText(mark.text)}</title>${line(x(time(mark.at)), TOP, x(time(mark.at)), BOTTOM, 'due')}</g>`,
  );
  const ends = [points[0]!, points.at(-1)!].map((point, index) =>
    label(dayText(point.at), percent(x(time(point.at))), HEIGHT - 10, index === 0 ? 'start' : 'end'),
  );
  return [
    picture(
      `${chart.title}: ${points.map(point => described(point, chart.unit)).join('; ')}`,
      HEIGHT,
      [...grid, ...joints, ...marks, ...named, ...(points.length > 1 ? ends : ends.slice(0, 1))].join(''),
    ),
    asText([
      ...points.map(point => escapeText(described(point, chart.unit))),
      ...chart.marks.map(mark => `${escapeText(dayText(mark.at))}: ${escapeText(mark.text)}`),
    ]),
  ].join('');
}

function described(point: Timeline['points'][number], unit: string): string {
  const range =
    point.low === undefined || point.high === undefined
      ? ''
      : ` (${tickText(point.low)} to ${tickText(point.high)})`;
  return `${dayText(point.at)}: ${unit} ${tickText(point.value)}${range}${point.forecast ? ', forecast' : ''}`;
}

/** Nearly equal values are not blown up into mountains: at least one unit is shown. */
function padded(low: number, high: number): [number, number] {
  const room = Math.max(0, 1 - (high - low)) / 2;
  return [low - room, high + room];
}

const ROW = 40;

/** Likely and 85 %-sure dates of each item, without and with the plan, as a table with the picture in the middle. */
export function datesChart(chart: Dates): string {
  if (chart.rows.length === 0) return '';
  const times = chart.rows.flatMap(row =>
    [row.now.likely, row.now.sure, row.plan?.likely, row.plan?.sure, row.due].flatMap(date =>
      date === undefined ? [] : [time(date)],
    ),
  );
  const x = scaleUtc([Math.min(...times), Math.max(...times, Math.min(...times) + 1)], [0.03, 0.95]);
  const bar = (
    span: { readonly likely: string; readonly sure: string },
    top: number,
    kind: string,
  ): string => {
    const from = x(time(span.likely));
    const to = x(time(span.sure));
    return [
      `<rect x="${percent(from)}" y="${top}" width="${percent(Math.max(0.004, to - from))}" height="8" rx="4" class="${kind}"/>`,
      `<circle cx="${percent(from)}" cy="${top + 4}" r="5" class="${kind} dot"/>`,
    ].join('');
  };
  const words = (span: { readonly likely: string; readonly sure: string }): string =>
    escapeText(`likely ${dayText(span.likely)}, 85 % sure ${dayText(span.sure)}`);
  const rows = chart.rows.map(row => {
    const marks = [
      bar(row.now, 6, 'span'),
      ...(row.plan === undefined ? [] : [bar(row.plan, 24, 'plan')]),
      ...(row.due === undefined ? [] : [line(x(time(row.due)), 0, x(time(row.due)), ROW, 'due')]),
    ].join('');
    return `<tr><th scope="row"><bdi>${escapeText(row.label)}</bdi></th><td>${silent(ROW, marks)}</td><td>Today: ${words(row.now)}${row.plan === undefined ? '' : `<br>After the plan: ${words(row.plan)}`}${row.due === undefined ? '' : `<br>Due ${escapeText(dayText(row.due))}`}</td></tr>`;
  });
  const ends = x.domain();
  const axis = [
    label(dayOf(ends[0]!), percent(0.03), 14),
    label(dayOf(ends[1]!), percent(0.95), 14, 'end'),
  ].join('');
  return [
    '<table class="bars"><thead class="away"><tr><th scope="col">Item</th><th scope="col">Drawn</th><th scope="col">Dates</th></tr></thead>',
    `<tbody>${rows.join('')}<tr class="axis"><td></td><td>${silent(18, axis)}</td><td class="key"></td></tr></tbody></table>`,
    '<ul class="legend"><li><svg aria-hidden="true" width="22" height="14"><rect y="3" width="22" height="8" rx="4" class="span"/></svg> as things are<li><svg aria-hidden="true" width="22" height="14"><rect y="3" width="22" height="8" rx="4" class="plan"/></svg> after the plan<li><svg aria-hidden="true" width="6" height="14"><line x1="3" y1="0" x2="3" y2="14" class="due"/></svg> due</ul>',
  ].join('');
}
