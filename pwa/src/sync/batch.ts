/**
 * Which operations go out together.
 *
 * At most one of each subject: its result is known before the next one leaves, so an order can never be broken by a
 * result in the middle, and an edit never overwrites what its predecessor turned out to be in conflict with.
 */
import type { AcknowledgedRow, OutboxRow, WaymarkDb } from '../db/schema';
import { serverMemory } from './memory';
import { heldBackForUndo } from './outbox';

/** The server takes at most 200 operations and 1 MiB; the envelope needs a little of it. */
export const MOST_OPS = 200;
export const MOST_BYTES = 1_048_576 - 4_096;

/** An operation to send: a new one, or one the server may have forgotten. */
export type Sendable = { from: 'outbox'; row: OutboxRow } | { from: 'acknowledged'; row: AcknowledgedRow };

export interface BatchRules {
  person: string;
  now: number;
  /** Subjects that wait for another round. */
  later: ReadonlySet<string>;
  most: number;
}

/** Takes the next batch and marks it as being sent. Empty when nothing can go now. */
export async function takeBatch(db: WaymarkDb, rules: BatchRules): Promise<Sendable[]> {
  return db.transaction('rw', db.outbox, db.acknowledged, db.meta, async () => {
    const { era } = await serverMemory(db);
    const forgotten = await db.acknowledged.where('era').notEqual(era).toArray();
    const batch = choose(forgotten, await db.outbox.orderBy('n').toArray(), era, rules);
    const sending = batch.filter(({ from }) => from === 'outbox').map(({ row }) => row as OutboxRow);
    await db.outbox.bulkPut(
      sending.map((row) => ({
        ...row,
        tries: row.tries + 1,
        state: row.state === 'needs_attention' ? row.state : 'sending',
      })),
    );
    return batch;
  });
}

/** The choice itself, in local order. */
export function choose(
  forgotten: readonly AcknowledgedRow[],
  outbox: readonly OutboxRow[],
  era: number,
  rules: BatchRules,
): Sendable[] {
  const all: Sendable[] = [
    ...forgotten.map((row) => ({ from: 'acknowledged', row }) as const),
    ...outbox.map((row) => ({ from: 'outbox', row }) as const),
  ].sort((a, b) => a.row.n - b.row.n);

  const taken = new Set(rules.later);
  const batch: Sendable[] = [];
  let bytes = 0;
  for (const item of all) {
    const { row } = item;
    if (row.author !== rules.person || !open(item, era) || taken.has(row.subject)) continue;
    taken.add(row.subject); // also when it has to wait: nothing of its subject overtakes it
    if (item.from === 'outbox' && heldBackForUndo(item.row, rules.now)) continue;
    const size = utf8(row.bytes) + 1;
    if (batch.length > 0 && bytes + size > MOST_BYTES) break;
    bytes += size;
    if (batch.push(item) >= rules.most) break;
  }
  return batch;
}

/** Whether the server still has to say something about it. */
function open(item: Sendable, era: number): boolean {
  if (item.from === 'acknowledged') return true;
  // refused and in conflict: the person's turn. Held: the server has it, unless it has forgotten.
  if (item.row.state === 'needs_attention') return item.row.reason?.outcome === 'held' && item.row.era !== era;
  return true;
}

function utf8(text: string): number {
  return new TextEncoder().encode(text).length;
}
