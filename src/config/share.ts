import { NUMBER } from './duration.ts';
import { good, type Reading, unexpected } from './reading.ts';

/** Accepted text form of {@link readShare}; a number from 0 to 1 is fine too. */
export const SHARE_PATTERN = `^${NUMBER} *%$`;

const PERCENT = new RegExp(`^(${NUMBER}) *%$`);

/**
 * A part of a whole: "80%" or 0.8.
 * @returns above 0, up to 1
 */
export function readShare(raw: unknown): Reading<number> {
  const expected = 'a share above 0 % and up to 100 %';
  const match = typeof raw === 'string' ? PERCENT.exec(raw) : null;
  const share = typeof raw === 'number' ? raw : match ? Number(match[1]) / 100 : Number.NaN;
  if (share > 0 && share <= 1) return good(share);
  const bare =
    typeof raw === 'number'
      ? raw
      : typeof raw === 'string' && /^\d+(?:\.\d+)?$/.test(raw)
        ? Number(raw)
        : Number.NaN;
  if (bare > 1 && bare <= 100) return unexpected(expected, raw, `write "${bare}%" or ${bare / 100}`);
  if (typeof raw === 'string' && bare > 0 && bare <= 1)
    return unexpected(expected, raw, `write ${bare} without quotes, or "${bare * 100}%"`);
  return unexpected(expected, raw, 'write for example 80% or 0.8');
}

/** A share in the form that {@link readShare} reads back. */
export function printShare(share: number): string {
  return `${Number((share * 100).toFixed(6))}%`;
}
