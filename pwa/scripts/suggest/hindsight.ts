/** What can be reached at most on this data, by looking at the answers. Pure. */
import { FIRST } from '../../src/features/feedback/suggest';
import type { Choice } from './replay';

/** The share of `items` for which something holds; 0 where there are none. */
export function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/**
 * The share of choices a list of five reaches that is the same for everything of one kind and was made knowing the
 * answers. Kinds with few choices flatter it: five choices always fit into five places.
 */
export function bestPossible(choices: readonly Choice[], kind: (choice: Choice) => string): number {
  const kinds = new Map<string, Map<string, number>>();
  for (const choice of choices) {
    const counts = kinds.get(kind(choice)) ?? new Map<string, number>();
    counts.set(choice.wanted, (counts.get(choice.wanted) ?? 0) + 1);
    kinds.set(kind(choice), counts);
  }
  const reached = [...kinds.values()].flatMap((counts) => [...counts.values()].sort((a, b) => b - a).slice(0, FIRST));
  return reached.reduce((sum, n) => sum + n, 0) / Math.max(1, choices.length);
}
