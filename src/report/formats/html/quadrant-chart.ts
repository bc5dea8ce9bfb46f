import { scaleLog, scaleSqrt } from 'd3-scale';
import type { Chart } from '../../../core/document.ts';
import { asText, label, line, percent, picture, px, tickText } from './svg.ts';
import { escapeText } from './text.ts';

type QuadrantChart = Extract<Chart, { kind: 'quadrant' }>;

const HEIGHT = 340;
const TOP = 30;
const BOTTOM = HEIGHT - 44;
const LEFT = 0.08;
const RIGHT = 0.97;
const DRAWN = 300;
/**
 * Two figures of each item against each other. Numbers are those of the list below; marked points differ by shape, too.
 * Fixes take from an hour to months, and few items cost most: the lower axis is logarithmic, the upright one grows by the
 * square root, so that the many small items do not lie on one line.
 */
export function quadrantChart(chart: QuadrantChart): string {
  const points = chart.points.slice(0, DRAWN);
  if (points.length === 0) return '';
  const across = points.map(point => Math.max(0.5, point.x));
  const x = scaleLog([Math.min(...across) * 0.8, Math.max(...across) * 1.25], [LEFT, RIGHT]);
  const y = scaleSqrt([0, Math.max(1, ...points.map(point => point.y))], [BOTTOM, TOP]).nice(4);
  const grid = y
    .ticks(4)
    .map(
      tick =>
        `${line(LEFT, y(tick), RIGHT, y(tick), 'grid')}${label(tickText(tick), percent(LEFT - 0.01), y(tick) + 4, 'end')}`,
    );
  const ticks = sparse(x.ticks(6), x).map(tick =>
    label(tickText(tick), percent(x(tick)), BOTTOM + 16, 'middle'),
  );
  const hasRoom = freePlaces();
  const marks = points.map((point, index) => {
    const cx = percent(x(Math.max(0.5, point.x)));
    const cy = y(Math.max(0, point.y));
    const shape = point.marked
      ? `<svg x="${cx}" y="${px(cy)}" class="free"><path d="M0-8L8 0L0 8L-8 0Z" class="marked"/></svg>`
      : `<circle cx="${cx}" cy="${px(cy)}" r="5" class="point"/>`;
    const number = hasRoom(x(Math.max(0.5, point.x)), cy)
      ? `<svg x="${cx}" y="${px(cy)}" class="free">${label(String(index + 1), '9', -5)}</svg>`
      : '';
    return `<g><title>${escapeText(`${point.label}: ${point.text}`)}</title>${shape}${number}</g>`;
  });
  return [
    picture(
      `${chart.title}; ${points.length} points, the figures follow as text`,
      HEIGHT,
      [
        ...grid,
        line(LEFT, BOTTOM, RIGHT, BOTTOM, 'axis'),
        ...ticks,
        label(chart.x, percent(RIGHT), HEIGHT - 8, 'end'),
        label(chart.y, percent(LEFT), 14),
        ...marks,
      ].join(''),
    ),
    legend(points.some(point => point.marked)),
    asText(
      points
        .slice(0, 100)
        .map(
          point =>
            `<code>${escapeText(point.label)}</code>${point.marked ? ' (marked)' : ''}: ${escapeText(point.text)}`,
        ),
      chart.points.length - Math.min(100, points.length),
    ),
  ].join('');
}

const legend = (marked: boolean): string => {
  const diamond =
    '<li><svg aria-hidden="true" width="18" height="18"><path d="M9 1L17 9L9 17L1 9Z" class="marked"/></svg> marked';
  const other =
    '<li><svg aria-hidden="true" width="14" height="14"><circle cx="7" cy="7" r="5" class="point"/></svg> other items';
  return `<ul class="legend">${marked ? diamond : '<li>Nothing is marked.'}${other}</ul>`;
};

/** Room that a number takes, across and down; the first points are the costliest and get theirs first. */
const NUMBER_WIDTH = 0.045;
const NUMBER_HEIGHT = 14;

function freePlaces(): (x: number, y: number) => boolean {
  const taken: { readonly x: number; readonly y: number }[] = [];
  return (x, y) => {
    const free = taken.every(
      place => Math.abs(place.x - x) >= NUMBER_WIDTH || Math.abs(place.y - y) >= NUMBER_HEIGHT,
    );
    if (free) taken.push({ x, y });
    return free;
  };
}

/** Logarithmic ticks crowd towards the next power of ten: only those with room between them. */
function sparse(ticks: readonly number[], x: (value: number) => number): readonly number[] {
  let last = Number.NEGATIVE_INFINITY;
  return ticks.filter(tick => {
    const lead = tick / 10 ** Math.floor(Math.log10(tick) + 1e-9);
    const round = [1, 2, 5].some(digit => Math.abs(lead - digit) < 1e-6);
    if (!round || x(tick) - last < 0.07) return false;
    last = x(tick);
    return true;
  });
}
