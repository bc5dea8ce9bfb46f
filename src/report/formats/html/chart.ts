import type { Chart } from '../../../core/document.ts';
import { unreachable } from '../../../core/errors.ts';
import { dotsChart, sparklineChart } from './dots-chart.ts';
import { mapChart } from './map-chart.ts';
import { quadrantChart } from './quadrant-chart.ts';
import { rangesChart } from './ranges-chart.ts';
import { escapeText } from './text.ts';
import { datesChart, timelineChart } from './time-charts.ts';

/** A picture with its title, and the same figures as text. */
export function chartHtml(chart: Chart): string {
  if (chart.kind === 'sparkline') return sparklineChart(chart);
  const drawn = draw(chart);
  return drawn === ''
    ? ''
    : `<figure class="chart ${chart.kind}"><figcaption>${escapeText(chart.title)}</figcaption>${drawn}</figure>`;
}

function draw(chart: Exclude<Chart, { kind: 'sparkline' }>): string {
  switch (chart.kind) {
    case 'ranges':
      return rangesChart(chart);
    case 'map':
      return mapChart(chart);
    case 'quadrant':
      return quadrantChart(chart);
    case 'timeline':
      return timelineChart(chart);
    case 'dates':
      return datesChart(chart);
    case 'dots':
      return dotsChart(chart);
    default:
      return unreachable(chart);
  }
}
