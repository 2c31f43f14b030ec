import { createSubscriber } from 'svelte/reactivity';
import type { Readable } from '../lib/readable';

/** A watched value as a rune: whatever reads `current` follows it. */
export function follow<T>(source: Readable<T>): { readonly current: T } {
  const subscribe = createSubscriber((update) => source.subscribe(update));
  return {
    get current() {
      subscribe();
      return source.get();
    },
  };
}
