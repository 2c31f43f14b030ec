/**
 * Puts the scheduler behind everything by which code under simulation could run later or by chance. Import it before
 * Dexie and the fake IndexedDB: they look these up when they are loaded or called.
 */
import { createHash } from 'node:crypto';
import type { Dice } from './dice';
import type { Scheduler } from './scheduler';

let scheduler: Scheduler | undefined;
let dice: Dice | undefined;

/** From now on everything runs by this scheduler. */
export function runBy(next: Scheduler, chance: Dice): void {
  scheduler = next;
  dice = chance;
}

const cancels = new Map<number, () => void>();
let timers = 0;

Object.assign(globalThis, {
  setImmediate: (run: (...rest: unknown[]) => void, ...rest: unknown[]) => scheduler?.queue(() => run(...rest)),
  setTimeout: (run: (...rest: unknown[]) => void, ms = 0, ...rest: unknown[]) => {
    const id = ++timers;
    if (ms <= 0) scheduler?.queue(() => run(...rest));
    else cancels.set(id, scheduler?.after(ms, () => run(...rest)) ?? (() => {}));
    return id;
  },
  clearTimeout: (id: number) => {
    cancels.get(id)?.();
    cancels.delete(id);
  },
  BroadcastChannel: undefined,
});
Math.random = () => dice?.unit() ?? 0;
Object.defineProperty(crypto.subtle, 'digest', {
  value: (_: string, bytes: Uint8Array) => {
    const hash = createHash('sha256').update(bytes).digest();
    return new Promise((resolve) => scheduler?.queue(() => resolve(new Uint8Array(hash).buffer)));
  },
});
console.warn = () => {}; // Dexie tells of every handle it opens again
