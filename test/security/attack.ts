import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, nestedIfs } from '../helpers/code.ts';
import { history, type Repository, type Step } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

/** What a path, an author, a subject or a function of the attacking repository tries to smuggle in. */
export const smuggled = {
  escape: '\u001b[31mred\u001b[0m',
  title: '\u001b]0;owned\u0007',
  c1: '\u009b2J',
  bidi: '\u202egnp\u202c',
  zeroWidth: 'in\u200bvisible',
  markup: '<img src=x onerror=alert(1)>',
  script: '<script>alert(1)</script>',
  link: '[click](javascript:alert(1))',
  table: 'a|b`c`',
  mention: '@everyone',
  formula: '=HYPERLINK("http:evil","x")',
  command: '\n::error file=x::owned\n::set-env name=PATH::evil',
} as const;

/** Directly under `src`, each name one attack. A slash would make a folder of it. */
const hostileNames = [
  `${smuggled.escape}.ts`,
  `${smuggled.title}.ts`,
  `${smuggled.c1}.ts`,
  `${smuggled.bidi}.ts`,
  `${smuggled.zeroWidth}.ts`,
  `${smuggled.markup}.ts`,
  `${smuggled.link}.ts`,
  `${smuggled.table}.ts`,
  `${smuggled.mention}.ts`,
  `${smuggled.command}.ts`,
  '--output=pwned.ts',
  '-rf.ts',
  '__proto__.ts',
  'constructor.ts',
  ' leading and trailing .ts',
  '"quoted".ts',
  "it's; $(touch x) `touch y`.ts",
] as const;

/** At the root, where a spreadsheet would see the first character of a cell. */
const rootNames = ['=1+2.ts', '+cmd.ts', '@SUM(1).ts', '-2+3.ts', `${smuggled.formula}.ts`] as const;

export const hostilePaths: readonly string[] = [
  ...hostileNames.map(name => `src/${name}`),
  'src/</script><script>alert(1)</script>/deep.ts',
  ...rootNames,
];

const hostileAuthors = [
  '\u001b[31mMallory\u001b[0m <mallory@example.com>',
  '=cmd|calc <formula@example.com>',
  '@everyone \u202e <bidi@example.com>',
  '`--upload-pack=evil` <option@example.com>',
];

const hostileSubjects = [
  `fix: ${smuggled.escape} ${smuggled.script}`,
  `fix: ${smuggled.bidi} | \`x\` ${smuggled.link} ${smuggled.mention}`,
  '::set-env name=PATH::evil',
  '=HYPERLINK("http://evil.example")',
];

/** One function per file whose name is as hostile as the language allows: quoted, computed and very long keys. */
const hostileFunctions = (depth: number): string =>
  [
    nestedIfs(depth),
    `export const table = { "</script><img src=x onerror=alert(1)>": function (x: number) { if (x) { if (x > 1) { for (;;) { if (x > 2) return 1; } } } return 0; } };`,
    `export class C { ["\\u001b[31m|@everyone\\n::error::x"](x: number) { if (x) { while (x) { if (x) x--; } } } }`,
    `export const _\\u{200c}joined = 1;`,
  ].join('\n');

const LONG = 'x'.repeat(1 << 20);

/** Files that try to cost more than they are worth. */
const bombs: Readonly<Record<string, string>> = {
  'src/bomb/zeros.ts': '0'.repeat(20 << 20),
  'src/bomb/one-line.ts': `export const s = ${"'a'+".repeat(10 << 20)}'';\n`,
  'src/bomb/deep.ts': `${'('.repeat(100_000)}1${')'.repeat(100_000)};\n`,
  'src/bomb/blocks.ts': `${'{'.repeat(100_000)}${'}'.repeat(100_000)}\n`,
  'src/bomb/jsx.tsx': `export const e = ${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)};\n`,
  'src/bomb/identifier.ts': `export const ${LONG} = 1;\nexport function ${LONG}f() { return 1; }\n`,
};

const hostilePackage = `{
  "name": "\\u001b[31mred</script>",
  "__proto__": { "polluted": true },
  "constructor": { "prototype": { "polluted": true } },
  "workspaces": ["../../..", "/etc", "src/*", "__proto__"],
  "scripts": { "prepare": "touch pwned" }
}\n`;

const hostileAttributes = `* filter=evil diff=evil merge=evil
*.ts ident text eol=crlf working-tree-encoding=UTF-16 export-subst
[attr]evil linguist-language=\u001b[31m
src/constructor.ts linguist-language=__proto__
`;

const config = `currency: EUR
team: { engineers: 4, costPerHour: 85 }
valueStreams:
  - { name: "Evil </script> \\e[31m | @everyone\\n::error::x", owner: "=cmd|calc", paths: ["src/**"], costOfDelay: 100 / week }
  - { name: "__proto__", paths: ["*.ts"] }
  - { name: "</b>|Shop", paths: ["lib/**", "src/constructor.ts"] }
roadmap:
  - { id: "PAY</script>", title: "\\u202e=1+1|\`x\`", estimate: 2..4 weeks, start: 2026-01-05, engineers: 1, touches: { "</b>|Shop": 50% }, costOfDelay: 100 / week }
`;

const evil = '</script>\\e[31m|`x`\\n::error::x @everyone \\u202e=1+1';
const decisions = `decisions:
  - { item: "=1+2.ts", decision: fix, reason: "${evil}", on: 2026-01-05, by: "${evil}" }
  - { item: src/constructor.ts, decision: fix, reason: "${evil}", on: 2026-01-06 }
  - { item: src/__proto__.ts, decision: accept, reason: "${evil}", on: 2026-01-07, by: "@everyone" }
`;

export interface Attack {
  readonly made: Repository;
  /** Programs that ran because of the repository; none, if all is well. */
  readonly fired: () => string;
  /** A file outside the repository that links in it point to, and its content. */
  readonly secretFile: string;
  readonly secret: string;
}

/**
 * One repository with everything in it that a stranger could put there: names, texts, links, bombs, manifests, and in
 * its `.git` every setting that makes git start a program.
 */
export async function attack(options: { readonly bombs?: boolean } = {}): Promise<Attack> {
  const secret = 'TOP-SECRET-CONTENT-OF-ANOTHER-FILE';
  const outside = scratchFolder('outside');
  const secretFile = join(outside, 'secret.yaml');
  writeFileSync(secretFile, `${secret}: 1\n`);
  writeFileSync(join(outside, 'secret.ts'), nestedIfs(12, secret.replaceAll('-', '_')));

  const all = Object.fromEntries(hostilePaths.map((path, i) => [path, hostileFunctions(9 + (i % 4))]));
  const quarter = (n: number, day: number) =>
    new Date(Date.UTC(2025, 3 * n, 1 + day)).toISOString().slice(0, 10);
  const steps: Step[] = [
    {
      at: quarter(0, 0),
      message: 'start',
      write: {
        ...all,
        'package.json': hostilePackage,
        '.gitattributes': hostileAttributes,
        'debt.config.yaml': config,
        'debt.decisions.yaml': decisions,
        'src/link.ts': { symlink: join(outside, 'secret.ts') },
        'src/up.ts': { symlink: '../../../../../../etc/passwd' },
        'linked/folder': { symlink: outside },
        '.mailmap': '\u001b[31mMapped\u001b[0m <m@example.com> <mallory@example.com>\n',
        '.git-blame-ignore-revs': '--output=x\n__proto__\n',
        'lib/plain.ts': constants(40),
        ...(options.bombs ? bombs : {}),
      },
    },
    ...Array.from({ length: 24 }, (_, i): Step => {
      const path = hostilePaths[i % hostilePaths.length]!;
      return {
        at: quarter(Math.floor(i / 4), 5 + (i % 4) * 20),
        by: hostileAuthors[i % hostileAuthors.length]!,
        message: `${hostileSubjects[i % hostileSubjects.length]!} ${i}`,
        write: { [path]: `${hostileFunctions(9 + (i % 4))}// ${i}\n`, 'lib/plain.ts': constants(40, i) },
      };
    }),
  ];
  const made = await history(steps, { name: 'attack' });
  const fired = await setTraps(made);
  return { made, fired, secretFile, secret };
}

/** Every setting and hook by which a repository makes git start a program, all pointing at one that leaves a mark. */
async function setTraps(made: Repository): Promise<() => string> {
  const folder = scratchFolder('trap');
  const mark = join(folder, 'fired');
  const program = join(folder, 'trap');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${mark}'\ncat "$1" 2>/dev/null\nexit 0\n`);
  chmodSync(program, 0o755);
  const settings: readonly (readonly [string, string])[] = [
    ['diff.external', program],
    ['diff.evil.command', program],
    ['diff.evil.textconv', program],
    ['filter.evil.clean', program],
    ['filter.evil.smudge', program],
    ['filter.evil.process', program],
    ['filter.evil.required', 'true'],
    ['merge.evil.driver', program],
    ['gpg.program', program],
    ['log.showSignature', 'true'],
    ['core.pager', program],
    ['pager.log', program],
    ['core.sshCommand', program],
    ['core.askPass', program],
    ['core.editor', program],
    ['core.alternateRefsCommand', program],
    ['credential.helper', `!${program}`],
    ['alias.log', `!${program}`],
    ['alias.rev-parse', `!${program}`],
    ['uploadpack.packObjectsHook', program],
    ['remote.origin.url', `ext::${program} %S`],
    ['remote.origin.uploadpack', program],
    ['remote.origin.vcs', 'evil'],
    ['protocol.ext.allow', 'always'],
    ['trailer.evil.command', program],
    ['core.hooksPath', folder],
    ['core.fsmonitor', program],
  ];
  for (const name of ['post-checkout', 'post-index-change', 'pre-commit', 'reference-transaction']) {
    const hook = join(folder, name);
    writeFileSync(hook, readFileSync(program));
    chmodSync(hook, 0o755);
  }
  for (const [key, value] of settings) await made.git('config', key, value);
  mkdirSync(join(made.path, '.git', 'info'), { recursive: true });
  writeFileSync(join(made.path, '.git', 'info', 'attributes'), '* diff=evil filter=evil\n');
  // What setting up itself set off is no finding.
  writeFileSync(mark, '');
  return () => (existsSync(mark) ? readFileSync(mark, 'utf8') : '');
}
