/** What a person can see of their jots, on this device. */
import type { WaymarkDb } from '../../db/schema';
import { pendingOps } from '../../sync/pending';
import { waitingJots, type JotRow, type JotView } from './model';

/** The jots of a program that wait, newest first. Use it inside a live query. */
export async function jotsOf(db: WaymarkDb, program: string): Promise<JotView[]> {
  const [rows, ops] = await Promise.all([db.jots.toArray(), pendingOps(db, { kinds: ['jots.'] })]);
  return waitingJots(rows as unknown as JotRow[], ops, program);
}
