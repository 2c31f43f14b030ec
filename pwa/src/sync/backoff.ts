import type { Random } from '../lib/random';

const FIRST_MS = 1_000;
const MOST_MS = 5 * 60_000;

/** How long to wait before the next try: exponential with full jitter, at most five minutes, never less than asked for. */
export function backoff(failures: number, random: Random, askedFor: number | null = null): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return Math.max(askedFor ?? 0, random.unit() * ceiling);
}
