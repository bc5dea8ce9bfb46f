import { constants, nestedIfs } from '../helpers/code.ts';
import { history, type Repository, type Step } from '../helpers/repository.ts';

/** 2 engineers × 40 h × 90/7 weeks × 0.88 of the time on code that exists = 905.142857 h a quarter. */
export const CAPACITY = 2 * 40 * (90 / 7) * 0.88;
export const RATE = 100;

export const config = (more = ''): string =>
  `currency: EUR\nteam: { engineers: 2, hoursPerWeek: 40, costPerHour: ${RATE} }
valueStreams:
  - { name: Billing, paths: [src/billing/**] }
  - { name: Legacy, paths: [src/legacy/**] }
${more}`;

/** Cognitive complexity 1 + … + 8 = 36 and 1 + … + 4 = 10. */
export const hot = `${nestedIfs(8, 'total')}\n${nestedIfs(4, 'discount')}\n`;
export const quiet = `${nestedIfs(6, 'convert')}\n${nestedIfs(3, 'round')}\n`;

/** 40 branches in a row: cognitive complexity 40. */
export const fortyBranches = (name = 'route'): string =>
  `export function ${name}(x: number): number {\n${Array.from({ length: 40 }, (_, i) => `  if (x === ${i}) x += ${i};\n`).join('')}  return x;\n}\n`;

/** A busy billing, and a legacy part that nobody touches; two quarters of weekly work. */
export async function changingShop(more = ''): Promise<Repository> {
  const weeks: Step[] = Array.from({ length: 26 }, (_, week) => ({
    at: new Date(Date.UTC(2026, 0, 5 + 7 * week, 12)).toISOString(),
    by: week % 2 === 0 ? 'ada' : 'lin',
    message: `feat: week ${week}`,
    write: { 'src/billing/invoice.ts': `export const week = ${week};\n${hot}` },
  }));
  return history(
    [
      {
        at: '2025-11-03',
        write: {
          'debt.config.yaml': config(more),
          'src/billing/invoice.ts': hot,
          'src/legacy/units.ts': quiet,
          'src/billing/rates.ts': constants(12),
        },
      },
      ...weeks,
    ],
    { name: 'changing-shop' },
  );
}

/** One commit on a branch off main (`change`, if not told otherwise), which is left as it is. */
export async function change(repo: Repository, step: Omit<Step, 'at'>): Promise<void> {
  await repo.add([{ at: '2026-07-06', by: 'ada', on: 'change', ...step }]);
}
