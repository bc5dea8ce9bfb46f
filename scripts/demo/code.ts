import type { Random } from './random.ts';

/** The words a file is written in. */
export interface Words {
  /** The thing its functions work on, and its type: `invoice`, `Invoice`. */
  readonly subject: string;
  readonly type: string;
  /** The parts of it: `lines`, `line`, `InvoiceLine`. */
  readonly list: string;
  readonly item: string;
  readonly itemType: string;
  readonly numbers: readonly string[];
  readonly flags: readonly string[];
  readonly states: readonly string[];
  readonly sums: readonly [string, string];
}

/** How people write in a file: how deep they nest and how often they add to the one big function. */
export interface Manner {
  readonly deepest: number;
  readonly branchiness: number;
  /** Chance that new code is written at this level, not one further in. */
  readonly stay: number;
  /** Chance that new code goes into the first function instead of any. */
  readonly pile: number;
  /** Chance that new behaviour gets a function of its own. */
  readonly fresh: number;
}

interface Born {
  /** Day number on which the line was last written. */
  born: number;
}
type Statement = Born &
  (
    | { kind: 'set'; text: string; scope: Scope }
    | { kind: 'if'; condition: string; scope: Scope; body: Statement[]; otherwise: Statement[] }
    | { kind: 'each'; body: Statement[] }
    | { kind: 'return'; condition: string; text: string; scope: Scope }
  );
/** Whether a part of the subject is at hand. */
type Scope = 'subject' | 'item';

interface Routine {
  name: string;
  exported: boolean;
  takesItem: boolean;
  body: Statement[];
}

export interface Layout {
  readonly indent: string;
  readonly quote: '"' | "'";
}

/** A source file that people add to, correct and clean up. */
export class CodeFile {
  readonly words: Words;
  readonly #manner: Manner;
  readonly #names: string[];
  readonly #routines: Routine[] = [];
  readonly #random: Random;
  readonly #component: boolean;

  constructor(words: Words, manner: Manner, names: readonly string[], random: Random, component = false) {
    this.words = words;
    this.#manner = manner;
    this.#names = [...names];
    this.#random = random;
    this.#component = component;
    this.#addRoutine(0, true);
  }

  get routineNames(): readonly string[] {
    return this.#routines.map(routine => routine.name);
  }

  /** New behaviour: a branch somewhere, or a function. */
  grow(day: number, amount: number): void {
    for (let step = 0; step < amount; step += 1) {
      if (this.#names.length > 0 && this.#random.chance(this.#manner.fresh))
        this.#addRoutine(day, this.#random.chance(0.7));
      else this.#insert(day);
    }
  }

  /** Other values in lines that exist; the newest lines first when `recent`. */
  adjust(day: number, recent: boolean): void {
    const all = this.#routines
      .flatMap(routine => [...walk(routine.body)])
      .filter(({ statement }) => statement.kind !== 'each');
    const fresh = all.filter(({ statement }) => day - statement.born < 75 && statement.born > 0);
    const target = this.#random.pick(recent && fresh.length > 0 ? fresh : all).statement;
    target.born = day;
    if (target.kind === 'set') target.text = this.#effect(target.scope);
    if (target.kind === 'if' || target.kind === 'return') target.condition = this.#condition(target.scope);
  }

  /** A check at the top of a function: the usual shape of a fix. */
  guard(day: number): void {
    const routine = this.#routine();
    const scope = routine.takesItem ? 'item' : 'subject';
    routine.body.unshift({ kind: 'return', condition: this.#condition(scope), text: '0', scope, born: day });
  }

  /** Takes the deepest block out into a function of its own. Returns whether there was one. */
  extract(day: number): boolean {
    let best: { readonly statement: Statement & { kind: 'if' }; readonly depth: number } | undefined;
    for (const routine of this.#routines) {
      for (const { statement, depth } of walk(routine.body)) {
        if (statement.kind !== 'if' || statement.body.length < 2) continue;
        if (best === undefined || depth > best.depth) best = { statement, depth };
      }
    }
    if (best === undefined) return false;
    const { statement } = best;
    const item = statement.scope === 'item';
    const name = this.#name();
    this.#routines.push({ name, exported: false, takesItem: item, body: statement.body });
    const call = `${this.words.sums[0]} += ${name}(${this.words.subject}${item ? `, ${this.words.item}` : ''});`;
    statement.body = [{ kind: 'set', text: call, scope: statement.scope, born: day }];
    return true;
  }

  /** Removes one statement that nobody needs any more. */
  prune(): void {
    const bodies = this.#routines
      .flatMap(routine => [...walk(routine.body)].map(({ within }) => within))
      .filter(body => body.length > 1);
    if (bodies.length > 0) this.#random.pick(bodies).pop();
  }

  render(layout: Layout): string {
    const { subject, type, item, itemType } = this.words;
    const out: string[] = [
      `import { round } from "../shared/money";`,
      `import type { ${type}, ${itemType} } from "./types";`,
    ];
    if (this.#component) out.unshift('import { Badge, Panel, Price } from "./parts";');
    for (const routine of this.#routines) {
      const parameters = `${subject}: ${type}${routine.takesItem ? `, ${item}: ${itemType}` : ''}`;
      out.push('', `${routine.exported ? 'export ' : ''}function ${routine.name}(${parameters}): number {`);
      out.push(...this.words.sums.map(name => `\tlet ${name} = 0;`), ...block(routine.body, this.words, 1));
      out.push(`\treturn round(${this.words.sums[0]} - ${this.words.sums[1]});`, '}');
    }
    if (this.#component) out.push('', ...this.#view());
    const text = `${out.join('\n')}\n`.replaceAll(/^\t+/gm, tabs => layout.indent.repeat(tabs.length));
    return layout.quote === '"' ? text : text.replaceAll('"', "'");
  }

  #view(): string[] {
    const { subject, type, item, list, flags, numbers } = this.words;
    const [flag = 'visible', other = 'marked'] = flags;
    return [
      `export function ${type}View({ ${subject} }: { ${subject}: ${type} }) {`,
      '\treturn (',
      `\t\t<Panel title={${subject}.title}>`,
      `\t\t\t{${subject}.${flag} && <Badge text="${flag}" />}`,
      `\t\t\t{${subject}.${list}.map(${item} => (`,
      `\t\t\t\t<Price key={${item}.id} value={${item}.${numbers[0] ?? 'price'}} muted={!${item}.${other}} />`,
      '\t\t\t))}',
      `\t\t\t<Price value={${this.#routines[0]?.name ?? 'total'}(${subject})} />`,
      '\t\t</Panel>',
      '\t);',
      '}',
    ];
  }

  #name(): string {
    const used = new Set(this.routineNames);
    const listed = this.#names.shift();
    if (listed !== undefined && !used.has(listed)) return listed;
    const { item, sums } = this.words;
    for (let count = 2; ; count += 1) {
      const verb = this.#random.pick(['apply', 'collect', 'derive', 'resolve', 'settle', 'prepare', 'check']);
      const noun = this.#random.pick([item, ...sums, ...this.words.numbers]);
      const name = `${verb}${capital(noun)}${this.#random.pick(['', 'Rules', 'Limits', 'Defaults', 'Part'])}`;
      if (!used.has(name)) return name;
      if (count > 40) return `${name}${count}`;
    }
  }

  #routine(): Routine {
    const [first] = this.#routines;
    return first !== undefined && this.#random.chance(this.#manner.pile)
      ? first
      : this.#random.pick(this.#routines);
  }

  #addRoutine(day: number, exported: boolean): void {
    const routine: Routine = {
      name: this.#name(),
      exported,
      takesItem: this.#routines.length > 0 && this.#random.chance(0.4),
      body: [],
    };
    this.#routines.push(routine);
    const scope = routine.takesItem ? 'item' : 'subject';
    if (!routine.takesItem)
      routine.body.push({ kind: 'each', body: [this.#set('item', day), this.#set('item', day)], born: day });
    routine.body.push(this.#set(scope, day), this.#set(scope, day));
  }

  #insert(day: number): void {
    const routine = this.#routine();
    let body = routine.body;
    let scope: Scope = routine.takesItem ? 'item' : 'subject';
    let depth = 0;
    while (depth < this.#manner.deepest) {
      const inner = body.filter(statement => statement.kind === 'if' || statement.kind === 'each');
      if (inner.length === 0 || this.#random.chance(this.#manner.stay)) break;
      const chosen = this.#random.pick(inner);
      if (chosen.kind === 'each') scope = 'item';
      body =
        chosen.kind === 'if' && chosen.otherwise.length > 0 && this.#random.chance(0.4)
          ? chosen.otherwise
          : (chosen as { body: Statement[] }).body;
      depth += 1;
    }
    const branch = depth < this.#manner.deepest && this.#random.chance(this.#manner.branchiness);
    if (!branch) body.splice(this.#random.whole(0, body.length), 0, this.#set(scope, day));
    else if (scope === 'subject' && this.#random.chance(0.2))
      body.push({ kind: 'each', body: [this.#set('item', day)], born: day });
    else {
      const otherwise = this.#random.chance(0.3) ? [this.#set(scope, day)] : [];
      const then = [this.#set(scope, day), ...(this.#random.chance(0.5) ? [this.#set(scope, day)] : [])];
      body.splice(this.#random.whole(0, body.length), 0, {
        kind: 'if',
        condition: this.#condition(scope),
        scope,
        body: then,
        otherwise,
        born: day,
      });
    }
  }

  #set(scope: Scope, day: number): Statement {
    return { kind: 'set', text: this.#effect(scope), scope, born: day };
  }

  #effect(scope: Scope): string {
    const { subject, item, numbers, sums } = this.words;
    const holder = scope === 'item' ? item : subject;
    const sum = this.#random.pick(sums);
    const number = this.#random.pick(numbers);
    return this.#random.pick([
      `${sum} += ${holder}.${number};`,
      `${sum} += ${holder}.${number} * ${this.#factor()};`,
      `${sum} = Math.max(${sum}, ${holder}.${number});`,
      `${sum} -= ${holder}.${number} / ${this.#random.whole(2, 12)};`,
      `${sum} = round(${sum} * ${this.#factor()});`,
    ]);
  }

  #condition(scope: Scope): string {
    const { subject, item, numbers, flags, states } = this.words;
    const holder = scope === 'item' && this.#random.chance(0.75) ? item : subject;
    const single = (): string =>
      this.#random.pick([
        `${holder}.${this.#random.pick(numbers)} ${this.#random.pick(['>', '<', '>=', '==='])} ${this.#random.whole(0, 60)}`,
        `${holder}.${this.#random.pick(flags)}`,
        `!${holder}.${this.#random.pick(flags)}`,
        `${subject}.state ${this.#random.pick(['===', '!=='])} "${this.#random.pick(states)}"`,
      ]);
    if (!this.#random.chance(this.#manner.branchiness * 0.7)) return single();
    return `${single()} ${this.#random.pick(['&&', '||', '&&'])} ${single()}`;
  }

  #factor(): string {
    return (this.#random.whole(2, 98) / 100).toFixed(2);
  }
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function* walk(
  body: Statement[],
  depth = 0,
): Generator<{ readonly statement: Statement; readonly within: Statement[]; readonly depth: number }> {
  for (const statement of body) {
    yield { statement, within: body, depth };
    if (statement.kind === 'if' || statement.kind === 'each') yield* walk(statement.body, depth + 1);
    if (statement.kind === 'if') yield* walk(statement.otherwise, depth + 1);
  }
}

function block(body: readonly Statement[], words: Words, depth: number): string[] {
  const pad = '\t'.repeat(depth);
  return body.flatMap(statement => {
    switch (statement.kind) {
      case 'set':
        return [`${pad}${statement.text}`];
      case 'return':
        return [`${pad}if (${statement.condition}) return ${statement.text};`];
      case 'each':
        return [
          `${pad}for (const ${words.item} of ${words.subject}.${words.list}) {`,
          ...block(statement.body, words, depth + 1),
          `${pad}}`,
        ];
      case 'if':
        return [
          `${pad}if (${statement.condition}) {`,
          ...block(statement.body, words, depth + 1),
          ...(statement.otherwise.length > 0
            ? [`${pad}} else {`, ...block(statement.otherwise, words, depth + 1)]
            : []),
          `${pad}}`,
        ];
    }
    return [];
  });
}

/** The types that the files of one folder work on. */
export function renderTypes(all: readonly Words[], layout: Layout): string {
  const seen = new Set<string>();
  const parts: string[] = [];
  for (const words of all) {
    if (seen.has(words.type)) continue;
    seen.add(words.type);
    const fields = [
      ...words.numbers.map(name => `\t${name}: number;`),
      ...words.flags.map(name => `\t${name}: boolean;`),
    ];
    const states = words.states.map(state => `"${state}"`).join(' | ');
    parts.push(`export interface ${words.itemType} {\n\tid: string;\n${fields.join('\n')}\n}`);
    parts.push(
      `export interface ${words.type} {\n\tid: string;\n\ttitle: string;\n\tstate: ${states};\n\t${words.list}: ${words.itemType}[];\n${fields.join('\n')}\n}`,
    );
  }
  const text = `${parts.join('\n\n')}\n`.replaceAll(/^\t+/gm, tabs => layout.indent.repeat(tabs.length));
  return layout.quote === '"' ? text : text.replaceAll('"', "'");
}
