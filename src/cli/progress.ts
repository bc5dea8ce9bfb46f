import type { Io } from './io.ts';

/** Called by the pipeline as work goes on; `total` 0 means that the amount is not known. */
export type OnProgress = (stage: string, done: number, total: number) => void;

export interface Progress {
  readonly report: OnProgress;
  /** Removes the line. Must be called before anything else is printed. */
  end(): void;
}

const SILENT: Progress = { report: () => {}, end: () => {} };
const REDRAW_MS = 80;

/**
 * One line on stderr, redrawn in place and gone at the end. Nothing at all when stderr is no terminal: logs of CI
 * jobs stay clean.
 */
export function createProgress(io: Io, quiet: boolean): Progress {
  if (quiet || !io.stderrIsTerminal || io.env.CI) return SILENT;
  let drawnAt = 0;
  let stageStart = 0;
  let current = '';
  let shown = false;
  return {
    report(stage, done, total) {
      const now = io.now().getTime();
      if (stage !== current) {
        current = stage;
        stageStart = now;
      }
      if (now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      shown = true;
      const amount =
        total > 0
          ? ` ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
          : done > 0
            ? ` ${done.toLocaleString('en')}`
            : '';
      io.stderr(`\r\u001b[2K${stage}${amount}${remaining(now - stageStart, done, total)}`);
    },
    end() {
      if (shown) io.stderr('\r\u001b[2K');
      shown = false;
    },
  };
}

/** An estimate only once a tenth is done and it took a second: earlier ones are guesses. */
function remaining(elapsedMs: number, done: number, total: number): string {
  if (total === 0 || done < total / 10 || elapsedMs < 1000 || done >= total) return '';
  const seconds = Math.ceil((elapsedMs * (total - done)) / done / 1000);
  return seconds < 90
    ? ` · about ${seconds} s left in this step`
    : ` · about ${Math.ceil(seconds / 60)} min left in this step`;
}
