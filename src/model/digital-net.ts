import type { RandomBits } from './random-key.ts';

/**
 * Orders in which lists visit their equal slices, world by world: permutations of 0..2^bits - 1.
 *
 * Plain shuffles would do for one list, but a printed bound depends on several lists at once (the common unknown, the
 * luck of the file ...), and shuffles leave gaps and clumps between them. So the orders are those of a digital net
 * (Sobol): however the square, or the cube of the first three dimensions, is cut into 2^bits equal boxes with sides
 * that are powers of two, each box holds exactly one world.
 *
 * Two random changes keep that property: `left`, a lower triangular matrix for each list, and `right`, one for each
 * key, which re-numbers the worlds in a way that the base dimension does not notice. Lists of different keys get
 * different re-numberings and are as good as independent.
 */
export function netOrder(
  dimension: readonly number[],
  bits: number,
  left: RandomBits,
  right: RandomBits,
): Uint32Array {
  const columns = columnsOf(mixRows(reindex(dimension, bits, right), bits, left), bits);
  const order = new Uint32Array(1 << bits);
  order[0] = left() >>> (32 - bits);
  for (let bit = 0; bit < bits; bit++) {
    const half = 1 << bit;
    const column = columns[bit]!;
    for (let world = 0; world < half; world++) order[world + half] = order[world]! ^ column;
  }
  return order;
}

/** The base: slice bit k, most significant first, is bit k of the world's number. One order for all keys. */
export function baseOrder(bits: number, random: RandomBits): Uint32Array {
  const columns = Array.from({ length: bits }, (_, k) => 1 << (bits - 1 - k));
  const order = new Uint32Array(1 << bits);
  order[0] = random() >>> (32 - bits);
  for (let bit = 0; bit < bits; bit++) {
    const half = 1 << bit;
    for (let world = 0; world < half; world++) order[world + half] = order[world]! ^ columns[bit]!;
  }
  return order;
}

/**
 * Matrices of the other dimensions; row k is a mask over the bits of the world's number. The first one is the world's
 * number itself, reversed against the base; with the second it makes the perfect cube; the rest are Sobol's by Joe and
 * Kuo's primitive polynomials and first direction numbers (2008).
 */
export function netDimensions(bits: number): number[][] {
  const reversed = Array.from({ length: bits }, (_, k) => 1 << (bits - 1 - k));
  return [reversed, ...JOE_KUO.map(polynomial => sobolRows(bits, polynomial))];
}

interface Polynomial {
  readonly a: number;
  readonly m: readonly number[];
}

const JOE_KUO: readonly Polynomial[] = [
  { a: 0, m: [1] },
  { a: 1, m: [1, 3] },
  { a: 1, m: [1, 3, 1] },
  { a: 2, m: [1, 1, 1] },
  { a: 1, m: [1, 1, 3, 3] },
  { a: 4, m: [1, 3, 5, 13] },
];

/** Direction number j is the image of bit j of the world's number, as an integer of `bits` bits. */
function sobolRows(bits: number, { a, m }: Polynomial): number[] {
  const degree = m.length;
  const directions: number[] = [];
  for (let j = 0; j < bits; j++) {
    if (j < degree) {
      directions.push(m[j]! << (bits - 1 - j));
      continue;
    }
    let direction = directions[j - degree]! ^ (directions[j - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((a >>> (degree - 1 - k)) & 1) direction ^= directions[j - k]!;
    directions.push(direction);
  }
  return Array.from({ length: bits }, (_, row) =>
    directions.reduce((mask, direction, j) => mask | (((direction >>> (bits - 1 - row)) & 1) << j), 0),
  );
}

/** rows · V for a random unit lower triangular V: bit c of the world's number is replaced by a mix of bits 0..c. */
function reindex(rows: readonly number[], bits: number, random: RandomBits): number[] {
  const mixed = Array.from({ length: bits }, (_, k) => (1 << k) | (random() & ((1 << k) - 1)));
  return rows.map(row => {
    let result = 0;
    for (let k = 0; k < bits; k++) if ((row >>> k) & 1) result ^= mixed[k]!;
    return result;
  });
}

/** L · rows for a random unit lower triangular L: each bit of the slice is mixed with more significant ones. */
function mixRows(rows: readonly number[], bits: number, random: RandomBits): number[] {
  return Array.from({ length: bits }, (_, k) => {
    const chosen = random();
    let mixed = rows[k]!;
    for (let earlier = 0; earlier < k; earlier++) if ((chosen >>> earlier) & 1) mixed ^= rows[earlier]!;
    return mixed;
  });
}

function columnsOf(rows: readonly number[], bits: number): number[] {
  const columns = new Array<number>(bits).fill(0);
  for (let k = 0; k < bits; k++) {
    for (let column = 0; column < bits; column++) {
      if ((rows[k]! >>> column) & 1) columns[column]! |= 1 << (bits - 1 - k);
    }
  }
  return columns;
}
