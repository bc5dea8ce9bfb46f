import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Run {
  /** Wall time, milliseconds. */
  readonly milliseconds: number;
  /** Peak resident memory of the process itself, MiB; NaN where the system does not tell. */
  readonly peakMiB: number;
  readonly code: number;
  readonly stdout: string;
}

/** Peak memory is asked for this often; the system keeps the peak, so little is missed. */
const POLL_MS = 4;

/** Runs a command to its end, with time and memory. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
    let peak = Number.NaN;
    const poll = setInterval(() => {
      const seen = peakOf(child.pid);
      if (!Number.isNaN(seen)) peak = seen;
    }, POLL_MS);
    const output: Buffer[] = [];
    child.stdout.on('data', chunk => {
      if (output.length < 64) output.push(chunk);
    });
    child.on('error', reject);
    child.on('close', code => {
      clearInterval(poll);
      resolve({
        milliseconds: performance.now() - start,
        peakMiB: peak,
        code: code ?? -1,
        stdout: Buffer.concat(output).toString('utf8'),
      });
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1024;
  } catch {
    // The process has ended, or this is not Linux.
    return Number.NaN;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
