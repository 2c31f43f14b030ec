/**
 * The outbox: what this person saved and the server has not taken for good.
 *
 * A row leaves it in exactly three functions, all in this file: {@link acknowledge}, {@link discard} and {@link undo}.
 */
import type { AcknowledgedRow, OutboxRow, WaymarkDb } from '../db/schema';
import { noteDiscarded } from './held';

/** How long a save can be undone. */
export const UNDO_MS = 10_000;

/** Whether Undo still holds a row back. A clock that jumped back holds nothing. */
export function heldBackForUndo(row: Pick<OutboxRow, 'savedAt' | 'undoUntil'>, now: number): boolean {
  return row.savedAt <= now && now < row.undoUntil && row.undoUntil - row.savedAt <= UNDO_MS;
}

/** Held by the server and not returned: durable there, and the coordinator's turn. */
export function isWithCoordinator({ state, reason }: Pick<OutboxRow, 'state' | 'reason'>): boolean {
  return state === 'needs_attention' && reason?.outcome === 'held' && reason.code !== 'returned';
}

/**
 * Moves a row the server has taken for good to the retained ones. Runs inside the caller's transaction on both tables,
 * after the server's hash was found equal to the row's.
 */
export async function acknowledge(
  db: WaymarkDb,
  row: OutboxRow,
  how: { at: number; sentAt: number; seq: number | null; era: number },
): Promise<void> {
  const { state, reason, undoUntil, with: deed, era, ...kept } = row;
  const acknowledged: AcknowledgedRow = {
    ...kept,
    ackedAt: how.at,
    sentAt: how.sentAt,
    seq: how.seq,
    era: how.era,
    unseen: 1,
  };
  await db.acknowledged.put(acknowledged);
  await db.outbox.delete(row.id);
}

/**
 * Throws away what needs attention, on the person's own word. Runs inside the caller's transaction on the outbox and
 * `meta`, where it is noted what the server holds of it.
 */
export async function discard(db: WaymarkDb, ids: readonly string[]): Promise<OutboxRow[]> {
  const rows = (await db.outbox.bulkGet([...ids])).filter((row) => row?.state === 'needs_attention') as OutboxRow[];
  await noteDiscarded(
    db,
    rows.filter((row) => row.reason?.outcome === 'held'),
  );
  await db.outbox.bulkDelete(rows.map((row) => row.id));
  return rows;
}

/**
 * Takes a save back before it was sent, with what the same deed did besides; answers the row, whose body goes back into
 * the form.
 */
export async function undo(db: WaymarkDb, id: string): Promise<OutboxRow | undefined> {
  return db.transaction('rw', db.outbox, async () => {
    const row = await db.outbox.get(id);
    const unsent = (one: OutboxRow | undefined) => one?.state === 'queued' && one.tries === 0;
    if (!row || !unsent(row)) return undefined;
    await db.outbox
      .where('n')
      .above(row.n)
      .and((other) => other.with === id && unsent(other))
      .delete();
    await db.outbox.delete(id);
    return row;
  });
}

/** Whatever was being sent when the app was last closed is queued again. Only while no other tab is sending. */
export async function requeueInterrupted(db: WaymarkDb): Promise<void> {
  await db.outbox.where('state').equals('sending').modify({ state: 'queued' });
}

/** Lets everything go out at once that Undo still holds back: the page is going away, or the person asked. */
export async function releaseHeldBack(db: WaymarkDb): Promise<void> {
  await db.outbox
    .where('state')
    .equals('queued')
    .and((row) => row.undoUntil > 0)
    .modify({ undoUntil: 0 });
}
