/** Forms that keep themselves: on this device, at every pause, found again when the person comes back. */
import { onDestroy, untrack } from 'svelte';
import type { WaymarkDb } from '../../db/schema';
import type { Clock } from '../../lib/clock';

/** How long a pause in typing is. */
const PAUSE = 400;

interface Keeping {
  db: WaymarkDb;
  clock: Clock;
  busy: () => () => void;
}

/** The value kept under that key, if there is one. */
export async function findKept<Value>(db: WaymarkDb, key: string): Promise<Value | undefined> {
  return (await db.drafts.get(key))?.value as Value | undefined;
}

/** Throws the kept value away: it was saved, or the person starts over. */
export async function forgetKept(db: WaymarkDb, key: string): Promise<void> {
  await db.drafts.delete(key);
}

/**
 * Keeps what `read` answers; null means that nothing is worth keeping. Make it while a component is being set up.
 * The answer ends it without keeping anything more, for when the form was saved.
 */
export function keepDraft<Value>(app: Keeping, key: () => string, read: () => Value | null): () => void {
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { key: string; value: Value | null } | undefined;
  let first = true;

  const write = () => {
    clearTimeout(timer);
    if (!waiting || over) return;
    const { key, value } = waiting;
    waiting = undefined;
    // A draft that cannot be kept stays on the screen; saving itself says so.
    if (value === null) app.db.drafts.delete(key).catch(() => undefined);
    else app.db.drafts.put({ key, value, savedAt: app.clock.now() }).catch(() => undefined);
  };
  const end = () => {
    over = true;
    clearTimeout(timer);
  };

  $effect(() => {
    const value = read();
    const now = key();
    if (first) {
      first = false;
      return;
    }
    waiting = { key: now, value };
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  });

  const worthKeeping = $derived(read() !== null);
  $effect(() => (worthKeeping ? untrack(app.busy) : undefined));

  // A page that is hidden may never come back.
  $effect(() => {
    document.addEventListener('visibilitychange', write);
    return () => document.removeEventListener('visibilitychange', write);
  });
  onDestroy(() => {
    write();
    end();
  });
  return end;
}
