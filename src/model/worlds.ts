import type { Worlds } from '../core/worlds.ts';
import { baseOrder, netDimensions, netOrder } from './digital-net.ts';
import { gammaQuantiles } from './gamma-quantile.ts';
import { normalQuantile } from './normal-quantile.ts';
import { bitsForKey } from './random-key.ts';

export const WORLDS = 4096;

/** The one unknown that widens each range most: every other list forms a net with it. */
export const BASE_QUANTITY = 'beta';

/** Parts of the work (`part 0` ...) that get a dimension each. */
export const LARGEST_PARTS = 6;

/**
 * Quantities by dimension of the net, those that one printed figure depends on most together first. Others share the
 * last dimension, each with a re-numbering of its own.
 */
const DIMENSION_OF: Readonly<Record<string, number>> = {
  share: 0,
  residual: 1,
  'yearly share': 2,
  effectiveness: 3,
  principal: 4,
  'fix rate': 5,
  // The largest parts of the work: their mix decides the headline together with the base.
  ...Object.fromEntries(Array.from({ length: LARGEST_PARTS }, (_, rank) => [`part ${rank}`, rank])),
};

/**
 * Simulated worlds: each value is a function of (seed, quantity, key, world) alone. Every list takes each of `count`
 * equally likely slices once, at its middle, in a keyed order (digital-net.ts): the lists of one distribution are
 * re-orderings of the same values.
 * @param seed any text; reports use the commit id
 * @param count a power of two, 2 to 2^20
 * @throws {RangeError} another count
 */
export function createWorlds(seed: string, count: number = WORLDS): Worlds {
  const bits = 31 - Math.clz32(count);
  if (count !== 1 << bits || bits < 1 || bits > 20)
    throw new RangeError(`the number of worlds must be a power of two, got ${count}`);
  const middles = Float64Array.from({ length: count }, (_, slice) => (slice + 0.5) / count);
  const normals = middles.map(normalQuantile);
  // All lists of one distribution re-order the same values: those are computed once.
  const gammas = new Map<number, Float64Array>();
  const others = new Map<(level: number) => number, Float64Array>();

  const dimensions = netDimensions(bits);

  const orderOf = (quantity: string, key: string): Uint32Array => {
    const own = bitsForKey(seed, quantity, key);
    if (quantity === BASE_QUANTITY) return baseOrder(bits, own);
    const dimension = DIMENSION_OF[quantity];
    if (dimension === undefined) return netOrder(dimensions.at(-1)!, bits, own, own);
    return netOrder(dimensions[dimension]!, bits, own, bitsForKey(seed, key));
  };
  const draw = (table: Float64Array, quantity: string, key: string): Float64Array => {
    const order = orderOf(quantity, key);
    const list = new Float64Array(count);
    for (let world = 0; world < count; world++) list[world] = table[order[world]!]!;
    return list;
  };
  const gammaTable = (shape: number): Float64Array => {
    let table = gammas.get(shape);
    if (!table) {
      table = gammaQuantiles(middles, normals, shape);
      gammas.set(shape, table);
    }
    return table;
  };
  const tableOf = (inverse: (level: number) => number): Float64Array => {
    let table = others.get(inverse);
    if (!table) {
      table = middles.map(inverse);
      others.set(inverse, table);
    }
    return table;
  };
  return {
    count,
    seed,
    uniform: (quantity, key, inverse) => draw(inverse ? tableOf(inverse) : middles, quantity, key),
    normal: (quantity, key) => draw(normals, quantity, key),
    gamma: (shape, quantity, key) => draw(gammaTable(shape), quantity, key),
  };
}
