/** What the server's guard found in this person's own texts, with what they said of it and the server does not know yet. */
import type { Table } from 'dexie';
import type { OutboxRow, WaymarkDb } from '../../db/schema';
import { mutate, mutator, type Device } from '../../sync/mutate';
import { pendingOps } from '../../sync/pending';

/** A text of the thing with this id may tell who a patient is. */
export interface GuardMarkRow {
  id: string;
  program: string;
  about: string;
  found: { part: string; kind: string }[];
}

const marksIn = (db: WaymarkDb) => db.guardMarks as unknown as Table<GuardMarkRow, string>;
const keeps = mutator<Record<string, never>>('guard.keep');

/** The marks of these things that stand. Use it inside a live query. */
export async function marksOf(db: WaymarkDb, ids: readonly string[]): Promise<GuardMarkRow[]> {
  const rows = await marksIn(db).bulkGet([...ids]);
  const here = rows.filter((row) => row !== undefined);
  if (here.length === 0) return [];
  const kept = new Set((await pendingOps(db, { kinds: [keeps.kind] })).map(({ subject }) => subject));
  return here.filter(({ id }) => !kept.has(id));
}

/** Which of these things have a mark. Use it inside a live query. */
export async function markedAmong(db: WaymarkDb, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await marksOf(db, ids)).map(({ id }) => id));
}

/** "It is not a patient." */
export function keepWords(device: Device, { id, program }: GuardMarkRow): Promise<OutboxRow> {
  return mutate(device, keeps, { program, subject: id, body: {} });
}
