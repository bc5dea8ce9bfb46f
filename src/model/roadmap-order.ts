import type { RoadmapItemSettings } from '../core/cost-model.ts';
import { UserError } from '../core/errors.ts';

/** What an item waits for. */
export interface Slot {
  readonly item: RoadmapItemSettings;
  /** Index into the slots: the item that the same people work on before. */
  readonly previous: number | undefined;
  /** Indices into the slots. */
  readonly dependsOn: readonly number[];
}

/**
 * The items in an order in which each comes after what it depends on; the order of the config decides wherever
 * dependencies leave a choice. People work one item after another: those of one `team`, and, when the roadmap is
 * worked in order, all items that name no team.
 * @throws {UserError} items that wait for each other
 */
export function scheduleOrder(items: readonly RoadmapItemSettings[], inOrder: boolean): Slot[] {
  const slots: Slot[] = [];
  const placed = new Map<string, number>();
  const lastOf = new Map<string, number>();
  const known = new Set(items.map(item => item.id));
  const waiting = [...items];
  while (waiting.length > 0) {
    const next = waiting.findIndex(item => item.dependsOn.every(id => placed.has(id) || !known.has(id)));
    if (next < 0) throw circular(waiting);
    const [item] = waiting.splice(next, 1) as [RoadmapItemSettings];
    const queue = item.team === undefined ? (inOrder ? 'everybody' : undefined) : `team ${item.team}`;
    const previous = queue === undefined ? undefined : lastOf.get(queue);
    const dependsOn = item.dependsOn.flatMap(id => placed.get(id) ?? []);
    placed.set(item.id, slots.length);
    if (queue !== undefined) lastOf.set(queue, slots.length);
    slots.push({ item, previous, dependsOn });
  }
  return slots;
}

function circular(items: readonly RoadmapItemSettings[]): UserError {
  return new UserError({
    code: 'roadmap-circular',
    what: `these roadmap items wait for each other: ${items.map(item => item.id).join(', ')}`,
    where: items[0]!.place,
    fix: 'remove one of their `dependsOn` entries',
  });
}
