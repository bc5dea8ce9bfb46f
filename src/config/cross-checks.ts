import { readDate } from './calendar-date.ts';
import { readGlob } from './glob.ts';
import { lineAndColumn, type PlacedProblem, type SourceText } from './place.ts';
import { shown } from './reading.ts';
import { placed } from './shape-problems.ts';
import { readShare } from './share.ts';
import { nearest } from './suggestion.ts';
import type { Located, Path } from './yaml-source.ts';

/**
 * What single values cannot know: names that have to exist, sums, orders. Works on the file as written, so that it
 * also finds its problems in a file that has others; what cannot be read is passed over here, the readers tell of it.
 */
export function crossChecks(source: SourceText, root: Located): PlacedProblem[] {
  const say: Say = (node, path, what, fix) => placed(source, node.span, path, what, fix);
  const streams = root.entries?.get('valueStreams')?.node.items ?? [];
  const roadmap = root.entries?.get('roadmap')?.node.items ?? [];
  return [
    ...duplicates(source, streams, 'valueStreams', 'name', say),
    ...duplicates(source, roadmap, 'roadmap', 'id', say),
    ...roadmap.flatMap((item, i) => touchesProblems(source, item, ['roadmap', i], streamNames(streams), say)),
    ...roadmap.flatMap((item, i) => dateProblems(item, ['roadmap', i], say)),
    ...dependencyProblems(roadmap, say),
    ...gateProblems(source, root, streamNames(streams)),
    ...scenarioProblems(source, root),
    ...globKeyProblems(source, root),
  ];
}

type Say = (node: Located, path: Path, what: string, fix: string | (() => string)) => PlacedProblem;

/** A text or bare number as the readers of names and ids see it. */
function textAt(item: Located | undefined, key: string): string | undefined {
  const value = item?.entries?.get(key)?.node.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function streamNames(streams: readonly Located[]): ReadonlySet<string> {
  return new Set(streams.flatMap(stream => textAt(stream, 'name') ?? []));
}

function duplicates(
  source: SourceText,
  items: readonly Located[],
  list: string,
  key: string,
  say: Say,
): PlacedProblem[] {
  const first = new Map<string, Located>();
  return items.flatMap((item, i) => {
    const name = textAt(item, key);
    const node = item.entries?.get(key)?.node;
    if (name === undefined || !node) return [];
    const earlier = first.get(name);
    if (!earlier) {
      first.set(name, node);
      return [];
    }
    const { line } = lineAndColumn(source, earlier.span[0]);
    return [
      say(
        node,
        [list, i, key],
        `${shown(name)} is used twice, first on line ${line}`,
        `give each ${key} once`,
      ),
    ];
  });
}

/** Names of streams are checked only against a list in the same file: without one they are drawn from the repository. */
function touchesProblems(
  source: SourceText,
  item: Located,
  path: Path,
  streams: ReadonlySet<string>,
  say: Say,
): PlacedProblem[] {
  const touches = item.entries?.get('touches')?.node;
  if (!touches?.entries) return [];
  const problems: PlacedProblem[] = [];
  let sum = 0;
  for (const [name, { key, node }] of touches.entries) {
    const share = readShare(node.value);
    if (share.ok) sum += share.value;
    if (streams.size > 0 && !streams.has(name))
      problems.push(
        placed(source, key, [...path, 'touches'], `there is no value stream ${shown(name)}`, () =>
          streamFix(name, streams),
        ),
      );
  }
  if (sum > 1 + 1e-9) {
    problems.push(
      say(
        touches,
        [...path, 'touches'],
        `the shares add up to ${Number((sum * 100).toFixed(2))} %`,
        'at most 100 %; what is left over is work elsewhere',
      ),
    );
  }
  return problems;
}

function streamFix(name: string, streams: ReadonlySet<string>): string {
  const meant = nearest(name, streams);
  return meant === undefined ? 'use a name from `valueStreams:`' : `did you mean \`${meant}\`?`;
}

function dateProblems(item: Located, path: Path, say: Say): PlacedProblem[] {
  const start = readDate(item.entries?.get('start')?.node.value);
  const dueNode = item.entries?.get('due')?.node;
  const due = readDate(dueNode?.value);
  if (!dueNode || !start.ok || !due.ok || due.value > start.value) return [];
  return [
    say(
      dueNode,
      [...path, 'due'],
      `${due.value} is not after the start, ${start.value}`,
      'exchange them, or mend the year',
    ),
  ];
}

function dependencyProblems(roadmap: readonly Located[], say: Say): PlacedProblem[] {
  const indexOf = new Map<string, number>();
  roadmap.forEach((item, i) => {
    const id = textAt(item, 'id');
    if (id !== undefined && !indexOf.has(id)) indexOf.set(id, i);
  });
  const edges = roadmap.map((item, i) =>
    (item.entries?.get('dependsOn')?.node.items ?? []).flatMap((node, j) => {
      const name =
        typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : undefined;
      return name === undefined
        ? []
        : [{ name, node, to: indexOf.get(name), path: ['roadmap', i, 'dependsOn', j] as Path }];
    }),
  );
  const unknown = edges.flat().flatMap(({ name, node, to, path }) => {
    if (to !== undefined) return [];
    const fix = () => {
      const meant = nearest(name, indexOf.keys());
      return meant === undefined ? 'use the id of another item' : `did you mean \`${meant}\`?`;
    };
    return [say(node, path, `there is no roadmap item ${shown(name)}`, fix)];
  });
  return [...unknown, ...cycles(roadmap, edges, say)];
}

interface Edge {
  readonly to: number | undefined;
  readonly node: Located;
  readonly path: Path;
}

/** Items of a ring that are named in a message. */
const LONGEST_RING = 10;

/** One problem for each way back found by a depth-first walk; the walk keeps its own stack, so long chains are fine. */
function cycles(roadmap: readonly Located[], edges: readonly (readonly Edge[])[], say: Say): PlacedProblem[] {
  const state = new Array<'new' | 'open' | 'done'>(edges.length).fill('new');
  const problems: PlacedProblem[] = [];
  for (let start = 0; start < edges.length; start++) {
    if (state[start] !== 'new') continue;
    const stack: { at: number; next: number }[] = [{ at: start, next: 0 }];
    state[start] = 'open';
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const edge = edges[top.at]?.[top.next++];
      if (!edge) {
        state[top.at] = 'done';
        stack.pop();
      } else if (edge.to !== undefined && state[edge.to] === 'open') {
        const from = stack.findIndex(step => step.at === edge.to);
        const ring = [...stack.slice(from).map(step => step.at), edge.to].map(
          i => textAt(roadmap[i], 'id') ?? '?',
        );
        const told =
          ring.length > LONGEST_RING ? [...ring.slice(0, LONGEST_RING - 2), '…', ring.at(-1)] : ring;
        problems.push(
          say(
            edge.node,
            edge.path,
            `the items wait for each other: ${told.join(' → ')}`,
            'remove one of these dependencies',
          ),
        );
      } else if (edge.to !== undefined && state[edge.to] === 'new') {
        state[edge.to] = 'open';
        stack.push({ at: edge.to, next: 0 });
      }
    }
  }
  return problems;
}

function gateProblems(source: SourceText, root: Located, streams: ReadonlySet<string>): PlacedProblem[] {
  const gates = root.entries?.get('gates')?.node;
  const perStream = gates?.entries?.get('perValueStream')?.node.entries ?? new Map();
  const problems: PlacedProblem[] = [];
  const hasRate = root.entries?.get('team')?.node.entries?.has('costPerHour') ?? false;
  const needsRate = (group: Located | undefined, path: Path) => {
    const entry = group?.entries?.get('maxNewCostPerQuarter');
    if (entry && !hasRate) {
      problems.push(
        placed(
          source,
          entry.key,
          [...path, 'maxNewCostPerQuarter'],
          'a limit in money needs a rate',
          'set `team.costPerHour`, or use `maxNewHoursPerQuarter`',
        ),
      );
    }
  };
  needsRate(gates, ['gates']);
  for (const [name, { key, node }] of perStream) {
    needsRate(node, ['gates', 'perValueStream', name]);
    if (streams.size > 0 && !streams.has(name))
      problems.push(
        placed(source, key, ['gates', 'perValueStream'], `there is no value stream ${shown(name)}`, () =>
          streamFix(name, streams),
        ),
      );
  }
  return problems;
}

/** The one problem that `calibrate --write` mends by itself. */
export const NOT_CALIBRATED = 'config-not-calibrated';

function scenarioProblems(source: SourceText, root: Located): PlacedProblem[] {
  const model = root.entries?.get('model')?.node.entries;
  const scenario = model?.get('scenario')?.node;
  const calibrated = model?.get('scenarios')?.node.entries?.get('calibrated')?.node.value;
  if (scenario?.value !== 'calibrated' || (calibrated !== undefined && calibrated !== null)) return [];
  const fix = 'run `debtcast calibrate --issues <csv> --write` first, or write evidence';
  return [
    placed(
      source,
      scenario.span,
      ['model', 'scenario'],
      'there is no calibrated scenario yet',
      fix,
      NOT_CALIBRATED,
    ),
  ];
}

/** Keys of `hoursPerFix` are globs; zod sees keys only as text. */
function globKeyProblems(source: SourceText, root: Located): PlacedProblem[] {
  const entries = root.entries?.get('fix')?.node.entries?.get('hoursPerFix')?.node.entries ?? new Map();
  return [...entries].flatMap(([glob, { key }]) => {
    const reading = readGlob(glob);
    return reading.ok ? [] : [placed(source, key, ['fix', 'hoursPerFix'], reading.what, reading.fix)];
  });
}
