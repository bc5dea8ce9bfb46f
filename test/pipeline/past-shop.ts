import { constants, nestedIfs } from '../helpers/code.ts';
import { history, type Repository, type Step } from '../helpers/repository.ts';

/** Noon of the analysed commit: quarters are counted back from here. */
export const END = Date.parse('2026-01-01T12:00:00Z') / 1000;

/** Noon, so many days before the end. */
export const daysBefore = (days: number): string =>
  new Date((END - days * 86_400) * 1000).toISOString().replace('.000Z', 'Z');

const CONFIG = `currency: EUR
team: { engineers: 4, hoursPerWeek: 30, costPerHour: 80 }
valueStreams:
  - { name: Shop, paths: [src/shop/**] }
  - { name: Desk, paths: [src/desk/**] }
`;

/** 14 nested ifs, cognitive complexity 105: the only unhealthy file. `note` makes a version of its own. */
export const hard = (note: number): string => `// version ${note}\n${nestedIfs(14)}`;
const easy = (note: number): string => `// version ${note}\n${constants(20)}`;
const small = (note: number): string =>
  `export const small = ${note};\nexport const two = 2;\nexport const three = 3;\n`;
const plain = (note: number): string => `export const plain = ${note};\n`;
export const FILLERS = Array.from({ length: 22 }, (_, i) => `src/desk/f${String(i + 1).padStart(2, '0')}.ts`);

const SHOP = 'src/shop/';
const step = (days: number, message: string, file: string, content: string): Step => ({
  at: daysBefore(days),
  message,
  write: { [file]: content },
});

/**
 * Eight quarters of a shop. Ends of quarters lie 90, 180, 270 and 360 days back; the newest commits before them are
 * 95, 185, 275 and 365 days old. Two files are renamed or born on the way.
 */
export const steps: readonly Step[] = [
  {
    at: daysBefore(740),
    message: 'feat: start',
    write: {
      'debt.config.yaml': CONFIG,
      [`${SHOP}hard.ts`]: hard(0),
      [`${SHOP}easy.ts`]: easy(0),
      [`${SHOP}small.ts`]: small(0),
      'src/desk/plain.ts': plain(0),
      ...Object.fromEntries(FILLERS.map(path => [path, constants(12)])),
    },
  },
  step(700, 'feat: one', `${SHOP}hard.ts`, hard(1)),
  step(500, 'feat: two', `${SHOP}hard.ts`, hard(2)),
  step(375, 'feat: three', `${SHOP}hard.ts`, hard(3)),
  step(372, 'feat: four', `${SHOP}small.ts`, small(4)),
  step(365, 'feat: five', `${SHOP}easy.ts`, easy(5)),
  // Quarter after the fourth cut.
  step(340, 'fix: six', `${SHOP}hard.ts`, hard(6)),
  step(330, 'fix: seven', `${SHOP}easy.ts`, easy(7)),
  step(320, 'fix: eight', `${SHOP}small.ts`, small(8)),
  step(300, 'feat: nine', 'src/desk/plain.ts', plain(9)),
  step(275, 'feat: ten', 'src/desk/plain.ts', plain(10)),
  // Quarter after the third cut: easy becomes simple, fresh is born.
  step(250, 'fix: eleven', `${SHOP}hard.ts`, hard(11)),
  {
    at: daysBefore(240),
    message: 'refactor: twelve',
    move: { [`${SHOP}easy.ts`]: `${SHOP}simple.ts` },
  },
  step(230, 'fix: thirteen', `${SHOP}simple.ts`, easy(13)),
  step(220, 'feat: fourteen', `${SHOP}fresh.ts`, plain(14)),
  step(210, 'fix: fifteen', `${SHOP}fresh.ts`, plain(15)),
  step(185, 'feat: sixteen', `${SHOP}hard.ts`, hard(16)),
  // Quarter after the second cut.
  step(150, 'fix: seventeen', `${SHOP}hard.ts`, hard(17)),
  step(95, 'feat: eighteen', 'src/desk/plain.ts', plain(18)),
  // Quarter after the first cut; robots do not count.
  step(60, 'fix: nineteen', 'src/desk/plain.ts', plain(19)),
  step(50, 'fix: twenty', `${SHOP}hard.ts`, hard(20)),
  { ...step(40, 'fix: twenty-one', `${SHOP}hard.ts`, hard(21)), by: 'renovate[bot]' },
  {
    at: daysBefore(0),
    message: 'chore: other rules',
    // Nothing of this was known at any cut.
    write: {
      'debt.config.yaml': CONFIG.replace('engineers: 4', 'engineers: 9').replace('src/desk/**', 'src/**'),
      '.gitattributes': 'src/desk/f01.ts linguist-generated\n',
      '.mailmap': 'Somebody Else <else@example.com> <ada@example.com>\n',
      'src/desk/plain.ts': plain(22),
    },
  },
];

export const pastShop = (): Promise<Repository> => history(steps, { name: 'shop' });
