import type { FunctionDiff } from '../core/diff.ts';
import type { FileMeasure, FunctionMeasure } from '../core/measure.ts';
import { compareText } from '../core/text-order.ts';

/** Cognitive complexity above which a function is called too hard: the default of Sonar's rule S3776. */
export const THRESHOLD = 15;

/** One file before and after; absent where it did not exist. */
export interface FilePair {
  readonly before?: FileMeasure;
  readonly after?: FileMeasure;
}

/** One function whose complexity differs. */
export interface FunctionChange {
  readonly name: string;
  /** Line after the change; before it for a removed function. */
  readonly line: number;
  readonly before?: number;
  readonly after?: number;
}

/** What really changed in a file: complexity and statements that were written or removed, not moved. */
export interface AttributedChange {
  /** Points of cognitive complexity, after less before. */
  readonly cognitive: number;
  readonly statements: number;
  /** Functions whose complexity differs, the largest rise first. */
  readonly functions: readonly FunctionChange[];
}

/** A function on one side, with its file's place in the list. */
interface Placed {
  readonly file: number;
  readonly fn: FunctionMeasure;
}

interface Tally {
  cognitive: number;
  statements: number;
}

/**
 * What was written and what was removed, file by file. Functions are matched by what they are, never by line or
 * count: first by text inside their file, then by text or body in any changed file (moved, renamed, exported), then by
 * name inside their file, then by name when it is unmistakable and about as complex (its class renamed, or moved and
 * edited on the way), last by all of their counts and a word of their name when the counts are unmistakable in the file
 * (something that name and body speak of was renamed). Text that reappears is no change. What lies outside functions
 * (class and type declarations, constants) has no name: what leaves one file and appears in another counts as moved;
 * imports never count.
 * @returns one for each pair, in their order
 */
export function attributeChanges(pairs: readonly FilePair[]): AttributedChange[] {
  const changes = pairs.map(() => [] as FunctionChange[]);
  const tallies = pairs.map((): Tally => ({ cognitive: 0, statements: 0 }));
  const loose = pairs.map(({ before, after }) => ({
    cognitive: outside(after, 'cognitive') - outside(before, 'cognitive'),
    statements: outside(after, 'statements') - outside(before, 'statements'),
  }));
  const { written, removed, edited } = matchFunctions(pairs);
  for (const { before, after } of edited) {
    record(after.file, before.fn, after.fn);
    tallies[after.file]!.cognitive += after.fn.cognitive - before.fn.cognitive;
    tallies[after.file]!.statements += after.fn.statements - before.fn.statements;
  }
  for (const { file, fn } of written) gain(file, fn, 1);
  for (const { file, fn } of removed) gain(file, fn, -1);
  spread(loose, 'cognitive');
  spread(loose, 'statements');
  return pairs.map((_, file) => ({
    cognitive: tallies[file]!.cognitive + loose[file]!.cognitive,
    statements: tallies[file]!.statements + loose[file]!.statements,
    functions: changes[file]!.sort(
      (a, b) => rise(b) - rise(a) || a.line - b.line || compareText(a.name, b.name),
    ),
  }));

  function record(file: number, before: FunctionMeasure | undefined, after: FunctionMeasure | undefined) {
    if ((before?.cognitive ?? 0) === (after?.cognitive ?? 0)) return;
    const shown = (after ?? before)!;
    changes[file]!.push({
      name: shown.name,
      line: shown.line,
      ...(before && { before: before.cognitive }),
      ...(after && { after: after.cognitive }),
    });
  }

  /** Straight code without a branch has no face: it moves like what lies outside functions. */
  function gain(file: number, fn: FunctionMeasure, sign: 1 | -1) {
    const into = fn.cognitive === 0 ? loose[file]! : tallies[file]!;
    into.cognitive += sign * fn.cognitive;
    into.statements += sign * fn.statements;
    record(file, sign === 1 ? undefined : fn, sign === 1 ? fn : undefined);
  }
}

const rise = (fn: FunctionChange): number => (fn.after ?? 0) - (fn.before ?? 0);

/** What lies outside all functions of the file, imports left out. */
function outside(measure: FileMeasure | undefined, what: 'cognitive' | 'statements'): number {
  if (measure === undefined) return 0;
  const imports = what === 'statements' ? (measure.imports ?? 0) : 0;
  return measure.functions.reduce((rest, fn) => rest - fn[what], measure[what] - imports);
}

/** Takes away what one file lost and another gained, from each in proportion: the rest was written or removed. */
function spread(loose: readonly Tally[], what: keyof Tally): void {
  let gained = 0;
  let lost = 0;
  for (const { [what]: amount } of loose) {
    if (amount > 0) gained += amount;
    else lost -= amount;
  }
  const moved = Math.min(gained, lost);
  if (moved === 0) return;
  for (const one of loose) {
    const all = one[what] > 0 ? gained : lost;
    // Whole products before the division: what moved entirely leaves exactly 0.
    one[what] = (one[what] * (all - moved)) / all;
  }
}

interface Matched {
  readonly written: readonly Placed[];
  readonly removed: readonly Placed[];
  readonly edited: readonly { readonly before: Placed; readonly after: Placed }[];
}

function matchFunctions(pairs: readonly FilePair[]): Matched {
  const place = (side: keyof FilePair): Placed[] =>
    pairs.flatMap((pair, file) => (pair[side]?.functions ?? []).map(fn => ({ file, fn })));
  const open: Open = { gone: place('before'), come: place('after') };
  pair(open, ({ file, fn }) => `${file} ${fn.textHash}`);
  pair(open, ({ fn }) => fn.textHash);
  pair(open, ({ file, fn }) => bodyKey(fn) && `${file} ${bodyKey(fn)}`);
  pair(open, ({ fn }) => bodyKey(fn));
  const edited = [
    ...pair(open, ({ file, fn }) => `${file} ${fn.name}`),
    ...[memberName, ownName].flatMap(nameOf =>
      pair(
        open,
        unique(open, ({ file, fn }) => `${file} ${nameOf(fn)}`),
        areAlike,
      ),
    ),
    ...[({ name }: FunctionMeasure) => name, givenName].flatMap(nameOf =>
      pair(
        open,
        unique(open, ({ fn }) => nameOf(fn)),
        areAlike,
      ),
    ),
  ];
  pair(
    open,
    unique(open, ({ file, fn }) => shapeKey(fn) && `${file} ${shapeKey(fn)}`),
    shareAWord,
  );
  return { written: open.come, removed: open.gone, edited };
}

interface Open {
  gone: Placed[];
  come: Placed[];
}

/** Bodies too short to tell functions apart have no key. */
const bodyKey = ({ bodyHash, parameters, cognitive }: FunctionMeasure): string | undefined =>
  bodyHash === undefined || cognitive === 0 ? undefined : `${bodyHash} ${parameters}`;

/** Every count of a function: where a rename runs through name and body alike, they are all that stays. */
const shapeKey = ({ cognitive, cyclomatic, nesting, parameters, statements }: FunctionMeasure) =>
  cognitive === 0 ? undefined : `${cognitive} ${cyclomatic} ${nesting} ${parameters} ${statements}`;

/** Pairs what has the same key on both sides, in the order of the files, and leaves the rest open. */
function pair(
  open: Open,
  keyOf: (one: Placed) => string | undefined,
  accepts: (before: Placed, after: Placed) => boolean = () => true,
): { readonly before: Placed; readonly after: Placed }[] {
  const waiting = new Map<string, Placed[]>();
  for (const one of open.gone) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [one]);
    else list.push(one);
  }
  const pairs: { before: Placed; after: Placed }[] = [];
  const taken = new Set<Placed>();
  for (const after of open.come) {
    const key = keyOf(after);
    const list = key === undefined ? undefined : waiting.get(key);
    const before = list?.[0];
    if (before === undefined || !accepts(before, after)) continue;
    list!.shift();
    taken.add(before);
    taken.add(after);
    pairs.push({ before, after });
  }
  open.gone = open.gone.filter(one => !taken.has(one));
  open.come = open.come.filter(one => !taken.has(one));
  return pairs;
}

/** The key, where it is the only one of its kind among those that went, and among those that came. */
function unique({ gone, come }: Open, keyOf: (one: Placed) => string | undefined): typeof keyOf {
  const counts = (list: readonly Placed[]) => {
    const byKey = new Map<string | undefined, number>();
    for (const one of list) byKey.set(keyOf(one), (byKey.get(keyOf(one)) ?? 0) + 1);
    return byKey;
  };
  const left = counts(gone);
  const arrived = counts(come);
  return one => {
    const key = keyOf(one);
    return left.get(key) === 1 && arrived.get(key) === 1 ? key : undefined;
  };
}

/** `fetch › callback` of `Request.fetch › callback`: stays when the class around it is renamed. */
const memberName = ({ name }: FunctionMeasure): string => name.slice(name.indexOf('.') + 1);

/** `process` of `Portal.process`: stays when what holds the function is renamed. */
const ownName = ({ name }: FunctionMeasure): string =>
  name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(' ')) + 1);

/** `process` of `Portal.process`, now a function elsewhere; nothing where no one gave a name. */
const givenName = (fn: FunctionMeasure): string | undefined => {
  const last = fn.name.slice(fn.name.lastIndexOf('› ') + 1).trim();
  return last.includes(' ') || last.endsWith('.constructor') ? undefined : ownName(fn);
};

/** `getRunner` and `getQueryRunner`: a new name for a thing leaves a word of the old one, another function has another. */
function shareAWord({ fn: before }: Placed, { fn: after }: Placed): boolean {
  const words = (fn: FunctionMeasure) =>
    ownName(fn)
      .split(/(?=[A-Z])|[^\p{L}\p{N}]+/u)
      .map(word => word.toLowerCase())
      .filter(word => word !== '');
  const known = new Set(words(before));
  return words(after).some(word => known.has(word));
}

/** Another function of the same name is as a rule of another size: more than half apart is no edit on the way. */
function areAlike({ fn: { cognitive: a } }: Placed, { fn: { cognitive: b } }: Placed): boolean {
  return Math.min(a, b) > 0 && 2 * Math.min(a, b) >= Math.max(a, b);
}

/** How a function stands to the threshold; nothing when it is below on both sides. */
export function crossing({ name, line, before, after }: FunctionChange): FunctionDiff | undefined {
  const was = before ?? 0;
  const is = after ?? 0;
  if (was <= THRESHOLD && is <= THRESHOLD) return undefined;
  const kind = (): FunctionDiff['change'] => {
    if (after === undefined) return 'removed-above';
    if (before === undefined) return 'new-above';
    if (was <= THRESHOLD) return 'risen-above';
    if (is <= THRESHOLD) return 'fallen-below';
    return is > was ? 'grown' : 'shrunk';
  };
  return {
    name,
    line,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    change: kind(),
  };
}
