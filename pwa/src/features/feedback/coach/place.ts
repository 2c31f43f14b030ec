import type { Found } from './model';
import type { Part } from './suggestion';

/** Where a part of a sentence stands in its text. */
export function placeOf({ sentence: { field, words }, from, to }: Part): Found {
  return { field, from: words[from]?.from ?? 0, to: words[to - 1]?.to ?? 0 };
}
