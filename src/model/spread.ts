import type { RoadmapShift } from '../core/roadmap.ts';
import type { Ratio } from '../core/units.ts';
import type { Foundation } from './foundation.ts';
import { sortedCopy } from './order-statistics.ts';
import { LARGEST_PARTS } from './worlds.ts';

/** Where next quarter's effort is expected to go: part of each cell and of other work; adds up to 1. */
export interface Spread {
  readonly cells: Float64Array;
  readonly otherWork: Ratio;
}

export const spreadByHistory = ({ cells, shares }: Foundation): Spread => ({
  cells: Float64Array.from(cells, cell => cell.share),
  otherWork: shares.otherWork,
});

/**
 * Planned work takes its part of the effort from everything in proportion, and brings it to the streams it touches.
 * Inside a stream it goes where work went before (evenly, where there was none); what touches no stream is work in no
 * file of today.
 */
export function spreadByRoadmap(base: Foundation, shift: RoadmapShift): Spread {
  const history = spreadByHistory(base);
  const kept = 1 - shift.plannedShare;
  const cells = history.cells.map(share => share * kept);
  let placed = 0;
  shift.streams.forEach(({ byHistory, withRoadmap }, stream) => {
    const added = withRoadmap - kept * byHistory;
    for (const { cell, part } of membersOf(base, stream)) {
      cells[cell]! += added * part;
      placed += added * part;
    }
  });
  return { cells, otherWork: history.otherWork * kept + Math.max(0, shift.plannedShare - placed) };
}

/** A cell of a value stream, and its part of the stream by history (by number of files where there was no effort). */
export interface Member {
  readonly cell: number;
  readonly part: Ratio;
}

export function membersOf({ cells }: Pick<Foundation, 'cells'>, stream: number): Member[] {
  const members = cells.flatMap((cell, index) => (cell.streams.includes(stream) ? [index] : []));
  const effort = members.reduce((sum, cell) => sum + cells[cell]!.share, 0);
  const files = members.reduce((sum, cell) => sum + cells[cell]!.files.length, 0);
  return members.map(cell => ({
    cell,
    part: effort > 0 ? cells[cell]!.share / effort : cells[cell]!.files.length / files,
  }));
}

/** Shares of effort in each world: every part strays from its expected share by itself, then all are rescaled to 1. */
export interface SpreadDraws {
  readonly cells: readonly Float64Array[];
  readonly otherWork: Float64Array;
  /** Sum before rescaling. */
  readonly total: Float64Array;
  /** Rank of each cell, and last of other work. */
  readonly ranks: readonly number[];
}

export function drawSpread(base: Foundation, spread: Spread): SpreadDraws {
  const ranks = rankParts(base);
  const parts = base.cells.map((_, cell) => strayingShare(base, spread, cell, ranks));
  const otherWork = straying(base, 'other work', ranks.at(-1)!, spread.otherWork);
  const total = otherWork.slice();
  for (const part of parts) for (let world = 0; world < total.length; world++) total[world]! += part[world]!;
  for (const part of [...parts, otherWork]) {
    for (let world = 0; world < total.length; world++) {
      part[world] = total[world]! > 0 ? part[world]! / total[world]! : 0;
    }
  }
  return { cells: parts, otherWork, total, ranks };
}

const strayingShare = (
  base: Foundation,
  spread: Spread,
  cell: number,
  ranks: readonly number[],
): Float64Array => straying(base, `stream ${base.cells[cell]!.key}`, ranks[cell]!, spread.cells[cell]!);

/** The largest parts by history are drawn in dimensions of their own, the many small ones by name. */
function straying({ worlds, c }: Foundation, name: string, rank: number, share: Ratio): Float64Array {
  const draws =
    rank < LARGEST_PARTS
      ? worlds.gamma(c.streamShareShape, `part ${rank}`, '')
      : worlds.gamma(c.streamShareShape, 'small part', name);
  return scaled(draws, share);
}

/** Rank of each cell, and last of other work, by share of effort in history; ties in order of key. */
function rankParts({ cells, shares }: Foundation): number[] {
  const parts = [...cells.map(cell => cell.share), shares.otherWork];
  const order = parts.map((_, part) => part).sort((a, b) => parts[b]! - parts[a]! || a - b);
  const ranks = new Array<number>(parts.length);
  order.forEach((part, rank) => {
    ranks[part] = rank;
  });
  return ranks;
}

/**
 * Values of one cell's rescaled share, in no particular world: its own luck and the luck of all the rest are
 * independent, so they are paired more evenly here than the worlds happen to pair them.
 */
export function evenShares(
  base: Foundation,
  spread: Spread,
  { total, ranks }: SpreadDraws,
  cell: number,
): Float64Array {
  const own = strayingShare(base, spread, cell, ranks);
  const rest = sortedCopy(total.map((sum, world) => Math.max(0, sum - own[world]!)));
  const bits = 31 - Math.clz32(base.worlds.count);
  return sortedCopy(own).map((part, slice) => {
    const sum = part + rest[reverseBits(slice, bits)]!;
    return sum > 0 ? part / sum : 0;
  });
}

/** The van der Corput order: neighbours of one list meet far-off values of the other. */
function reverseBits(value: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit++) reversed |= ((value >>> bit) & 1) << (bits - 1 - bit);
  return reversed;
}

function scaled(draws: Float64Array, factor: number): Float64Array {
  for (let world = 0; world < draws.length; world++) draws[world]! *= factor;
  return draws;
}
