/**
 * What a device remembers about the server's memory: its epoch, how far this person's feed was read, and the era.
 *
 * An era ends when the server turns out to have forgotten something: a restored backup (a new epoch), or a cursor beyond
 * the server's own. Then every acknowledged operation still retained is offered again, and the feed is read from the
 * start; what the feed no longer brings is swept when it has come to its end.
 */
import { onLiveHandle } from '../db/reopen';
import type { WaymarkDb } from '../db/schema';

export interface ServerMemory {
  epoch: string | null;
  cursor: number;
  era: number;
  /** The feed is being read again from the start. */
  again: boolean;
  /** How often this person has signed out here: a page asked for before is not kept after it. */
  visits?: number;
}

const START: ServerMemory = { epoch: null, cursor: 0, era: 1, again: false };

export async function serverMemory(db: WaymarkDb): Promise<ServerMemory> {
  return ((await db.meta.get('server'))?.value as ServerMemory | undefined) ?? START;
}

export async function remember(db: WaymarkDb, memory: ServerMemory): Promise<void> {
  await db.meta.put({ key: 'server', value: memory });
}

/** Takes note of the epoch the server names; answers what is remembered afterwards. Runs in the caller's transaction. */
export async function meetEpoch(db: WaymarkDb, epoch: string): Promise<ServerMemory> {
  const memory = await serverMemory(db);
  if (memory.epoch === epoch) return memory;
  if (memory.epoch !== null) return newEra(db, epoch);
  const met = { ...memory, epoch };
  await remember(db, met);
  return met;
}

/** Begins a new era. Runs in the caller's transaction on `meta` and `arrived`. */
export async function newEra(db: WaymarkDb, epoch: string): Promise<ServerMemory> {
  const before = await serverMemory(db);
  const memory: ServerMemory = { ...before, epoch, cursor: 0, era: before.era + 1, again: true };
  await db.arrived.clear();
  await remember(db, memory);
  return memory;
}

/** Reads the feed again from the start, because this version of the app knows kinds the last one skipped. */
export async function readAgainFor(db: WaymarkDb, kinds: readonly string[]): Promise<void> {
  const known = [...kinds].sort().join(' ');
  await db.transaction('rw', db.meta, db.arrived, async () => {
    const before = (await db.meta.get('kinds'))?.value;
    if (before === known) return;
    await db.meta.put({ key: 'kinds', value: known });
    if (before === undefined) return;
    await db.arrived.clear();
    await remember(db, { ...(await serverMemory(db)), cursor: 0, again: true });
  });
}

/**
 * Lets go of everything the server can give again: somebody signed out. What is unsent, what was sent in the last 30
 * days and the drafts stay, so that neither a restored backup nor the next sign-in finds anything missing.
 */
export async function forgetServerRows(db: WaymarkDb, tables: readonly string[]): Promise<void> {
  const things = tables.map((name) => db.table(name));
  const forget = () =>
    db.transaction('rw', [...things, db.reference, db.meta, db.arrived], async () => {
      for (const table of [...things, db.reference, db.arrived]) await table.clear();
      const memory = await serverMemory(db);
      await remember(db, { ...memory, cursor: 0, again: false, visits: (memory.visits ?? 0) + 1 });
    });
  // the next person has this phone in a moment: a connection that died must not leave anything to them
  await onLiveHandle(db, forget);
}
