import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../../dist');

/** Files of the build by what they begin with; each says in comments which modules it holds. */
const built = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.js'))
  .map(path => ({ path, text: readFileSync(join(DIST, path), 'utf8') }));

const textOf = new Map(built.map(({ path, text }) => [path, text]));
const holderOf = (module: string) => built.find(({ text }) => text.includes(`\n// ${module}\n`))!;

/** Libraries, and parts of our own, that a module brings along before its first line runs. */
function broughtAlong(module: string): Set<string> {
  const seen = new Set<string>([holderOf(module).path]);
  const found = new Set<string>();
  for (const path of seen) {
    const text = textOf.get(path)!;
    for (const [, name] of text.matchAll(/^\/\/ node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm)) found.add(name!);
    for (const [, own] of text.matchAll(/^\/\/ (src\/\S+)/gm)) found.add(own!);
    for (const [, next] of text.matchAll(/^(?:import|export)[^'"]*?["'](\.[^"']+)["'];$/gm))
      seen.add(relative(DIST, join(DIST, path, '..', next!)));
  }
  return found;
}

/** Read for their own sake only: a cost model, a table, code. Together they take longer to load than git to answer. */
const ONLY_WHERE_NEEDED = [
  'zod',
  're2js',
  'yaml',
  'simple-git',
  'ts-morph',
  'cli-table3',
  'chalk',
  'd3-scale',
  'csv-parse',
];

test.each(['report', 'trend', 'backtest', 'plan', 'roadmap', 'explain', 'diff', 'inspect'])(
  '%s loads no library before it asks git',
  command => {
    const brought = broughtAlong(`src/cli/commands/${command}.ts`);
    expect(brought).toContain('src/cli/output.ts');
    expect(ONLY_WHERE_NEEDED.filter(name => brought.has(name))).toEqual([]);
  },
);

test.each(['report', 'trend', 'backtest', 'plan', 'roadmap', 'tickets', 'explain', 'diff'])(
  '%s loads neither the model nor what reads history where its answer was kept',
  command => {
    const brought = broughtAlong(`src/cli/commands/${command}.ts`);
    expect(
      ['src/model/pricing-worlds.ts', 'src/history/history.ts', 'src/pipeline/reader.ts'].filter(name =>
        brought.has(name),
      ),
    ).toEqual([]);
  },
);

test('and pricing loads no library of the cost model: its defaults need none', () => {
  const brought = broughtAlong('src/pipeline/report.ts');
  expect(brought).toContain('src/model/pricing-worlds.ts');
  expect(ONLY_WHERE_NEEDED.filter(name => brought.has(name))).toEqual([]);
});
