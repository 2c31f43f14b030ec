/**
 * Browsers drop IndexedDB connections: WebKit when it was asleep, all of them when another tab upgrades. A dead handle
 * is dropped and opened again, and what was tried is tried once more; if that fails the caller says so.
 */
import type { WaymarkDb } from './schema';

const DEAD = ['InvalidStateError', 'DatabaseClosedError', 'UnknownError', 'OpenFailedError'];

export function isDeadHandle(error: unknown): boolean {
  const { name, inner } = (error ?? {}) as { name?: unknown; inner?: unknown };
  return DEAD.includes(String(name)) || (inner !== undefined && inner !== null && isDeadHandle(inner));
}

export async function reopen(db: WaymarkDb): Promise<void> {
  db.close({ disableAutoOpen: false });
  await db.open();
}

/** Runs it; once more on a new handle where the old one was dead. It must be safe to run twice. */
export async function onLiveHandle<T>(db: WaymarkDb, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isDeadHandle(error)) throw error;
    await reopen(db);
    return run();
  }
}
