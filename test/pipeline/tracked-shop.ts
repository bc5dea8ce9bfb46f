import { nestedIfs } from '../helpers/code.ts';
import type { Step } from '../helpers/repository.ts';

/** The drag that the issues are made with: log of extra time for each point of health deficit. */
export const TRUE_BETA = 0.12;
const ISSUES = 120;
/** Nested ifs of each file: cognitive complexity 0, 15, 45, 105, 210. */
const DEPTHS = [0, 5, 9, 14, 20] as const;
const PEOPLE = ['ada', 'lin', 'bob'] as const;
const DAY = 86_400;
/** A Monday, midnight. */
const START = Date.parse('2023-01-02T00:00:00Z') / 1000;

/** D by hand: 0.518·ln(1 + cog/15.07)²; the lines of such a file (under 60) add less than 0.01. */
const deficitOf = (depth: number): number => {
  const log = Math.log(1 + (depth * (depth + 1)) / 2 / 15.07);
  return 0.518 * log * log;
};

const iso = (seconds: number): string =>
  new Date(Math.round(seconds) * 1000).toISOString().replace('.000Z', 'Z');

/** Comment lines are churn and no complexity: `size` of them are rewritten by each issue. */
const file = (depth: number, note: number, size: number): string =>
  `${nestedIfs(depth)}${Array.from({ length: size }, (_, i) => `// note ${note} ${i}\n`).join('')}`;

/**
 * A repository of five files, from healthy to bad, and the tracker's export of 120 issues worked on one after another,
 * a week each: hours = 3·(lines of the change)^0.2·e^(β·D)·noise. Working time is eight hours a weekday, so that an
 * issue of h hours that is started on Monday is done h/8 days later. Four more rows cannot be used.
 */
export function trackedShop(): { readonly steps: readonly Step[]; readonly csv: string } {
  const steps: Step[] = [
    {
      at: iso(START - 30 * DAY),
      write: {
        'debt.config.yaml': 'team: { engineers: 3, hoursPerWeek: 40 }\n',
        ...Object.fromEntries(DEPTHS.map((depth, i) => [`src/f${i}.ts`, file(depth, -1, 1)])),
      },
    },
  ];
  const rows = ['Issue key,Summary,Issue Type,Actual start,Resolved'];
  for (let i = 0; i < ISSUES; i++) {
    // Steps of 7 through 5 files, of 11 through 13 sizes: no two of them go together.
    const place = (i * 7) % DEPTHS.length;
    const size = 1 + ((i * 11) % 13);
    const noise = Math.exp(0.1 * Math.SQRT2 * Math.sin(2.399963 * i));
    const hours = 3 * Math.exp(0.2 * Math.log(1 + 2 * size) + TRUE_BETA * deficitOf(DEPTHS[place]!)) * noise;
    const monday = START + i * 7 * DAY;
    steps.push({
      at: iso(monday + 3600),
      by: PEOPLE[i % 3]!,
      message: `SHOP-${i + 1}: work`,
      write: { [`src/f${place}.ts`]: file(DEPTHS[place]!, i, size) },
    });
    // The first issue has no start in the tracker: it begins with its commit, an hour later.
    rows.push(
      `SHOP-${i + 1},confidential title ${i},${i % 2 ? 'Bug' : 'Story'},${i === 0 ? '' : iso(monday)},${iso(monday + (hours / 8) * DAY)}`,
    );
  }
  steps.push({
    at: iso(START + ISSUES * 7 * DAY),
    message: 'SHOP-900: only docs',
    write: { 'README.md': 'hello\n' },
  });
  steps.push({
    at: iso(START + (ISSUES + 1) * 7 * DAY),
    message: 'SHOP-901: a new file',
    write: { 'src/new.ts': 'export const fresh = 1;\n' },
  });
  const after = iso(START + (ISSUES + 2) * 7 * DAY);
  rows.push(`SHOP-900,confidential,Task,,${after}`);
  rows.push(`SHOP-901,confidential,Task,,${after}`);
  rows.push(`SHOP-902,confidential,Task,,${after}`);
  rows.push('SHOP-903,confidential,Task,2024-01-01,');
  return { steps, csv: `${rows.join('\n')}\n` };
}
