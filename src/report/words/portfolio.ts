/** Sentences about many repositories together. */
import type { PortfolioData } from '../../core/portfolio.ts';
import { joined, strong, type Text } from '../inline.ts';
import { dayText, NBSP, plural } from '../numbers.ts';
import { capital, type Speech } from './speech.ts';

/** `debtcast · 10 repositories · 3 Jan 2026 to 22 Nov 2026`. */
export function portfolioTitle({ numbers }: Speech, { repositories, asOf }: PortfolioData): Text {
  const [from, to] = [dayText(asOf.earliest), dayText(asOf.latest)];
  return joined(
    [
      [strong('debtcast')],
      [plural(numbers, repositories.length, 'repository', 'repositories')],
      [from === to ? from : `${from} to ${to}`],
    ],
    ' · ',
  );
}

/** `Next quarter, if nothing changes · scenario: evidence`. */
export const portfolioHeadline = (speech: Speech, { scenario }: PortfolioData): string =>
  `${capital(speech.horizon.next)}, if nothing changes · scenario: ${scenario}`;

/** `First 20 of 310, by cost; 80 % ranges, scenario: evidence`. */
export function portfolioCaption({ numbers }: Speech, data: PortfolioData, level: number): string {
  const { items, itemsTotal, scenario } = data;
  const shown =
    items.length < itemsTotal
      ? `First ${numbers.count(items.length)} of ${numbers.count(itemsTotal)}`
      : `All ${numbers.count(itemsTotal)}`;
  return `${shown}, by cost; ${level}${NBSP}% ranges, scenario: ${scenario}`;
}
