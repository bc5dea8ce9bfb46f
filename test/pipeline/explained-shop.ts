import { constants, nestedIfs } from '../helpers/code.ts';
import { history, type Repository, type Step } from '../helpers/repository.ts';

const DAY = 86_400_000;
const FIRST = Date.UTC(2023, 5, 1, 12);

/** 21 + 10 complexity for each part; every version rewrites the numbers, so that a fix rewrites what came before. */
const hard = (name: string, parts: number, version: number): string =>
  `${Array.from({ length: parts }, (_, i) => nestedIfs(6, `${name}${i}`)).join('\n')}
export const versions = [${Array.from({ length: 12 }, (_, i) => `\n  ${version * 31 + i},`).join('')}
];
`;

/**
 * 140 commits in 28 months: a hard checkout (its cart moved folders), a catalog, shared code in no value stream, a
 * file in another language, and work on documents alone. Every fifth commit is a fix of what was written before.
 */
export async function explainedShop(): Promise<Repository> {
  const steps: Step[] = [
    {
      at: '2023-05-20',
      by: 'ada',
      message: 'feat: begin',
      write: {
        'src/basket/cart.ts': hard('cart', 12, 0),
        'src/checkout/pay.ts': hard('pay', 9, 0),
        'src/checkout/rates.py': 'rate = 1\n',
        'src/catalog/search.ts': hard('search', 8, 0),
        'src/catalog/list.ts': constants(12),
        'src/shared/util.ts': nestedIfs(7, 'util'),
        'docs/notes.md': 'notes\n',
      },
    },
  ];
  for (let i = 1; i <= 140; i++) {
    const cart = i < 60 ? 'src/basket/cart.ts' : 'src/checkout/cart.ts';
    const files: Record<string, string>[] = [
      { [cart]: hard('cart', 12, i) },
      { [cart]: hard('cart', 12, i), 'src/checkout/pay.ts': hard('pay', 9, i) },
      { 'src/catalog/search.ts': hard('search', 8, i) },
      { 'src/catalog/list.ts': constants(12 + (i % 9)) },
      { [cart]: hard('cart', 12, i) },
      { 'src/shared/util.ts': `${nestedIfs(7, 'util')}export const version = ${i};\n` },
      { 'docs/notes.md': `notes ${i}\n` },
      { 'src/checkout/rates.py': `rate = ${i}\n` },
    ];
    steps.push({
      at: new Date(FIRST + i * 6 * DAY).toISOString(),
      by: ['ada', 'lin', 'sam'][i % 3]!,
      message: i % 5 === 0 ? `fix: correct ${i}` : `feat: step ${i}`,
      ...(i === 60 && { move: { 'src/basket/cart.ts': 'src/checkout/cart.ts' } }),
      ...(i === 60 ? {} : { write: files[i % files.length]! }),
    });
  }
  return history(steps, { name: 'explained-shop' });
}

/** Money, streams apart, a roadmap worked in order, a day off, hours given for one file. */
export const inOrder = `currency: EUR
team: { engineers: 6, hoursPerWeek: 32, costPerHour: 85, codingShare: 0.8 }
calendar: { daysOff: [2026-01-06] }
valueStreams:
  - { name: Checkout, owner: Payments team, paths: [src/checkout/**, src/basket/**], costOfDelay: 12000 / week }
  - { name: Catalog, paths: [src/catalog/**] }
roadmap:
  - { id: PAY-1, title: One click, estimate: 3..6 weeks, start: 2025-12-01, due: 2026-02-01, engineers: 2, touches: { Checkout: 80%, Catalog: 10% }, costOfDelay: 9000 / week }
  - { id: CAT-2, title: Suppliers, estimate: 4..8 weeks, touches: { Catalog: 100% } }
fix: { hoursPerFix: { "src/checkout/cart.ts": 3 } }
model: { scenario: code-red-adjusted }
`;

/** Hours alone, streams that overlap, items side by side, estimates for healthy code. */
export const sideBySide = `team: { hoursPerWeek: 40 }
valueStreams:
  - { name: Shop, paths: [src/**] }
  - { name: Checkout, paths: [src/checkout/**, src/basket/**] }
roadmap:
  - { id: A, title: First, estimate: 5 weeks, touches: { Shop: 50% } }
  - { id: B, title: Second, estimate: 2..3 weeks, touches: { Checkout: 50% }, dependsOn: [A] }
roadmapInOrder: false
estimatesIncludeDrag: false
`;

/** The published headline: bands instead of a distribution. */
export const bands = `team: { engineers: 3, hoursPerWeek: 32 }
model: { scenario: code-red-2022 }
`;
