import type { Commit } from '../core/history.ts';
import type { Instant } from '../core/units.ts';

/** When and with what each commit arrived. Arrays are indexed like the list of commits handed in. */
export interface Landing {
  /** Commit time of the revision: nothing is known after it. */
  readonly asOf: Instant;
  /** Indices of the commits that reached the revision, in landing order, oldest first. */
  readonly order: Int32Array;
  /** Seconds since 1970; `NaN` for a commit that did not reach the revision. */
  readonly landedAt: Float64Array;
  /** Index of the first-parent commit that brought it in; -1 for a commit that did not reach the revision. */
  readonly landedBy: Int32Array;
  /** Ancestors dated after the revision: clocks that were wrong somewhere. */
  readonly futureCommits: number;
}

/**
 * Puts the ancestors of a revision in the order in which they reached its line of first parents.
 *
 * A commit made on a branch in March and merged in May changed nothing for the team before May, so it lands in May,
 * together with everything else the merge brought. Order: position on the first-parent line, then ancestors before
 * descendants, then commit time, then id. The order of the list handed in has no influence.
 *
 * Linear in commits and parents, plus n log n inside one merge. Parents that are not in the list are ignored
 * (shallow clones end that way).
 *
 * @throws {RangeError} the revision is not in the list: a mistake of the caller
 */
export function landCommits(commits: readonly Commit[], revision: string): Landing {
  const indexOf = new Map<string, number>();
  for (let i = 0; i < commits.length; i++) indexOf.set(commits[i]!.id, i);
  const tip = indexOf.get(revision);
  if (tip === undefined) throw new RangeError(`revision ${revision} is not among the commits`);

  const parents = parentTable(commits, indexOf);
  const asOf = commits[tip]!.commitTime;
  const landedAt = new Float64Array(commits.length).fill(Number.NaN);
  const landedBy = new Int32Array(commits.length).fill(-1);
  const order = new Int32Array(commits.length);
  let landed = 0;
  let futureCommits = 0;

  const mainLine = firstParentLine(parents, tip);
  const waiting = new Int32Array(commits.length);
  const firstEdge = new Int32Array(commits.length).fill(-1);
  const nextEdge = new Int32Array(parents.list.length);
  const childOf = new Int32Array(parents.list.length);
  for (let position = mainLine.length - 1; position >= 0; position--) {
    const arrival = mainLine[position]!;
    const time = Math.min(commits[arrival]!.commitTime, asOf);
    for (const index of arrivals(arrival)) {
      landedAt[index] = time;
      order[landed++] = index;
      if (commits[index]!.commitTime > asOf) futureCommits++;
    }
  }
  return { asOf, order: order.subarray(0, landed), landedAt, landedBy, futureCommits };

  /** What `arrival` made reachable, ancestors first. Marks them in `landedBy`. */
  function arrivals(arrival: number): readonly number[] {
    const group = [arrival];
    landedBy[arrival] = arrival;
    for (let next = 0; next < group.length; next++) {
      const index = group[next]!;
      for (let at = parents.start[index]!; at < parents.start[index + 1]!; at++) {
        const parent = parents.list[at]!;
        if (landedBy[parent] !== -1) continue;
        landedBy[parent] = arrival;
        group.push(parent);
      }
    }
    return group.length === 1 ? group : ancestorsFirst(group, arrival);
  }

  function ancestorsFirst(group: readonly number[], arrival: number): readonly number[] {
    let edges = 0;
    for (const index of group) {
      for (let at = parents.start[index]!; at < parents.start[index + 1]!; at++) {
        const parent = parents.list[at]!;
        if (landedBy[parent] !== arrival) continue;
        waiting[index]!++;
        edges++;
        // Children of a commit as a chain through the places of the parent table: edge → next edge of the same parent.
        nextEdge[at] = firstEdge[parent]!;
        firstEdge[parent] = at;
        childOf[at] = index;
      }
    }
    if (edges === 0) return group;
    const ready = new Heap((a, b) => isEarlier(commits[a]!, commits[b]!));
    for (const index of group) if (waiting[index] === 0) ready.push(index);
    const sorted: number[] = [];
    for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
      sorted.push(index);
      for (let edge = firstEdge[index]!; edge !== -1; edge = nextEdge[edge]!) {
        const child = childOf[edge]!;
        if (--waiting[child]! === 0) ready.push(child);
      }
    }
    return sorted;
  }
}

interface ParentTable {
  /** Parents of commit i are `list[start[i]]` to `list[start[i + 1] - 1]`. */
  readonly start: Int32Array;
  readonly list: Int32Array;
  /** First parent of each commit; -1 for none. */
  readonly first: Int32Array;
}

function parentTable(commits: readonly Commit[], indexOf: ReadonlyMap<string, number>): ParentTable {
  const start = new Int32Array(commits.length + 1);
  let total = 0;
  for (const commit of commits) total += commit.parents.length;
  const list = new Int32Array(total);
  const first = new Int32Array(commits.length).fill(-1);
  let used = 0;
  for (let i = 0; i < commits.length; i++) {
    start[i] = used;
    const { parents } = commits[i]!;
    for (let nth = 0; nth < parents.length; nth++) {
      const index = indexOf.get(parents[nth]!);
      if (index === undefined) continue;
      if (nth === 0) first[i] = index;
      list[used++] = index;
    }
  }
  start[commits.length] = used;
  return { start, list, first };
}

/** The revision, its first parent, that one's first parent, and so on: newest first. */
function firstParentLine({ first }: ParentTable, tip: number): number[] {
  const line: number[] = [];
  for (let index = tip; index !== -1 && line.length < first.length; index = first[index]!) line.push(index);
  return line;
}

function isEarlier(a: Commit, b: Commit): boolean {
  // Ids are hexadecimal, so the built-in comparison is the order by code point.
  return a.commitTime !== b.commitTime ? a.commitTime < b.commitTime : a.id < b.id;
}

/** Binary heap of commit indices: one merge may bring in the whole history of another repository. */
class Heap {
  readonly #items: number[] = [];
  readonly #isBefore: (a: number, b: number) => boolean;

  constructor(isBefore: (a: number, b: number) => boolean) {
    this.#isBefore = isBefore;
  }

  push(item: number): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#isBefore(item, items[up]!)) break;
      items[at] = items[up]!;
      at = up;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && this.#isBefore(items[down + 1]!, items[down]!)) down++;
      if (!this.#isBefore(items[down]!, last)) break;
      items[at] = items[down]!;
      at = down;
    }
    items[at] = last;
    return top;
  }
}
