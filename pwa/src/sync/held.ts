/**
 * Held operations this person threw away. They are gone from this device at once; the server, which has them as sent,
 * is told at the end of a round.
 */
import type { OutboxRow, WaymarkDb } from '../db/schema';
import type { Ports } from './ports';

interface Discarded {
  id: string;
  program: string;
}

/** Runs inside the caller's transaction on `meta`. */
export async function noteDiscarded(db: WaymarkDb, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  const noted = rows.map(({ id, program }) => ({ id, program }));
  await db.meta.put({ key: 'discarded', value: [...(await discarded(db)), ...noted] });
}

export async function tellDiscarded({ db, ask }: Ports): Promise<void> {
  for (const { id, program } of await discarded(db)) {
    const answer = await ask({ method: 'POST', path: `/programs/${program}/held/${id}/discard`, body: '{}' });
    // whatever the server says of it, short of a failure of its own, there is nothing more to say
    const said = answer.kind === 'answer' && answer.status < 500 && answer.status !== 429 && answer.status !== 401;
    if (!said) return;
    await db.transaction('rw', db.meta, async () => {
      const rest = (await discarded(db)).filter((other) => other.id !== id);
      await db.meta.put({ key: 'discarded', value: rest });
    });
  }
}

async function discarded(db: WaymarkDb): Promise<Discarded[]> {
  return ((await db.meta.get('discarded'))?.value as Discarded[] | undefined) ?? [];
}
