import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/main.ts';
import { constants, nestedIfs } from '../helpers/code.ts';
import { git, history, type Repository } from '../helpers/repository.ts';
import { scratchFolder } from '../helpers/scratch.ts';

/** What can happen between two reports. */
export type Event =
  | { readonly kind: 'commit' | 'amend' | 'rebase'; readonly file: number; readonly depth: number }
  | { readonly kind: 'rename'; readonly file: number }
  | { readonly kind: 'config'; readonly largest: number; readonly excluded: boolean }
  | { readonly kind: 'attributes'; readonly generated: boolean }
  | { readonly kind: 'mailmap'; readonly joined: boolean }
  | { readonly kind: 'since'; readonly days: number }
  | { readonly kind: 'at'; readonly back: number }
  /** Nothing for so long: what was in the window may be behind it, and its lines still known. */
  | { readonly kind: 'quiet'; readonly quarters: number }
  | { readonly kind: 'delete' }
  /** With `forget`, without the kept answers: then what lies below them is read. */
  | { readonly kind: 'truncate'; readonly part: number; readonly forget: boolean }
  | { readonly kind: 'falsify'; readonly place: number; readonly forget: boolean }
  | { readonly kind: 'torn-line'; readonly forget: boolean }
  | { readonly kind: 'two-at-once'; readonly forget: boolean };

const file = fc.nat({ max: 3 });
const depth = fc.integer({ min: 1, max: 9 });
const part = fc.integer({ min: 0, max: 99 });
const forget = fc.boolean();

export const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('commit', 'amend', 'rebase'), file, depth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename'), file }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('config'),
      largest: fc.constantFrom(1, 2, 50),
      excluded: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('attributes'), generated: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('mailmap'), joined: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('since'), days: fc.constantFrom(30, 200, 1000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('at'), back: fc.nat({ max: 4 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('quiet'), quarters: fc.integer({ min: 1, max: 8 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('truncate'), part, forget }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('falsify'), place: part, forget }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('torn-line'), forget }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('two-at-once'), forget }) },
);

/** Commands that look closer or further back; one of them is asked after every third event. */
const OTHERS = ['explain headline', 'trend', 'diff HEAD~1', 'diff start'] as const;
export type Command = 'report' | (typeof OTHERS)[number];

/** One repository that lives through events, with one cache that lives through them too. */
export class Life {
  readonly repo: Repository;
  readonly cache = scratchFolder('cache');
  #time = Date.UTC(2025, 0, 1) / 1000;
  #count = 0;
  #since: string | undefined;
  #back = 0;
  readonly #names = ['src/a.ts', 'src/b.ts', 'lib/c.ts', 'lib/d.tsx'];

  private constructor(repo: Repository) {
    this.repo = repo;
  }

  static async begin(): Promise<Life> {
    const start = {
      'src/a.ts': nestedIfs(12),
      'src/b.ts': constants(20),
      'lib/c.ts': nestedIfs(3),
      'lib/d.tsx': constants(5),
    };
    const life = new Life(
      await history(
        Array.from({ length: 5 }, (_, n) => ({
          at: `2024-0${2 * n + 1}-03`,
          by: n % 2 ? 'lin' : 'ada',
          message: n % 3 === 1 ? `fix: ${n}` : `feat: ${n}`,
          write:
            n === 0 ? start : { 'src/a.ts': `${nestedIfs(12 - n)}// ${n}\n`, 'lib/c.ts': nestedIfs(3 + n) },
        })),
      ),
    );
    // Compared with again and again, while the head and its rules change.
    await life.repo.git('tag', 'start');
    return life;
  }

  async #commit(...more: string[]): Promise<void> {
    this.#time += 5 * 86_400;
    this.#count++;
    const when = `${this.#time} +0000`;
    const who = { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
    await git(this.repo.path, this.repo.env, 'add', '--all');
    await git(
      this.repo.path,
      {
        ...this.repo.env,
        ...who,
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
      },
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      `${this.#count % 3 ? 'feat' : 'fix'}: step ${this.#count}`,
      ...more,
    );
  }

  #write(path: string, text: string): void {
    writeFileSync(join(this.repo.path, path), text);
  }

  async happen(event: Event): Promise<void> {
    if ('forget' in event && event.forget) {
      for (const path of this.cacheFiles()) if (path.includes('answers-')) rmSync(path);
    }
    switch (event.kind) {
      case 'commit':
      case 'amend':
        this.#write(this.#names[event.file]!, `${nestedIfs(event.depth)}// ${this.#count}\n`);
        return this.#commit(...(event.kind === 'amend' ? ['--amend'] : []));
      case 'rebase':
        // The last commits again, on an older one, as after a rebase onto a branch that was force-pushed.
        await this.repo.git('reset', '--quiet', '--hard', 'HEAD~2');
        this.#write(this.#names[event.file]!, `${nestedIfs(event.depth)}// rebased ${this.#count}\n`);
        await this.#commit();
        this.#write(this.#names[(event.file + 1) % 4]!, constants(event.depth * 3, this.#count));
        return this.#commit();
      case 'rename': {
        const to = `lib/renamed-${this.#count}.ts`;
        await this.repo.git('mv', '--force', this.#names[event.file]!, to).catch(() => undefined);
        this.#names[event.file] = to;
        return this.#commit();
      }
      case 'config':
        this.#write(
          'debt.config.yaml',
          `history: { largestCommit: ${event.largest} }\n${event.excluded ? 'code: { exclude: ["lib/c.ts"] }\n' : ''}`,
        );
        return this.#commit();
      case 'attributes':
        this.#write('.gitattributes', `src/b.ts linguist-generated=${event.generated}\n`);
        return this.#commit();
      case 'mailmap':
        // One person or two: the commits are the same, their authors are not.
        this.#write('.mailmap', event.joined ? 'Ada <ada@example.com> <lin@example.com>\n' : '# nobody\n');
        return this.#commit();
      case 'since':
        this.#since = `${event.days} days`;
        return;
      case 'at':
        this.#back = event.back;
        return;
      case 'quiet':
        this.#time += event.quarters * 90 * 86_400;
        return this.#commit();
      case 'delete':
        rmSync(this.cache, { recursive: true, force: true });
        return;
      case 'truncate':
        for (const path of this.cacheFiles())
          truncateSync(path, Math.floor((statSync(path).size * event.part) / 100));
        return;
      case 'falsify':
        for (const path of this.cacheFiles()) {
          const bytes = readFileSync(path);
          const place = Math.floor((bytes.length * event.place) / 100);
          // Another digit for the next digit: the line stays well-formed and says something else.
          const digit = bytes.findIndex((byte, i) => i >= place && byte >= 0x30 && byte <= 0x39);
          if (digit >= 0) bytes[digit] = 0x30 + ((bytes[digit]! - 0x30 + 1) % 10);
          writeFileSync(path, bytes);
        }
        return;
      case 'torn-line':
        for (const path of this.cacheFiles()) appendFileSync(path, 'deadbeef 0123 half a li');
        return;
      case 'two-at-once': {
        const [one, two] = await Promise.all([this.ask('report', true), this.ask('report', true)]);
        if (one !== two) throw new Error('two runs at once disagree');
        return;
      }
    }
  }

  cacheFiles(): string[] {
    try {
      return readdirSync(this.cache, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name));
    } catch {
      return [];
    }
  }

  /** What a command says of the present state, as JSON. */
  async ask(command: Command, cached: boolean): Promise<string> {
    let out = '';
    let said = '';
    const io: Io = {
      cwd: this.repo.path,
      env: {},
      stdout: text => {
        out += text;
        return Promise.resolve(true);
      },
      stderr: text => {
        said += text;
      },
      stdoutIsTerminal: false,
      stderrIsTerminal: false,
      columns: 100,
      now: () => new Date(0),
      signal: new AbortController().signal,
    };
    const code = await run(
      [
        ...command.split(' '),
        ...['--format', 'json', '--jobs', '0'],
        ...(this.#back > 0 ? ['--at', `HEAD~${this.#back}`] : []),
        ...(this.#since === undefined ? [] : ['--since', this.#since]),
        ...(cached ? ['--cache-dir', this.cache] : ['--no-cache']),
      ],
      io,
    );
    return `exit ${code}\n${out || said}`;
  }

  end(): void {
    this.repo.cleanup();
    rmSync(this.cache, { recursive: true, force: true });
  }
}

/** Lives through the events and compares after each; answers with the event after which the reports differ. */
export async function firstDifference(list: readonly Event[]): Promise<string | undefined> {
  const life = await Life.begin();
  try {
    await life.ask('report', true);
    for (const [i, event] of list.entries()) {
      await life.happen(event);
      const expected = await life.ask('report', false);
      if (!expected.startsWith('exit 0'))
        return `event ${i} ${JSON.stringify(event)}: ${expected.slice(0, 400)}`;
      for (const run of ['first', 'second'] as const) {
        if ((await life.ask('report', true)) !== expected)
          return `event ${i} ${JSON.stringify(event)}: the ${run} report with the cache is another one`;
      }
      if (i % 3 !== 1) continue;
      const other = OTHERS[((i - 1) / 3) % OTHERS.length]!;
      if ((await life.ask(other, true)) !== (await life.ask(other, false)))
        return `event ${i} ${JSON.stringify(event)}: ${other} says something else with the cache`;
    }
    return undefined;
  } finally {
    life.end();
  }
}
