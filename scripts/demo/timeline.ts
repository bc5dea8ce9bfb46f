import { Buffer } from 'node:buffer';
import { type Entry, FastImport, type Moment, type Person } from '../../test/helpers/fast-import.ts';
import { CodeFile, type Layout, renderTypes } from './code.ts';
import { Random } from './random.ts';
import { attention, type Colleague, colleagues, type Planned, planned, type Stream } from './shop.ts';
import * as texts from './texts.ts';

/** Sends a stream into the repository and tells the commit id of each mark. */
export type Sink = (stream: FastImport) => Promise<ReadonlyMap<number, string>>;

const DAY = 86_400;
/** Monday, 20 November 2023; the demo ends on Friday, 20 November 2026. */
const START = Date.UTC(2023, 10, 20) / 1000;
const DAYS = 1097;

const RENAME_DAY = 301;
const REFORMAT_DAY = 486;
/** From here on the vouchers are cleaned up, step by step: the demo's success story. */
const RESCUE_DAY = 800;
const CONFIG_DAY = 1079;

const before: Layout = { indent: '    ', quote: '"' };
const after: Layout = { indent: '  ', quote: "'" };

const bot: Person = { name: 'renovate[bot]', email: '29139614+renovate[bot]@users.noreply.github.com' };

const isRescued = (plan: Planned): boolean => plan.path.endsWith('vouchers.ts');

interface Living {
  readonly plan: Planned;
  readonly code: CodeFile;
  readonly cases: string[];
}

/** Everything that happened to the shop, in order. Pure but for the sink: no clock, one seed. */
export async function writeTimeline(sink: Sink): Promise<void> {
  await new Timeline(sink).run();
}

class Timeline {
  readonly #random = new Random(20_231_120);
  readonly #sink: Sink;
  readonly #living: Living[];
  #stream = new FastImport();
  #mark = 0;
  #tip: string | undefined;
  #renamed = false;
  #layout = before;
  #time = START + 9 * 3600;
  #ticket = 100;
  #pull = 1;
  #version = 10;
  #rules = 6;
  #calls = 8;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#living = planned.map(plan => ({
      plan,
      code: new CodeFile(plan.words, plan.manner, plan.names, this.#random, plan.component),
      cases: ['works for the usual case'],
    }));
  }

  async run(): Promise<void> {
    this.#found();
    for (let day = 1; day < DAYS; day += 1) {
      const weekday = (day + 1) % 7;
      if (day === RENAME_DAY) this.#rename(day);
      if (day === REFORMAT_DAY) await this.#reformat(day);
      if (day === CONFIG_DAY)
        this.#save(day, this.#person(colleagues[0] as Colleague, day), 'chore: say what a delay costs', {
          'debt.config.yaml': texts.costModel,
        });
      // Days count from a Monday: 0 and 1 are the weekend.
      if (weekday === 0 || weekday === 6) continue;
      const season = day % 365 > 30 && day % 365 < 46 ? 0.25 : 1;
      const items = day === DAYS - 1 || this.#random.chance(0.75 * season) ? this.#random.whole(1, 2) : 0;
      for (let item = 0; item < items; item += 1) this.#work(day);
      if (this.#random.chance(0.08)) this.#bump(day);
      if (this.#random.chance(0.06)) this.#service(day);
    }
    this.#stream.ref('refs/heads/main', this.#mark);
    await this.#sink(this.#stream);
  }

  #found(): void {
    for (const { code, plan } of this.#living) code.grow(0, plan.start);
    const write: Record<string, string> = {
      'README.md': texts.readme,
      'package.json': texts.packageJson(this.#version),
      'src/shared/money.ts': texts.moneyModule,
      'src/web/parts.tsx': texts.partsModule,
      'src/generated/api-client.ts': texts.generatedClient(this.#calls),
      'services/fraud/rules.py': texts.fraudRules(this.#rules),
      'test/sample.ts': 'export const sample = (): never => ({}) as never;\n',
    };
    for (const living of this.#living) {
      write[this.#path(living.plan)] = living.code.render(this.#layout);
      write[this.#testPath(living.plan)] = texts.testModule(
        this.#path(living.plan),
        living.plan,
        living.cases,
      );
    }
    Object.assign(write, this.#types());
    this.#save(
      0,
      this.#person(colleagues[0] as Colleague, 0),
      'chore: move the shop into its own repository',
      write,
    );
  }

  /** One piece of work: a single squashed commit, or a branch of a few commits that is merged. */
  #work(day: number): void {
    const years = day / 365;
    const who = this.#random.weighted(
      colleagues.filter(one => one.from <= day && day < one.until),
      one => one.pace,
    );
    const stream = this.#random.chance(0.7)
      ? who.home
      : this.#random.weighted(Object.keys(attention) as Stream[], name => attention[name](years));
    const files = this.#living.filter(({ plan }) => plan.stream === stream);
    const main = this.#random.weighted(files, ({ plan }) => plan.busy);
    this.#ticket += 1;
    const ticket = this.#random.chance(0.8) ? `SHOP-${this.#ticket}` : undefined;
    const commits = this.#random.chance(0.22) ? this.#random.whole(2, 4) : 1;
    const trunk = this.#tip;
    const touched: Record<string, string> = {};
    for (let count = 0; count < commits; count += 1) {
      const purpose = this.#purpose(main, day);
      const chosen = [
        main,
        ...(this.#random.chance(0.28) ? [this.#random.weighted(files, ({ plan }) => plan.busy)] : []),
      ];
      const write = this.#change(new Set(chosen), purpose, day);
      Object.assign(touched, write);
      this.#save(
        day,
        this.#person(who, day),
        texts.subjectLine(this.#random, who, main.plan, purpose, ticket),
        write,
      );
    }
    if (commits === 1 || trunk === undefined) return;
    const branch = this.#tip as string;
    this.#pull += 1;
    const merger = this.#random.weighted(
      colleagues.filter(one => one.from <= day && day < one.until),
      one => one.pace,
    );
    this.#save(
      day,
      this.#person(merger, day),
      `Merge pull request #${this.#pull} from acme/${stream}-${this.#ticket}`,
      touched,
      [trunk, branch],
    );
  }

  #purpose({ plan }: Living, day: number): texts.Purpose {
    const rescue = isRescued(plan) && day > RESCUE_DAY;
    if (this.#random.chance(plan.fixes)) return 'fix';
    return this.#random.chance(rescue ? 0.85 : plan.manner.pile > 0.5 ? 0.02 : 0.1) ? 'tidy' : 'feature';
  }

  #change(chosen: ReadonlySet<Living>, purpose: texts.Purpose, day: number): Record<string, string> {
    const write: Record<string, string> = {};
    for (const { plan, code, cases } of chosen) {
      if (purpose === 'fix') {
        code.adjust(day, true);
        if (this.#random.chance(0.35)) code.guard(day);
      } else if (purpose === 'tidy') {
        const strokes = isRescued(plan) ? 4 : 1;
        for (let stroke = 0; stroke < strokes; stroke += 1) {
          if (!code.extract(day)) code.adjust(day, false);
          for (let step = 0; step < strokes; step += 1) code.prune();
        }
      } else {
        code.grow(day, plan.manner.pile > 0.5 ? this.#random.whole(0, 1) : this.#random.whole(1, 3));
        code.adjust(day, false);
      }
      if (purpose !== 'tidy' && this.#random.chance(0.55)) {
        cases.push(`covers case ${cases.length + 1}`);
        write[this.#testPath(plan)] = texts.testModule(this.#path(plan), plan, cases);
      }
      write[this.#path(plan)] = code.render(this.#layout);
    }
    return write;
  }

  #bump(day: number): void {
    this.#version += 1;
    this.#save(
      day,
      bot,
      `chore(deps): update react to 19.${Math.floor(this.#version / 10)}.${this.#version % 10}`,
      { 'package.json': texts.packageJson(this.#version) },
    );
  }

  #service(day: number): void {
    this.#rules += 1;
    const who = this.#random.pick(colleagues.filter(one => one.from <= day && day < one.until));
    const write: Record<string, string> = { 'services/fraud/rules.py': texts.fraudRules(this.#rules) };
    if (this.#random.chance(0.3)) {
      this.#calls += 1;
      write['src/generated/api-client.ts'] = texts.generatedClient(this.#calls);
    }
    this.#save(day, this.#person(who, day), `feat(fraud): add rule ${this.#rules}`, write);
  }

  #rename(day: number): void {
    const moved = this.#living.filter(({ plan }) => plan.oldPath !== undefined);
    const gone = moved.flatMap(({ plan }) => [this.#path(plan), this.#testPath(plan)]);
    const types = Object.keys(this.#types());
    this.#renamed = true;
    const write: Record<string, string> = this.#types();
    for (const { plan, code, cases } of moved) {
      write[this.#path(plan)] = code.render(this.#layout);
      write[this.#testPath(plan)] = texts.testModule(this.#path(plan), plan, cases);
    }
    gone.push(...types.filter(path => write[path] === undefined));
    this.#save(
      day,
      this.#person(colleagues[1] as Colleague, day),
      'refactor: call the basket what customers call it',
      write,
      undefined,
      gone,
    );
  }

  /** Every file in the new layout; the commit after it tells blame to look past it. */
  async #reformat(day: number): Promise<void> {
    this.#layout = after;
    const write: Record<string, string> = this.#types();
    for (const { plan, code } of this.#living) write[this.#path(plan)] = code.render(this.#layout);
    this.#save(
      day,
      this.#person(colleagues[4] as Colleague, day),
      'style: format everything with two spaces',
      write,
    );
    const reformat = this.#mark;
    const ids = await this.#sink(this.#stream);
    this.#stream = new FastImport();
    this.#tip = ids.get(reformat);
    this.#save(day, this.#person(colleagues[4] as Colleague, day), 'chore: let blame skip the reformatting', {
      '.git-blame-ignore-revs': `# style: format everything with two spaces\n${ids.get(reformat)}\n`,
      '.mailmap': texts.mailmap,
    });
  }

  #path(plan: Planned): string {
    return this.#renamed ? plan.path : (plan.oldPath ?? plan.path);
  }

  #testPath(plan: Planned): string {
    return this.#path(plan)
      .replace(/^src\//, 'test/')
      .replace(/\.(tsx?)$/, '.test.$1');
  }

  #types(): Record<string, string> {
    const folders = new Map<string, Planned[]>();
    for (const { plan } of this.#living) {
      const folder = this.#path(plan).replace(/\/[^/]+$/, '');
      folders.set(folder, [...(folders.get(folder) ?? []), plan]);
    }
    return Object.fromEntries(
      [...folders].map(([folder, plans]) => [
        `${folder}/types.ts`,
        renderTypes(
          plans.map(plan => plan.words),
          this.#layout,
        ),
      ]),
    );
  }

  #person(who: Colleague, day: number): Person {
    return {
      name: who.name,
      email: who.earlier !== undefined && day < who.earlier.untilDay ? who.earlier.email : who.email,
    };
  }

  #save(
    day: number,
    author: Person,
    message: string,
    write: Readonly<Record<string, string>>,
    parents?: readonly string[],
    remove: readonly string[] = [],
  ): void {
    // Time only moves forward: half an hour to two hours after the commit before, or the next morning.
    this.#time = Math.max(
      this.#time + this.#random.whole(900, 5400),
      START + day * DAY + this.#random.whole(8 * 3600, 10 * 3600),
    );
    const moment: Moment = { seconds: this.#time, zone: '+0000' };
    this.#mark += 1;
    this.#stream.commit({
      ref: 'refs/heads/main',
      mark: this.#mark,
      author,
      authoredAt: moment,
      committer: author,
      committedAt: moment,
      message,
      parents: parents ?? (this.#tip === undefined ? [] : [this.#tip]),
      remove,
      write: new Map(
        Object.entries(write).map(([path, text]): [string, Entry] => [
          path,
          { mode: '100644', data: Buffer.from(text) },
        ]),
      ),
    });
    this.#tip = `:${this.#mark}`;
  }
}
