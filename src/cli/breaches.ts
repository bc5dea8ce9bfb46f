import type { GateBreach } from '../core/diff.ts';
import { inert } from '../report/safe-text.ts';
import type { ExitCode, Io } from './io.ts';

/** One line for each exceeded limit on stderr: where, what, how much, how to pass. 1 unless it is only a warning. */
export function reportBreaches(breaches: readonly GateBreach[], warnOnly: boolean, io: Io): ExitCode {
  const word = warnOnly ? 'warning' : 'limit exceeded';
  for (const { gate, where, text, fix, line } of breaches) {
    const place = line === undefined ? where : `${where} (line ${line})`;
    io.stderr(`${word}: ${inert(`${place}: ${text} [${gate}]; to pass: ${fix}`)}\n`);
  }
  return breaches.length > 0 && !warnOnly ? 1 : 0;
}
