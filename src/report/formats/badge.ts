import type { Document } from '../../core/document.ts';
import { UserError } from '../../core/errors.ts';
import type { PortfolioData } from '../../core/portfolio.ts';
import type { ReportData } from '../../core/report.ts';
import { type Scope, slowdownClaim } from '../claims.ts';
import { displayWidth } from '../display-width.ts';
import { NBSP } from '../numbers.ts';
import { speechFor } from '../words.ts';
import { escapeText } from './html/text.ts';
import { stableJson } from './json.ts';

interface BadgeText {
  readonly label: string;
  readonly message: string;
  readonly color: keyof typeof colors;
}

/** Dark enough for white letters; the words carry the meaning, the colour only repeats it. */
const colors = { blue: '#0b5394', orange: '#9a4a00', red: '#a61b1b' } as const;

/** Shares of capacity lost to debt: the best-founded survey answer, and the highest one. */
const USUAL = 0.23;
const HIGHEST = 0.42;

/**
 * The slowdown with its range, level and scenario: no figure leaves without them, however small the place.
 * @throws {UserError} a command without a headline
 */
function badgeText(document: Document, format: string): BadgeText {
  const data = document.data as ReportData | PortfolioData;
  if (data.command !== 'report' && data.command !== 'portfolio') {
    throw new UserError({
      code: 'bad-option',
      what: `${document.command} has no headline for a badge`,
      where: format,
      fix: `use ${format} with report or portfolio`,
    });
  }
  const { numbers } = speechFor({ locale: 'en', days: data.horizon.days });
  const scope: Scope =
    data.command === 'report'
      ? { kind: 'repository', name: data.repository.name }
      : { kind: 'repositories', count: data.repositories.length };
  const claim = slowdownClaim(scope, data.scenario, data.headline.slowdown);
  const lost = data.headline.capacityHours > 0 ? data.headline.hours.mean / data.headline.capacityHours : 0;
  return {
    label: 'slowdown by debt',
    message:
      `${numbers.slowdownAdded(claim)} (80 % ${numbers.slowdownBounds(claim)}, ${data.scenario})`.replaceAll(
        NBSP,
        ' ',
      ),
    color: lost > HIGHEST ? 'red' : lost > USUAL ? 'orange' : 'blue',
  };
}

/** What a shields.io endpoint badge reads. */
export const shields = (document: Document): string => {
  const { label, message, color } = badgeText(document, 'shields');
  return stableJson({ schemaVersion: 1, label, message, color: colors[color] });
};

const HEIGHT = 20;
const LETTER = 6.6;
const MARGIN = 6;

/** A static SVG: no font, script or picture from elsewhere. */
export function badge(document: Document): string {
  const { label, message, color } = badgeText(document, 'badge');
  const left = width(label);
  const right = width(message);
  const text = (words: string, at: number, room: number): string =>
    `<text x="${at}" y="14" textLength="${room - 2 * MARGIN}" lengthAdjust="spacingAndGlyphs">${escapeText(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${escapeText(`${label}: ${message}`)}">`,
    `<title>${escapeText(`${label}: ${message}`)}</title>`,
    `<rect width="${left}" height="${HEIGHT}" fill="#444"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${colors[color]}"/>`,
    `<g fill="#fff" text-anchor="start" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    text(label, MARGIN, left),
    text(message, left + MARGIN, right),
    '</g></svg>\n',
  ].join('');
}

const width = (text: string): number => Math.ceil(displayWidth(text) * LETTER) + 2 * MARGIN;
