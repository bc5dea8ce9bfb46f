import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { cleanEnv } from '../helpers/clean-env.ts';
import { binaryPath, projectRoot } from '../helpers/run.ts';
import { scratchFolder } from '../helpers/scratch.ts';

export interface StepResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the text of a step as a CI system would, with the built command in place of the registry's. */
export function runScript(
  shell: 'bash' | 'sh',
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const args =
    shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script] : ['-e', '-c', script];
  return new Promise((resolve, reject) => {
    const child = spawn(shell, args, {
      cwd,
      env: cleanEnv(scratchFolder('home'), { CI: 'true', DEBTCAST_BIN: binaryPath, ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    child.on('error', reject);
    child.on('close', code => resolve({ code, stdout, stderr }));
  });
}

/** A search path in which `npx --yes debtcast@0 …` is the built command. */
export function pathWithNpx(): string {
  const folder = scratchFolder('npx');
  const script = `#!/bin/sh\n[ "$1 $2" = '--yes debtcast@0' ] || exit 9\nshift 2\nexec "${process.execPath}" "${binaryPath}" "$@"\n`;
  writeFileSync(join(folder, 'npx'), script, { mode: 0o755 });
  return `${folder}${delimiter}${process.env.PATH ?? ''}`;
}

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const action = parse(readFileSync(join(projectRoot, 'action.yml'), 'utf8')) as Action;

export const stepNamed = (name: string): Step => {
  const step = action.runs.steps.find(one => one.name === name);
  if (step === undefined) throw new Error(`no step ${name}`);
  return step;
};

/** The environment of a step: expressions replaced by inputs (or their defaults) and by outputs of the diff step. */
export function stepEnv(
  step: Step,
  inputs: Readonly<Record<string, string>>,
  outputs: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      text
        .replace(
          /\$\{\{ inputs\.([\w-]+) \}\}/g,
          (_, key: string) => inputs[key] ?? action.inputs[key]!.default,
        )
        .replace(/\$\{\{ steps\.diff\.outputs\.([\w-]+) \}\}/g, (_, key: string) => outputs[key] ?? ''),
    ]),
  );
}
