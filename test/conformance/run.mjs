// Compares our cognitive complexity with the oracle, on published packages and on generated programs.
// `npm run conformance` at the root; `-- --record` writes the frozen sample anew. Exit 1 when a criterion fails.
import { writeFileSync } from 'node:fs';
import { compareFile, ourScores } from './compare.mjs';
import { explanations, MAX_SET_ASIDE } from './explanations.mjs';
import { programs } from './generator.mjs';
import { askOracle, oracleVersions } from './oracle.mjs';
import { packages, sourceFiles } from './packages.mjs';
import { samples } from './samples.mjs';

const PROGRAMS = 2_000;
const SEED = 20_240_601;
/** Generated programs of the frozen sample, beside the hand-written ones. */
const FROZEN_PROGRAMS = 250;

const print = line => process.stdout.write(`${line}\n`);
const percent = (part, whole) => `${((100 * part) / whole).toFixed(3)} %`;

function table(rows) {
  const titles = Object.keys(rows[0]);
  const cells = [titles, ...rows.map(row => titles.map(title => String(row[title])))];
  const widths = titles.map((_, i) => Math.max(...cells.map(row => row[i].length)));
  for (const row of cells)
    print(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
}

function record() {
  const entries = [
    ...samples,
    ...programs(FROZEN_PROGRAMS, SEED + 1).map((text, i) => ({
      name: `generated ${i}`,
      path: 'generated.tsx',
      text,
    })),
  ].flatMap(({ name, path, text }) => {
    const oracle = askOracle(path, text);
    if (oracle.error) throw new Error(`${name}: ${oracle.error}`);
    const scored = oracle.functions.filter(fn => !fn.setAside);
    return scored.length === 0
      ? []
      : [{ name, path, text, scores: scored.map(fn => [fn.body, fn.cognitive]) }];
  });
  const file = new URL('./frozen/scores.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify({ oracle: oracleVersions, entries }, null, 1)}\n`);
  print(`${entries.length} programs recorded`);
}

function comparePackages() {
  const rows = [];
  const different = [];
  const unread = [];
  let inJsxFiles = 0;
  for (const name of packages) {
    const row = { package: name, files: 0, functions: 0, nonZero: 0, setAside: 0, equal: 0, different: 0 };
    for (const { path, text } of sourceFiles(name)) {
      const result = compareFile(path, text);
      if (result.error) {
        unread.push(`${path}: ${result.error}`);
        continue;
      }
      row.files++;
      for (const key of ['functions', 'nonZero', 'setAside', 'equal']) row[key] += result[key];
      row.different += result.different.length;
      different.push(...result.different);
      if (/\.[jt]sx$/.test(path)) inJsxFiles += result.functions;
    }
    rows.push(row);
  }
  return { rows, different, unread, inJsxFiles };
}

/** Wrapping a program in a function makes the oracle score what is the top level for us. */
function comparePrograms() {
  const total = { programs: 0, functions: 0, nonZero: 0, different: [], unread: 0 };
  for (const program of programs(PROGRAMS, SEED)) {
    const head = 'async function* wrap() {\n';
    const text = `${head}${program}\n}\n`;
    const result = compareFile('generated.tsx', text);
    if (result.error) {
      total.unread++;
      continue;
    }
    total.programs++;
    total.functions += result.functions;
    total.nonZero += result.nonZero;
    total.different.push(...result.different.map(item => ({ ...item, text })));
    const wrap = askOracle('generated.tsx', text).functions.find(fn => fn.body === head.indexOf('{'));
    const { topLevel } = ourScores('generated.tsx', program);
    if (!wrap.setAside && wrap.cognitive !== topLevel) {
      total.different.push({ name: 'top level', oracle: wrap.cognitive, ours: topLevel, text });
    }
  }
  return total;
}

if (process.argv.includes('--record')) {
  record();
  process.exit(0);
}

print(
  `Oracle: ${Object.entries(oracleVersions)
    .map(entry => entry.join(' '))
    .join(', ')}\n`,
);
const real = comparePackages();
const sum = key => real.rows.reduce((total, row) => total + row[key], 0);
const all = sum('functions');
table([
  ...real.rows,
  {
    package: 'all',
    files: sum('files'),
    functions: all,
    nonZero: sum('nonZero'),
    setAside: sum('setAside'),
    equal: sum('equal'),
    different: sum('different'),
  },
]);
for (const item of real.different.slice(0, 20)) print(JSON.stringify(item));
for (const item of real.unread) print(`not read by the oracle: ${item}`);

const generated = comparePrograms();
print(
  `\nGenerated: ${generated.programs} programs (seed ${SEED}), ${generated.functions} functions, ${generated.nonZero} with a score, ${generated.different.length} different, ${generated.unread} not read`,
);
for (const item of generated.different.slice(0, 3)) print(JSON.stringify(item, null, 1));

const largest = Math.max(...real.rows.map(row => row.functions));
const criteria = [
  ['packages ≥ 6', real.rows.filter(row => row.functions > 0).length, n => n >= 6],
  ['functions ≥ 20,000', all, n => n >= 20_000],
  ['largest package ≤ 30 %', percent(largest, all), () => largest <= 0.3 * all],
  ['functions in JSX files ≥ 3,000', real.inJsxFiles, n => n >= 3_000],
  ['with a score ≥ 5,000', sum('nonZero'), n => n >= 5_000],
  [
    `set aside by syntax ≤ ${100 * MAX_SET_ASIDE} %`,
    percent(sum('setAside'), all),
    () => sum('setAside') <= MAX_SET_ASIDE * all,
  ],
  [
    'equal, of those with a score ≥ 99.9 %',
    percent(sum('equal'), sum('nonZero')),
    () => sum('equal') >= 0.999 * sum('nonZero'),
  ],
  ['explanations ≤ 10', explanations.length, n => n <= 10],
  ['files the oracle cannot read ≤ 1 %', real.unread.length, n => n <= 0.01 * sum('files')],
  [
    'generated programs equal',
    generated.different.length === 0 && generated.unread <= 0.01 * PROGRAMS,
    ok => ok,
  ],
];
print('');
let failed = 0;
for (const [what, value, holds] of criteria) {
  const ok = holds(value);
  if (!ok) failed++;
  print(`${ok ? 'ok    ' : 'FAILED'}  ${what}: ${value}`);
}
process.exitCode = failed === 0 ? 0 : 1;
