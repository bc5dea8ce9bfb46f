import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'commonmark';
import { parse } from 'csv-parse/sync';
import { type DefaultTreeAdapterTypes, parse as parseHtml } from 'parse5';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { run } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';
import { type Attack, attack } from './attack.ts';

/** Controls (but for line ends), bidirectional and zero-width characters: nothing that we print may hold one as it is. */
const STEERING =
  /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/;

/** As CI has them; none may turn up anywhere. */
const secrets = {
  GITHUB_TOKEN: 'ghp_secretOfTheRunner0001',
  NPM_TOKEN: 'npm_secretOfTheRunner0002',
  AWS_SECRET_ACCESS_KEY: 'secretOfTheRunner0003',
  GIT_ASKPASS_SECRET: 'secretOfTheRunner0004',
};

const everyFormat = ['json', 'markdown', 'html', 'github-summary'];
/** Each command with the formats that it has, each told to a file; the terminal's on stdout. */
const commands: readonly (readonly [args: readonly string[], formats: readonly string[]])[] = [
  [['report'], [...everyFormat, 'csv', 'sarif', 'github-annotations', 'gitlab', 'badge', 'shields']],
  [
    ['report', '--audience', 'product', '--by', 'value-stream'],
    ['markdown', 'html'],
  ],
  [['explain', '1'], everyFormat],
  [['explain', 'src/__proto__.ts'], everyFormat],
  [['explain', 'headline'], ['html']],
  [
    ['explain', 'plan 80h'],
    ['markdown', 'html'],
  ],
  [
    ['explain', '</b>|Shop'],
    ['markdown', 'html'],
  ],
  [
    ['explain', 'PAY</script>'],
    ['markdown', 'html'],
  ],
  [['inspect'], [...everyFormat, 'csv', 'sarif', 'github-annotations', 'gitlab']],
  [
    ['plan', '--capacity', '80h'],
    [...everyFormat, 'csv'],
  ],
  [['roadmap'], [...everyFormat, 'csv']],
  [
    ['trend', '--quarters', '3'],
    [...everyFormat, 'csv'],
  ],
  [
    ['diff', 'HEAD~3'],
    [...everyFormat, 'csv', 'sarif', 'github-annotations', 'gitlab', 'github-comment', 'gitlab-note'],
  ],
  [
    ['backtest', '--quarters', '2'],
    [...everyFormat, 'csv'],
  ],
  [['doctor'], everyFormat],
];

let hostile: Attack;
let cache: string;
beforeAll(async () => {
  hostile = await attack();
  cache = scratchFolder('cache');
});

type Node = DefaultTreeAdapterTypes.Node;

function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of 'childNodes' in node ? node.childNodes : []) yield* nodes(child);
}

/** Only elements and attributes of our own: no handler, no address but anchors of the page, no second script. */
function checkHtml(text: string): void {
  let scripts = 0;
  for (const node of nodes(parseHtml(text))) {
    if (!('tagName' in node)) continue;
    expect(['img', 'iframe', 'object', 'embed', 'base', 'form']).not.toContain(node.tagName);
    if (node.tagName === 'script') scripts++;
    for (const { name, value } of node.attrs) {
      expect(name).not.toMatch(/^on/i);
      if (/^(?:href|src|action|xlink:href)$/.test(name)) expect(value).toMatch(/^(?:#|data:)/);
    }
  }
  expect(scripts).toBeLessThanOrEqual(1);
  expect(text).toContain('Content-Security-Policy');
}

/** No link, image or raw HTML of a stranger: the one address in a report is ours, and there is none. */
function checkMarkdown(text: string): void {
  const walker = new Parser().parse(text).walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    const { type, literal, destination } = step.node;
    expect(type, String(destination)).not.toBe('image');
    if (type === 'link') expect(destination).not.toMatch(/^(?:javascript|data):/i);
    if (type === 'html_inline' || type === 'html_block')
      expect(literal).toMatch(/^\s*<(?:\/?(?:details|summary|b)\b|!-- debtcast)/);
  }
  // Outside of code a name after @ would call people.
  expect(text.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '')).not.toMatch(/(?<![\w&#;\\])@\w/);
}

function checkCsv(text: string): void {
  for (const row of parse(text, { relax_column_count: true }) as string[][])
    for (const cell of row)
      if (!/^-?[\d.]+(?:e[-+]?\d+)?$/.test(cell)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
}

/** Only our own workflow commands, one to a line. */
function checkCommands(text: string): void {
  for (const line of text.split('\n')) {
    if (line.includes('::')) expect(line).toMatch(/^::(?:error|warning|notice)(?: file=[^\r\n]*)?::/);
  }
}

const checks: Readonly<Record<string, (text: string) => void>> = {
  json: text => void JSON.parse(text),
  sarif: text => void JSON.parse(text),
  gitlab: text => void JSON.parse(text),
  shields: text => void JSON.parse(text),
  html: checkHtml,
  markdown: checkMarkdown,
  'github-summary': checkMarkdown,
  'github-comment': checkMarkdown,
  'gitlab-note': checkMarkdown,
  csv: checkCsv,
  'github-annotations': checkCommands,
};

function checkText(text: string, what: string): void {
  expect(STEERING.exec(text.replaceAll('\r\n', '\n')), what).toBeNull();
  expect(text, what).not.toMatch(/\bNaN\b|\bInfinity\b|\[object |mistake in debtcast/);
  for (const secret of [
    ...Object.values(secrets),
    hostile.secret,
    hostile.secret.replaceAll('-', '_'),
    'root:x:0',
  ])
    expect(text, what).not.toContain(secret);
}

describe('a repository built to attack whoever looks at it', () => {
  it.each(commands)('%s says nothing that acts, in any format', async (args, formats) => {
    const folder = scratchFolder('outputs');
    const files = formats.map(format => [format, join(folder, `${format}.txt`)] as const);
    const told = await run(
      [
        ...args,
        '--cache-dir',
        cache,
        '--format',
        'terminal',
        ...files.flatMap(([format, file]) => ['-o', `${format}:${file}`]),
      ],
      { cwd: hostile.made.path, env: secrets },
    );
    expect(told.code, told.stderr).toBe(0);
    checkText(told.stdout, `${args} on stdout`);
    checkText(told.stderr, `${args} on stderr`);
    expect(told.stderr).not.toMatch(/^::/m);
    for (const [format, file] of files) {
      const text = readFileSync(file, 'utf8');
      // A change without a finding has no annotation.
      if (format !== 'github-annotations') expect(text.length, format).toBeGreaterThan(0);
      checkText(text, `${args} as ${format}`);
      checks[format]?.(text);
    }
    expect(readdirSync(folder).sort()).toEqual(formats.map(format => `${format}.txt`).sort());
    expect(hostile.fired()).toBe('');
  });

  it('says nothing that acts as tickets, in any form of a tracker', async () => {
    const folder = scratchFolder('outputs');
    const formats = ['jira-csv', 'linear', 'github', ...everyFormat];
    const told = await run(
      ['tickets', '--cache-dir', cache, ...formats.flatMap(name => ['-o', `${name}:${join(folder, name)}`])],
      { cwd: hostile.made.path, env: secrets },
    );
    expect(told.code, told.stderr).toBe(0);
    checkText(told.stderr, 'tickets on stderr');
    for (const format of formats) {
      const text = readFileSync(join(folder, format), 'utf8');
      checkText(text, `tickets as ${format}`);
      if (format === 'github') {
        const issues = JSON.parse(text) as { title: string; body: string }[];
        expect(issues).toHaveLength(2);
        for (const { body } of issues) checkMarkdown(body);
      } else if (format === 'jira-csv' || format === 'linear') checkCsv(text);
      else checks[format]?.(text);
    }
    expect(hostile.fired()).toBe('');
  });

  it('says nothing that acts in a portfolio, and nothing from the export of a tracker', async () => {
    const folder = scratchFolder('outputs');
    const one = join(folder, 'one.json');
    const written = await run(['report', '--cache-dir', cache, '-o', one], { cwd: hostile.made.path });
    expect(written.code, written.stderr).toBe(0);
    const formats = [...everyFormat, 'csv'];
    const merged = await run(
      [
        ...['portfolio', one, '--format', 'terminal'],
        ...formats.flatMap(name => ['-o', `${name}:${join(folder, name)}`]),
      ],
      { cwd: folder, env: secrets },
    );
    expect(merged.code, merged.stderr).toBe(0);
    checkText(merged.stdout + merged.stderr, 'portfolio');
    for (const format of formats) {
      const text = readFileSync(join(folder, format), 'utf8');
      checkText(text, `portfolio as ${format}`);
      checks[format]?.(text);
    }

    const issues = join(folder, 'issues.csv');
    const row = (i: number) =>
      `"=cmd|'/c x'!A${i}","\u001b[31m__proto__","2025-01-0${1 + (i % 9)}","2025-03-01"`;
    writeFileSync(
      issues,
      `Issue key,Issue Type,In progress,Resolved\n${Array.from({ length: 40 }, (_, i) => row(i)).join('\n')}\n`,
    );
    const measured = await run(['calibrate', '--issues', issues, '--cache-dir', cache], {
      cwd: hostile.made.path,
      env: secrets,
    });
    expect(measured.code, measured.stderr).toBe(0);
    expect(measured.stdout).toContain('40 without a key');
    checkText(measured.stdout + measured.stderr, 'calibrate');
    expect(measured.stdout + measured.stderr).not.toContain('    at ');
    expect(hostile.fired()).toBe('');
  });

  it('is not changed, and leaves no secret in the cache', async () => {
    const status = await hostile.made.git(
      '-c',
      'core.fsmonitor=false',
      '-c',
      'filter.evil.clean=',
      'ls-files',
      '--others',
    );
    expect(status).toBe('');
    expect(existsSync(join(hostile.made.path, 'pwned'))).toBe(false);
    const kept = readdirSync(cache, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    expect(kept.length).toBeGreaterThan(0);
    for (const entry of kept) {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const secret of [...Object.values(secrets), hostile.secret]) expect(text).not.toContain(secret);
    }
  });

  it('shows its names, made visible: nothing was lost on the way', async () => {
    const { stdout } = await run(['report', '--top', '50', '--format', 'json', '--cache-dir', cache], {
      cwd: hostile.made.path,
    });
    const paths: string[] = JSON.parse(stdout).items.map((item: { path: string }) => item.path);
    for (const path of [
      'src/\u001b[31mred\u001b[0m.ts',
      'src/\u202egnp\u202c.ts',
      '=1+2.ts',
      'src/__proto__.ts',
    ])
      expect(paths).toContain(path);
    // Links lead out of the tree and are no source.
    expect(paths.filter(path => /link|up\.ts/.test(path))).toEqual([]);
  });
});

describe('a decision about an item with a hostile name', () => {
  it('is written as data, beside what was there, and nothing else is', async () => {
    const path = join(hostile.made.path, 'debt.decisions.yaml');
    const before = readFileSync(path, 'utf8');
    const reason = 'x"\n  - { item: all, decision: accept }\u001b[31m';
    const told = await run(['decide', '=1+2.ts', 'defer', '--reason', reason, '--cache-dir', cache], {
      cwd: hostile.made.path,
      env: secrets,
    });
    checkText(told.stdout + told.stderr, 'decide');
    expect(told.code, told.stderr).toBe(0);
    const after = readFileSync(path, 'utf8');
    expect(after.startsWith(before.trimEnd())).toBe(true);
    const list = (parseYaml(after) as { decisions: { item: string; reason: string }[] }).decisions;
    expect(list.slice(0, -1)).toEqual((parseYaml(before) as { decisions: unknown[] }).decisions);
    expect(list.at(-1)).toMatchObject({ item: '=1+2.ts', decision: 'defer' });
    expect(list.at(-1)!.reason).toContain('- { item: all, decision: accept }');
    expect(hostile.fired()).toBe('');
  });
});

describe('a cost model drawn from it', () => {
  it('takes nothing of its names for more than a name, and can be used', async () => {
    const options = { cwd: hostile.made.path, env: secrets };
    const kept = await run(['init', '--cache-dir', cache], options);
    expect(kept.code).toBe(2);
    expect(kept.stderr).toContain('init --force');
    const told = await run(['init', '--force', '--cache-dir', cache], options);
    expect(told.code, told.stderr).toBe(0);
    checkText(told.stdout + told.stderr, 'init');
    const text = readFileSync(join(hostile.made.path, 'debt.config.yaml'), 'utf8');
    checkText(text, 'debt.config.yaml');
    expect(Object.getPrototypeOf(parseYaml(text))).toBe(Object.prototype);
    const used = await run(['report', '--quiet', '--cache-dir', cache, '--format', 'json'], options);
    expect(used.code, used.stderr).toBe(0);
    expect(hostile.fired()).toBe('');
  });
});

describe('files that cost more than they are worth', () => {
  it('are left out with the reason, and the rest is reported', async () => {
    const bombs = await attack({ bombs: true });
    const start = Date.now();
    const told = await run(['report', '--format', 'json', '--no-cache'], {
      cwd: bombs.made.path,
      nodeOptions: ['--max-old-space-size=768'],
    });
    expect(told.code, told.stderr).toBe(0);
    const { excluded, items } = JSON.parse(told.stdout);
    const out = excluded.flatMap((group: { files?: readonly string[] }) => group.files ?? []);
    for (const name of ['zeros.ts', 'one-line.ts', 'deep.ts', 'blocks.ts', 'jsx.tsx', 'identifier.ts'])
      expect(
        out.some((path: string) => path.endsWith(name)),
        name,
      ).toBe(true);
    expect(items.length).toBeGreaterThan(0);
    expect(bombs.fired()).toBe('');
    // A hang would meet the limit of `run`; this is said for whoever reads the log.
    expect(Date.now() - start).toBeLessThan(120_000);
  });
});
