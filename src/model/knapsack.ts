import { compareText } from '../core/text-order.ts';

export interface KnapsackItem {
  readonly key: string;
  /** >= 0 */
  readonly cost: number;
  readonly value: number;
}

export interface BestSet {
  readonly keys: ReadonlySet<string>;
  readonly cost: number;
  readonly value: number;
  /** Whether the set is proven best; false only when the search had to be cut short. */
  readonly exact: boolean;
}

/** Partial solutions kept at once. Report sizes need a few hundred; beyond this the least promising ones go. */
const MOST_STATES = 100_000;
/** Sums of floats may miss a capacity that decimals meet exactly: 0.1 + 0.2 fits into 0.3. */
const SLACK = 1e-9;

interface State {
  readonly cost: number;
  readonly value: number;
  readonly last: KnapsackItem | undefined;
  readonly before: State | undefined;
}

/**
 * The set with the largest value within a capacity, for real costs and values (Nemhauser and Ullmann 1969): partial
 * solutions that cost more and bring no more than another are dropped, and so are those that could not catch up with
 * the best one even if items could be cut in pieces. Items without a value above 0 never enter. Equal values: the
 * cheaper set, then the one with the denser items, then by key; the order of the input does not matter.
 */
export function bestSet(items: readonly KnapsackItem[], capacity: number): BestSet {
  const limit = capacity + Math.abs(capacity) * SLACK;
  const useful = items.filter(item => item.value > 0 && item.cost <= limit).toSorted(byDensity);
  const bound = boundOf(useful);
  let states: State[] = [{ cost: 0, value: 0, last: undefined, before: undefined }];
  let reached = 0;
  let exact = true;
  useful.forEach((item, index) => {
    const taken = states
      .filter(state => state.cost + item.cost <= limit)
      .map(state => ({
        cost: state.cost + item.cost,
        value: state.value + item.value,
        last: item,
        before: state,
      }));
    const merged = withoutDominated(states, taken);
    const bounds = merged.map(state => bound(index + 1, limit - state.cost));
    merged.forEach((state, i) => {
      reached = Math.max(reached, state.value + bounds[i]!.whole);
    });
    states = merged.filter((state, i) => state.value + bounds[i]!.fractional >= reached * (1 - SLACK));
    if (states.length > MOST_STATES) {
      exact = false;
      states = states
        .toSorted((a, b) => b.value - a.value)
        .slice(0, MOST_STATES)
        .toSorted((a, b) => a.cost - b.cost);
    }
  });
  const best = states.reduce((winner, state) => (state.value > winner.value ? state : winner));
  const keys = new Set<string>();
  for (let state: State | undefined = best; state?.last !== undefined; state = state.before)
    keys.add(state.last.key);
  return { keys, cost: best.cost, value: best.value, exact };
}

const byDensity = (a: KnapsackItem, b: KnapsackItem): number =>
  density(b) - density(a) || a.cost - b.cost || compareText(a.key, b.key);

/** Value for each unit of cost; finite, so that two free items can be compared. */
const density = ({ value, cost }: KnapsackItem): number => Math.min(value / cost, Number.MAX_VALUE);

/** Both lists ascend in cost; the result does too, and its values ascend strictly. */
function withoutDominated(skipped: readonly State[], taken: readonly State[]): State[] {
  const front: State[] = [];
  let best = -1;
  let s = 0;
  let t = 0;
  while (s < skipped.length || t < taken.length) {
    const a = skipped[s];
    const b = taken[t];
    const first =
      b === undefined || (a !== undefined && (a.cost < b.cost || (a.cost === b.cost && a.value >= b.value)));
    const state = first ? a! : b;
    if (first) s++;
    else t++;
    if (state.value > best) {
      front.push(state);
      best = state.value;
    }
  }
  return front;
}

/** What the items from `from` on could add within `room`: whole ones in order until one does not fit, and with a piece of that one. */
function boundOf(
  items: readonly KnapsackItem[],
): (from: number, room: number) => { whole: number; fractional: number } {
  const costs = [0];
  const values = [0];
  for (const item of items) {
    costs.push(costs.at(-1)! + item.cost);
    values.push(values.at(-1)! + item.value);
  }
  return (from, room) => {
    let low = from;
    let high = items.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (costs[middle]! - costs[from]! <= room) low = middle;
      else high = middle - 1;
    }
    const whole = values[low]! - values[from]!;
    const next = items[low];
    const piece = next === undefined ? 0 : (room - (costs[low]! - costs[from]!)) * density(next);
    return { whole, fractional: whole + piece };
  };
}
